"""What a check and a tick ask of the store is found by indexes: years of history make none of it slower."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from store import checks, outbox, snapshots, sources, versions
from store.database import Store
from tests.support.storing import DAY, KEY, NOON, acme_store, one_change

# Tables that grow with every check, capture, version or message. (Those of sources and states do not.)
GROWING = ("alerts", "blobs", "chain", "checks", "judgements", "passage_spans", "passages", "snapshots", "versions")


def daily_work(db: Store) -> None:
    one_change(db)
    sources.due(db, NOON, 10)
    for channel in outbox.due_channels(db, NOON):
        claimed = outbox.claim(db, channel, NOON, lease=timedelta(minutes=5), limit=9)
        for delivery in outbox.hold(db, claimed, NOON + DAY):
            outbox.sent(db, delivery.id, NOON)
    checks.recent(db, KEY, 5)
    checks.since(db, KEY, NOON, NOON + DAY)
    snapshots.latest(db, KEY)
    versions.at(db, KEY, NOON + DAY)
    versions.outdated(db, 2)
    versions.has_captures(db, KEY, 1)
    versions.number_of_fingerprint(db, KEY, "none")


def test_no_statement_of_the_daily_work_goes_through_a_table_that_grows(tmp_path: Path) -> None:
    asked: list[str] = []
    with acme_store(tmp_path) as db:
        daily_work(db)
        db.connection.set_trace_callback(asked.append)
        daily_work(db)
        db.connection.set_trace_callback(None)
        # SQLite does not begin to look for what is in an empty list.
        statements = [one for one in asked if not one.startswith(("BEGIN", "COMMIT", "--")) and "IN ()" not in one]
        plans = {
            f"{step['detail']}: {statement}"
            for statement in statements
            for step in db.rows(f"EXPLAIN QUERY PLAN {statement}")
        }
    assert len(plans) > 50
    assert [plan for plan in plans if plan.startswith(tuple(f"SCAN {table}" for table in GROWING))] == []
    assert [plan for plan in plans if plan.startswith("SCAN deliveries") and "deliveries_open" not in plan] == []
