"""What a policy says today on the three topics, statement by statement, and since when in these words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from monitor.compare.segment import segment
from monitor.judge import read_text
from monitor.model import Category, Practice, Version
from monitor.web.passages import readable
from store import stands
from store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One passage that says something on a topic. gist: what, in a few words each. since: None where unknown."""

    quote: str
    section: str
    gist: tuple[str, ...]
    affirmed: bool
    since: stands.Since | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that a version says. by_topic: in the order of the text."""

    version: int
    by_topic: Mapping[Category, tuple[Statement, ...]]


def said(db: Store, source: str, version: Version) -> Said:
    """Practices that rest on the same words of a topic become one statement."""
    standing = stands.Standing(db, source)
    places = segment(version.text)
    by_topic: dict[Category, dict[str, list[Practice]]] = {category: {} for category in Category}
    for practice in _read(version.text):
        by_topic[practice.category].setdefault(practice.quote, []).append(practice)
    return Said(
        version=version.number,
        by_topic={
            category: tuple(
                _statement(practices, standing.since(places[practices[0].ordinal].text))
                for practices in by_quote.values()
            )
            for category, by_quote in by_topic.items()
        },
    )


# Reading a long policy takes some hundred milliseconds; the text of a version never changes.
@lru_cache(maxsize=256)
def _read(text: str) -> tuple[Practice, ...]:
    return tuple(read_text(text))


def _statement(practices: list[Practice], since: stands.Since | None) -> Statement:
    first = practices[0]
    return Statement(
        quote=readable(first.quote),
        section=first.section,
        gist=tuple(dict.fromkeys(words for practice in practices for words in gist(practice))),
        affirmed=any(practice.affirmed for practice in practices),
        since=since,
    )


def gist(practice: Practice) -> list[str]:
    """A practice in a few words: who gets data, how long it is kept, on what ground."""
    match practice.category:
        case Category.SHARING:
            recipients = [recipient.name or recipient.kind.replace("_", " ") for recipient in practice.recipients]
            return [*recipients, *practice.countries]
        case Category.RETENTION if practice.retention:
            kept = practice.retention
            return [words for words in (_period(kept.period), kept.applies_to) if words] or [kept.kind.value]
        case Category.LEGAL_BASIS if practice.legal_basis:
            basis = practice.legal_basis
            return [basis.basis.replace("_", " ") + (f", Art. {basis.article}" if basis.article else "")]
    return []


def _period(period: str | None) -> str | None:
    """An ISO 8601 duration in words where it has one unit: "P10Y" is "10 years"."""
    if period is None:
        return None
    units = {"Y": "year", "M": "month", "W": "week", "D": "day"}
    number, unit = period[1:-1], units.get(period[-1])
    if unit is None or not number.isdigit():
        return period
    return f"{number} {unit}" + ("" if number == "1" else "s")
