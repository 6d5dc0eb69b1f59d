"""Deliveries to make: one row per alert and channel, claimed under a lease, kept after they are done.

At least once: a sender that dies after sending leaves its lease to run out, and the message goes out again under the
same alert id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from monitor.errors import NotFoundError
from monitor.model import Alert, AlertKind, Delivery, DeliveryStatus
from store.database import Store
from store.rows import alert_from_json, alert_to_json, delivery_from_row, to_instant


def enqueue(
    db: Store, alert: Alert, channels: Sequence[str], now: datetime, *, due: Mapping[str, datetime] | None = None
) -> int:
    """Stores the alert and a delivery for each channel that has none yet; how many were new.

    due: when it may go out, for channels that are not told at once.
    """
    with db.transaction():
        db.execute(
            "INSERT OR IGNORE INTO alerts (id, source, kind, created_at, body) VALUES (?, ?, ?, ?, ?)",
            (alert.id, alert.source, alert.kind, to_instant(alert.created_at), alert_to_json(alert)),
        )
        return sum(
            db.execute(
                """INSERT OR IGNORE INTO deliveries (alert_id, channel, status, next_attempt_at, updated_at)
                   VALUES (?, ?, 'pending', ?, ?)""",
                (alert.id, channel, to_instant((due or {}).get(channel, now)), to_instant(now)),
            )
            for channel in channels
        )


_DUE = "status IN ('pending', 'sending') AND coalesce(leased_until, next_attempt_at) <= :now"


def due_channels(db: Store, now: datetime) -> list[str]:
    """The channels that have deliveries to claim."""
    rows = db.rows(f"SELECT DISTINCT channel FROM deliveries WHERE {_DUE}", {"now": to_instant(now)})
    return [row["channel"] for row in rows]


def claim(db: Store, channel: str, now: datetime, *, lease: timedelta, limit: int) -> list[Delivery]:
    """Takes a channel's due deliveries, and those whose sender's lease ran out; nobody else gets them until then."""
    with db.transaction():
        rows = db.rows(
            f"""SELECT id FROM deliveries WHERE {_DUE} AND channel = :channel
               ORDER BY next_attempt_at, id LIMIT :limit""",
            {"now": to_instant(now), "channel": channel, "limit": limit},
        )
        claimed = [row["id"] for row in rows]
        db.execute_many(
            """UPDATE deliveries SET status = 'sending', attempts = attempts + 1, leased_until = ?, updated_at = ?
               WHERE id = ?""",
            [(to_instant(now + lease), to_instant(now), id) for id in claimed],
        )
        return [_get(db, id) for id in claimed]


def bring_forward(db: Store, now: datetime) -> int:
    """Makes due what was planned or claimed under a clock that ran ahead of `now`; how many deliveries.

    One that is being sent at this moment may go out twice: a clock that jumps back cannot be told from a dead sender.
    """
    return db.execute(
        """UPDATE deliveries SET next_attempt_at = :now, leased_until = NULL, updated_at = :now
           WHERE status IN ('pending', 'sending') AND updated_at > :now""",
        {"now": to_instant(now)},
    )


def hold(db: Store, claimed: Sequence[Delivery], until: datetime) -> list[Delivery]:
    """Lengthens the lease on claimed deliveries whose turn to be sent has come; those that are still the claimant's.

    Another process may have claimed them since, for a lease that ran out, or they were dropped or withdrawn.
    """
    with db.transaction():
        return [delivery for delivery in claimed if _hold(db, delivery, until)]


def _hold(db: Store, delivery: Delivery, until: datetime) -> bool:
    held = db.execute(
        "UPDATE deliveries SET leased_until = ? WHERE id = ? AND status = 'sending' AND leased_until = ?",
        (to_instant(until), delivery.id, delivery.leased_until and to_instant(delivery.leased_until)),
    )
    return held > 0


def hasten(db: Store, channel: str, due: datetime, now: datetime) -> int:
    """Makes due earlier what waits on a channel after tries in vain, with all its tries before it; how many."""
    return db.execute(
        """UPDATE deliveries SET next_attempt_at = :due, attempts = 0, updated_at = :now
           WHERE channel = :channel AND status = 'pending' AND attempts > 0 AND next_attempt_at > :due""",
        {"channel": channel, "due": to_instant(due), "now": to_instant(now)},
    )


def awaken(db: Store, channel: str, now: datetime, *, tries: int) -> int:
    """Makes due what waits on a channel after so many tries in vain or more; how many."""
    return db.execute(
        """UPDATE deliveries SET next_attempt_at = :now, updated_at = :now
           WHERE channel = :channel AND status = 'pending' AND attempts >= :tries AND next_attempt_at > :now""",
        {"channel": channel, "tries": tries, "now": to_instant(now)},
    )


def withdraw(db: Store, kind: AlertKind, source: str, now: datetime, *, why: str) -> int:
    """Drops the deliveries of a source's alerts of a kind that have not gone out; how many."""
    return db.execute(
        """UPDATE deliveries SET status = 'dropped', last_error = :why, next_attempt_at = NULL, leased_until = NULL,
                  updated_at = :now
           WHERE status IN ('pending', 'sending')
           AND alert_id IN (SELECT id FROM alerts WHERE kind = :kind AND source = :source)""",
        {"kind": kind, "source": source, "why": why, "now": to_instant(now)},
    )


def sent(db: Store, id: int, now: datetime) -> None:
    """Raises NotFoundError."""
    _update(
        db, id, now, "status = 'sent', sent_at = :now, next_attempt_at = NULL, leased_until = NULL, last_error = NULL"
    )


def failed(db: Store, id: int, now: datetime, error: str, next_attempt_at: datetime | None) -> bool:
    """Records a failed try; without a next attempt the delivery is dead.

    False: it was dropped meanwhile and stays so. Raises NotFoundError.
    """
    again = None if next_attempt_at is None else to_instant(next_attempt_at)
    with db.transaction():  # the operator may drop it at this moment, in another process
        if _get(db, id).status is DeliveryStatus.DROPPED:
            return False
        _update(
            db,
            id,
            now,
            "status = :status, next_attempt_at = :again, leased_until = NULL, last_error = :error",
            status=DeliveryStatus.DEAD if again is None else DeliveryStatus.PENDING,
            again=again,
            error=error,
        )
    return True


def is_known_broken(db: Store, channel: str, since: datetime, now: datetime) -> bool:
    """Whether the other channels were told since then that this one could not be, and it has taken nothing since."""
    told = db.value(
        """SELECT max(created_at) FROM alerts WHERE kind = 'undelivered' AND created_at > ? AND created_at <= ?
           AND json_extract(body, '$.failed_channel') = ?""",
        (to_instant(since), to_instant(now), channel),
    )
    sent = "SELECT count(*) FROM deliveries WHERE channel = ? AND sent_at > ?"
    return told is not None and not db.value(sent, (channel, told))


def retry(db: Store, id: int, now: datetime) -> None:
    """The operator's wish: due now, with all its tries before it. Raises NotFoundError."""
    _update(db, id, now, "status = 'pending', attempts = 0, next_attempt_at = :now, leased_until = NULL")


def retry_channel(db: Store, channel: str, now: datetime) -> int:
    """The same for all that failed on a channel, be it dead or waiting for another try; how many."""
    return db.execute(
        """UPDATE deliveries SET status = 'pending', attempts = 0, next_attempt_at = :now, leased_until = NULL,
                  updated_at = :now
           WHERE channel = :channel AND (status = 'dead' OR status = 'pending' AND attempts > 0)""",
        {"channel": channel, "now": to_instant(now)},
    )


def drop(db: Store, id: int, now: datetime) -> DeliveryStatus:
    """The operator's wish: never send it. What was sent stays sent; what it is now. Raises NotFoundError."""
    with db.transaction():  # the daemon may send it at this moment
        if _get(db, id).status is DeliveryStatus.SENT:
            return DeliveryStatus.SENT
        _update(db, id, now, "status = 'dropped', next_attempt_at = NULL, leased_until = NULL")
    return DeliveryStatus.DROPPED


def list_deliveries(db: Store, *, status: DeliveryStatus | None = None, limit: int = 100) -> list[Delivery]:
    """Newest first."""
    rows = db.rows(
        f"{_DELIVERIES} WHERE :status IS NULL OR status = :status ORDER BY deliveries.id DESC LIMIT :limit",
        {"status": status, "limit": limit},
    )
    return [delivery_from_row(row) for row in rows]


def alert(db: Store, alert_id: str) -> Alert:
    """Raises NotFoundError."""
    found = find_alert(db, alert_id)
    if found is None:
        raise NotFoundError(f"alert {alert_id!r}")
    return found


def find_alert(db: Store, alert_id: str) -> Alert | None:
    body = db.value("SELECT body FROM alerts WHERE id = ?", (alert_id,))
    return None if body is None else alert_from_json(body)


_DELIVERIES = "SELECT deliveries.*, body FROM deliveries JOIN alerts ON alerts.id = alert_id"


def _get(db: Store, id: int) -> Delivery:
    row = db.row(f"{_DELIVERIES} WHERE deliveries.id = ?", (id,))
    if row is None:
        raise _unknown(id)
    return delivery_from_row(row)


def _update(db: Store, id: int, now: datetime, settings: str, **values: str | None) -> None:
    changed = db.execute(
        f"UPDATE deliveries SET {settings}, updated_at = :now WHERE id = :id",
        {"id": id, "now": to_instant(now), **values},
    )
    if not changed:
        raise _unknown(id)


def _unknown(id: int) -> NotFoundError:
    return NotFoundError(f"delivery {id}", "`clausewatch outbox` lists them")
