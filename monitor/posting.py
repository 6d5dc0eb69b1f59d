"""An alert on its way: which channels it goes to, when, and what it makes idle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.model import Alert, AlertKind, Channel
from notifiers import timing
from notifiers.routing import route
from store import outbox
from store.database import Store

_ENDS = {AlertKind.RECOVERED: AlertKind.BLIND, AlertKind.OUTAGE_OVER: AlertKind.OUTAGE}


def post(db: Store, alert: Alert, channels: Sequence[Channel], now: datetime) -> int:
    """Queues an alert for the channels that want it; how many deliveries that made. Raises StoreError.

    An all-clear takes the place of the alarm where that has not gone out yet: nobody hears of what is over without
    hearing that it is.
    """
    with db.transaction():
        if alarm := _ENDS.get(alert.kind):
            outbox.withdraw(db, alarm, alert.source, now, why="it was over before it could be told")
        due = {channel.name: timing.due(alert, channel, now) for channel in channels}
        return outbox.enqueue(db, alert, route(alert, channels), now, due=due)
