"""An alert in plain words, the same for every medium. Pure.

The tone is that of a careful colleague: what changed, in which words, where it stands; no legal conclusion. The fixed
words are data (notifiers/words/); quotes come as they are, and what others say, as the reasons of findings, is told in
the language where it is known (notifiers/said.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model import Alert, Category, Direction, Finding, PinFate, PinnedChange
from notifiers import marks
from notifiers.escape import one_line, readable
from notifiers.facts import facts, links
from notifiers.leads import lead
from notifiers.lexicon import ENGLISH, Lexicon
from notifiers.said import law, reason, said
from notifiers.titles import title

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
    findings = alert.judgement.told if alert.judgement is not None else ()
    return Wording(
        title=title(alert, words),
        lead=lead(alert, words),
        findings=(*(_pin(pin, words) for pin in alert.pins), *(_finding(finding, words) for finding in findings)),
        facts=tuple(facts(alert, words)),
        links=tuple(links(alert, base_url, words)),
    )


def _finding(finding: Finding, words: Lexicon) -> FindingWords:
    old, new = finding.old, finding.new
    old_quote, new_quote = None, None
    if old is not None and new is not None:
        old_quote, new_quote = marks.mark(_quoted(old), _quoted(new))
    elif old is not None:
        old_quote = marks.whole(_quoted(old))
    elif new is not None:
        new_quote = marks.whole(_quoted(new))
    return FindingWords(
        topic=words.say(f"topic.{finding.category}"),
        direction=words.say(f"direction.{finding.direction}"),
        tone=_TONES.get(finding.direction, "other"),
        reason=reason(finding, words),
        section=_quoted(finding.section),
        old=old_quote,
        new=new_quote,
        rule=one_line(finding.rule),
        source=law(one_line(finding.source), words),
    )


def _quoted(text: str) -> str:
    """On one line: lines of their own could pass for ours in plain text ("Vendor's page: ...") and in a log."""
    return one_line(readable(text))


def _pin(change: PinnedChange, words: Lexicon) -> FindingWords:
    """A pinned clause in the form of a finding, so that templates show it like one."""
    old = _quoted(change.old)
    old_quote, new_quote = marks.mark(old, _quoted(change.new)) if change.new is not None else (marks.whole(old), None)
    return FindingWords(
        topic=words.say("topic.pin"),
        direction=words.say(f"fate.{change.fate}"),
        tone="less" if change.fate in {PinFate.ALTERED, PinFate.GONE} else "other",
        reason=said(one_line(change.reason), words),
        section=_quoted(change.section),
        old=old_quote,
        new=new_quote,
        rule=words.say("fact.your_pin"),
        source="",
    )
