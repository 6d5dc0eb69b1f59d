"""When an alert is to be told on a channel: at once, with the next digest, after the quiet hours. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.model import Alert, AlertKind, Channel, Rhythm

_MONDAY = 0

COLLECTED = {AlertKind.CHANGE, AlertKind.DUE, AlertKind.UNREVIEWED}
"""What a digest holds."""


def due(alert: Alert, channel: Channel, now: datetime) -> datetime:
    """The first moment (UTC) at which the alert may be sent.

    Changes wait for the digest where the channel wants one, and so does that nobody has reviewed one: who was not told
    of it yet could not. Reminders of days wait for the hour of digests, of every day; alarms do not; all wait for the
    end of the quiet hours. A test message waits for nothing.
    """
    if alert.kind is AlertKind.TEST:
        return now
    local = now.astimezone(ZoneInfo(channel.timezone))
    if alert.kind in {AlertKind.CHANGE, AlertKind.UNREVIEWED}:
        local = _digest(channel, local)
    elif alert.kind is AlertKind.DUE:
        local = _of_a_day(alert, channel, local)
    return _awake(channel, local).astimezone(UTC)


def awake(channel: Channel, now: datetime) -> datetime:
    """The first moment (UTC) outside the channel's quiet hours."""
    return _awake(channel, now.astimezone(ZoneInfo(channel.timezone))).astimezone(UTC)


def _digest(channel: Channel, local: datetime) -> datetime:
    match channel.rhythm:
        case Rhythm.IMMEDIATE:
            return local
        case Rhythm.DAILY:
            return _next(channel.digest_at, local)
        case Rhythm.WEEKLY:
            moment = _next(channel.digest_at, local)
            return moment + timedelta(days=(_MONDAY - moment.weekday()) % 7)


def _of_a_day(alert: Alert, channel: Channel, local: datetime) -> datetime:
    """With the digest of a day, where that does not come as late as the day that it reminds of."""
    hour = _next(channel.digest_at, local)
    waits = channel.rhythm is not Rhythm.IMMEDIATE and (alert.day is None or hour.date() < alert.day)
    return hour if waits else local


def _awake(channel: Channel, local: datetime) -> datetime:
    if channel.quiet is None:
        return local
    start, end = channel.quiet
    clock = local.time()
    asleep = start <= clock < end if start <= end else clock >= start or clock < end
    return _next(end, local) if asleep else local


def _next(clock: time, local: datetime) -> datetime:
    """The next time that the clock on the wall shows this, now included. Days are counted on the wall, so that summer
    time shifts nothing."""
    today = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return today if today >= local else today + timedelta(days=1)
