"""What one message says: about one alert, or about several (a digest, a flood). Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.model import Alert, AlertKind, Direction, Verdict
from notifiers import marks
from notifiers.escape import one_line
from notifiers.phrases import listed
from notifiers.wording import Wording, wording

_NAMED = 3  # vendors in a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message without its form. parts: one for each alert, the gravest first. more: parts left out for length.

    lead: the first sentence of a letter about several alerts; "" where the part's own is the first.
    """

    title: str
    lead: str
    parts: tuple[Wording, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much is shown: parts, findings of each, characters of each quote (None: all), and whether the facts are."""

    parts: int | None = None
    findings: int | None = None
    quote: int | None = None
    facts: bool = True


def letter(alerts: Sequence[Alert], *, base_url: str | None = None) -> Letter:
    """The alerts in words, nothing left out. base_url: where the operator's own pages are served, for links to them."""
    parts = tuple(wording(alert, base_url=base_url) for alert in sorted(alerts, key=_gravity))
    if len(parts) == 1:
        return Letter(title=parts[0].title, lead="", parts=parts)
    return Letter(title=_title(alerts), lead=_lead(alerts), parts=parts)


def letter_id(alerts: Sequence[Alert]) -> str:
    """The same for the same alerts in any order; of one alert its own id."""
    if len(alerts) == 1:
        return alerts[0].id
    ids = "\n".join(sorted(alert.id for alert in alerts))
    return f"digest:{hashlib.blake2b(ids.encode(), digest_size=12).hexdigest()}"


def shortened(letter: Letter, measure: Measure) -> Letter:
    """The same with less in it."""
    parts = letter.parts if measure.parts is None else letter.parts[: measure.parts]
    return replace(
        letter,
        parts=tuple(_shorter(part, measure) for part in parts),
        more=len(letter.parts) - len(parts),
    )


def _shorter(part: Wording, measure: Measure) -> Wording:
    findings = part.findings if measure.findings is None else part.findings[: measure.findings]
    if measure.quote is not None:
        findings = tuple(replace(f, old=_cut(f.old, measure.quote), new=_cut(f.new, measure.quote)) for f in findings)
    facts = part.facts if measure.facts else ()
    return replace(part, findings=findings, more=len(part.findings) - len(findings), facts=facts)


def _cut(quote: marks.Quote | None, limit: int) -> marks.Quote | None:
    return marks.shorten(quote, limit) if quote is not None else None


def _title(alerts: Sequence[Alert]) -> str:
    vendors = list(dict.fromkeys(one_line(alert.vendor_name) for alert in alerts))
    if len(vendors) == 1:
        return f"{vendors[0]}: {len(alerts)} alerts"
    others = len(vendors) - _NAMED
    named = vendors if others <= 1 else [*vendors[:_NAMED], f"{others} others"]
    return f"{len(alerts)} alerts about {len(vendors)} vendors: {listed(named)}"


def _lead(alerts: Sequence[Alert]) -> str:
    kinds = Counter(alert.kind for alert in alerts)
    counts = (
        (sum(_is_material(a) for a in alerts), "material change", "material changes"),
        (sum(_is_undecided(a) for a in alerts), "change to be read", "changes to be read"),
        (sum(_is_pinned(a) for a in alerts), "change of a pinned clause", "changes of pinned clauses"),
        (kinds[AlertKind.DUE], "deadline", "deadlines"),
        (kinds[AlertKind.UNREVIEWED], "change to be reviewed", "changes to be reviewed"),
        (kinds[AlertKind.BLIND], "policy that cannot be verified", "policies that cannot be verified"),
        (kinds[AlertKind.RECOVERED], "policy verified again", "policies verified again"),
        (kinds[AlertKind.UNDELIVERED], "alert that could not be delivered", "alerts that could not be delivered"),
    )
    told = [f"{count} {one if count == 1 else several}" for count, one, several in counts if count]
    return f"In this message: {listed(told)}." if told else ""


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
    """Less protective changes first, then other material ones, alarms, changes to be read, and the rest."""
    if _is_material(alert) and alert.judgement is not None:
        directions = {verdict.direction for verdict in alert.judgement.categories.values() if verdict.material}
        rank = 0 if directions & {Direction.LESS_PROTECTIVE, Direction.MIXED} else 1
    else:
        alarming = alert.kind in {AlertKind.BLIND, AlertKind.UNDELIVERED, AlertKind.DUE} or _is_pinned(alert)
        rank = 2 if alarming else 3 if _is_undecided(alert) else 4
    return rank, alert.vendor_name.casefold(), alert.id
