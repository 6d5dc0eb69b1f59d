"""The command line as people and programs use it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from monitor.cli import commands
from monitor.cli.output import console, table
from monitor.demo.script import configuration
from tests.support.cli_folder import CONFIG
from tests.support.daemon import clausewatch
from tests.support.policies import policy_page
from tests.support.repository import REPOSITORY
from tests.support.server import page, serve


@pytest.mark.parametrize("group", ["import", "outbox", "store", "config"])
def test_what_a_group_holds_is_told_without_being_cut(group: str) -> None:
    assert "..." not in clausewatch(group, "--help", cwd=REPOSITORY).stdout.partition("Commands:")[2]


def test_every_command_has_help_with_an_example() -> None:
    context = commands.make_context("clausewatch", [], resilient_parsing=True)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command is not None
        help_text = command.get_help(commands.make_context("clausewatch", [name, "--help"], resilient_parsing=True))
        assert help_text
        subcommands = getattr(command, "commands", {}).values()
        assert "clausewatch" in (command.epilog or "".join(sub.epilog or "" for sub in subcommands)), name


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "nobody"], 3, "nobody"),
        (["show", "gardenbel"], 3, "did you mean"),
        (["show", "gardenbell", "--version", "9"], 3, "its newest is 4"),
        (["show", "gardenbell", "--at", "2001-01-01"], 3, "first record"),
        (["show", "gardenbell", "--at", "yesterday"], 2, "2024-03-03"),
        (["show", "gardenbell", "--at", "0001-01-01T00:00+05:00"], 2, "2024-03-03"),
        (["history"], 2, "VENDOR"),
        (["--config", "config.toml", "history", "gardenbell"], 2, "clausewatch COMMAND --config"),
        (["history", "gardenbell", "--since", "2026-03-03", "--until", "2026-03-02"], 2, "lies before 2026-03-03"),
        (["report", "--since", "2026-03-03", "--until", "2026-03-02"], 2, "lies before 2026-03-03"),
        (["search", "data", "--vendor", "gardenbel"], 3, "did you mean gardenbell"),
        (["diff", "gardenbell", "--to", "1"], 3, "nothing to compare it with"),
        (["outbox", "retry", "999"], 3, "999"),
        (["outbox", "retry", "999", "--config", "config.toml"], 3, "delivery 999"),
        (["outbox", "--config", "config.toml", "drop", "999"], 3, "delivery 999"),
        (["outbox", "drop", "999", "--config", "none.toml"], 2, "none.toml"),
        (["outbox", "retry", "--channel", "nobody"], 3, "configured are: log"),
        (["outbox", "retry", "99999999999999999999"], 2, "not in the range"),
        (["outbox", "--limit", "99999999999999999999"], 2, "not in the range"),
        (["search", "data", "--limit", "99999999999999999999"], 2, "not in the range"),
        (["show", "gardenbell", "--version", "99999999999999999999"], 2, "not in the range"),
        (["routes", "gardenbell", "--version", "99999999999999999999"], 2, "there is no version 99999999999999999999"),
        (["review", "gardenbell", "99999999999999999999"], 2, "there is no version 99999999999999999999"),
        (["check", "nobody"], 3, "gardenbell"),
        (["add", "example"], 2, "https://example.com"),
        (["add", "ftp://example.com/policy"], 2, "'ftp://example.com/policy' is no web address"),
        (["add", "http://["], 2, "'http://[' is no web address"),
        (["add", "http://192.0.2.7/"], 2, "--name"),
        (["test-channel", "nobody"], 3, "log"),
        (["compare", "missing.md", "missing.md"], 3, "missing.md"),
        (["nonsense"], 2, "nonsense"),
        (["demo", "--output", "."], 2, "is not empty"),
        (["demo", "--output", "config.toml/demo"], 2, "cannot be written"),
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


@pytest.mark.parametrize("arguments", [["status"], ["history", "gardenbell", "--json"], ["config", "check"]])
def test_an_output_that_finds_no_room_is_told_without_a_traceback(watched: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "monitor", *arguments, "--config", str(watched / "config.toml")],
            cwd=REPOSITORY,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "Error: the output cannot be written: No space left on device\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["status"],
        ["history", "gardenbell"],
        ["show", "gardenbell"],
        ["show", "gardenbell", "--raw"],
        ["export", "--all"],
    ],
)
def test_a_reader_that_goes_away_is_no_failure(watched: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "monitor", *arguments], cwd=watched, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert done.returncode == 0
    assert b"Broken" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["diff", "gardenbell", "--from", "0"], "there is no version 0"),
        (["diff", "gardenbell", "--to", "0"], "there is no version 0"),
        (["diff", "gardenbell", "--from", "²"], "'²' is no date"),
    ],
)
def test_a_place_that_no_history_has_is_a_fault_of_usage(watched: Path, arguments: list[str], words: str) -> None:
    done = clausewatch(*arguments, cwd=watched, check=False)
    assert (done.returncode, words in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_who_has_no_name_is_asked_for_one(watched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 3_999_999_999)
    arguments = ["review", "gardenbell", "2", "--acknowledge", "--config", str(watched / "config.toml")]
    with pytest.raises(click.UsageError, match="--by"):
        commands.main(arguments, standalone_mode=False)


def test_data_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    policy = "We share your personal data with our advertising partners in Łódź."
    (tmp_path / "policy.txt").write_text(policy, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "read", str(tmp_path / "policy.txt"), "--json"],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["sharing"][0]["quote"] == policy


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


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (["stauts"], "did you mean 'status'?"),
        (["help"], "there are: run, check"),
        (["check", "gardenbel"], "gardenbell?"),
    ],
)
def test_a_slip_of_the_finger_is_answered_with_what_was_meant(tmp_path: Path, typed: list[str], hint: str) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    done = clausewatch(*typed, cwd=tmp_path, check=False)
    assert done.returncode in {2, 3}
    assert hint in done.stderr


def test_a_vendor_that_is_like_none_is_answered_with_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    assert "configured are: gardenbell\n" in clausewatch("check", "orchard", cwd=tmp_path, check=False).stderr


def test_config_schema_is_a_json_schema_that_knows_the_shipped_keys(tmp_path: Path) -> None:
    schema = json.loads(clausewatch("config", "schema", cwd=tmp_path).stdout)
    assert {"vendors", "channels", "store", "interval"} <= set(schema["properties"])


def test_config_schema_shows_defaults_as_people_would_write_them(tmp_path: Path) -> None:
    schema = json.loads(clausewatch("config", "schema", cwd=tmp_path).stdout)
    keys = [key for table in (schema, *schema["$defs"].values()) for key in table["properties"].values()]
    written = [(key["default"], key["pattern"]) for key in keys if "pattern" in key and "default" in key]
    assert ("1d", schema["properties"]["interval"]["pattern"]) in written
    assert [default for default, pattern in written if not re.search(pattern, default)] == []


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
    preview = [line for line in done.stdout.splitlines() if line.startswith("  |")]
    assert max(map(len, preview)) <= 80
    assert any(line.endswith(" ...") for line in preview)
    assert "  | " not in preview
    assert config.read_text().startswith("# my own words\n")
    assert "1 vendor, 1 document" in clausewatch("config", "check", cwd=tmp_path).stdout
    again = clausewatch("add", site, "--name", "Gardenbell", "--yes", cwd=tmp_path, check=False)
    assert (again.returncode, "[[vendors.documents]]" in again.stderr) == (2, True)
    other = clausewatch("add", site, "--name", "Gardenbell Cloud", cwd=tmp_path, check=False)
    assert "Watched already as Gardenbell." in other.stdout
    check = json.loads(clausewatch("check", "--json", cwd=tmp_path).stdout)
    assert [result["outcome"] for result in check] == ["first_record"]
    (line,) = clausewatch("check", cwd=tmp_path, COLUMNS="40").stdout.splitlines()  # one for each document
    assert line.startswith("[1/1] gardenbell/privacy-policy: ")


def test_what_a_site_says_of_itself_moves_no_terminal(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[fetch]\nallow_private = ["127.0.0.1"]\nspacing = "0s"\n')
    home = '<html lang="en"><a href="/legal">Privacy \x9b31m \x1b]0;mine\x07 policy</a></html>'
    with serve({"/": page(home), "/legal": page(policy_page())}) as server:
        done = clausewatch("add", server.url("/"), "--name", "Gardenbell", "--yes", cwd=tmp_path)
    assert "found by: link" in done.stdout
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.stdout + done.stderr)


def test_a_vendor_that_is_not_found_leaves_no_configuration_behind(tmp_path: Path) -> None:
    refused = clausewatch("add", "http://127.0.0.1:9/", "--name", "Gardenbell", "--yes", cwd=tmp_path, check=False)
    assert "not a public web address" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_in_a_narrow_terminal_statements_stay_indented_and_a_preview_says_what_it_cuts(
    watched: Path, site: str
) -> None:
    said = clausewatch("practices", "gardenbell", cwd=watched, COLUMNS="40").stdout.splitlines()
    statements = said[said.index(next(line for line in said if line.startswith("Sharing"))) :]
    assert len(statements) > 20
    assert [line for line in statements if not line.startswith(("  ", "Sharing", "Retention", "Legal")) and line] == []


def test_a_long_name_leaves_room_for_what_is_said_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    key = "orbit-cameras-and-recorders-international-holding-services/privacy-policy"
    console().print(table(["source", "last verified", "state"], [[key, "56 min ago", "not verified"]]))
    printed = capsys.readouterr().out.splitlines()
    assert "last verified" in printed[0]
    assert re.search(r"  56 min ago +not verified", printed[1])
    assert "".join(line.split("  ")[0].strip() for line in printed[1:]) == key


def test_a_check_without_vendors_says_how_to_add_one(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("")
    assert "clausewatch add URL" in clausewatch("check", cwd=tmp_path).stdout


@pytest.mark.parametrize("name", ["Gardenbell", "GARDENBELL", "gardenbell", "gardenbell/privacy-policy"])
def test_a_vendor_is_found_by_its_name_as_people_write_it(watched: Path, name: str) -> None:
    assert "gardenbell/privacy-policy" in clausewatch("history", name, cwd=watched).stdout


def test_a_name_with_a_stroke_is_a_name_and_no_key(tmp_path: Path, site: str) -> None:
    fetch = '[fetch]\nallow_private = ["127.0.0.1"]\nspacing = "0s"\n'
    vendor = f'[[vendors]]\nname = "Gardenbell A/S"\nurl = "{site}legal/privacy"\n'
    (tmp_path / "config.toml").write_text(fetch + vendor)
    check = json.loads(clausewatch("check", "Gardenbell A/S", "--json", cwd=tmp_path).stdout)
    assert [result["outcome"] for result in check] == ["first_record"]
    assert "gardenbell-a-s/privacy-policy" in clausewatch("history", "Gardenbell A/S", cwd=tmp_path).stdout


def test_a_vendor_that_is_typed_in_no_known_encoding_is_unknown(watched: Path) -> None:
    done = clausewatch("history", "\udcff", cwd=watched, check=False)
    assert (done.returncode, "does not exist" in done.stderr) == (3, True)


def test_the_configuration_of_the_demonstration_is_sound(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(configuration({"brightlamp": "http://127.0.0.1:1/brightlamp/privacy"}))
    assert clausewatch("config", "check", cwd=tmp_path).returncode == 0


def test_the_faults_of_a_configuration_are_told_to_programs_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('intervall = "1d"\n[[vendors]]\nname = "Orbit"\n')
    done = clausewatch("config", "check", "--json", cwd=tmp_path, check=False)
    told = json.loads(done.stdout)
    assert (done.returncode, told["sound"], done.stderr) == (2, False, "")
    assert {fault["path"] for fault in told["faults"]} == {"intervall", "vendors[0]"}
    assert all(fault["problem"] and fault["hint"] for fault in told["faults"])
    (tmp_path / "config.toml").write_text('[[vendors]]\nname = "Orbit"\nurl = "https://orbit.example/"\n')
    sound = json.loads(clausewatch("config", "check", "--json", cwd=tmp_path).stdout)
    assert (sound["sound"], sound["vendors"], sound["documents"], sound["faults"]) == (True, 1, 1, [])
