"""Deliveries that are due: claim with a lease, send, record. The outbox is in the store; nothing waits in memory.

A process that dies between sending and recording sends once more when the lease has run out: at least once, and the
message carries the same stable id both times.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import datetime, timedelta

from monitor.errors import DeliveryError, TransientDeliveryError
from monitor.model import Delivery
from notifiers.retry import next_attempt
from store import outbox
from store.database import Store

# Longer than any send may take, so that a slow channel is not claimed by a second process while it is being served.
LEASE = timedelta(minutes=5)


def deliver_due(
    db: Store, *, clock: Callable[[], datetime], send: Callable[[Delivery], None], pool: Executor, limit: int = 50
) -> tuple[Delivery, ...]:
    """Sends what is due, each delivery by itself in the pool so that a hanging channel holds up no other.

    Returns the deliveries that were tried. Raises StoreError.
    """
    with db.transaction():
        claimed = outbox.claim(db, clock(), lease=LEASE, limit=limit)
    tries = [(delivery, pool.submit(send, delivery)) for delivery in claimed]
    for delivery, result in tries:
        _record(db, delivery, result, clock)
    return tuple(claimed)


def _record(db: Store, delivery: Delivery, result: Future[None], clock: Callable[[], datetime]) -> None:
    error = result.exception()
    now = clock()
    with db.transaction():
        if error is None:
            outbox.sent(db, delivery.id, now)
        elif isinstance(error, DeliveryError):
            outbox.failed(db, delivery.id, now, error.problem, _next(delivery, error, now))
        else:
            # A bug of ours: the delivery stays alive, and the traceback is logged at the tick's edge.
            outbox.failed(db, delivery.id, now, f"{type(error).__name__} (see the log)", _later(delivery, now))
    if error is not None and not isinstance(error, DeliveryError):
        raise error


def _next(delivery: Delivery, error: DeliveryError, now: datetime) -> datetime | None:
    if isinstance(error, TransientDeliveryError):
        return next_attempt(delivery.attempts, now, key=str(delivery.id), retry_after=error.retry_after)
    return None


def _later(delivery: Delivery, now: datetime) -> datetime | None:
    return next_attempt(delivery.attempts, now, key=str(delivery.id), retry_after=None)
