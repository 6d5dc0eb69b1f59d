"""Commands over years of a policy: what it said, what changed, and what people made of it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store import sources
from store.database import open_store
from tests.support.cli_folder import EXTENDED
from tests.support.daemon import clausewatch
from tests.support.policies import PARTNERS, policy_page
from tests.support.watching import START


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


def test_a_history_in_which_nothing_fits_says_so(watched: Path) -> None:
    told = clausewatch("history", "gardenbell", "--topic", "legal_basis", cwd=watched).stdout
    assert told.splitlines()[0] == "gardenbell/privacy-policy: no version fits"
    assert "what changed" not in told


def test_the_day_that_is_named_counts_as_a_whole_from_its_beginning_on(watched: Path) -> None:
    changed = json.loads(clausewatch("history", "gardenbell", "--json", cwd=watched).stdout)[1]["recorded_at"][:10]
    for bound in ("--since", "--until"):
        told = json.loads(clausewatch("history", "gardenbell", bound, changed, "--json", cwd=watched).stdout)
        assert 2 in {entry["version"] for entry in told}


def test_captures_of_the_day_that_is_named_are_not_let_go(watched: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(watched, tmp_path / "copy")
    told = [
        clausewatch("store", "prune", "--cited", "--before", f"{START + timedelta(days=days):%Y-%m-%d}", cwd=folder)
        for days in (6, 7)
    ]
    assert [one.stdout.split(" capture")[0] for one in told] == ["0", "2"]


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


def test_diff_of_two_days_with_the_same_words_says_so(watched: Path) -> None:
    shown = clausewatch("diff", "gardenbell", "--from", "2026-03-02", "--to", "2026-03-03", cwd=watched).stdout
    assert "both are version 1, since 2026-03-02T09:00:00Z: nothing differs" in " ".join(shown.split())


def test_search_finds_words_that_stand_no_more(watched: Path) -> None:
    hits = json.loads(clausewatch("search", "advertising partners", "--json", cwd=watched).stdout)
    assert (hits[0]["first_version"], hits[0]["last_version"]) == (2, 2)
    assert clausewatch("search", '"AND (', cwd=watched).returncode == 0


def test_search_says_of_what_nobody_watches_that_it_stood_when_it_was_last_recorded(
    watched: Path, tmp_path: Path
) -> None:
    assert "and still\n" in clausewatch("search", "complain", cwd=watched, COLUMNS="200").stdout
    folder = shutil.copytree(watched, tmp_path / "copy")
    with open_store(folder / "watch.db") as db:
        sources.sync(db, [], datetime.now(UTC))
    shown = clausewatch("search", "complain", cwd=folder, COLUMNS="200").stdout
    assert "and still when it was last recorded\n" in shown


def test_search_shows_people_the_earlier_wording_under_the_newest_and_programs_a_row_for_each(watched: Path) -> None:
    hits = json.loads(clausewatch("search", "invoices agreements", "--json", cwd=watched).stdout)
    assert {(hit["first_version"], hit["last_version"]) for hit in hits} == {(1, 3), (4, 4)}
    newest, earlier = clausewatch("search", "invoices agreements", cwd=watched).stdout.split("in other words: ")
    assert "version 4, since" in newest
    assert "fifteen" in newest
    assert earlier.startswith("versions 1 to 3, since")
    limited = clausewatch("search", "invoices agreements", "--limit", "1", cwd=watched).stdout
    assert "in other words" in limited


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
    told = json.loads(clausewatch("export", "gardenbell", "--output", str(pack), "--json", cwd=watched).stdout)
    seal = hashlib.sha256((pack / "manifest.json").read_bytes()).hexdigest()
    assert told == {"folder": str(pack), "manifest_sha256": seal}
    assert clausewatch("verify", str(pack), cwd=tmp_path).returncode == 0
    text = next(pack.rglob("versions/*"))
    text.write_text(text.read_text().replace("Gardenbell", "Somebody"))
    tampered = clausewatch("verify", str(pack), cwd=tmp_path, check=False)
    assert tampered.returncode == 4
    assert text.name in tampered.stdout
    assert clausewatch("export", "gardenbell", "--output", str(pack), cwd=watched, check=False).returncode == 2
    inside_a_file = clausewatch("export", "gardenbell", "--output", "config.toml/pack", cwd=watched, check=False)
    assert (inside_a_file.returncode, "cannot be written" in inside_a_file.stderr) == (2, True)


def test_judging_again_under_the_same_rules_changes_no_alert_and_sends_nothing(watched: Path) -> None:
    before = clausewatch("outbox", "--json", cwd=watched).stdout
    answer = json.loads(clausewatch("judge", "--again", "--json", cwd=watched).stdout)
    assert answer == {"judged": 3, "differing": []}
    assert clausewatch("outbox", "--json", cwd=watched).stdout == before


def test_judging_again_names_the_alerts_that_would_be_new_or_gone(watched: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(watched, tmp_path / "copy")
    with closing(sqlite3.connect(folder / "watch.db")) as db, db:
        db.execute("DELETE FROM judgements WHERE new_number = 2")
        db.execute(
            """UPDATE judgements SET verdict = 'not_material', body = json_set(body, '$.verdict', 'not_material')
               WHERE new_number = 3"""
        )
    shown = clausewatch("judge", "--again", "gardenbell", cwd=folder, COLUMNS="160").stdout
    assert "3 changes judged; 2 alerts would differ: 2 new, 0 gone." in shown
    assert "version 1 -> 2\n  was never judged\n  now material: sharing (less protective)" in shown
    assert "version 2 -> 3\n  was not material" in shown
