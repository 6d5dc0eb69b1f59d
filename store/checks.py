"""The ledger of watching: every look at a source, the fruitless ones too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from monitor.model import Check, Outcome
from store import chain, sources
from store.database import Store
from store.rows import check_from_row, check_to_row, from_instant, from_maybe_instant, to_instant

# The outcomes of a check that saw the policy.
SEEN = (Outcome.FIRST_RECORD, Outcome.UNCHANGED, Outcome.NOT_MODIFIED, Outcome.PENDING, Outcome.NEW_VERSION)
# Jitter and a retry move a check; a pause longer than this many intervals is a hole in the watch.
_SLACK = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many looks there were, how many of them saw the policy, and when the last of those was."""

    all: int
    seen: int
    last_seen: datetime | None


def add(db: Store, check: Check) -> None:
    with db.transaction():
        source = sources.identify(db, check.source)
        number = db.insert("checks", {"source_id": source, **check_to_row(check)})
        chain.append(db, source, chain.CHECK, number)


def recent(db: Store, key: str, limit: int) -> list[Check]:
    """The last checks of a source, newest first."""
    rows = db.rows(f"{_CHECKS} ORDER BY checked_at DESC, checks.id DESC LIMIT ?", (sources.identify(db, key), limit))
    return [check_from_row(row) for row in rows]


def since(db: Store, key: str, start: datetime, end: datetime) -> list[Check]:
    """The checks from `start` up to, but not at, `end`, oldest first."""
    rows = db.rows(
        f"{_CHECKS} AND checked_at >= ? AND checked_at < ? ORDER BY checked_at, checks.id",
        (sources.identify(db, key), to_instant(start), to_instant(end)),
    )
    return [check_from_row(row) for row in rows]


def tally(db: Store, key: str, since: datetime | None, until: datetime | None) -> Tally:
    """The looks between two moments (None: without a bound), both included."""
    [row] = db.rows(
        f"""SELECT count(*) AS looks, coalesce(sum(seen), 0) AS seen, max(CASE WHEN seen THEN checked_at END) AS last
            FROM (SELECT checked_at, outcome IN ({", ".join("?" * len(SEEN))}) AS seen FROM checks WHERE source_id = ?
                  AND checked_at BETWEEN coalesce(?, '') AND coalesce(?, '9999'))""",
        (*SEEN, sources.identify(db, key), since and to_instant(since), until and to_instant(until)),
    )
    return Tally(all=row["looks"], seen=row["seen"], last_seen=from_maybe_instant(row["last"]))


def first(db: Store, key: str) -> datetime | None:
    """When a source was looked at first."""
    moment = db.value("SELECT min(checked_at) FROM checks WHERE source_id = ?", (sources.identify(db, key),))
    return from_maybe_instant(moment)


def recorded(db: Store, key: str, version: int) -> datetime | None:
    """When a version was recorded, as against first seen; None of one that no check of ours brought."""
    moment = db.value(
        "SELECT min(checked_at) FROM checks WHERE source_id = ? AND version = ? AND outcome IN (?, ?)",
        (sources.identify(db, key), version, Outcome.FIRST_RECORD, Outcome.NEW_VERSION),
    )
    return from_maybe_instant(moment)


def moments(db: Store, limit: int) -> list[datetime]:
    """When the last checks of all sources were made, the newest record first."""
    return [
        from_instant(row["checked_at"])
        for row in db.rows("SELECT checked_at FROM checks ORDER BY id DESC LIMIT ?", (limit,))
    ]


def uncovered_days(db: Store, key: str, start: date, end: date, interval: timedelta) -> list[date]:
    """The days (UTC) from `start` to `end`, both included, for which nobody can say that the policy was watched.

    A day is covered by a check that saw the policy on it, or that lies between two such checks no further apart than
    the interval, with a quarter of slack.
    """
    first, last = _day(start), _day(end)
    seen = _sightings(
        db, key, _midnight(first) - interval * _SLACK, _midnight(last + timedelta(days=1)) + interval * _SLACK
    )
    covered = {moment.date() for moment in seen}
    for before, after in pairwise(seen):
        if after - before <= interval * _SLACK:
            covered.update(_days(before.date(), after.date()))
    return [day for day in _days(first, last) if day not in covered]


_CHECKS = "SELECT checks.*, key FROM checks JOIN sources ON sources.id = source_id WHERE source_id = ?"


def _sightings(db: Store, key: str, start: datetime, end: datetime) -> list[datetime]:
    rows = db.rows(
        f"""SELECT checked_at FROM checks WHERE source_id = ? AND checked_at >= ? AND checked_at < ?
            AND outcome IN ({", ".join("?" * len(SEEN))}) ORDER BY checked_at""",
        (sources.identify(db, key), to_instant(start), to_instant(end), *SEEN),
    )
    return [from_instant(row["checked_at"]) for row in rows]


def _day(moment: date) -> date:
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
