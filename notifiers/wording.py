"""An alert in plain words, the same for every medium. Pure.

The tone is that of a careful colleague: what changed, in which words, where it stands; no legal conclusion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
from notifiers.phrases import day, listed, moment

TOPICS = {
    Category.SHARING: "sharing",
    Category.RETENTION: "retention",
    Category.LEGAL_BASIS: "legal basis",
}
DIRECTIONS = {
    Direction.LESS_PROTECTIVE: "less protective",
    Direction.MORE_PROTECTIVE: "more protective",
    Direction.MIXED: "in both directions",
    Direction.NEUTRAL: "neither more nor less protective",
}
FATES = {
    PinFate.ALTERED: "says another thing",
    PinFate.REWORDED: "in other words",
    PinFate.MOVED: "in another place",
    PinFate.GONE: "gone",
}
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


def wording(alert: Alert, *, base_url: str | None = None) -> Wording:
    """The alert in words, nothing left out. base_url: where the operator's own pages are served, for links to them."""
    findings = alert.judgement.findings if alert.judgement is not None else ()
    return Wording(
        title=title(alert),
        lead=lead(alert),
        findings=(*map(_pin, alert.pins), *map(_finding, findings)),
        facts=tuple(facts(alert)),
        links=tuple(links(alert, base_url)),
    )


def title(alert: Alert) -> str:
    """One line: vendor, what happened, document."""
    document = "" if alert.kind is AlertKind.TEST else f" ({alert.terms_type})"
    return one_line(f"{alert.vendor_name}: {_event(alert)}{document}")


def _event(alert: Alert) -> str:
    match alert.kind:
        case AlertKind.CHANGE if alert.judgement is not None:
            return _change(alert.judgement, alert.pins)
        case AlertKind.CHANGE:
            return "text changed"
        case AlertKind.BLIND:
            return "cannot be verified"
        case AlertKind.RECOVERED:
            return "can be verified again"
        case AlertKind.TEST:
            return "test message"
        case AlertKind.UNDELIVERED:
            return f"an alert could not be delivered to “{alert.failed_channel}”"
        case AlertKind.DUE:
            return _deadline(alert)
        case AlertKind.UNREVIEWED:
            return "nobody has reviewed a change yet"


def _deadline(alert: Alert) -> str:
    match alert.deadline:
        case Deadline.OBJECTION if alert.objection_until is not None:
            return f"objection possible until {day(alert.objection_until)}"
        case Deadline.NOTICE if alert.notice_until is not None:
            return f"notice of a change ends on {day(alert.notice_until)}"
        case Deadline.EFFECTIVE if alert.effective_date is not None:
            return f"a change takes effect on {day(alert.effective_date)}"
        case _:
            return "a day of a change is near"


def _change(judgement: Judgement, pins: Sequence[PinnedChange]) -> str:
    if pins:
        pinned = "a pinned clause" if len(pins) == 1 else f"{len(pins)} pinned clauses"
        also = f"; {_judged(judgement)}" if judgement.verdict is not Verdict.NOT_MATERIAL else ""
        return f"{pinned} changed{also}"
    return _judged(judgement)


def _judged(judgement: Judgement) -> str:
    if judgement.verdict is Verdict.UNDECIDED:
        return "changed, please read"
    if judgement.verdict is Verdict.SUSPECT_CAPTURE:
        return "page no longer shows the policy"
    topics = {TOPICS[c]: _told_direction(judgement.categories[c].direction) for c in judgement.material_categories}
    if not topics:
        return "changed, nothing on sharing, retention or legal basis"
    directions = set(topics.values())
    if len(directions) == 1:
        direction = directions.pop()
        return f"{listed(topics)} changed" + (f", {direction}" if direction else "")
    parts = [f"{topic} ({direction})" if direction else topic for topic, direction in topics.items()]
    return f"{listed(parts)} changed"


def _told_direction(direction: Direction | None) -> str:
    """A title leaves unsaid that a change goes neither way."""
    return "" if direction is None or direction is Direction.NEUTRAL else DIRECTIONS[direction]


def lead(alert: Alert) -> str:
    """The first paragraph: what happened, to which document, and what it rests on."""
    document = f"The {one_line(alert.terms_type)} of {one_line(alert.vendor_name)}"
    match alert.kind:
        case AlertKind.BLIND:
            since = f" since {moment(alert.blind_since)}" if alert.blind_since else " for some time"
            return f"{document} has not been verified{since}. Changes made meanwhile would not be noticed."
        case AlertKind.RECOVERED:
            since = f" It had not been since {moment(alert.blind_since)}." if alert.blind_since else ""
            return f"{document} can be read and verified again.{since}{_meanwhile(alert)}"
        case AlertKind.TEST:
            return "This is a test message: alerts reach this channel."
        case AlertKind.UNDELIVERED:
            return (
                f"An alert about {document[0].lower()}{document[1:]} could not be delivered to "
                f"the channel “{one_line(alert.failed_channel)}” and will not be tried again by itself. "
                "Others that fail there today are not told one by one: “clausewatch outbox” lists them."
            )
        case AlertKind.CHANGE:
            return f"{document} {_what_changed(alert)}"
        case AlertKind.DUE:
            return f"A reminder: {_deadline(alert)}. {document} {_what_changed(alert)}"
        case AlertKind.UNREVIEWED:
            told = f" was told on {day(alert.confirmed_at)}" if alert.confirmed_at else " was told"
            return (
                f"A change that{told} has not been acknowledged or dismissed. {document} {_what_changed(alert)} "
                f"“clausewatch review {alert.source} {alert.new_version} --acknowledge” ends these reminders."
            )


def _meanwhile(alert: Alert) -> str:
    """What an all-clear says about the time in which nobody could look."""
    if alert.new_version is not None and alert.old_version is not None:
        return f" Its text changed meanwhile: version {alert.new_version} follows version {alert.old_version}."
    if alert.new_version is not None:
        return " It is on record from now on."
    return f" Its text is still that of version {alert.old_version}." if alert.old_version is not None else ""


def _what_changed(alert: Alert) -> str:
    judgement = alert.judgement
    returned = f" The text is again that of version {alert.returns_to}." if alert.returns_to is not None else ""
    if judgement is None:
        return f"has a new text.{returned}"
    if alert.pins:
        pinned = "a clause that you pinned" if len(alert.pins) == 1 else f"{len(alert.pins)} clauses that you pinned"
        return f"has changed in {pinned}{_beside_pins(judgement)}.{returned}"
    if judgement.verdict is Verdict.UNDECIDED:
        return f"has changed in a way that could not be judged; please read the change.{returned}"
    if judgement.verdict is Verdict.SUSPECT_CAPTURE:
        return "can no longer be read at its address as a policy."
    return f"has changed in {_statements(judgement)}.{returned}"


def _beside_pins(judgement: Judgement) -> str:
    match judgement.verdict:
        case Verdict.MATERIAL:
            return f", and in {_statements(judgement)}"
        case Verdict.UNDECIDED:
            return ", and in a way that could not be judged; please read the change"
        case _:
            return "; the rules find nothing in it on sharing, retention or legal basis"


def _statements(judgement: Judgement) -> str:
    """ "one statement on sharing", "3 statements: 2 on sharing and 1 on retention"."""
    by_topic = Counter(TOPICS[finding.category] for finding in judgement.findings)
    count = by_topic.total()
    statements = "one statement" if count == 1 else f"{count} statements"
    if len(by_topic) > 1:
        return f"{statements}: {listed(f'{number} on {topic}' for topic, number in by_topic.items())}"
    return f"{statements} on {listed(by_topic or (TOPICS[c] for c in judgement.material_categories))}"


def _finding(finding: Finding) -> FindingWords:
    old, new = finding.old, finding.new
    old_quote, new_quote = None, None
    if old is not None and new is not None:
        old_quote, new_quote = marks.mark(readable(old), readable(new))
    elif old is not None:
        old_quote = marks.whole(readable(old))
    elif new is not None:
        new_quote = marks.whole(readable(new))
    return FindingWords(
        topic=TOPICS[finding.category],
        direction=DIRECTIONS[finding.direction],
        tone=_TONES.get(finding.direction, "other"),
        reason=one_line(finding.reason),
        section=one_line(readable(finding.section)),
        old=old_quote,
        new=new_quote,
        rule=one_line(finding.rule),
        source=one_line(finding.source),
    )


def _pin(change: PinnedChange) -> FindingWords:
    """A pinned clause in the form of a finding, so that templates show it like one."""
    old = readable(change.old)
    old_quote, new_quote = marks.mark(old, readable(change.new)) if change.new is not None else (marks.whole(old), None)
    return FindingWords(
        topic="pinned clause",
        direction=FATES[change.fate],
        tone="less" if change.fate in {PinFate.ALTERED, PinFate.GONE} else "other",
        reason=one_line(change.reason),
        section=one_line(readable(change.section)),
        old=old_quote,
        new=new_quote,
        rule="your pin",
        source="",
    )
