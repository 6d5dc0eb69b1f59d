"""What one message says: about one alert, or about several (a digest, a flood). Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.model import Alert, AlertKind, Direction, Verdict
from notifiers import marks
from notifiers.escape import one_line
from notifiers.lexicon import ENGLISH, Lexicon, lexicon
from notifiers.wording import Wording, wording

_NAMED = 3  # vendors in a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message without its form. parts: one for each alert, the gravest first. more: parts left out for length.

    lead: the first sentence of a letter about several alerts; "" where the part's own is the first.
    words: the language it is in.
    """

    title: str
    lead: str
    parts: tuple[Wording, ...]
    more: int = 0
    words: Lexicon = ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much is shown: parts, findings of each, characters of each quote (None: all), and whether the facts are.

    in_full: how many of several parts say more than their title and where more stands.
    """

    parts: int | None = None
    in_full: int | None = None
    findings: int | None = None
    quote: int | None = None
    facts: bool = True


def letter(alerts: Sequence[Alert], *, base_url: str | None = None, language: str = "en") -> Letter:
    """The alerts in words, nothing left out. base_url: where the operator's own pages are served, for links to them.

    language: one of notifiers.lexicon.LANGUAGES.
    """
    words = lexicon(language)
    alerts = _once(alerts)
    ordered = sorted(alerts, key=_gravity)
    parts = tuple(wording(alert, base_url=base_url, words=words) for alert in ordered)
    if len(parts) == 1:
        return Letter(title=parts[0].title, lead="", parts=parts, words=words)
    waiting = [alert.kind is AlertKind.UNREVIEWED for alert in ordered]
    parts = tuple(_told_before(part) if waits else part for part, waits in zip(parts, waiting, strict=True))
    return Letter(title=_title(alerts, words), lead=_lead(alerts, words), parts=parts, words=words)


def _once(alerts: Sequence[Alert]) -> Sequence[Alert]:
    """Without reminders to review a change that the letter itself tells."""
    told = {(alert.source, alert.new_version) for alert in alerts if alert.kind is AlertKind.CHANGE}
    return [
        alert
        for alert in alerts
        if alert.kind is not AlertKind.UNREVIEWED or (alert.source, alert.new_version) not in told
    ]


def letter_id(alerts: Sequence[Alert]) -> str:
    """The same for the same alerts in any order; of one alert its own id."""
    if len(alerts) == 1:
        return alerts[0].id
    ids = "\n".join(sorted(alert.id for alert in alerts))
    return f"digest:{hashlib.blake2b(ids.encode(), digest_size=12).hexdigest()}"


def shortened(letter: Letter, measure: Measure) -> Letter:
    """The same with less in it."""
    parts = letter.parts[: measure.parts]
    in_full = parts[: measure.in_full] if len(letter.parts) > 1 else parts
    shown = (*(_shorter(part, measure, letter.words) for part in in_full), *map(_named, parts[len(in_full) :]))
    return replace(letter, parts=shown, more=len(letter.parts) - len(parts))


def _told_before(part: Wording) -> Wording:
    """A change that waits for somebody to review it: all of it was told when it came."""
    return Wording(title=part.title, lead=part.lead, links=_address(part))


def _named(part: Wording) -> Wording:
    """A part by its title, with its address."""
    return Wording(title=part.title, lead="", more=len(part.findings), links=_address(part))


def _address(part: Wording) -> tuple[tuple[str, str], ...]:
    """The change's, or that of the vendor's page where ours is not served."""
    return part.links[1:2] or part.links[:1]


def _shorter(part: Wording, measure: Measure, words: Lexicon) -> Wording:
    findings = part.findings if measure.findings is None else part.findings[: measure.findings]
    if (size := measure.quote) is not None:
        findings = tuple(replace(f, old=_cut(f.old, size, words), new=_cut(f.new, size, words)) for f in findings)
    facts = part.facts if measure.facts else ()
    return replace(part, findings=findings, more=len(part.findings) - len(findings), facts=facts)


def _cut(quote: marks.Quote | None, limit: int, words: Lexicon) -> marks.Quote | None:
    return marks.shorten(quote, limit, words) if quote is not None else None


def _title(alerts: Sequence[Alert], words: Lexicon) -> str:
    about_vendors = [alert for alert in alerts if alert.source] or alerts
    vendors = list(dict.fromkeys(one_line(alert.vendor_name) for alert in about_vendors))
    if len(vendors) == 1:
        return words.count("digest.vendor", len(about_vendors), vendor=vendors[0])
    others = len(vendors) - _NAMED
    named = vendors if others <= 1 else [*vendors[:_NAMED], words.say("digest.others", count=others)]
    return words.say("digest.vendors", count=len(about_vendors), vendors=len(vendors), names=words.listed(named))


def _lead(alerts: Sequence[Alert], words: Lexicon) -> str:
    kinds = Counter(alert.kind for alert in alerts)
    counts = {
        "outage": kinds[AlertKind.OUTAGE],
        "outage_over": kinds[AlertKind.OUTAGE_OVER],
        "material": sum(_is_material(a) for a in alerts),
        "undecided": sum(_is_undecided(a) for a in alerts),
        "pinned": sum(_is_pinned(a) for a in alerts),
        "due": kinds[AlertKind.DUE],
        "unreviewed": kinds[AlertKind.UNREVIEWED],
        "blind": kinds[AlertKind.BLIND],
        "recovered": kinds[AlertKind.RECOVERED],
        "undelivered": kinds[AlertKind.UNDELIVERED],
    }
    told = [words.count(f"digest.{name}", count) for name, count in counts.items() if count]
    return words.say("digest.lead", counts=words.listed(told)) if told else ""


def _is_material(alert: Alert) -> bool:
    return _is_of(alert, Verdict.MATERIAL)


def _is_undecided(alert: Alert) -> bool:
    return _is_of(alert, Verdict.UNDECIDED, Verdict.SUSPECT_CAPTURE)


def _is_pinned(alert: Alert) -> bool:
    """A change that is told for its pinned clause alone."""
    return bool(alert.pins) and _is_of(alert, Verdict.NOT_MATERIAL)


def _is_of(alert: Alert, *verdicts: Verdict) -> bool:
    """Whether this is a change (not a reminder of one) of such a verdict."""
    return alert.kind is AlertKind.CHANGE and alert.judgement is not None and alert.judgement.verdict in verdicts


def _gravity(alert: Alert) -> tuple[int, str, str]:
    """An outage first, then less protective changes, other material ones, alarms, changes to be read, and the rest."""
    if alert.kind in {AlertKind.OUTAGE, AlertKind.OUTAGE_OVER}:
        rank = -1
    elif _is_material(alert) and alert.judgement is not None:
        directions = {verdict.direction for verdict in alert.judgement.categories.values() if verdict.material}
        rank = 0 if directions & {Direction.LESS_PROTECTIVE, Direction.MIXED} else 1
    else:
        alarming = alert.kind in {AlertKind.BLIND, AlertKind.UNDELIVERED, AlertKind.DUE} or _is_pinned(alert)
        rank = 2 if alarming else 3 if _is_undecided(alert) else 4
    return rank, alert.vendor_name.casefold(), alert.id
