"""An alert that could not be delivered is told on the other channels. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.model import Alert, AlertKind, Delivery

_SILENT = (AlertKind.TEST, AlertKind.UNDELIVERED)  # a test's failure is seen by who made it; no alarm about alarms


def undelivered(delivery: Delivery, problem: str, now: datetime) -> Alert | None:
    """The alarm that this delivery is dead; None where nobody needs one.

    It has one id for a channel and a day (UTC), so that a channel that breaks again and again is told once a day and
    not with every alert. problem: why the delivery could not be made, without secrets (a DeliveryError's).
    """
    alert = delivery.alert
    if alert.kind in _SILENT:
        return None
    return Alert(  # the document and nothing of the alert that was lost: that stands in the outbox
        id=f"undelivered:{delivery.channel}:{now.astimezone(UTC):%Y-%m-%d}",
        kind=AlertKind.UNDELIVERED,
        vendor=alert.vendor,
        vendor_name=alert.vendor_name,
        source=alert.source,
        terms_type=alert.terms_type,
        url=alert.url,
        created_at=now,
        tags=alert.tags,
        problem=problem,
        failed_channel=delivery.channel,
    )
