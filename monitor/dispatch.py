"""Deliveries that are due: claim with a lease, send, record. The outbox is in the store; nothing waits in memory.

A process that dies between sending and recording sends once more when the lease has run out: at least once, and the
message carries the same stable id both times. Each channel is served by itself, so that one that hangs holds up no
other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from monitor.clock import Clock
from monitor.errors import DeliveryError, TransientDeliveryError
from monitor.model import Channel, Delivery
from monitor.posting import post
from notifiers import timing
from notifiers.grouping import group
from notifiers.retry import PROMPT_ATTEMPTS, next_attempt
from notifiers.undelivered import undelivered
from store import outages, outbox
from store.database import Store

log = logging.getLogger(__name__)

Send = Callable[[Sequence[Delivery]], None]

# Longer than any one send may take, so that a slow channel is not served by a second process at the same time.
LEASE = timedelta(minutes=5)
_NEVER_GIVEN_UP = timedelta(hours=12)
_REMIND_EVERY = timedelta(days=7)  # of a channel that takes nothing
_AT_ONCE = 200  # claimed together, so that a burst is seen as one; what is left comes with the next claim


def deliver_to(name: str, db: Store, *, clock: Clock, send: Send, channels: Sequence[Channel]) -> int:
    """Makes the deliveries that are due on one channel, in their groups; how many were tried. Raises StoreError."""
    tried = 0
    while claimed := outbox.claim(db, name, clock(), lease=LEASE, limit=_AT_ONCE):
        for together in group(claimed, channels):
            if held := outbox.hold(db, together, clock() + LEASE):
                _try(held, db, clock=clock, send=send, channels=channels)
                tried += len(held)
    return tried


def deliver_due(db: Store, *, clock: Clock, send: Send, channels: Sequence[Channel]) -> int:
    """Makes all deliveries that are due, channel by channel; how many were tried. Raises StoreError."""
    due = outbox.due_channels(db, clock())
    return sum(deliver_to(name, db, clock=clock, send=send, channels=channels) for name in due)


def _try(together: Sequence[Delivery], db: Store, *, clock: Clock, send: Send, channels: Sequence[Channel]) -> None:
    """One message, and what became of it for each of its deliveries."""
    try:
        send(together)
    except TransientDeliveryError as error:
        wish = error.retry_after
        retries = {
            delivery.id: _next(delivery, clock(), wish) or _after_an_outage(db, clock()) for delivery in together
        }
        _record_failure(together, retries, error.problem, db, now=clock(), channels=channels)
    except DeliveryError as error:
        _record_failure(together, {}, error.problem, db, now=clock(), channels=channels)
    except Exception as error:
        # A bug of ours: the deliveries stay alive, and the traceback is logged at the tick's edge.
        retries = {delivery.id: _next(delivery, clock(), None) for delivery in together}
        problem = f"{type(error).__name__} (see the log)"
        _record_failure(together, retries, problem, db, now=clock(), channels=channels)
        raise
    else:
        now = clock()
        with db.transaction():
            for delivery in together:
                outbox.sent(db, delivery.id, now)
            outbox.awaken(db, together[0].channel, now, tries=PROMPT_ATTEMPTS)  # the channel works again
        log.info("Told %s of %s", together[0].channel, ", ".join(delivery.alert.id for delivery in together))


def _next(delivery: Delivery, now: datetime, retry_after: timedelta | None) -> datetime | None:
    return next_attempt(delivery.attempts, now, key=str(delivery.id), retry_after=retry_after)


def _after_an_outage(db: Store, now: datetime) -> datetime | None:
    """Another try for what would be given up although nothing can be reached; monitor.survey makes it due in time."""
    return now + _NEVER_GIVEN_UP if outages.standing(db) else None


def _outside_quiet_hours(again: datetime | None, name: str, channels: Sequence[Channel]) -> datetime | None:
    channel = next((channel for channel in channels if channel.name == name), None)
    return timing.awake(channel, again) if channel and again else again


def _record_failure(
    together: Sequence[Delivery],
    retries: Mapping[int, datetime | None],
    problem: str,
    db: Store,
    *,
    now: datetime,
    channels: Sequence[Channel],
) -> None:
    """Notes a failed try. The other channels hear of a delivery that is dead, or late for days."""
    with db.transaction():
        for delivery in together:
            again = _outside_quiet_hours(retries.get(delivery.id), delivery.channel, channels)
            if not outbox.failed(db, delivery.id, now, problem, again):
                continue
            fate = f"tried again at {again:%Y-%m-%d %H:%M} UTC" if again else "given up"
            log.warning("%s could not be told of %s (%s): %s", delivery.channel, delivery.alert.id, fate, problem)
            late = delivery.attempts == PROMPT_ATTEMPTS and outages.standing(db) is None
            alarm = undelivered(delivery, f"{problem} ({fate})", now) if late or again is None else None
            if alarm and not outbox.is_known_broken(db, delivery.channel, now - _REMIND_EVERY, now):
                post(db, alarm, channels, now)
