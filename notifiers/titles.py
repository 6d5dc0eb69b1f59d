"""An alert in one line: vendor, what happened, document. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model import PRIVACY_POLICY, Alert, AlertKind, Direction, Judgement, PinnedChange, Verdict
from notifiers.escape import one_line
from notifiers.lexicon import ENGLISH, Lexicon


def title(alert: Alert, words: Lexicon = ENGLISH) -> str:
    """One line: vendor, what happened, document."""
    key = "title.document" if alert.source and alert.kind is not AlertKind.TEST else "title.vendor"
    return one_line(
        words.say(key, vendor=alert.vendor_name, event=_event(alert, words), terms=kind_of_document(alert, words))
    )


def kind_of_document(alert: Alert, words: Lexicon) -> str:
    """What kind of document it is: as the configuration calls it, and in the language what it does not name."""
    return words.say("kind.privacy_policy") if alert.terms_type == PRIVACY_POLICY else one_line(alert.terms_type)


def _event(alert: Alert, words: Lexicon) -> str:
    match alert.kind:
        case AlertKind.CHANGE if alert.judgement is not None:
            return _change(alert.judgement, alert.pins, words)
        case AlertKind.CHANGE:
            return words.say("title.text_changed")
        case AlertKind.UNDELIVERED:
            return words.say("title.undelivered", channel=alert.failed_channel)
        case AlertKind.BLIND if alert.blind_since:
            return words.say("title.blind_since", day=words.day(alert.blind_since))  # a reminder tells that it is one
        case AlertKind.DUE:
            return deadline(alert, words)
        case AlertKind.OUTAGE if alert.outage:
            return words.say("title.outage", moment=words.moment(alert.outage.since))
        case _:
            return words.say(f"title.{alert.kind}")


def deadline(alert: Alert, words: Lexicon) -> str:
    """The day that a reminder is of."""
    day = alert.day
    return words.say(f"deadline.{alert.deadline}", day=words.day(day)) if day else words.say("deadline.unknown")


def _change(judgement: Judgement, pins: Sequence[PinnedChange], words: Lexicon) -> str:
    if not pins:
        return _judged(judgement, words)
    pinned = words.count("title.pins", len(pins))
    if judgement.verdict is Verdict.NOT_MATERIAL:
        return pinned
    return words.say("title.pins_also", pins=pinned, changed=_judged(judgement, words))


def _judged(judgement: Judgement, words: Lexicon) -> str:
    if judgement.verdict in {Verdict.UNDECIDED, Verdict.SUSPECT_CAPTURE}:
        return words.say(f"title.{judgement.verdict}")
    topics = {
        words.say(f"within.{category}"): _told_direction(judgement.categories[category].direction, words)
        for category in judgement.material_categories
    }
    if not topics:
        return words.say("title.not_material")
    directions = set(topics.values())
    if len(directions) > 1:
        parts = [
            words.say("title.topic_direction", topic=topic, direction=direction) if direction else topic
            for topic, direction in topics.items()
        ]
        return words.say("title.changed", topics=words.listed(parts))
    direction = directions.pop()
    key = "title.changed_direction" if direction else "title.changed"
    return words.say(key, topics=words.listed(topics), direction=direction)


def _told_direction(direction: Direction | None, words: Lexicon) -> str:
    """A title leaves unsaid that a change goes neither way."""
    return "" if direction is None or direction is Direction.NEUTRAL else words.say(f"direction.{direction}")
