"""Which channels want an alert, and why the others do not. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model import Alert, AlertKind, Category, Channel, Direction, Judgement, Verdict

_ABOUT_THE_WATCH = {AlertKind.UNDELIVERED, AlertKind.OUTAGE, AlertKind.OUTAGE_OVER}


def route(alert: Alert, channels: Sequence[Channel]) -> tuple[str, ...]:
    """Names of the channels that want the alert, in the order of the configuration."""
    return tuple(channel.name for channel in channels if wants(channel, alert))


def wants(channel: Channel, alert: Alert) -> bool:
    """Whether the channel is to be told."""
    return refusal(channel, alert) is None


def refusal(channel: Channel, alert: Alert) -> str | None:
    """Why the channel is not to be told, in words; None where it is.

    A test message is sent by name, never routed. That a channel does not work is no news for itself; like an outage of
    clausewatch itself it concerns all others, whatever vendors they are for. A pinned clause concerns all who follow
    the vendor; reminders go where their change went.
    """
    if alert.kind is AlertKind.UNDELIVERED and channel.name == alert.failed_channel:
        return "it is the channel that does not work"
    if alert.kind is AlertKind.TEST:
        return "a test goes to the one channel it is for"
    if alert.kind not in _ABOUT_THE_WATCH and not _watches(channel, alert):
        return "it is for other vendors"
    if alert.judgement is not None:
        return None if alert.pins else _refuses_judgement(channel, alert.judgement)
    return None if channel.alarms else "it wants no alarms"


def _watches(channel: Channel, alert: Alert) -> bool:
    """Vendors and tags both name vendors, so one match is enough; a channel that names none wants all."""
    if not channel.vendors and not channel.tags:
        return True
    return alert.vendor in channel.vendors or not set(alert.tags).isdisjoint(channel.tags)


def _refuses_judgement(channel: Channel, judgement: Judgement) -> str | None:
    match judgement.verdict:
        case Verdict.MATERIAL:
            return _refuses_topics(channel, judgement)
        case Verdict.UNDECIDED:
            return None if channel.undecided else "it does not want what the rules cannot decide"
        case Verdict.SUSPECT_CAPTURE:  # a page that no longer shows the policy is a broken watch
            return None if channel.alarms else "it wants no alarms"
        case Verdict.NOT_MATERIAL:
            return "nothing in it is material"


def _refuses_topics(channel: Channel, judgement: Judgement) -> str | None:
    """A change in both directions holds one of each, and one whose direction is not known may be either."""
    topics = [topic for topic in judgement.material_categories if _wants_topic(channel, topic)]
    if not topics:
        return "it is for other topics"
    directions = {judgement.categories[topic].direction for topic in topics}
    if channel.directions and directions.isdisjoint({*channel.directions, Direction.MIXED, None}):
        return "it is for changes in another direction"
    return None


def _wants_topic(channel: Channel, topic: Category) -> bool:
    return not channel.categories or topic in channel.categories
