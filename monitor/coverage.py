"""The days for which nobody can say that a policy was watched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.model import SourceDocument
    from store.database import Store

_A_DAY = timedelta(days=1)
_MOST = 6  # runs of days in one line; --json names every day


def span(
    db: Store, source: SourceDocument, now: datetime, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[datetime, datetime] | None:
    """From when to when a document was to be watched: from its first check (or `since`, where that is later) up to
    yesterday (or `until`, where that is earlier). None: no day of it lies there.

    While the last look is younger than the interval the days after it are not missed yet.
    """
    from store import checks, sources  # late: who asks only for help need not wait for it

    first = checks.first(db, source.key)
    if first is None:
        return None
    end = now - _A_DAY
    verified_at = sources.state(db, source.key).verified_at
    if verified_at and now - verified_at <= source.interval + _A_DAY:
        end = min(end, verified_at)
    start, end = max(first, since or first), min(end, until or end)
    return (start, end) if start.date() <= end.date() else None


def uncovered(
    db: Store, source: SourceDocument, now: datetime, *, since: datetime | None = None, until: datetime | None = None
) -> list[date]:
    """The days of that span for which nobody can say that the policy was watched."""
    from store import checks

    found = span(db, source, now, since=since, until=until)
    return checks.uncovered_days(db, source.key, *found, source.interval) if found else []


def in_words(days: Sequence[date], *, of_last: int | None = None) -> str:
    """ "4 days not watched: 2026-03-04, 2026-03-06 to 2026-03-08"; of_last=30: "4 of the last 30 days not watched"."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == _A_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    told = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs[:_MOST]]
    more = f" and {len(runs) - _MOST} more spells" if len(runs) > _MOST else ""
    count = f"{len(days)} of the last {of_last} days" if of_last else f"{len(days)} day{'' if len(days) == 1 else 's'}"
    return f"{count} not watched: {', '.join(told)}{more}"
