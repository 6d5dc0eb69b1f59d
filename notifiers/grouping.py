"""Which deliveries go out as one message. Pure.

A digest holds all changes that are due together, and the reminders of changes. Elsewhere each alert is a message of its
own, until more than FLOOD of them are due at once on one channel (a vendor of vendors changed its template, the network
came back): then one summary says it all, but for an outage of clausewatch itself, which no subject may hide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from monitor.model import AlertKind, Channel, Delivery, Rhythm
from notifiers.addresses import is_for_machines
from notifiers.timing import COLLECTED

FLOOD = 5
_OF_ITSELF = {AlertKind.OUTAGE, AlertKind.OUTAGE_OVER}
_MOST = 200  # alerts in one message


def group(deliveries: Sequence[Delivery], channels: Sequence[Channel]) -> tuple[tuple[Delivery, ...], ...]:
    """The deliveries in the groups that are sent as one message each; every delivery is in exactly one.

    Webhooks and the log get each alert by itself, and so does a channel that is no longer configured.
    """
    configured = {channel.name: channel for channel in channels}
    alone: list[tuple[Delivery, ...]] = []
    together: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        channel = configured.get(delivery.channel)
        if channel is None or is_for_machines(channel.address) or delivery.alert.kind is AlertKind.TEST:
            alone.append((delivery,))
        else:
            together[channel.name].append(delivery)
    return (*alone, *(part for name, found in together.items() for part in _parts(found, configured[name])))


def _parts(deliveries: list[Delivery], channel: Channel) -> list[tuple[Delivery, ...]]:
    of_itself = [(d,) for d in deliveries if d.alert.kind in _OF_ITSELF]
    return [*of_itself, *_about_vendors([d for d in deliveries if d.alert.kind not in _OF_ITSELF], channel)]


def _about_vendors(deliveries: list[Delivery], channel: Channel) -> list[tuple[Delivery, ...]]:
    if len(deliveries) > FLOOD:
        return [tuple(deliveries[i : i + _MOST]) for i in range(0, len(deliveries), _MOST)]
    if channel.rhythm is Rhythm.IMMEDIATE:
        return [(delivery,) for delivery in deliveries]
    digest = tuple(d for d in deliveries if d.alert.kind in COLLECTED)
    return [*((digest,) if digest else ()), *((d,) for d in deliveries if d.alert.kind not in COLLECTED)]
