"""What a configuration may not ask for although it is well written: bounds of time, addresses of another form."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config import load
from tests.support.configs import faults_of, write


def test_an_interval_that_would_burden_a_vendor_is_refused_where_it_stands(tmp_path: Path) -> None:
    faults = faults_of(
        write(
            tmp_path,
            """
            interval = "1s"
            [[vendors]]
            name = "Brightlamp"
            url = "https://brightlamp.example/privacy"
            [[vendors]]
            name = "Hearthwise"
            interval = "14m"
            site = "https://hearthwise.example"
            [[vendors]]
            name = "Socketry"
            [[vendors.documents]]
            pages = ["https://socketry.example/privacy"]
            interval = "899s"
            """,
        )
    )
    assert set(faults) == {"interval", "vendors[1].interval", "vendors[2].documents[0].interval"}
    assert all('"15m" or more' in fault.hint for fault in faults.values())


def test_a_quarter_of_an_hour_and_less_on_hosts_of_ones_own_is_sound(tmp_path: Path) -> None:
    settings = load(
        write(
            tmp_path,
            """
            interval = "1s"
            [fetch]
            allow_private = ["127.0.0.0/8", "intranet.example"]
            [[vendors]]
            name = "Brightlamp"
            url = "http://127.0.0.1:8000/privacy"
            [[vendors]]
            name = "Ourselves"
            site = "https://intranet.example/"
            [[vendors]]
            name = "Hearthwise"
            url = "https://hearthwise.example/privacy"
            interval = "15m"
            """,
        )
    )
    assert [source.interval for source in settings.sources] == [
        timedelta(seconds=1),
        timedelta(seconds=1),
        timedelta(minutes=15),
    ]


@pytest.mark.parametrize("length", ["36526d", "99999999999999999999w"])
def test_a_length_of_time_that_no_calendar_holds_is_a_fault(tmp_path: Path, length: str) -> None:
    fault = faults_of(write(tmp_path, f'interval = "{length}"'))["interval"]
    assert "a hundred years" in fault.problem


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", '"slack://"'),
        ("https://discord.com/api/webhooks/4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", '"discord://"'),
        ("https://tickets.example/hook", '"jsons://"'),
    ],
)
def test_an_address_pasted_from_a_chat_is_answered_with_how_to_write_it(
    tmp_path: Path, address: str, word: str
) -> None:
    fault = faults_of(write(tmp_path, f'[channels.team]\naddress = "{address}"'))["channels.team.address"]
    assert word in fault.problem
    assert address not in fault.problem + fault.hint


def test_a_host_of_ones_own_is_known_however_its_letters_are_written(tmp_path: Path) -> None:
    settings = load(
        write(
            tmp_path,
            """
            interval = "1s"
            [fetch]
            allow_private = ["Lampengrüße.example", "xn--bcher-kva.example"]
            [[vendors]]
            name = "Lampen"
            url = "http://lampengrüße.example/datenschutz"
            [[vendors]]
            name = "Buecher"
            url = "http://bücher.example./datenschutz"
            """,
        )
    )
    assert {source.interval for source in settings.sources} == {timedelta(seconds=1)}


def test_no_time_at_all_is_refused_where_it_means_a_burden_a_flood_or_nothing(tmp_path: Path) -> None:
    faults = faults_of(
        write(
            tmp_path,
            """
            interval = "0s"
            confirm_after = "0m"
            keep_captures = "0d"
            [fetch]
            timeout = "0s"
            max_size = "0 MB"
            [alarms]
            remind = "0s"
            review_after = "0w"
            """,
        )
    )
    assert {path: fault.problem for path, fault in faults.items()} == {
        "interval": "no time at all",
        "confirm_after": "no time at all",
        "keep_captures": "no time at all",
        "fetch.timeout": "no time at all",
        "fetch.max_size": "nothing could be read",
        "alarms.remind": "shorter than an hour",
        "alarms.review_after": "no time at all",
    }


def test_no_pause_between_requests_and_no_patience_are_the_operators_to_choose(tmp_path: Path) -> None:
    settings = load(
        write(tmp_path, '[fetch]\nspacing = "0s"\n[alarms]\nafter = "0s"\nremind = "1h"\nremind_before = "0s"\n')
    )
    assert (settings.fetch.spacing, settings.blind_after, settings.remind_before) == (timedelta(0),) * 3


@pytest.mark.parametrize(
    ("pause", "url", "sound"),
    [
        ("59s", "https://brightlamp.example/privacy", False),
        ("1m", "https://brightlamp.example/privacy", True),
        ("1s", "http://127.0.0.1:8000/privacy", True),
    ],
)
def test_a_second_look_waits_a_minute_at_least_but_on_hosts_of_ones_own(
    tmp_path: Path, pause: str, url: str, sound: bool
) -> None:
    file = write(
        tmp_path,
        f'confirm_after = "{pause}"\n[fetch]\nallow_private = ["127.0.0.1"]\n'
        f'[[vendors]]\nname = "Brightlamp"\nurl = "{url}"\n',
    )
    if sound:
        assert load(file).confirm_after
    else:
        assert '"1m" or more' in faults_of(file)["confirm_after"].hint


@pytest.mark.parametrize(
    ("line", "path", "hint"),
    [
        ('language = "English"', "language", '"en" or "de"'),
        ('[fetch]\nbrowser_address = "http://127.0.0.1:3000"', "fetch.browser_address", '"ws://"'),
        ('[fetch]\ncontact = "Müller"', "fetch.contact", "ASCII"),
        ('store = "a\\u0000.db"', "store", "one line"),
        ('[channels.dpo]\naddress = "${file:a\\u0000}"', "channels.dpo.address", "check the path"),
        ("a = " + "[" * 100_000, "(the file)", "closed"),
        ('[web]\nread_tokens = ["a token with spaces"]', "web.read_tokens[0]", "without spaces"),
        ('[[vendors]]\nname = "Acorn\\nBcc: x"\nurl = "https://acorn.example/"', "vendors[0].name", "one line"),
        ('[[vendors]]\nname = "Acorn"\nurl = "https://acorn.example/\\u001b"', "vendors[0].url", "in full"),
    ],
)
def test_a_value_of_another_form_is_answered_with_its_own_hint(tmp_path: Path, line: str, path: str, hint: str) -> None:
    faults = faults_of(write(tmp_path, line + "\n"))
    assert list(faults) == [path]
    assert hint in faults[path].hint


@pytest.mark.parametrize(
    ("line", "path", "problem"),
    [
        ('select = ["main["]', "vendors[0].select[0]", "not a css selector"),
        ('remove = ["p:::"]', "vendors[0].remove[0]", "not a css selector"),
        ('headers = { Cookie = "a\\nb" }', "vendors[0].headers.Cookie", "cannot be sent as a header"),
        ('headers = { X-Reader = "é" }', "vendors[0].headers.X-Reader", "cannot be sent as a header"),
        ('headers = { "X Reader" = "yes" }', "vendors[0].headers.X Reader", "not a name of a header"),
    ],
)
def test_what_no_request_and_no_reader_could_use_is_a_fault(tmp_path: Path, line: str, path: str, problem: str) -> None:
    vendor = f'[[vendors]]\nname = "Acorn"\nurl = "https://acorn.example/privacy"\n{line}\n'
    faults = faults_of(write(tmp_path, vendor))
    assert list(faults) == [path]
    assert problem in faults[path].problem


def test_a_vendor_with_documents_has_no_address_beside_them(tmp_path: Path) -> None:
    vendor = '[[vendors]]\nname = "Acorn"\nurl = "https://acorn.example/privacy"\n'
    document = '[[vendors.documents]]\ntype = "Privacy Policy"\nurl = "https://acorn.example/legal"\n'
    faults = faults_of(write(tmp_path, vendor + document))
    assert list(faults) == ["vendors[0]"]
    assert "both documents and url" in faults["vendors[0]"].problem


def test_a_channel_for_a_tag_that_no_vendor_has_is_a_fault(tmp_path: Path) -> None:
    vendor = '[[vendors]]\nname = "Acorn"\nurl = "https://acorn.example/privacy"\ntags = ["payroll"]\n'
    channel = '[channels.dpo]\naddress = "json://127.0.0.1/hook"\ntags = ["payrol"]\n'
    fault = faults_of(write(tmp_path, vendor + channel))["channels.dpo.tags"]
    assert ("'payrol'" in fault.problem, "payroll" in fault.hint) == (True, True)


def test_spaces_around_a_tag_make_no_other_tag(tmp_path: Path) -> None:
    vendor = '[[vendors]]\nname = "Acorn"\nurl = "https://acorn.example/privacy"\ntags = [" eu "]\n'
    channel = '[channels.dpo]\naddress = "json://127.0.0.1/hook"\ntags = ["eu"]\n'
    settings = load(write(tmp_path, vendor + channel))
    assert (settings.sources[0].tags, settings.channels[0].tags) == (("eu",), ("eu",))


def test_a_document_in_parts_may_be_asked_often_only_where_all_its_pages_are_on_hosts_of_ones_own(
    tmp_path: Path,
) -> None:
    mine = 'interval = "1m"\n[fetch]\nallow_private = ["127.0.0.1"]\n[[vendors]]\nname = "Brightlamp"\n'
    mine += 'pages = ["http://127.0.0.1/privacy", "{}"]\n'
    assert load(write(tmp_path, mine.format("http://127.0.0.1/cookies"))).sources
    faults = faults_of(write(tmp_path, mine.format("https://brightlamp.example/cookies")))
    assert list(faults) == ["interval"]
