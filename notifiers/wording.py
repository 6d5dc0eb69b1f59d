"""An alert in plain words, the same for every medium. Pure.

The tone is that of a careful colleague: what changed, in which words, where it stands; no legal conclusion. The fixed
words are data (notifiers/words/); the reasons of findings, the problems of alarms and the quotes come as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.model import (
    Alert,
    AlertKind,
    Category,
    Deadline,
    Direction,
    Finding,
    Judgement,
    PinFate,
    PinnedChange,
    Verdict,
)
from notifiers import marks
from notifiers.escape import one_line, readable
from notifiers.facts import facts, links
from notifiers.lexicon import ENGLISH, Lexicon

TOPICS = {category: ENGLISH.say(f"topic.{category}") for category in Category}
DIRECTIONS = {direction: ENGLISH.say(f"direction.{direction}") for direction in Direction}
FATES = {fate: ENGLISH.say(f"fate.{fate}") for fate in PinFate}
_TONES = {Direction.LESS_PROTECTIVE: "less", Direction.MORE_PROTECTIVE: "more"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """One fact that changed. old, new: the quotes in pieces, None where that side does not state it.

    tone: "less", "more" or "other", for a template's colours.
    """

    topic: str
    direction: str
    tone: str
    reason: str
    section: str
    old: marks.Quote | None
    new: marks.Quote | None
    rule: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A message without its form. facts, links: (label, value) in reading order. more: findings left out for length."""

    title: str
    lead: str
    findings: tuple[FindingWords, ...] = ()
    more: int = 0
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


def wording(alert: Alert, *, base_url: str | None = None, words: Lexicon = ENGLISH) -> Wording:
    """The alert in words, nothing left out. base_url: where the operator's own pages are served, for links to them."""
    findings = alert.judgement.findings if alert.judgement is not None else ()
    return Wording(
        title=title(alert, words),
        lead=lead(alert, words),
        findings=(*(_pin(pin, words) for pin in alert.pins), *(_finding(finding, words) for finding in findings)),
        facts=tuple(facts(alert, words)),
        links=tuple(links(alert, base_url, words)),
    )


def title(alert: Alert, words: Lexicon = ENGLISH) -> str:
    """One line: vendor, what happened, document."""
    key = "title.vendor" if alert.kind is AlertKind.TEST else "title.document"
    return one_line(words.say(key, vendor=alert.vendor_name, event=_event(alert, words), terms=alert.terms_type))


def _event(alert: Alert, words: Lexicon) -> str:
    match alert.kind:
        case AlertKind.CHANGE if alert.judgement is not None:
            return _change(alert.judgement, alert.pins, words)
        case AlertKind.CHANGE:
            return words.say("title.text_changed")
        case AlertKind.UNDELIVERED:
            return words.say("title.undelivered", channel=alert.failed_channel)
        case AlertKind.DUE:
            return _deadline(alert, words)
        case _:
            return words.say(f"title.{alert.kind}")


def _deadline(alert: Alert, words: Lexicon) -> str:
    day = {
        Deadline.OBJECTION: alert.objection_until,
        Deadline.NOTICE: alert.notice_until,
        Deadline.EFFECTIVE: alert.effective_date,
        None: None,
    }[alert.deadline]
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


def lead(alert: Alert, words: Lexicon = ENGLISH) -> str:
    """The first paragraph: what happened, to which document, and what it rests on."""
    match alert.kind:
        case AlertKind.BLIND if alert.blind_since:
            return _about(alert, "lead.blind_since", words, moment=words.moment(alert.blind_since))
        case AlertKind.BLIND:
            return _about(alert, "lead.blind", words)
        case AlertKind.RECOVERED:
            return " ".join(_recovered(alert, words))
        case AlertKind.TEST:
            return words.say("lead.test")
        case AlertKind.UNDELIVERED:
            document = _document(alert, "lead.document_inside", words)
            return words.say("lead.undelivered", document=document, channel=one_line(alert.failed_channel))
        case AlertKind.CHANGE:
            return _what_changed(alert, words)
        case AlertKind.DUE:
            return words.say("lead.due", deadline=_deadline(alert, words), changed=_what_changed(alert, words))
        case AlertKind.UNREVIEWED:
            return _unreviewed(alert, words)


def _document(alert: Alert, key: str, words: Lexicon) -> str:
    return words.say(key, terms=one_line(alert.terms_type), vendor=one_line(alert.vendor_name))


def _about(alert: Alert, key: str, words: Lexicon, **values: object) -> str:
    """A sentence that begins with the document."""
    return words.say(key, document=_document(alert, "lead.document", words), **values)


def _recovered(alert: Alert, words: Lexicon) -> Iterable[str]:
    """The sentences of an all-clear, with what it says about the time in which nobody could look."""
    yield _about(alert, "lead.recovered", words)
    if alert.blind_since:
        yield words.say("lead.recovered_since", moment=words.moment(alert.blind_since))
    if alert.new_version is not None and alert.old_version is not None:
        yield words.say("lead.meanwhile_changed", new=alert.new_version, old=alert.old_version)
    elif alert.new_version is not None:
        yield words.say("lead.meanwhile_recorded")
    elif alert.old_version is not None:
        yield words.say("lead.meanwhile_same", old=alert.old_version)


def _unreviewed(alert: Alert, words: Lexicon) -> str:
    changed = _what_changed(alert, words)
    command = f"clausewatch review {alert.source} {alert.new_version} --acknowledge"
    if alert.confirmed_at is None:
        return words.say("lead.unreviewed", changed=changed, command=command)
    return words.say("lead.unreviewed_since", day=words.day(alert.confirmed_at), changed=changed, command=command)


def _what_changed(alert: Alert, words: Lexicon) -> str:
    told = _pinned_or_judged(alert, words)
    suspect = alert.judgement is not None and alert.judgement.verdict is Verdict.SUSPECT_CAPTURE and not alert.pins
    if alert.returns_to is None or suspect:
        return told
    return f"{told} {words.say('changed.returned', version=alert.returns_to)}"


def _pinned_or_judged(alert: Alert, words: Lexicon) -> str:
    judgement = alert.judgement
    if judgement is None:
        return _about(alert, "changed.text", words)
    if alert.pins:
        pins = words.count("changed.pins", len(alert.pins))
        key = {Verdict.MATERIAL: "pins_statements", Verdict.UNDECIDED: "pins_undecided"}.get(
            judgement.verdict, "pins_alone"
        )
        return _about(alert, f"changed.{key}", words, pins=pins, statements=_statements(judgement, words))
    if judgement.verdict in {Verdict.UNDECIDED, Verdict.SUSPECT_CAPTURE}:
        return _about(alert, f"changed.{judgement.verdict}", words)
    return _about(alert, "changed.statements", words, statements=_statements(judgement, words))


def _statements(judgement: Judgement, words: Lexicon) -> str:
    """ "one statement on sharing", "3 statements: 2 on sharing and 1 on retention"."""
    by_topic = Counter(finding.category for finding in judgement.findings)
    statements = words.count("statements.count", by_topic.total())
    if len(by_topic) > 1:
        each = (words.say("statements.topic", count=by_topic[c], topic=words.say(f"within.{c}")) for c in by_topic)
        return words.say("statements.of_each", statements=statements, topics=words.listed(each))
    topics = words.listed(words.say(f"within.{c}") for c in by_topic or judgement.material_categories)
    return words.say("statements.on", statements=statements, topics=topics)


def _finding(finding: Finding, words: Lexicon) -> FindingWords:
    old, new = finding.old, finding.new
    old_quote, new_quote = None, None
    if old is not None and new is not None:
        old_quote, new_quote = marks.mark(readable(old), readable(new))
    elif old is not None:
        old_quote = marks.whole(readable(old))
    elif new is not None:
        new_quote = marks.whole(readable(new))
    return FindingWords(
        topic=words.say(f"topic.{finding.category}"),
        direction=words.say(f"direction.{finding.direction}"),
        tone=_TONES.get(finding.direction, "other"),
        reason=one_line(finding.reason),
        section=one_line(readable(finding.section)),
        old=old_quote,
        new=new_quote,
        rule=one_line(finding.rule),
        source=one_line(finding.source),
    )


def _pin(change: PinnedChange, words: Lexicon) -> FindingWords:
    """A pinned clause in the form of a finding, so that templates show it like one."""
    old = readable(change.old)
    old_quote, new_quote = marks.mark(old, readable(change.new)) if change.new is not None else (marks.whole(old), None)
    return FindingWords(
        topic=words.say("topic.pin"),
        direction=words.say(f"fate.{change.fate}"),
        tone="less" if change.fate in {PinFate.ALTERED, PinFate.GONE} else "other",
        reason=one_line(change.reason),
        section=one_line(readable(change.section)),
        old=old_quote,
        new=new_quote,
        rule=words.say("fact.your_pin"),
        source="",
    )
