"""Which channels want an alert. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model import Alert, AlertKind, Category, Channel, Direction, Judgement, Verdict


def route(alert: Alert, channels: Sequence[Channel]) -> tuple[str, ...]:
    """Names of the channels that want the alert, in the order of the configuration."""
    return tuple(channel.name for channel in channels if wants(channel, alert))


def wants(channel: Channel, alert: Alert) -> bool:
    """Whether the channel is to be told. A test message is sent by name, never routed; that a channel does not work is
    no news for itself, and concerns the others whatever vendors they are for. A pinned clause concerns all who follow
    the vendor; reminders go where their change went."""
    if alert.kind is AlertKind.UNDELIVERED:
        return channel.alarms and channel.name != alert.failed_channel
    if alert.kind is AlertKind.TEST or not _watches(channel, alert):
        return False
    if alert.judgement is not None:
        return bool(alert.pins) or _wants_judgement(channel, alert.judgement)
    return channel.alarms


def _watches(channel: Channel, alert: Alert) -> bool:
    """Vendors and tags both name vendors, so one match is enough; a channel that names none wants all."""
    if not channel.vendors and not channel.tags:
        return True
    return alert.vendor in channel.vendors or not set(alert.tags).isdisjoint(channel.tags)


def _wants_judgement(channel: Channel, judgement: Judgement) -> bool:
    match judgement.verdict:
        case Verdict.MATERIAL:
            return any(_wants_category(channel, judgement, category) for category in judgement.material_categories)
        case Verdict.UNDECIDED:
            return channel.undecided
        case Verdict.SUSPECT_CAPTURE:  # a page that no longer shows the policy is a broken watch
            return channel.alarms
        case Verdict.NOT_MATERIAL:
            return False


def _wants_category(channel: Channel, judgement: Judgement, category: Category) -> bool:
    """A change in both directions holds one of each, and one whose direction is not known may be either."""
    if channel.categories and category not in channel.categories:
        return False
    direction = judgement.categories[category].direction
    return not channel.directions or direction in {*channel.directions, Direction.MIXED, None}
