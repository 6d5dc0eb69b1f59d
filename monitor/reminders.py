"""Reminders of days that are near and of changes that nobody has reviewed. The database says what is due.

Each reminder is an alert with a stable id, so that looking as often as one likes tells each of them once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.decide import alerts
from monitor.model import Alert, Channel, Deadline
from monitor.posting import post
from store import reminding
from store.database import Store

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_SOON = timedelta(days=3)  # a Monday so near to the first reminder is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """before: how long before a day to remind of it.

    review_after: how long a material change may go unreviewed; None: nobody wants to be reminded.
    """

    before: timedelta = timedelta(days=7)
    review_after: timedelta | None = None


DEFAULT = Wishes()


def remind(db: Store, *, wishes: Wishes, channels: Sequence[Channel], now: datetime) -> int:
    """Queues the reminders that are due; how many deliveries that made. Raises StoreError."""
    due = [*_of_days(db, wishes.before, now), *_of_reviews(db, wishes.review_after, now)]
    with db.transaction():
        return sum(post(db, alert, channels, now) for alert in due)


def _of_days(db: Store, before: timedelta, now: datetime) -> Iterator[Alert]:
    for change in reminding.dated(db, now.date(), now.date() + before):
        for deadline in near(change, today=now.date(), before=before):
            yield alerts.of_deadline(change, deadline, now=now)


def _of_reviews(db: Store, after: timedelta | None, now: datetime) -> Iterator[Alert]:
    if after is None:
        return
    for change in reminding.unreviewed(db, now - after):
        first = (change.created_at + after).date()
        yield alerts.of_unreviewed(change, _monday_after(first, now.date()), now=now)


def _monday_after(first: date, today: date) -> int:
    """The reminder that it is time for: 0 on the first day and then, 4 to 10 days later, one each Monday.

    Those of all changes fall on the same days, so that many of them become one message.
    """
    begins = _monday(first + _SOON)
    return max((_monday(today) - begins) // _WEEK, 0)


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def near(change: Alert, *, today: date, before: timedelta) -> list[Deadline]:
    """The days of a change that it is time to remind of, until they are over.

    A day that was already so near when the change was told is reminded of once more on the day before.
    """
    days = {
        Deadline.OBJECTION: change.objection_until,
        Deadline.NOTICE: change.notice_until,
        Deadline.EFFECTIVE: change.effective_date,
    }
    told = change.created_at.date()
    found = []
    for deadline, day in days.items():
        if day is None:
            continue
        begins = day - before if told < day - before else day - _DAY
        if told < begins <= today <= day:
            found.append(deadline)
    return found
