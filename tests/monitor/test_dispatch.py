"""Deliveries that are due: sent, tried again, given up; a channel that hangs or is broken holds up no other."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from monitor import dispatch
from monitor.errors import PermanentDeliveryError, TransientDeliveryError
from monitor.model import AlertKind, Channel, Delivery, DeliveryStatus
from monitor.scheduling import Orders, Work
from store import outbox
from store.database import Store, open_store
from tests.support.alerts import change
from tests.support.daemon import wait_until
from tests.support.watching import Watch

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CHAT, MAIL = Channel(name="chat", address="json://127.0.0.1/a"), Channel(name="mail", address="json://127.0.0.1/b")
CHANNELS = (CHAT, MAIL)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "watch.db") as store:
        yield store


class Sending:
    """Notes what is sent; fails for the channels that a test names."""

    def __init__(self, **failures: Exception) -> None:
        self.failures = failures
        self.sent: list[str] = []

    def __call__(self, together: Sequence[Delivery]) -> None:
        for delivery in together:
            if delivery.channel in self.failures:
                raise self.failures[delivery.channel]
            self.sent.append(f"{delivery.channel}:{delivery.alert.kind}")


def deliver(db: Store, send: Sending, *, at: datetime = NOW) -> int:
    return dispatch.deliver_due(db, clock=lambda: at, send=send, channels=CHANNELS)


def statuses(db: Store) -> dict[str, DeliveryStatus]:
    return {f"{row.channel}:{row.alert.kind}": row.status for row in outbox.list_deliveries(db)}


def test_each_channel_has_a_result_of_its_own(db: Store) -> None:
    outbox.enqueue(db, change(), ["chat", "mail"], NOW)
    send = Sending(chat=TransientDeliveryError("chat", "busy"))
    assert deliver(db, send) == 2
    assert statuses(db) == {"chat:change": DeliveryStatus.PENDING, "mail:change": DeliveryStatus.SENT}
    failed = next(row for row in outbox.list_deliveries(db) if row.channel == "chat")
    assert (failed.attempts, failed.last_error) == (1, "busy")
    assert failed.next_attempt_at is not None
    assert failed.next_attempt_at > NOW
    send.failures.clear()
    assert deliver(db, send, at=failed.next_attempt_at) == 1
    assert send.sent == ["mail:change", "chat:change"]
    assert deliver(db, send, at=NOW + timedelta(days=9)) == 0


def test_the_log_says_who_was_told_of_what_and_who_was_not(db: Store, caplog: pytest.LogCaptureFixture) -> None:
    outbox.enqueue(db, change(id="acorn/privacy-policy:7"), ["chat", "mail"], NOW)
    with caplog.at_level("INFO", "monitor.dispatch"):
        deliver(db, Sending(chat=PermanentDeliveryError("chat", "no such room")))
    assert "Told mail of acorn/privacy-policy:7" in caplog.messages
    assert "chat could not be told of acorn/privacy-policy:7 (given up): no such room" in caplog.messages


def test_the_services_own_wish_is_honoured(db: Store) -> None:
    outbox.enqueue(db, change(), ["chat"], NOW)
    deliver(db, Sending(chat=TransientDeliveryError("chat", "busy", retry_after=timedelta(hours=7))))
    (row,) = outbox.list_deliveries(db)
    assert row.next_attempt_at is not None
    assert row.next_attempt_at >= NOW + timedelta(hours=7)


def test_a_dead_delivery_raises_an_alarm_on_the_other_channels(db: Store) -> None:
    outbox.enqueue(db, change(), ["chat"], NOW)
    deliver(db, Sending(chat=PermanentDeliveryError("chat", "no such room")))
    assert statuses(db) == {"chat:change": DeliveryStatus.DEAD, "mail:undelivered": DeliveryStatus.PENDING}
    alarm = next(row.alert for row in outbox.list_deliveries(db) if row.channel == "mail")
    assert alarm.kind is AlertKind.UNDELIVERED
    assert "no such room" in alarm.problem


def _told_of_failures(db: Store) -> list[int]:
    """On which days after NOW."""
    told = [row.alert for row in outbox.list_deliveries(db) if row.alert.kind is AlertKind.UNDELIVERED]
    return sorted((alert.created_at - NOW).days for alert in told)


def test_a_channel_that_takes_nothing_for_weeks_is_told_weekly_however_many_alerts_fail_there(db: Store) -> None:
    gone = Sending(chat=PermanentDeliveryError("chat", "no such room"))
    for day in range(20):
        outbox.enqueue(db, change(id=f"acorn/privacy-policy:{day}"), ["chat"], NOW + timedelta(days=day))
        deliver(db, gone, at=NOW + timedelta(days=day))
    assert _told_of_failures(db) == [0, 7, 14]


def test_a_channel_that_was_mended_and_breaks_again_is_told_again_at_once(db: Store) -> None:
    gone = Sending(chat=PermanentDeliveryError("chat", "no such room"))
    for day, sending in enumerate((gone, Sending(), gone, gone)):
        outbox.enqueue(db, change(id=f"acorn/privacy-policy:{day}"), ["chat"], NOW + timedelta(days=day))
        deliver(db, sending, at=NOW + timedelta(days=day))
    assert _told_of_failures(db) == [0, 2]


def test_nobody_hears_that_a_delivery_failed_that_was_withdrawn_while_it_was_sent(db: Store) -> None:
    outbox.enqueue(db, change(), ["chat"], NOW)

    def send(together: Sequence[Delivery]) -> None:
        outbox.drop(db, together[0].id, NOW)
        raise PermanentDeliveryError("chat", "no such room")

    dispatch.deliver_due(db, clock=lambda: NOW, send=send, channels=CHANNELS)
    assert statuses(db) == {"chat:change": DeliveryStatus.DROPPED}


def test_what_is_dropped_or_claimed_by_another_while_a_message_hangs_is_left_to_that(db: Store) -> None:
    now = [NOW]
    for number in range(2, 6):
        outbox.enqueue(db, replace(change(), id=f"imou/privacy-policy:{number}"), ["chat"], NOW)
    first, second, third, fourth = (delivery.id for delivery in outbox.list_deliveries(db)[::-1])
    told: list[int] = []

    def hanging(together: Sequence[Delivery]) -> None:
        told.extend(delivery.id for delivery in together)
        if told == [first]:
            outbox.drop(db, second, now[0])
            now[0] += dispatch.LEASE * 1.2
            with open_store(db.path) as theirs:  # the command line beside a daemon
                claimed = outbox.claim(theirs, "chat", now[0], lease=DAY, limit=2)
                assert [delivery.id for delivery in claimed] == [first, third]

    dispatch.deliver_to("chat", db, clock=lambda: now[0], send=hanging, channels=CHANNELS)
    assert told == [first, fourth]


def test_tries_end_after_the_limit(db: Store) -> None:
    outbox.enqueue(db, change(), ["chat"], NOW)
    send = Sending(chat=TransientDeliveryError("chat", "busy"))
    for day in range(90):
        deliver(db, send, at=NOW + timedelta(days=day))
    assert statuses(db)["chat:change"] is DeliveryStatus.DEAD


def test_a_channel_that_was_away_for_a_week_is_told_when_it_is_back_and_the_others_hear_of_it_meanwhile(
    db: Store,
) -> None:
    outbox.enqueue(db, change(), ["chat"], NOW)
    away = Sending(chat=TransientDeliveryError("chat", "451 try later"), mail=TransientDeliveryError("mail", "busy"))
    for hour in range(7 * 24):
        deliver(db, away, at=NOW + timedelta(hours=hour))
    queued = [row for row in outbox.list_deliveries(db) if row.channel == "mail"]
    assert [row.alert.kind for row in queued] == [AlertKind.UNDELIVERED]
    assert timedelta(days=1.5) < queued[0].alert.created_at - NOW < timedelta(days=2.5)
    assert "451 try later (tried again at 2026-" in queued[0].alert.problem
    back = Sending()
    deliver(db, back, at=NOW + timedelta(days=8.5))
    assert "chat:change" in back.sent


def test_what_waits_for_days_goes_out_as_soon_as_its_channel_takes_another_message(db: Store) -> None:
    outbox.enqueue(db, change(), ["chat"], NOW)
    away = Sending(chat=TransientDeliveryError("chat", "451 try later"))
    for hour in range(5 * 24):
        deliver(db, away, at=NOW + timedelta(hours=hour))
    (waiting,) = [row for row in outbox.list_deliveries(db) if row.channel == "chat"]
    assert waiting.next_attempt_at is not None
    before_its_turn = waiting.next_attempt_at - timedelta(minutes=10)
    outbox.enqueue(db, change(id="acorn/privacy-policy:8"), ["chat"], before_its_turn)
    back = Sending()
    deliver(db, back, at=before_its_turn)
    assert back.sent.count("chat:change") == 2


def test_a_bug_in_sending_keeps_the_delivery_alive(db: Store) -> None:
    outbox.enqueue(db, change(), ["chat"], NOW)
    with pytest.raises(ZeroDivisionError):
        deliver(db, Sending(chat=ZeroDivisionError()))
    (row,) = outbox.list_deliveries(db)
    assert (row.status, row.last_error) == (DeliveryStatus.PENDING, "ZeroDivisionError (see the log)")


def test_a_hanging_channel_holds_up_no_other(tmp_path: Path) -> None:
    released, sent = threading.Event(), list[str]()

    def send(together: Sequence[Delivery]) -> None:
        if together[0].channel == "chat":
            released.wait(30)
        sent.append(together[0].channel)

    watch = Watch(tmp_path, lambda _url: "", channels=CHANNELS)
    work = Work(
        Orders(sources={}, terms=watch.terms(), fetch=watch.fetch, send=send),
        open_db=watch.db,
        clock=lambda: NOW,
        on_store_error=lambda error: None,
    )
    with watch.db() as db:
        outbox.enqueue(db, change(), ["chat", "mail"], NOW)
    work.deliver_due()
    wait_until(lambda: sent == ["mail"], what="the mail")
    with watch.db() as db:
        outbox.enqueue(db, change(id="orbit-cameras/privacy-policy:9"), ["chat", "mail"], NOW)
    work.deliver_due()
    wait_until(lambda: sent == ["mail", "mail"], what="the second mail")
    released.set()
    wait_until(lambda: sorted(sent) == ["chat", "chat", "mail", "mail"], what="the chat messages")
    work.drain()


def test_another_try_waits_for_the_end_of_the_quiet_hours_too(db: Store) -> None:
    chat = replace(CHAT, quiet=(time(9), time(12)))
    outbox.enqueue(db, change(), ["chat"], NOW - timedelta(minutes=1))
    send = Sending(chat=TransientDeliveryError("chat", "busy"))
    dispatch.deliver_due(db, clock=lambda: NOW - timedelta(minutes=1), send=send, channels=(chat,))
    [waiting] = outbox.list_deliveries(db)
    assert waiting.next_attempt_at == NOW + timedelta(hours=3)
