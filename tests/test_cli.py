"""The command line as people and programs use it: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.cli import commands
from monitor.cli.tabular import print_rows
from monitor.demo.script import configuration
from tests.daemon import clausewatch
from tests.policies import DENIAL, PARTNERS, policy_page
from tests.server import page, serve
from tests.watching import START, Watch

CONFIG = """
store = "watch.db"
[[vendors]]
name = "Gardenbell"
url = "https://gardenbell.example/privacy"
"""
EXTENDED = "up to fifteen years"


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration and a history: 1 first record, 2 sharing changed, 3 back again, 4 retention."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "config.toml").write_text(CONFIG)
    stages = [policy_page(), policy_page(PARTNERS), policy_page(), policy_page(kept=EXTENDED)]
    watch = Watch(folder, lambda _url: stages[0])
    while stages:
        watch.checks(4, every=timedelta(days=1))
        stages.pop(0)
    return folder


def test_every_command_has_help_with_an_example() -> None:
    context = commands.make_context("clausewatch", [], resilient_parsing=True)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command is not None
        help_text = command.get_help(commands.make_context("clausewatch", [name, "--help"], resilient_parsing=True))
        assert help_text
        subcommands = getattr(command, "commands", {}).values()
        assert "clausewatch" in (command.epilog or "".join(sub.epilog or "" for sub in subcommands)), name


def test_history_tells_what_changed_in_each_version(watched: Path) -> None:
    history = json.loads(clausewatch("history", "gardenbell", "--json", cwd=watched).stdout)
    assert [entry["version"] for entry in history] == [1, 2, 3, 4]
    assert [entry["returns_to"] for entry in history] == [None, None, 1, None]
    assert history[0]["judgement"] is None
    assert history[1]["judgement"]["categories"]["sharing"] == {"material": True, "direction": "less_protective"}
    assert history[2]["judgement"]["categories"]["sharing"] == {"material": True, "direction": "more_protective"}
    assert history[3]["judgement"]["categories"]["retention"]["material"] is True
    shown = clausewatch("history", "gardenbell", cwd=watched, COLUMNS="160").stdout
    assert "sharing (less protective)" in shown
    assert "the words of version 1 again" in shown


def test_history_can_be_narrowed_by_topic_and_date(watched: Path) -> None:
    topic = json.loads(clausewatch("history", "gardenbell", "--topic", "retention", "--json", cwd=watched).stdout)
    assert [entry["version"] for entry in topic] == [4]
    early = clausewatch(
        "history", "gardenbell", "--until", f"{START + timedelta(days=6):%Y-%m-%d}", "--json", cwd=watched
    )
    assert [entry["version"] for entry in json.loads(early.stdout)] == [1, 2]


def test_show_gives_the_text_in_force_at_a_date_or_of_a_version(watched: Path) -> None:
    assert "any other entity" in clausewatch("show", "gardenbell", "--version", "1", cwd=watched).stdout
    in_force = clausewatch("show", "gardenbell", "--at", f"{START + timedelta(days=6):%Y-%m-%d}", cwd=watched)
    assert "advertising partners" in in_force.stdout
    assert "version 2 of 4" in in_force.stderr
    newest = json.loads(clausewatch("show", "gardenbell", "--json", cwd=watched).stdout)
    assert (newest["version"], newest["language"]) == (4, "en")
    assert EXTENDED in newest["text"]


def test_show_raw_gives_the_page_byte_for_byte(watched: Path) -> None:
    assert clausewatch("show", "gardenbell", "--version", "1", "--raw", cwd=watched).stdout == policy_page()


def test_diff_shows_the_words_before_and_after(watched: Path) -> None:
    shown = clausewatch("diff", "gardenbell", "--from", "1", "--to", "2", cwd=watched, COLUMNS="200").stdout
    assert "material: sharing (less protective)" in shown
    assert re.search(r"any other entity.*-\]", shown)
    assert re.search(r"\{\+.*advertising partners", shown)
    data = json.loads(clausewatch("diff", "gardenbell", "--json", cwd=watched).stdout)
    assert (data["from"], data["to"], data["verdict"]) == (3, 4, "material")
    assert [passage["operation"] for passage in data["passages"]] == ["modified"]


def test_search_finds_words_that_stand_no_more(watched: Path) -> None:
    hits = json.loads(clausewatch("search", "advertising partners", "--json", cwd=watched).stdout)
    assert (hits[0]["first_version"], hits[0]["last_version"]) == (2, 2)
    assert clausewatch("search", '"AND (', cwd=watched).returncode == 0


def test_practices_say_what_stood_at_a_date_and_since_when(watched: Path) -> None:
    then = f"{START + timedelta(days=6):%Y-%m-%d}"
    said = json.loads(
        clausewatch("practices", "gardenbell", "--topic", "sharing", "--at", then, "--json", cwd=watched).stdout
    )
    assert said["version"] == 2
    assert {item["quote"]: item["since_version"] for item in said["practices"]} == {PARTNERS: 2}
    kept = json.loads(clausewatch("practices", "gardenbell", "--topic", "retention", "--json", cwd=watched).stdout)
    assert [(item["period"], item["since_version"]) for item in kept["practices"]] == [("P15Y", 4)]
    assert "15 years" in clausewatch("practices", "gardenbell", cwd=watched).stdout


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_histories_practices_and_hits_come_as_csv(watched: Path) -> None:
    history = rows(clausewatch("history", "gardenbell", "--format", "csv", cwd=watched).stdout)
    assert [(row["version"], row["verdict"], row["sharing"], row["returns_to"]) for row in history] == [
        ("1", "", "", ""),
        ("2", "material", "less_protective", ""),
        ("3", "material", "more_protective", "1"),
        ("4", "material", "", ""),
    ]
    assert history[3]["reasons"]
    kept = rows(clausewatch("practices", "gardenbell", "--topic", "retention", "--format", "csv", cwd=watched).stdout)
    assert [(row["said"].partition(" (")[0], row["since_version"]) for row in kept] == [
        ("kept: 15 years; as long as the relationship", "4")
    ]
    (hit,) = rows(clausewatch("search", '"advertising partners"', "--format", "csv", cwd=watched).stdout)
    assert (hit["text"], hit["first_version"]) == (PARTNERS, "2")
    dataset = rows(clausewatch("export", "--all", "--format", "csv", cwd=watched).stdout)
    assert [row["number"] for row in dataset] == ["1", "2", "3", "4"]
    assert PARTNERS in dataset[1]["text"]
    assert json.loads(dataset[1]["judgement"])["verdict"] == "material"


def test_the_same_comes_as_tables_of_markdown(watched: Path) -> None:
    lines = clausewatch("history", "gardenbell", "--format", "markdown", cwd=watched).stdout.splitlines()
    assert lines[0].startswith("| source | version |")
    assert [line.split(" | ")[1] for line in lines[2:]] == ["1", "2", "3", "4"]
    refused = clausewatch("history", "gardenbell", "--json", "--format", "csv", cwd=watched, check=False)
    assert refused.returncode == 2


def test_words_of_others_neither_run_in_a_spreadsheet_nor_break_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = {"cell": '=HYPERLINK("http://thief.example")', "other": "a | b\n<img>\x1b[2J", "number": -1, "none": None}
    print_rows("csv", list(hostile), [hostile])
    (row,) = rows(capsys.readouterr().out)
    assert row["cell"] == f"'{hostile['cell']}"
    assert row["other"].startswith("a | b\n<img>")
    assert "\x1b" not in row["other"]
    for start in "+-@\t":
        print_rows("csv", ["cell"], [{"cell": f"{start}1+1"}])
        assert rows(capsys.readouterr().out)[0]["cell"].startswith("'")
    print_rows("markdown", list(hostile), [hostile])
    line = capsys.readouterr().out.splitlines()[2]
    assert "a \\| b<br>&lt;img>" in line
    assert line.endswith("| -1 |  |")


def test_a_change_is_reviewed_and_the_record_is_only_added_to(watched: Path, tmp_path: Path) -> None:
    assert "Nobody has looked" in clausewatch("review", "gardenbell", "2", cwd=watched).stdout
    clausewatch("review", "gardenbell", "2", "--assign", "legal@example.org", "--by", "A. Example", cwd=watched)
    clausewatch("review", "gardenbell", "2", "--dismiss", "known since January", "--by", "B. Example", cwd=watched)
    record = json.loads(clausewatch("review", "gardenbell", "2", "--json", cwd=watched).stdout)
    assert [(entry["action"], entry["by"], entry["note"]) for entry in record] == [
        ("assigned", "A. Example", "legal@example.org"),
        ("dismissed", "B. Example", "known since January"),
    ]
    pack = tmp_path / "pack"
    clausewatch("export", "gardenbell", "--output", str(pack), cwd=watched)
    assert "known since January" in next(pack.rglob("ledger.jsonl")).read_text()
    assert clausewatch("verify", str(pack), cwd=tmp_path).returncode == 0
    refused = clausewatch("review", "gardenbell", "2", "--dismiss", " ", cwd=watched, check=False)
    assert refused.returncode == 2
    assert clausewatch("review", "gardenbell", "99", cwd=watched, check=False).returncode == 3


def test_an_evidence_pack_is_written_checked_and_shows_tampering(watched: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    clausewatch("export", "gardenbell", "--output", str(pack), cwd=watched)
    assert clausewatch("verify", str(pack), cwd=tmp_path).returncode == 0
    text = next(pack.rglob("versions/*"))
    text.write_text(text.read_text().replace("Gardenbell", "Somebody"))
    tampered = clausewatch("verify", str(pack), cwd=tmp_path, check=False)
    assert tampered.returncode == 4
    assert text.name in tampered.stdout
    assert clausewatch("export", "gardenbell", "--output", str(pack), cwd=watched, check=False).returncode == 2


def test_judging_again_under_the_same_rules_changes_no_alert_and_sends_nothing(watched: Path) -> None:
    before = clausewatch("outbox", "--json", cwd=watched).stdout
    answer = json.loads(clausewatch("judge", "--again", "--json", cwd=watched).stdout)
    assert answer == {"judged": 3, "differing": []}
    assert clausewatch("outbox", "--json", cwd=watched).stdout == before


def test_judging_again_names_the_alerts_that_would_be_new_or_gone(watched: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(watched, tmp_path / "copy")
    with sqlite3.connect(folder / "watch.db") as db:
        db.execute("DELETE FROM judgements WHERE new_number = 2")
        db.execute(
            """UPDATE judgements SET verdict = 'not_material', body = json_set(body, '$.verdict', 'not_material')
               WHERE new_number = 3"""
        )
    shown = clausewatch("judge", "--again", "gardenbell", cwd=folder, COLUMNS="160").stdout
    assert "3 changes judged; 2 alerts would differ: 2 new, 0 gone." in shown
    assert "version 1 -> 2\n  was never judged\n  now material: sharing (less protective)" in shown
    assert "version 2 -> 3\n  was not material" in shown


def test_an_archive_is_imported_once_judged_and_told_to_nobody(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-C", str(archive)]
    subprocess.run(["git", "init", "-q", "-b", "main", str(archive)], check=True)
    (archive / "Gardenbell").mkdir()
    for day, sharing in enumerate((DENIAL, PARTNERS), 1):
        (archive / "Gardenbell" / "Privacy Policy.md").write_text(f"# Gardenbell Privacy Policy\n\n{sharing}\n")
        subprocess.run([*git, "add", "."], check=True)
        date = f"2024-03-0{day}T12:00:00Z"
        command = [*git, "commit", "-q", "-m", "Record new changes of Gardenbell Privacy Policy", "--date", date]
        subprocess.run(command, check=True)
    (tmp_path / "config.toml").write_text('store = "watch.db"\n')
    first = json.loads(clausewatch("import", "ota", str(archive), "--json", cwd=tmp_path).stdout)
    assert (first["versions"], first["known"]) == (2, 0)
    again = json.loads(clausewatch("import", "ota", str(archive), "--json", cwd=tmp_path).stdout)
    assert (again["versions"], again["known"]) == (0, 2)
    history = json.loads(clausewatch("history", "gardenbell", "--json", cwd=tmp_path).stdout)
    assert [entry["recorded_at"] for entry in history] == ["2024-03-01T12:00:00Z", "2024-03-02T12:00:00Z"]
    assert history[1]["judgement"]["categories"]["sharing"]["material"] is True
    assert json.loads(clausewatch("outbox", "--json", cwd=tmp_path).stdout) == []
    assert DENIAL in clausewatch("show", "gardenbell", "--at", "2024-03-01", cwd=tmp_path).stdout


def test_another_watcher_is_taken_over_with_its_history_and_its_watch_list(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f"# my own words\n{CONFIG}")
    (tmp_path / "urls.yaml").write_text(
        "name: Quillhaven Privacy Policy\nurl: https://quillhaven.example/privacy\n---\n"
        "name: Quillhaven Terms of Service\nurl: https://quillhaven.example/terms\n---\n"
        "name: Gardenbell\nurl: https://gardenbell.example/other\n---\n"
        "name: Notes\nurl: file:///etc/motd\n"
    )
    page_id = hashlib.sha1(b"https://quillhaven.example/privacy", usedforsecurity=False).hexdigest()
    with sqlite3.connect(tmp_path / "cache.db") as cache:
        cache.execute("CREATE TABLE CacheEntry (guid TEXT, timestamp INTEGER, data TEXT, tries INTEGER)")
        texts = enumerate((policy_page(), policy_page(PARTNERS), " "))
        cache.executemany(
            "INSERT INTO CacheEntry VALUES (?, ?, ?, 0)",
            [(page_id, 1_700_000_000 + day * 86_400, text) for day, text in texts],
        )
    command = ("import", "urlwatch", "cache.db", "--watch-list", "urls.yaml")
    shown = clausewatch(*command, cwd=tmp_path).stdout
    assert "2 versions taken over from 3 records." in shown
    assert "1 without any words" in shown
    assert "1 vendor added" in shown
    assert "Left alone: Gardenbell" in shown
    assert "Left out: Notes" in shown
    assert (tmp_path / "config.toml").read_text().startswith(f"# my own words\n{CONFIG}")
    assert "2 vendors, 3 documents" in clausewatch("config", "check", cwd=tmp_path).stdout
    history = json.loads(clausewatch("history", "quillhaven", "--json", cwd=tmp_path).stdout)
    assert [entry["recorded_at"][:10] for entry in history] == ["2023-11-14", "2023-11-15"]
    assert history[1]["judgement"]["categories"]["sharing"]["material"] is True
    assert json.loads(clausewatch("outbox", "--json", cwd=tmp_path).stdout) == []
    again = json.loads(clausewatch(*command, "--json", cwd=tmp_path).stdout)
    assert (again["history"]["known"], again["watch_list"]["added"]) == (2, [])


def test_one_half_of_another_watcher_can_be_left_out(tmp_path: Path) -> None:
    watch = tmp_path / "datastore" / "8f2b"
    watch.mkdir(parents=True)
    (watch / "watch.json").write_text('{"url": "https://quillhaven.example/privacy", "title": "Quillhaven"}')
    (watch / "first.txt").write_text(DENIAL)
    (watch / "history.txt").write_text("1700000000,first.txt\n")
    command = ("import", "changedetection", "datastore")
    both = clausewatch(*command, "--history-only", "--watch-list-only", cwd=tmp_path, check=False)
    assert both.returncode == 2
    clausewatch(*command, "--watch-list-only", cwd=tmp_path)
    assert "1 vendor, 1 document" in clausewatch("config", "check", cwd=tmp_path).stdout
    assert not (tmp_path / "clausewatch.db").exists()
    taken = json.loads(clausewatch(*command, "--history-only", "--json", cwd=tmp_path).stdout)
    assert (taken["history"]["versions"], taken["watch_list"]) == (1, None)
    assert DENIAL in clausewatch("show", "quillhaven", cwd=tmp_path).stdout
    unknown = clausewatch("import", "changedetection", str(watch), cwd=tmp_path, check=False)
    assert (unknown.returncode, "watch list" in unknown.stderr) == (2, True)
    assert clausewatch("import", "changedetection", "nowhere", cwd=tmp_path, check=False).returncode == 3


def test_status_tells_of_each_source(watched: Path) -> None:
    (row,) = json.loads(clausewatch("status", "--json", cwd=watched).stdout)
    assert row["source"] == "gardenbell/privacy-policy"
    assert (row["versions"], row["failures"], row["blind_since"]) == (4, 0, None)
    assert row["last_verified"] == "2026-03-17T09:00:00Z"
    assert "fine" in clausewatch("status", cwd=watched).stdout


def test_days_without_a_look_are_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    watch = Watch(tmp_path, lambda _url: policy_page())
    watch.checks(3, every=timedelta(days=1))
    watch.check(after=timedelta(days=4))
    watch.checks(2, every=timedelta(days=1))
    with sqlite3.connect(tmp_path / "watch.db") as db:
        # As if the last look was an hour ago.
        shift = f"+{(datetime.now(UTC) - watch.now).total_seconds() - 3600} seconds"
        db.execute("UPDATE checks SET checked_at = strftime('%Y-%m-%dT%H:%M:%S', checked_at, ?)", (shift,))
        db.execute("UPDATE source_states SET verified_at = (SELECT max(checked_at) FROM checks)")
    (row,) = json.loads(clausewatch("status", "--json", cwd=tmp_path).stdout)
    assert len(row["uncovered_days"]) == 3
    told = f"3 days not watched: {row['uncovered_days'][0]} to {row['uncovered_days'][2]}"
    assert told in " ".join(clausewatch("status", cwd=tmp_path).stdout.split())
    assert told in " ".join(clausewatch("history", "gardenbell", cwd=tmp_path).stdout.split())


def test_the_outbox_can_be_seen_retried_and_dropped(watched: Path) -> None:
    rows = json.loads(clausewatch("outbox", "--json", cwd=watched).stdout)
    assert {row["status"] for row in rows} == {"pending"}
    first = str(rows[0]["id"])
    clausewatch("outbox", "drop", first, cwd=watched)
    dropped = json.loads(clausewatch("outbox", "--status", "dropped", "--json", cwd=watched).stdout)
    assert [str(row["id"]) for row in dropped] == [first]
    clausewatch("outbox", "retry", first, cwd=watched)
    assert json.loads(clausewatch("outbox", "--status", "dropped", "--json", cwd=watched).stdout) == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "nobody"], 3, "nobody"),
        (["show", "gardenbel"], 3, "did you mean"),
        (["show", "gardenbell", "--version", "9"], 3, "version 9"),
        (["show", "gardenbell", "--at", "2001-01-01"], 3, "first record"),
        (["show", "gardenbell", "--at", "yesterday"], 2, "2024-03-03"),
        (["history"], 2, "VENDOR"),
        (["outbox", "retry", "999"], 3, "999"),
        (["check", "nobody"], 3, "gardenbell"),
        (["test-channel", "nobody"], 3, "log"),
        (["compare", "missing.md", "missing.md"], 3, "missing.md"),
        (["nonsense"], 2, "nonsense"),
        (["status", "--config", "missing.toml"], 2, "does not exist"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_exit_code(
    watched: Path, arguments: list[str], code: int, words: str
) -> None:
    done = clausewatch(*arguments, cwd=watched, check=False)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_store_that_is_no_store_ends_with_4(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "watch.db").write_text("this is a shopping list, and a long one at that" * 100)
    done = clausewatch("status", cwd=tmp_path, check=False)
    assert done.returncode == 4
    assert "watch.db" in done.stderr


def test_a_faulty_configuration_names_all_its_faults_and_starts_nothing(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('intervall = "1d"\n[[vendors]]\nname = "Gardenbell"\n')
    for verb in (["config", "check"], ["run"], ["check"]):
        done = clausewatch(*verb, cwd=tmp_path, check=False)
        assert done.returncode == 2
        assert "intervall" in done.stderr
        assert "vendors[0]" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


def test_config_schema_is_a_json_schema_that_knows_the_shipped_keys(tmp_path: Path) -> None:
    schema = json.loads(clausewatch("config", "schema", cwd=tmp_path).stdout)
    assert {"vendors", "channels", "store", "interval"} <= set(schema["properties"])


def test_compare_judges_files_of_any_kind(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text(policy_page())
    (tmp_path / "new.html").write_text(policy_page(PARTNERS))
    done = clausewatch("compare", "old.html", "new.html", "--json", "--exit-code", cwd=tmp_path, check=False)
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["verdict"] == "material"
    assert answer["categories"]["sharing"] == {"material": True, "direction": "less_protective"}
    assert answer["findings"][0]["new"] in PARTNERS
    assert clausewatch("compare", "old.html", "old.html", "--exit-code", cwd=tmp_path).returncode == 0


def test_a_judgement_is_the_same_in_every_process(tmp_path: Path) -> None:
    """Sets are walked in another order from process to process; evidence must not depend on it."""
    pages = [policy_page(), policy_page(PARTNERS, kept=EXTENDED, basis="Legitimate interests; consent")]
    pairs = [{"id": 1, "old": pages[0], "new": pages[1], "format": "html"}, {"id": 2, "old": DENIAL, "new": PARTNERS}]
    (tmp_path / "pairs.jsonl").write_text("\n".join(json.dumps(pair) for pair in pairs))
    answers = {
        clausewatch("compare", "--pairs", "pairs.jsonl", cwd=tmp_path, PYTHONHASHSEED=str(seed)).stdout
        for seed in (1, 2, 3)
    }
    assert len(answers) == 1


def test_compare_answers_pairs_in_their_order(tmp_path: Path) -> None:
    pairs = [
        {"id": "b", "old": "We keep invoices for ten years.", "new": "We keep invoices for ten years."},
        {"id": "a", "old": policy_page(), "new": policy_page(PARTNERS), "format": "html"},
    ]
    (tmp_path / "pairs.jsonl").write_text("\n".join(json.dumps(pair) for pair in pairs))
    answers = [
        json.loads(line) for line in clausewatch("compare", "--pairs", "pairs.jsonl", cwd=tmp_path).stdout.splitlines()
    ]
    assert [(answer["id"], answer["verdict"]) for answer in answers] == [("b", "not_material"), ("a", "material")]
    assert set(answers[0]) >= {"id", "verdict", "categories", "findings", "changes", "rules_version"}


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"id": 1, "old": 2, "new": ""}'])
def test_compare_names_the_line_of_a_broken_pair(tmp_path: Path, line: str) -> None:
    (tmp_path / "pairs.jsonl").write_text(f'{{"id": 0, "old": "", "new": ""}}\n{line}\n')
    done = clausewatch("compare", "--pairs", "pairs.jsonl", cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "line 2" in done.stderr


def test_read_finds_practices_with_their_words(tmp_path: Path) -> None:
    (tmp_path / "policy.html").write_text(policy_page(PARTNERS))
    reading = json.loads(clausewatch("read", "policy.html", "--json", cwd=tmp_path).stdout)
    assert set(reading) == {"sharing", "retention", "legal_basis"}
    assert PARTNERS in [practice["quote"] for practice in reading["sharing"]]
    assert "P10Y" in [practice["period"] for practice in reading["retention"]]
    assert {"6(1)(a)", "6(1)(b)"} <= {practice["article"] for practice in reading["legal_basis"]}


def test_extract_reads_one_page_or_many(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(policy_page())
    one = json.loads(clausewatch("extract", "page.html", "--json", cwd=tmp_path).stdout)
    assert (one["capture"]["kind"], one["language"]) == ("policy", "en")
    pages = [{"id": 1, "path": "page.html", "url": "https://gardenbell.example"}, {"id": 2, "html": "<p>Sign in</p>"}]
    (tmp_path / "pages.jsonl").write_text("\n".join(json.dumps(line) for line in pages))
    lines = clausewatch("extract", "--pages", "pages.jsonl", cwd=tmp_path).stdout.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [answer["id"] for answer in answers] == [1, 2]
    assert answers[0]["text"] == one["text"]
    assert answers[1]["capture"]["kind"] != "policy"


@pytest.fixture
def site() -> Iterator[str]:
    """A vendor's site with a link to its policy in the footer."""
    home = '<html lang="en"><body><h1>Gardenbell</h1><a href="/legal/privacy">Privacy policy</a></body></html>'
    with serve({"/": page(home), "/legal/privacy": page(policy_page())}) as server:
        yield server.url("/")


def test_add_finds_the_policy_and_keeps_the_comments_of_the_configuration(tmp_path: Path, site: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text('# my own words\n[fetch]\nallow_private = ["127.0.0.1"]\nspacing = "0s"\n')
    done = clausewatch("add", site, "--name", "Gardenbell", "--yes", cwd=tmp_path)
    assert f"{site}legal/privacy" in done.stdout
    assert config.read_text().startswith("# my own words\n")
    assert "1 vendor, 1 document" in clausewatch("config", "check", cwd=tmp_path).stdout
    again = clausewatch("add", site, "--name", "Gardenbell", "--yes", cwd=tmp_path, check=False)
    assert again.returncode == 2
    check = json.loads(clausewatch("check", "--json", cwd=tmp_path).stdout)
    assert [result["outcome"] for result in check] == ["first_record"]


def test_the_configuration_of_the_demonstration_is_sound(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(configuration({"brightlamp": "http://127.0.0.1:1/brightlamp/privacy"}))
    assert clausewatch("config", "check", cwd=tmp_path).returncode == 0


def test_the_store_is_backed_up_checked_and_pruned(watched: Path) -> None:
    assert "sound" in clausewatch("store", "check", cwd=watched).stdout
    clausewatch("store", "backup", "copy.db", cwd=watched)
    again = clausewatch("store", "backup", "copy.db", cwd=watched, check=False)
    assert (again.returncode, "exists already" in again.stderr) == (4, True)
    assert "0 captures let go" in clausewatch("store", "prune", "--before", "2026-03-02", cwd=watched).stdout
    (watched / "other.toml").write_text(CONFIG.replace("watch.db", "copy.db"))
    with sqlite3.connect(watched / "copy.db") as copy:
        copy.execute("UPDATE checks SET detail = 'nothing happened' WHERE id = 2")
    broken = clausewatch("store", "check", "--config", "other.toml", "--json", cwd=watched, check=False)
    assert broken.returncode == 4
    assert json.loads(broken.stdout)["faults"]
    assert "sound" in clausewatch("store", "check", cwd=watched).stdout


def test_status_says_that_the_budget_is_used_up(watched: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(watched, tmp_path / "copy")
    with sqlite3.connect(folder / "watch.db") as db:
        db.execute("UPDATE checks SET checked_at = strftime('%Y-%m-%dT%H:%M:%S', 'now')")
    (folder / "config.toml").write_text(CONFIG + "\n[fetch]\nbudget = 2\n")
    assert "The budget of 2 checks a day is used up" in clausewatch("status", cwd=folder).stdout
    (row,) = json.loads(clausewatch("status", "--json", cwd=folder).stdout)
    assert row["held_until"]
