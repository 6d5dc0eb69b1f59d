"""An alert that could not be delivered is told on the other channels. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from monitor.model import Alert, AlertKind, Delivery

_SILENT = (AlertKind.TEST, AlertKind.UNDELIVERED)  # a test's failure is seen by who made it; no alarm about alarms


def undelivered(delivery: Delivery, problem: str, now: datetime) -> Alert | None:
    """The alarm that this delivery is dead; None where nobody needs one.

    It has one id for a channel and a day (UTC), so that a channel that stays broken is told once a day and not with
    every alert. problem: why the delivery could not be made, without secrets (a DeliveryError's).
    """
    alert = delivery.alert
    if alert.kind in _SILENT:
        return None
    return replace(
        alert,
        id=f"undelivered:{delivery.channel}:{now.astimezone(UTC):%Y-%m-%d}",
        kind=AlertKind.UNDELIVERED,
        created_at=now,
        judgement=None,
        old_version=None,
        new_version=None,
        old_recorded_at=None,
        effective_date=None,
        objection_until=None,
        notice_days=None,
        notice_until=None,
        pins=(),
        silent_edit=None,
        returns_to=None,
        blind_since=None,
        outage=None,
        problem=problem,
        failed_channel=delivery.channel,
    )
