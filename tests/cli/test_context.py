"""Commands on what comes with a change: routes (a dry run), silent edits in history, pins that are lost in status."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from store import checks, sources, versions
from store.database import open_store
from tests.support.daemon import clausewatch
from tests.support.policies import DENIAL, PARTNERS, policy_page
from tests.support.storing import NOON, add_texts, document
from tests.support.watching import KEY, Watch

CONFIG = f"""
store = "watch.db"
[messages]
base_url = "https://watch.example"
[channels.everyone]
address = "log://"
[channels.retention]
address = "log://"
categories = ["retention"]
rhythm = "daily"
[[vendors]]
name = "Gardenbell"
url = "https://gardenbell.example/privacy"
objection_days = 14
pins = ["{DENIAL}", "We keep bees on the roof."]
"""


def dated(page: str) -> str:
    return page.replace("</h1>", "</h1><p>Last updated: 3 May 2024</p>", 1)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history under one stated date: 1 first record, 2 retention changed, 3 wording only, 4 sharing, 5 back again."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "config.toml").write_text(CONFIG)
    kept = policy_page(kept="up to fifteen years")
    worded = kept.replace("makes door bells", "builds door bells")
    sharing = worded.replace(DENIAL, PARTNERS)
    stages = [dated(page) for page in (policy_page(), kept, worded, sharing, worded)]
    watch = Watch(folder, lambda _url: stages[0], channels=())
    while stages:
        watch.checks(4, every=timedelta(days=1))
        stages.pop(0)
    return folder


def routes(folder: Path, *arguments: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(clausewatch("routes", "gardenbell", "--json", *arguments, cwd=folder).stdout)
    return found


def told(folder: Path, version: int) -> dict[str, str | None]:
    """For each channel, when it would be told, or why not."""
    found = routes(folder, "--version", str(version))["routes"]
    assert isinstance(found, list)
    return {route["channel"]: route["due"] or route["reason"] for route in found}


def test_routes_says_who_would_be_told_and_when(watched: Path) -> None:
    retention = told(watched, 2)
    assert set(retention) == {"everyone", "retention"}
    assert str(retention["retention"]).endswith("T08:00:00Z")  # with the daily digest


def test_routes_counts_pinned_clauses_of_todays_configuration(watched: Path) -> None:
    assert set(told(watched, 4)) == {"everyone", "retention"}
    shown = clausewatch("routes", "gardenbell", "--version", "4", cwd=watched, COLUMNS="160").stdout
    assert "a pinned clause changed; sharing changed, less protective" in shown
    assert "https://watch.example/changes/gardenbell/privacy-policy:4" in shown
    assert "your contract allows 14 days" in shown


def test_routes_says_why_a_channel_would_not_be_told(watched: Path) -> None:
    assert told(watched, 5)["retention"] == "it is for other topics"


def test_routes_of_a_change_that_is_not_material_names_nobody(watched: Path) -> None:
    found = routes(watched, "--version", "3")
    assert (found["routes"], found["alert"]) == ([], None)
    assert "Nobody is told" in clausewatch("routes", "gardenbell", "--version", "3", cwd=watched).stdout


def test_routes_dates_the_alert_as_it_was_dated_when_the_change_was_confirmed(watched: Path) -> None:
    alert = routes(watched, "--version", "2")["alert"]
    assert isinstance(alert, dict)
    with open_store(watched / "watch.db") as db:
        confirmed = checks.recorded(db, KEY, 2)
        first_seen = versions.get(db, KEY, 2).recorded_at
    assert confirmed is not None
    assert confirmed > first_seen
    assert alert["created_at"] == f"{confirmed:%Y-%m-%dT%H:%M:%SZ}"


def test_routes_calls_a_document_that_is_not_watched_any_more_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('store = "watch.db"\n')
    retired = document(terms_type="Sub-processors")
    with open_store(tmp_path / "watch.db") as db:
        sources.add_unwatched(db, retired, NOON)
        add_texts(db, DENIAL, PARTNERS, key=retired.key)
    answer = json.loads(clausewatch("routes", retired.key, "--json", cwd=tmp_path).stdout)
    assert answer["alert"]["source"]["terms_type"] == "Sub-processors"


def test_routes_sends_and_stores_nothing(watched: Path) -> None:
    clausewatch("routes", "gardenbell", cwd=watched)
    assert json.loads(clausewatch("outbox", "--json", cwd=watched).stdout) == []


def test_routes_of_a_version_that_does_not_exist_ends_with_3(watched: Path) -> None:
    unknown = clausewatch("routes", "gardenbell", "--version", "9", cwd=watched, check=False)
    assert (unknown.returncode, "version 9 of" in unknown.stderr) == (3, True)


@pytest.mark.parametrize("command", [("routes", "gardenbell", "--version"), ("review", "gardenbell")])
@pytest.mark.parametrize(("version", "hint"), [("1", "first record"), ("0", "from 2 on"), ("two", "history")])
def test_what_is_no_change_is_refused_with_the_reason(
    watched: Path, command: tuple[str, ...], version: str, hint: str
) -> None:
    refused = clausewatch(*command, version, cwd=watched, check=False)
    assert refused.returncode == 2
    assert hint in refused.stderr


def test_history_tells_a_silent_edit(watched: Path) -> None:
    history = json.loads(clausewatch("history", "gardenbell", "--json", cwd=watched).stdout)
    assert [entry["silent_edit"] for entry in history] == [None, *["text_without_date"] * 4]
    assert "the date that it states of itself did not" in " ".join(
        clausewatch("history", "gardenbell", cwd=watched, COLUMNS="200").stdout.split()
    )


def test_status_warns_of_a_pin_that_is_not_in_the_text(watched: Path) -> None:
    shown = clausewatch("status", cwd=watched).stdout
    assert "the pinned sentence “We keep bees on the roof.” is not in the text on record" in shown
    assert DENIAL not in shown
    (row,) = json.loads(clausewatch("status", "--json", cwd=watched).stdout)
    assert row["pins_not_found"] == ["We keep bees on the roof."]
