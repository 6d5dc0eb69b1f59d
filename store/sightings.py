"""When a version was seen on its page: what shows that its words stood there on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.model import Outcome, Version
from store import sources
from store.database import Store
from store.rows import from_maybe_instant, to_instant

# Outcomes that found the text on record; another one that has yet to last does not vouch for it. None of them comes
# between the first sight of a text and its record: whatever shows the old text again begins the wait anew.
_AS_RECORDED = (Outcome.FIRST_RECORD, Outcome.NEW_VERSION, Outcome.UNCHANGED, Outcome.NOT_MODIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """Of one version. first: before it was believed, too. until: when the next one was first seen; None: the newest.

    times: looks that saw it, since it was believed. before, after: the sightings on both sides of a moment.
    """

    first: datetime
    last: datetime
    until: datetime | None
    times: int
    before: datetime
    after: datetime | None


def of_version(db: Store, key: str, version: Version, moment: datetime) -> Sightings:
    """The sightings of a version, seen from a moment at which it was in force."""
    source = sources.identify(db, key)
    until = db.value(
        "SELECT recorded_at FROM versions WHERE source_id = ? AND number = ?", (source, version.number + 1)
    )
    row = db.row(
        f"""SELECT count(*) AS times, max(checked_at) AS last,
                   max(checked_at) FILTER (WHERE checked_at <= :moment) AS before,
                   min(checked_at) FILTER (WHERE checked_at > :moment) AS after
            FROM checks WHERE source_id = :source AND outcome IN ({", ".join(f"'{one}'" for one in _AS_RECORDED)})
            AND checked_at >= :start AND (:until IS NULL OR checked_at < :until)""",
        {
            "source": source,
            "moment": to_instant(moment),
            "start": to_instant(version.recorded_at),
            "until": until,
        },
    )
    assert row is not None, "an aggregate has a row"  # noqa: S101
    return Sightings(
        first=version.recorded_at,
        last=from_maybe_instant(row["last"]) or version.recorded_at,
        until=from_maybe_instant(until),
        times=row["times"],
        before=from_maybe_instant(row["before"]) or version.recorded_at,
        after=from_maybe_instant(row["after"]),
    )
