"""Plans that no longer hold, of a longer interval or of a clock that ran ahead, are made anew; others stay."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.planning import hasten, settle
from scrapers.politeness import next_check
from store import outbox, sources
from store.database import open_store
from tests.support.alerts import change
from tests.support.ticking import DAY, Bench, vendors
from tests.support.watching import START


def test_a_shorter_interval_is_in_force_at_once_and_a_servers_wish_stays(tmp_path: Path) -> None:
    documents = vendors(4)
    bench = Bench(tmp_path, [replace(document, interval=30 * DAY) for document in documents])
    with bench.work(), bench.db() as db:
        for document, failures, days in zip(documents, (0, 0, 1, 0), (20, 1, 7, 7), strict=True):
            state = sources.state(db, document.key)
            sources.save(db, replace(state, failures=failures, next_check_at=START + days * DAY))
        assert hasten(db, documents, START) == 2
        planned = {state.source: state.next_check_at - START for state in sources.all_states(db)}
    assert planned["v0/privacy-policy"] <= 1.5 * DAY
    assert planned["v1/privacy-policy"] == DAY
    assert planned["v2/privacy-policy"] == 7 * DAY
    assert planned["v3/privacy-policy"] <= 1.5 * DAY


@settings(max_examples=25, deadline=None)
@given(start=st.integers(0, 10**6), fresh_hours=st.integers(0, 10_000))
def test_no_plan_of_todays_interval_is_hastened(start: int, fresh_hours: int) -> None:
    now = START + timedelta(seconds=start)
    due = next_check(interval=DAY, now=now, source_key="v0/privacy-policy", fresh_for=timedelta(hours=fresh_hours))
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "watch.db")) as db:
        sources.sync(db, vendors(1), now)
        sources.save(db, replace(sources.state(db, "v0/privacy-policy"), next_check_at=due))
        assert hasten(db, vendors(1), now) == 0


def test_a_message_planned_under_a_clock_that_ran_ahead_goes_out_when_it_is_set_back(tmp_path: Path) -> None:
    with open_store(tmp_path / "watch.db") as db:
        outbox.enqueue(db, change(), ["chat"], START + 365 * DAY)
        assert outbox.due_channels(db, START) == []
        settle(db, START)
        assert outbox.due_channels(db, START) == ["chat"]
