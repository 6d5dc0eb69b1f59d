"""What a policy says today on the three topics, statement by statement, and since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from monitor.compare.segment import segment
from monitor.decide.gist import gist, subjects
from monitor.judge import RULES_VERSION, read_text
from monitor.judge.report import item
from monitor.model import Category, Version
from monitor.web.passages import readable
from store import practices, stands
from store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One practice. body: as `clausewatch read` prints it, with its category. since: None where unknown."""

    body: Mapping[str, Any]
    since_version: int | None
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One passage that says something on a topic. gist: what, in a few words each. subjects: what of it is counted.

    since: None where unknown.
    """

    quote: str
    section: str
    gist: tuple[str, ...]
    subjects: tuple[str, ...]
    affirmed: bool
    since_version: int | None
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that a version says. by_topic: in the order of the text."""

    version: int
    by_topic: Mapping[Category, tuple[Statement, ...]]

    @property
    def gists(self) -> Mapping[Category, list[str]]:
        """What it says on each topic in a few words, the most frequent first; denials are left to the statements."""
        counts = {
            topic: Counter(words for said in statements for words in said.subjects)
            for topic, statements in self.by_topic.items()
        }
        return {topic: [words for words, _ in found.most_common()] for topic, found in counts.items()}


def items(db: Store, source: str, version: Version) -> list[Item]:
    """What a version says. As the store noted it; where it did not (yet), the text is read now.

    A text that is read now tells "since when" by its words only, and only where it is the one in force.
    """
    noted = practices.read_up_to(db, source)
    if noted and noted[0] >= version.number and noted[1] == RULES_VERSION:
        return [
            Item(body=found.body, since_version=found.since_version, since=found.since)
            for found in practices.at(db, source, version.number)
        ]
    standing = stands.PassageAges(db, source)
    found = []
    for ordinal_text, body in _read(version.text):
        since = standing.since(ordinal_text)
        known = since is not None and since.version <= version.number
        found.append(
            Item(
                body=body,
                since_version=since.version if since and known else None,
                since=since.recorded_at if since and known else None,
            )
        )
    return found


def said(db: Store, source: str, version: Version) -> Said:
    """Practices that rest on the same words of a topic become one statement."""
    by_topic: dict[Category, dict[str, list[Item]]] = {category: {} for category in Category}
    for found in items(db, source, version):
        by_topic[Category(found.body["category"])].setdefault(found.body["quote"], []).append(found)
    places = {quote: version.text.find(quote) for quotes in by_topic.values() for quote in quotes}
    return Said(
        version=version.number,
        by_topic={
            category: tuple(_statement(by_quote[quote]) for quote in sorted(by_quote, key=lambda quote: places[quote]))
            for category, by_quote in by_topic.items()
        },
    )


# Reading a long policy takes some hundred milliseconds; the text of a version never changes.
@lru_cache(maxsize=256)
def _read(text: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """(the passage that says it, the practice) in the order of the text."""
    passages = segment(text)
    return tuple((passages[practice.ordinal].text, item(practice)) for practice in read_text(text))


def _statement(found: list[Item]) -> Statement:
    """Of several items in the same words the youngest says since when all of it has stood."""
    first = found[0]
    youngest = max(found, key=lambda entry: entry.since_version or 0)
    return Statement(
        quote=readable(first.body["quote"]),
        section=first.body["section"],
        gist=tuple(dict.fromkeys(gist(entry.body) for entry in found)),
        subjects=tuple(
            dict.fromkeys(words for entry in found if entry.body["affirmed"] for words in subjects(entry.body))
        ),
        affirmed=any(entry.body["affirmed"] for entry in found),
        since_version=youngest.since_version,
        since=youngest.since,
    )
