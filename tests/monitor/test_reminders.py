"""Reminders: each once, in time, to those who were told, and not about what is settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.model import Alert, AlertKind, Channel, Deadline, Review, ReviewAction, Verdict
from monitor.reminders import DEFAULT, Wishes, near, remind
from monitor.scheduling import Orders, Work
from store import outbox, reviews, versions
from store.database import Store
from tests.support.alerts import RETENTION, change, judgement
from tests.support.policies import policy_page
from tests.support.storing import KEY, acme_store, add_texts, version
from tests.support.watching import Watch

TOLD = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ALL = (Channel(name="all", address="log://"),)
REVIEWS = Wishes(review_after=3 * DAY)


def acme_change(**fields: object) -> Alert:
    given: dict[str, object] = {
        "id": f"{KEY}:2",
        "vendor": "acme",
        "source": KEY,
        "old_version": 1,
        "new_version": 2,
        "created_at": TOLD,
        "effective_date": None,
    }
    return change(**(given | fields))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    """A store in which version 2 of acme's policy was recorded."""
    with acme_store(tmp_path) as store:
        add_texts(store, "One text.", "Another text.")
        yield store


def told(db: Store, alert: Alert) -> None:
    outbox.enqueue(db, alert, ["all"], TOLD)


def reminded(db: Store, on: datetime, wishes: Wishes = DEFAULT, channels: tuple[Channel, ...] = ALL) -> list[Alert]:
    """The reminders that a look at that time queues."""
    before = {delivery.id for delivery in outbox.list_deliveries(db)}
    remind(db, wishes=wishes, channels=channels, now=on)
    return [delivery.alert for delivery in reversed(outbox.list_deliveries(db)) if delivery.id not in before]


def test_a_day_is_reminded_of_once_a_week_before(db: Store) -> None:
    told(db, acme_change(objection_until=date(2026, 6, 1)))
    assert reminded(db, datetime(2026, 5, 24, tzinfo=UTC)) == []
    (reminder,) = reminded(db, datetime(2026, 5, 25, 6, tzinfo=UTC))
    assert (reminder.kind, reminder.deadline, reminder.confirmed_at) == (AlertKind.DUE, Deadline.OBJECTION, TOLD)
    assert reminded(db, datetime(2026, 5, 25, 7, tzinfo=UTC)) == []
    assert reminded(db, datetime(2026, 5, 31, tzinfo=UTC)) == []


def test_each_day_of_a_change_has_its_reminder(db: Store) -> None:
    told(db, acme_change(objection_until=date(2026, 5, 20), effective_date=date(2026, 6, 1)))
    days = [datetime(2026, 5, 4, tzinfo=UTC) + DAY * days for days in range(40)]
    found = [(day.date(), alert.deadline) for day in days for alert in reminded(db, day)]
    assert found == [(date(2026, 5, 13), Deadline.OBJECTION), (date(2026, 5, 25), Deadline.EFFECTIVE)]


def test_a_daemon_that_slept_reminds_late_but_not_after_the_day(db: Store) -> None:
    told(db, acme_change(objection_until=date(2026, 6, 1)))
    assert len(reminded(db, datetime(2026, 6, 1, 9, tzinfo=UTC))) == 1
    told(db, acme_change(id=f"{KEY}:3", objection_until=date(2026, 6, 1)))
    assert reminded(db, datetime(2026, 6, 2, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    ("until", "on"), [(date(2026, 5, 9), date(2026, 5, 8)), (date(2026, 5, 11), date(2026, 5, 10))]
)
def test_a_day_that_was_near_when_it_was_told_is_reminded_of_on_the_day_before(until: date, on: date) -> None:
    alert = acme_change(objection_until=until)
    before = timedelta(days=7)
    assert near(alert, today=on - DAY, before=before) == []
    assert near(alert, today=on, before=before) == [Deadline.OBJECTION]


def test_a_day_right_after_the_telling_needs_no_reminder() -> None:
    alert = acme_change(objection_until=date(2026, 5, 5))
    assert near(alert, today=date(2026, 5, 5), before=timedelta(days=7)) == []


def test_reminders_go_where_the_change_went(db: Store) -> None:
    told(db, acme_change(judgement=judgement(RETENTION), objection_until=date(2026, 5, 20)))
    others = (Channel(name="sharing", address="log://", categories=("sharing",)),)  # type: ignore[arg-type]
    assert reminded(db, datetime(2026, 5, 14, tzinfo=UTC), channels=others) == []


def test_a_dismissed_change_needs_no_reminder_of_its_days(db: Store) -> None:
    told(db, acme_change(objection_until=date(2026, 5, 20)))
    reviews.add(db, review(ReviewAction.DISMISSED))
    assert reminded(db, datetime(2026, 5, 14, tzinfo=UTC)) == []


def test_a_change_that_was_taken_back_needs_no_reminder_of_its_days(db: Store) -> None:
    told(db, acme_change(objection_until=date(2026, 5, 20)))
    versions.add(db, KEY, version(3, "One text.", returns_to=1))
    assert reminded(db, datetime(2026, 5, 14, tzinfo=UTC)) == []


def test_a_change_that_nobody_reviewed_is_reminded_of_weekly_if_asked_for(db: Store) -> None:
    told(db, acme_change())
    days = [TOLD + DAY * days for days in range(20)]
    assert [day for day in days if reminded(db, day)] == []
    assert [(day - TOLD).days for day in days if reminded(db, day, REVIEWS)] == [3, 7, 14], "then on Mondays"


def test_later_reminders_of_reviews_fall_on_the_same_day_whenever_their_changes_were_told(db: Store) -> None:
    for number in range(2, 9):
        outbox.enqueue(
            db, acme_change(id=f"{KEY}:{number}", new_version=number, created_at=TOLD + number * DAY), ["all"], TOLD
        )
    days = [reminded(db, TOLD + DAY * day, REVIEWS) for day in range(40)]
    counts = [len(found) for found in days]
    assert counts[5:12] == [1] * 7, "the first of each comes in time"
    assert {day: count for day, count in enumerate(counts) if day > 11 and count} == {14: 6, 21: 7, 28: 7, 35: 7}


@pytest.mark.parametrize("action", [ReviewAction.ACKNOWLEDGED, ReviewAction.DISMISSED])
def test_a_change_that_somebody_settled_is_not_reminded_of(db: Store, action: ReviewAction) -> None:
    told(db, acme_change())
    reviews.add(db, review(action))
    assert reminded(db, TOLD + 30 * DAY, REVIEWS) == []


def test_an_assigned_change_is_reminded_of_until_it_is_settled(db: Store) -> None:
    told(db, acme_change())
    reviews.add(db, review(ReviewAction.ASSIGNED))
    (reminder,) = reminded(db, TOLD + 3 * DAY, REVIEWS)
    assert reminder.kind is AlertKind.UNREVIEWED


def test_only_material_changes_have_to_be_reviewed(db: Store) -> None:
    told(db, acme_change(judgement=judgement(verdict=Verdict.UNDECIDED)))
    assert reminded(db, TOLD + 30 * DAY, REVIEWS, (Channel(name="all", address="log://", undecided=True),)) == []


def review(action: ReviewAction) -> Review:
    return Review(source=KEY, version=2, action=action, by="A. Example", at=TOLD + DAY, note="a reason")


def test_the_daemon_looks_for_reminders_and_sends_them(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    sent: list[str] = []
    work = Work(
        Orders(
            sources={},
            terms=watch.terms(),
            fetch=watch.fetch,
            send=lambda together: sent.extend(delivery.alert.id for delivery in together),
        ),
        open_db=watch.db,
        clock=lambda: watch.now,
        on_store_error=lambda error: None,
    )
    change_of_today = acme_change(created_at=watch.now, objection_until=watch.now.date() + 20 * DAY)
    with watch.db() as db:
        outbox.enqueue(db, change_of_today, [], watch.now)
    work.remind()
    watch.now += 14 * DAY
    work.remind()
    work.remind()
    work.deliver_due()
    work.drain()
    assert sent == [f"{KEY}:2:objection"]
