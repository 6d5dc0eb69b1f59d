"""What the page, the API, the metrics and `clausewatch status` say while next to nothing can be reached."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import Failure
from monitor.model import Outage
from store import outages, outbox, sources
from store.database import Parameters, Store, open_store
from tests.support.alerts import outage_alarm
from tests.support.daemon import clausewatch
from tests.support.web_site import NOW, asking, filled, page, words

OUTAGE = Outage(
    since=NOW - timedelta(days=3),
    documents=97,
    looked_at=100,
    problem="names that cannot be resolved (97); acme.example: the name cannot be resolved",
)
BLIND = "murmur-audio/privacy-policy"


@pytest.fixture
def cut_off(tmp_path: Path) -> Path:
    """A store in which an outage lasts, and one vendor fails as all do."""
    with open_store(filled(tmp_path)) as db:
        state = sources.state(db, BLIND)
        sources.save(db, replace(state, memory={"trouble": Failure.DNS}))
        outages.note(db, OUTAGE)
    return tmp_path


def test_every_page_begins_with_it_and_names_its_beginning(cut_off: Path) -> None:
    with asking(cut_off) as client:
        for path in ("/", "/status", "/changes", "/search", "/vendors/murmur-audio"):
            html = words(page(client, path))
            assert "Next to nothing can be reached since 29 May 2026, 12:00 UTC : 97 of 100 documents" in html, path


def test_vendors_that_fail_as_all_do_are_not_for_you_to_look_at(cut_off: Path) -> None:
    with asking(cut_off) as client:
        assert '<span class="bad">cannot be read</span>' not in page(client, "/")
    with open_store(cut_off / "clausewatch.db") as db:
        sources.save(db, replace(sources.state(db, BLIND), memory={"trouble": Failure.HTTP_403}))
    with asking(cut_off) as client:
        assert '<span class="bad">cannot be read</span>' in page(client, "/")


def test_a_page_asks_the_store_once_whether_one_lasts(cut_off: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    row = Store.row

    def counted(db: Store, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        asked.extend([sql] if "FROM outages" in sql else [])
        return row(db, sql, parameters)

    monkeypatch.setattr(Store, "row", counted)
    with asking(cut_off) as client:
        page(client, "/")
    assert len(asked) == 1


def test_without_one_nothing_is_said(tmp_path: Path) -> None:
    filled(tmp_path)
    with asking(tmp_path) as client:
        assert "can be reached" not in page(client, "/")
        assert client.get("/api/v1/status").json()["outage"] is None
        assert "\nclausewatch_outage 0\n" in client.get("/metrics").text


def test_programs_are_told(cut_off: Path) -> None:
    with asking(cut_off) as client:
        assert client.get("/api/v1/status").json()["outage"] == {
            "since": "2026-05-29T12:00:00Z",
            "documents": 97,
            "looked_at": 100,
            "problem": OUTAGE.problem,
        }
        assert "\nclausewatch_outage 1\n" in client.get("/metrics").text


def test_past_ones_stay_on_the_status_page_and_their_messages_lead_to_no_vendor(cut_off: Path) -> None:
    with open_store(cut_off / "clausewatch.db") as db:
        outages.end(db, NOW)
        outbox.enqueue(db, outage_alarm(), ["dpo"], NOW)
    with asking(cut_off) as client:
        html = page(client, "/status")
        deliveries = client.get("/api/v1/deliveries").json()["items"]
    assert "29 May 2026, 12:00 UTC to 1 June 2026, 12:00 UTC : 97 of 100 documents" in words(html)
    assert '/vendors/"' not in html
    assert {"kind": "outage", "vendor": None}.items() <= deliveries[0].items()


def test_the_status_command_says_it_first_and_for_each_silent_document(cut_off: Path) -> None:
    config = cut_off / "config.toml"
    config.write_text('store = "clausewatch.db"\n')
    shown = clausewatch("status", cwd=cut_off).stdout
    assert shown.startswith("Next to nothing can be reached since 2026-05-29 12:00 UTC")
    assert f"{BLIND}: cannot be read" not in shown, "told once for all"
    rows = {row["source"]: row for row in json.loads(clausewatch("status", "--json", cwd=cut_off).stdout)}
    assert rows[BLIND]["outage_since"] == "2026-05-29T12:00:00Z"
    assert sum(row["outage_since"] is not None for row in rows.values()) == 1


def test_what_fails_for_another_reason_is_told_for_itself_during_an_outage(cut_off: Path) -> None:
    (cut_off / "config.toml").write_text('store = "clausewatch.db"\n')
    with open_store(cut_off / "clausewatch.db") as db:
        sources.save(db, replace(sources.state(db, BLIND), memory={"trouble": Failure.HTTP_404}))
    assert f"{BLIND}: cannot be read" in clausewatch("status", cwd=cut_off).stdout
