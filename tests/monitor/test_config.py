"""The configuration: what it can express, and that every fault is named at once with its place and a hint."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from monitor.config import load
from monitor.config.changes import changes, renamed
from monitor.errors import ConfigError
from monitor.model import Category, Channel, Direction, Rhythm
from notifiers.addresses import instance
from notifiers.webhook import endpoint
from tests.support.configs import faults_of, write
from tests.support.repository import REPOSITORY


def test_the_shipped_file_watches_five_vendors_daily_and_tells_the_log() -> None:
    settings = load(REPOSITORY / "config.toml")
    assert [source.key for source in settings.sources] == [
        "homeok/privacy-policy",
        "ip-home-office/privacy-policy",
        "io-e/privacy-policy",
        "imou/privacy-policy",
        "isocket/privacy-policy",
    ]
    assert {source.interval for source in settings.sources} == {timedelta(days=1)}
    discovered = settings.sources[2]
    assert (discovered.urls, discovered.site) == ((), "https://www.hemos.cn")
    assert [channel.name for channel in settings.channels] == ["log"]


def test_a_vendor_can_have_documents_pages_languages_and_overrides(tmp_path: Path) -> None:
    settings = load(
        write(
            tmp_path,
            """
            store = "data/history.db"
            interval = "12h"
            [[vendors]]
            name = "Brightlamp"
            tags = ["lamps"]
            language = "de"
            [[vendors.documents]]
            pages = ["https://brightlamp.example/privacy", "https://brightlamp.example/privacy/eu"]
            [[vendors.documents]]
            type = "Sub-processors"
            url = "https://brightlamp.example/subprocessors"
            language = "fr"
            interval = "2d"
            select = ["main"]
            remove = [".banner"]
            browser = true
            headers = { X-Reader = "yes" }
            """,
        )
    )
    policy, processors = settings.sources
    assert settings.store == tmp_path / "data" / "history.db"
    assert (policy.key, len(policy.urls), policy.language) == ("brightlamp/privacy-policy", 2, "de")
    assert policy.interval == timedelta(hours=12)
    assert (processors.key, processors.language, processors.browser) == ("brightlamp/sub-processors", "fr", True)
    assert (processors.select, processors.remove) == (("main",), (".banner",))
    assert processors.headers == (("X-Reader", "yes"),)
    assert processors.interval == timedelta(days=2)


def test_a_channel_says_what_it_wants_and_when(tmp_path: Path) -> None:
    (tmp_path / "our-templates").mkdir()
    settings = load(
        write(
            tmp_path,
            """
            [[vendors]]
            name = "Brightlamp"
            url = "https://brightlamp.example/privacy"
            tags = ["lamps"]
            [messages]
            base_url = "https://watch.example"
            templates = "our-templates"
            [channels.dpo]
            address = "json://127.0.0.1/hook"
            vendors = ["Brightlamp"]
            tags = ["lamps"]
            categories = ["retention"]
            directions = ["less_protective"]
            undecided = true
            alarms = false
            rhythm = "weekly"
            digest_at = "07:30"
            quiet = ["22:00", "06:00"]
            timezone = "Europe/Berlin"
            """,
        )
    )
    assert (settings.base_url, settings.templates) == ("https://watch.example", tmp_path / "our-templates")
    assert settings.channels == (
        Channel(
            name="dpo",
            address="json://127.0.0.1/hook",
            vendors=("brightlamp",),
            tags=("lamps",),
            categories=(Category.RETENTION,),
            directions=(Direction.LESS_PROTECTIVE,),
            undecided=True,
            alarms=False,
            rhythm=Rhythm.WEEKLY,
            digest_at=time(7, 30),
            quiet=(time(22), time(6)),
            timezone="Europe/Berlin",
        ),
    )


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('digest_at = "25:00"', "07:30"),
        ('quiet = ["22:00"]', "schema"),
        ('timezone = "Mars/Olympus"', "Europe/Berlin"),
        ('rhythm = "hourly"', "one of these words"),
        ('language = "it"', "one of these words"),
    ],
)
def test_a_wrong_wish_of_a_channel_is_a_fault(tmp_path: Path, line: str, hint: str) -> None:
    (fault,) = faults_of(write(tmp_path, f'[channels.dpo]\naddress = "json://127.0.0.1/hook"\n{line}')).values()
    assert fault.path.startswith("channels.dpo.")
    assert hint in fault.hint


def test_every_fault_is_reported_at_once_with_its_path_and_a_hint(tmp_path: Path) -> None:
    faults = faults_of(
        write(
            tmp_path,
            """
            intervall = "1d"
            confirm_after = "soon"
            [[vendors]]
            name = "Brightlamp"
            url = "ftp://brightlamp.example/privacy"
            [[vendors]]
            name = "brightlamp"
            url = "https://brightlamp.example/privacy"
            browser = "yes"
            [[vendors]]
            name = "Homeless"
            [fetch]
            at_once = 0
            max_size = "big"
            allow_private = ["10.0.0.0/99"]
            [channels.team]
            address = "${env:CLAUSEWATCH_TEST_UNSET}"
            vendors = ["Nobody"]
            """,
        )
    )
    assert set(faults) == {
        "intervall",
        "confirm_after",
        "vendors[0].url",
        "vendors[1].name",
        "vendors[1].browser",
        "vendors[2]",
        "fetch.at_once",
        "fetch.max_size",
        "fetch.allow_private[0]",
        "channels.team.address",
        "channels.team.vendors",
    }
    assert faults["intervall"].hint == "did you mean 'interval'?"
    assert "https://" in faults["vendors[0].url"].hint
    assert "vendors[0]" in faults["vendors[1].name"].problem
    assert "CLAUSEWATCH_TEST_UNSET" in faults["channels.team.address"].problem
    assert all(fault.problem and fault.hint for fault in faults.values())


@pytest.mark.parametrize(
    ("text", "path", "hint"),
    [
        ('[vendors]\nname = "A"\nurl = "https://a.example/p"', "vendors", "[[vendors]]"),
        ('[[vendors]]\nname = "A"\n[vendors.documents]\ntype = "X"', "vendors[0].documents", "[[vendors.documents]]"),
        ("[fetch]\nallow_private = true", "fetch.allow_private", 'write a list: ["..."]'),
        ("[fetch]\nallow_private = 5", "fetch.allow_private", 'write a list: ["..."]'),
    ],
)
def test_what_stands_in_place_of_a_list_is_told_how_a_list_is_written(
    tmp_path: Path, text: str, path: str, hint: str
) -> None:
    assert hint in faults_of(write(tmp_path, text))[path].hint


def test_secrets_come_from_the_environment_and_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "password").write_text("from-a-file\n", encoding="utf-8")
    monkeypatch.setenv("CLAUSEWATCH_TEST_TOKEN", "from-the-environment")
    settings = load(
        write(
            tmp_path,
            """
            [[vendors]]
            name = "Brightlamp"
            url = "https://brightlamp.example/privacy"
            headers = { Authorization = "Bearer ${env:CLAUSEWATCH_TEST_TOKEN}" }
            [channels.hook]
            address = "json://user:${file:password}@127.0.0.1/hook"
            categories = ["retention"]
            """,
        )
    )
    assert settings.sources[0].headers == (("Authorization", "Bearer from-the-environment"),)
    assert settings.channels[0].address == "json://user:from-a-file@127.0.0.1/hook"
    assert settings.channels[0].categories == (Category.RETENTION,)
    assert "from-" not in repr(settings)


PASSWORDS = ("p@s/s#w?x&y+z:1", "100%", "50%off", "ünï cøde", "a,b;c=d")


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_secret_within_an_address_may_hold_any_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("OWN_SECRET", password)
    text = """
        [channels.dpo]
        address = "mailtos://watch:${env:OWN_SECRET}@mail.example.org?from=w@example.org&to=dpo@example.org"
        [channels.hook]
        address = "jsons://hooks.example/x?secret=${env:OWN_SECRET}&+X-Team=privacy"
        """
    dpo, hook = load(write(tmp_path, text)).channels
    mail, target = instance(dpo.address), endpoint(hook.address)
    assert mail is not None
    assert (mail.user, mail.password, mail.host) == ("watch", password, "mail.example.org")
    assert target is not None
    assert (target.secret, dict(target.headers)) == (password, {"X-Team": "privacy"})


def test_a_secret_that_is_escaped_already_or_is_several_parts_of_an_address_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCAPED", "p%40ss")
    monkeypatch.setenv("TOKENS", "T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ")
    text = """
        [channels.dpo]
        address = "mailtos://watch:${env:ESCAPED}@mail.example.org?from=w@example.org&to=dpo@example.org"
        [channels.chat]
        address = "slack://${env:TOKENS}"
        """
    dpo, chat = load(write(tmp_path, text)).channels
    assert ":p%40ss@" in dpo.address
    assert chat.address == "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ('store = "~nobody-of-that-name/x.db"', "store", "no such home folder"),
        ('[messages]\ntemplates = "~nobody-of-that-name/x"', "messages.templates", "no such home folder"),
        ('[messages]\nbase_url = "https://watch.example/?page=1"', "messages.base_url", "links cannot begin"),
        ('[messages]\ntemplates = "nowhere"', "messages.templates", "no such folder"),
        ('[channels.a]\naddress = "${file:~nobody-of-that-name/x}"', "channels.a.address", "cannot be read"),
        (f'interval = "{"9" * 5000}d"', "interval", "not a duration"),
        (f"[fetch]\nat_once = {'9' * 5000}", "(the file)", "is not TOML"),
        (
            '[[vendors]]\nname="A"\nurl="https://a.example"\nselect=["p::before"]',
            "vendors[0].select[0]",
            "pseudo-element",
        ),
        ('[[channels]]\naddress = "log://"', "channels", "[channels.NAME]"),
        ('[channels]\ndpo = "log://"', "channels.dpo", "[channels.dpo]"),
        ('vendors = ["A"]', "vendors[0]", "[[vendors]]"),
        (
            '[[vendors]]\nname="A"\nurl="https://a.example"\nheaders={"Bad Name"="x"}',
            "vendors[0].headers.Bad Name",
            "not a name of a header",
        ),
    ],
)
def test_a_strange_value_is_a_fault_of_its_place(tmp_path: Path, line: str, place: str, words: str) -> None:
    found = faults_of(write(tmp_path, line))
    assert place in found
    assert words in f"{found[place].problem}; {found[place].hint}"


def test_who_only_reads_the_history_needs_no_secret(tmp_path: Path) -> None:
    """The daemon has them from systemd or compose; a shell beside it has not."""
    file = write(
        tmp_path,
        """
        [channels.dpo]
        address = "mailtos://watch:${file:/run/none}@mail.example.com?to=dpo@example.com"
        [web]
        host = "0.0.0.0"
        password = "${env:NOBODY_SET_THIS}"
        [alarms]
        after = "3d"
        heartbeat = "${env:NOBODY_SET_THIS}"
        [fetch]
        browser_address = "${env:NOBODY_SET_THIS}"
        budget = 5
        [[vendors]]
        name = "Acorn"
        url = "https://acorn.example/privacy"
        headers = { x-key = "${env:NOBODY_SET_THIS}" }
        """,
    )
    assert len(faults_of(file)) == 5
    settings = load(file, with_secrets=False)
    assert [channel.name for channel in settings.channels] == ["dpo"]
    assert (settings.blind_after, settings.fetch.budget, len(settings.sources)) == (timedelta(days=3), 5, 1)


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("${env:CLAUSEWATCH_TEST_UNSET}", "not set"),
        ("${file:/no/such/file}", "cannot be read"),
        ("${secret:x}", "no reference"),
    ],
)
def test_an_unreadable_secret_is_a_fault_of_its_place(tmp_path: Path, address: str, word: str) -> None:
    faults = faults_of(write(tmp_path, f'[channels.hook]\naddress = "{address}"'))
    assert word in faults["channels.hook.address"].problem


def test_of_a_secret_that_cannot_be_read_nothing_else_is_said(tmp_path: Path) -> None:
    file = write(tmp_path, '[web]\nread_tokens = ["${file:none}"]\npassword = "${file:no}"')
    with pytest.raises(ConfigError) as caught:
        load(file)
    assert sorted(fault.path for fault in caught.value.faults) == ["web.password", "web.read_tokens[0]"]
    assert all("cannot be read" in fault.problem for fault in caught.value.faults)


def test_a_secret_outside_its_places_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWATCH_TEST_TOKEN", "tell-nobody")
    file = write(tmp_path, '[[vendors]]\nname = "${env:CLAUSEWATCH_TEST_TOKEN}"\nurl = "https://brightlamp.example"')
    fault = faults_of(file)["vendors[0].name"]
    assert "tell-nobody" not in fault.problem + fault.hint


def test_a_fault_never_repeats_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWATCH_TEST_TOKEN", "tell-nobody")
    file = write(
        tmp_path,
        '[[vendors]]\nname = "Brightlamp"\nurl = "https://brightlamp.example"\n'
        'headers = { Authorization = ["${env:CLAUSEWATCH_TEST_TOKEN}"] }\n'
        '[channels.hook]\naddress = "nosuchservice://${env:CLAUSEWATCH_TEST_TOKEN}"',
    )
    faults = faults_of(file)
    assert set(faults) == {"vendors[0].headers.Authorization", "channels.hook.address"}
    assert "tell-nobody" not in str(faults)


def test_a_channel_names_the_language_of_its_messages(tmp_path: Path) -> None:
    file = write(tmp_path, '[channels.dpo]\naddress = "log://"\nlanguage = "fr"\n[channels.log]\naddress = "log://"')
    assert [channel.language for channel in load(file).channels] == ["fr", "en"]


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"store = ", "TOML"), (b"store = '\xff'", "UTF-8"), (None, "does not exist")],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes | None, word: str) -> None:
    file = tmp_path / "config.toml"
    if content is not None:
        file.write_bytes(content)
    assert word in faults_of(file)["(the file)"].problem


def test_a_vendor_has_the_days_of_its_contract_and_each_document_its_pins(tmp_path: Path) -> None:
    settings = load(
        write(
            tmp_path,
            """
            [alarms]
            remind_before = "10d"
            review_after = "3d"
            [[vendors]]
            name = "Brightlamp"
            objection_days = 14
            [[vendors.documents]]
            url = "https://brightlamp.example/privacy"
            pins = ["We never sell personal data."]
            [[vendors.documents]]
            type = "Sub-processors"
            url = "https://brightlamp.example/subprocessors"
            """,
        )
    )
    assert [source.objection_days for source in settings.sources] == [14, 14]
    assert [source.pins for source in settings.sources] == [("We never sell personal data.",), ()]
    assert (settings.remind_before, settings.review_after) == (timedelta(days=10), timedelta(days=3))


def test_captures_are_kept_for_good_unless_a_time_is_given(tmp_path: Path) -> None:
    assert load(write(tmp_path, "")).keep_captures is None
    assert load(write(tmp_path, 'keep_captures = "400d"')).keep_captures == timedelta(days=400)


def test_nobody_is_reminded_to_review_unless_asked_for(tmp_path: Path) -> None:
    settings = load(write(tmp_path, ""))
    assert (settings.remind_before, settings.review_after) == (timedelta(days=7), None)


def test_an_edit_is_told_by_names_and_never_by_values(tmp_path: Path) -> None:
    vendors = '[[vendors]]\nname = "{}"\nurl = "https://acorn.example/privacy"\nheaders = {{ x-key = "{}" }}\n'
    file = tmp_path / "config.toml"
    file.write_text(vendors.format("Acorn", "hush-one") + '[channels.team]\naddress = "json://u:hush-two@127.0.0.1/"\n')
    old = load(file)
    file.write_text(
        vendors.format("Acorn", "hush-three")
        + vendors.format("Birch", "hush-four")
        + '[channels.dpo]\naddress = "json://u:hush-five@127.0.0.1/"\n[web]\npassword = "hush-hush-six"\nport = 8651\n'
    )
    told = changes(old, load(file))
    assert told == [
        "document added: birch/privacy-policy",
        "document changed: acorn/privacy-policy (headers)",
        "channel added: dpo",
        "channel removed: team",
        "setting changed: web.port (from the next start on)",
        "setting changed: web.password",
    ]
    assert changes(old, old) == []


def test_what_an_edit_changes_is_called_as_in_the_file(tmp_path: Path) -> None:
    vendor = '[[vendors]]\nname = "Acorn"\nurl = "https://acorn.example/{}"\n{}'
    old = load(write(tmp_path, vendor.format("privacy", "")))
    edited = vendor.format("legal", 'language = "de"\n[alarms]\nafter = "3d"\nremind = "9d"\n')
    assert changes(old, load(write(tmp_path, edited))) == [
        "document changed: acorn/privacy-policy (url, language)",
        "setting changed: alarms.after",
        "setting changed: alarms.remind",
    ]


def test_an_edit_of_many_documents_is_told_by_twenty_of_them(tmp_path: Path) -> None:
    vendors = [f'[[vendors]]\nname = "V{number}"\nurl = "https://v.example/{number}"\n' for number in range(25)]
    told = changes(load(write(tmp_path, "")), load(write(tmp_path, "".join(vendors))))
    assert told[19:] == ["document added: v19/privacy-policy", "document added: 5 more"]


def test_a_vendor_with_a_key_of_its_own_keeps_it_under_another_name(tmp_path: Path) -> None:
    vendor = '[[vendors]]\nname = "{}"\nkey = "acorn"\nurl = "https://acorn.example/privacy"\n'
    channel = '[channels.dpo]\naddress = "log://"\nvendors = ["{}"]\n'
    for name in ("Acorn Holdings", "\u6a61\u5b50"):
        settings = load(write(tmp_path, vendor.format(name) + channel.format("acorn")))
        assert [(source.key, source.vendor_name) for source in settings.sources] == [("acorn/privacy-policy", name)]
        assert settings.channels[0].vendors == ("acorn",)
    named = load(write(tmp_path, vendor.format("Acorn Holdings") + channel.format("Acorn Holdings")))
    assert named.channels[0].vendors == ("acorn",)


def test_many_histories_that_begin_anew_are_told_by_twenty_of_them() -> None:
    lines = list(renamed({f"b{number}/privacy-policy": f"a{number}/privacy-policy" for number in range(25)}))
    assert (len(lines), lines[-1]) == (21, "so do 5 more")
    assert 'key = "a0" beside it' in lines[0]


def test_two_vendors_cannot_have_one_key(tmp_path: Path) -> None:
    vendors = '[[vendors]]\nname = "Acorn"\nurl = "https://acorn.example/p"\n[[vendors]]\nname = "Birch"\nkey = "{}"\n'
    faults = faults_of(write(tmp_path, vendors.format("acorn") + 'url = "https://birch.example/p"\n'))
    assert list(faults) == ["vendors[1].name"]
    faults = faults_of(write(tmp_path, vendors.format("Birch Ltd") + 'url = "https://birch.example/p"\n'))
    assert "orbit-cameras" in faults["vendors[1].key"].hint
