"""Deliveries that are due: claim with a lease, send, record. The outbox is in the store; nothing waits in memory.

A process that dies between sending and recording sends once more when the lease has run out: at least once, and the
message carries the same stable id both times. Each channel is served by itself, so that one that hangs holds up no
other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from monitor.errors import DeliveryError, TransientDeliveryError
from monitor.model import Channel, Delivery
from notifiers.grouping import group
from notifiers.retry import next_attempt
from store import outbox
from store.database import Store

Clock = Callable[[], datetime]
Send = Callable[[Sequence[Delivery]], None]

# Longer than any one send may take, so that a slow channel is not served by a second process at the same time.
LEASE = timedelta(minutes=5)
_AT_ONCE = 200  # claimed together, so that a burst is seen as one; what is left comes with the next claim


def deliver_to(name: str, db: Store, *, clock: Clock, send: Send, channels: Sequence[Channel]) -> int:
    """Makes the deliveries that are due on one channel, in their groups; how many were tried. Raises StoreError."""
    tried = 0
    while claimed := outbox.claim(db, clock(), lease=LEASE, limit=_AT_ONCE, channel=name):
        for together in group(claimed, channels):
            outbox.hold(db, [delivery.id for delivery in together], clock() + LEASE)
            _try(together, db, clock=clock, send=send)
            tried += len(together)
    return tried


def deliver_due(db: Store, *, clock: Clock, send: Send, channels: Sequence[Channel]) -> int:
    """Makes all deliveries that are due, channel by channel; how many were tried. Raises StoreError."""
    due = outbox.due_channels(db, clock())
    return sum(deliver_to(name, db, clock=clock, send=send, channels=channels) for name in due)


def _try(together: Sequence[Delivery], db: Store, *, clock: Clock, send: Send) -> None:
    """One message, and what became of it for each of its deliveries."""
    try:
        send(together)
    except DeliveryError as error:
        wish = error.retry_after if isinstance(error, TransientDeliveryError) else None
        final = not isinstance(error, TransientDeliveryError)
        _record_failure(together, db, error.problem, clock(), retry_after=wish, final=final)
    except Exception as error:
        # A bug of ours: the deliveries stay alive, and the traceback is logged at the tick's edge.
        _record_failure(together, db, f"{type(error).__name__} (see the log)", clock())
        raise
    else:
        now = clock()
        with db.transaction():
            for delivery in together:
                outbox.sent(db, delivery.id, now)


def _record_failure(
    together: Sequence[Delivery],
    db: Store,
    problem: str,
    now: datetime,
    *,
    retry_after: timedelta | None = None,
    final: bool = False,
) -> None:
    with db.transaction():
        for delivery in together:
            again = (
                None if final else next_attempt(delivery.attempts, now, key=str(delivery.id), retry_after=retry_after)
            )
            outbox.failed(db, delivery.id, now, problem, again)
