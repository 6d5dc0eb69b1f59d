"""Figures of the watch itself: when a source could not be seen, how much is held, where deliveries stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from store import sources
from store.checks import SEEN
from store.database import Store
from store.rows import from_instant, from_maybe_instant, to_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A time in which the policy could not be seen. end: None while it lasts. problem: of its first failed check."""

    start: datetime
    end: datetime | None
    problem: str


def spells_of_blindness(db: Store, key: str) -> list[Spell]:
    """When a source could not be seen, oldest first."""
    rows = db.rows(
        f"""SELECT checked_at, detail, missed FROM (
                SELECT checked_at, detail, outcome NOT IN ({", ".join("?" * len(SEEN))}) AS missed, id,
                       lag(outcome NOT IN ({", ".join("?" * len(SEEN))}), 1, 0)
                           OVER (ORDER BY checked_at, id) AS missed_before
                FROM checks WHERE source_id = ?
            ) WHERE missed != missed_before ORDER BY checked_at, id""",
        (*SEEN, *SEEN, sources.identify(db, key)),
    )
    found: list[Spell] = []
    for row in rows:
        moment = from_instant(row["checked_at"])
        if row["missed"]:
            found.append(Spell(start=moment, end=None, problem=row["detail"] or ""))
        else:
            found[-1] = Spell(start=found[-1].start, end=moment, problem=found[-1].problem)
    return found


def totals(db: Store) -> dict[str, int]:
    """How many rows of each kind the store holds, and its size in bytes."""
    counted = {
        name: db.value(f"SELECT count(*) FROM {name}") for name in ("sources", "versions", "judgements", "checks")
    }
    return {**counted, "bytes": db.value("PRAGMA page_count") * db.value("PRAGMA page_size")}


def deliveries_by_status(db: Store) -> dict[str, int]:
    """How many deliveries stand at each status."""
    return {row["status"]: row["n"] for row in db.rows("SELECT status, count(*) AS n FROM deliveries GROUP BY status")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """Deliveries that should have been made by now and are not given up. oldest_at: when their oldest alert was made.

    One that waits for its digest or for the end of the quiet hours is not among them.
    """

    depth: int
    oldest_at: datetime | None


def outbox(db: Store, now: datetime) -> Outbox:
    """What is on its way at `now`."""
    [row] = db.rows(
        """SELECT count(*) AS depth, min(created_at) AS oldest FROM deliveries JOIN alerts ON alerts.id = alert_id
           WHERE status IN ('pending', 'sending') AND (attempts > 0 OR next_attempt_at <= ?)""",
        (to_instant(now),),
    )
    return Outbox(depth=row["depth"], oldest_at=from_maybe_instant(row["oldest"]))
