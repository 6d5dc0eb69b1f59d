"""Facts as terms of sentences, and as the English words by which they are put in order and compared. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.model import Sentence, Term
from monitor.sentences import parts, sentence_in, term_in, words

_DAYS = {
    "year": 365.25,
    "month": 30.44,
    "week": 7.0,
    "day": 1.0,
    "hour": 1 / 24,
    "minute": 1 / 1440,
    "second": 1 / 86_400,
}
_QUOTED = 90  # letters of the text's own words that a sentence repeats


def in_english(sentence: Sentence) -> str:
    return sentence_in("en", sentence)


def plain(key: str) -> str:
    return key.replace("_", " ")


def word(kind: str, code: str) -> str:
    """The English word for a thing; a code without one reads well as it is."""
    return term_in("en", Term(kind, code))


def is_known(kind: str, code: str) -> bool:
    return f"{kind}.{code}" in words("en")


def in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms, each once, in the order of their English words."""
    return tuple(sorted(set(terms), key=lambda term: term_in("en", term)))


def of(kind: str, codes: Iterable[str]) -> tuple[Term, ...]:
    return in_order(Term(kind, code) for code in codes)


def quoted(words: str) -> Term:
    """Words of the text itself, so that their grammar is not that of the sentence around them; cut where long."""
    bare = words.replace("*", "").strip(" ,.;:")
    return Term("quote", bare if len(bare) <= _QUOTED else bare[:_QUOTED].rsplit(" ", 1)[0] + " …")


def purpose(name: str) -> Term:
    """A purpose of the vocabulary, another one as the text has it."""
    return Term("purpose", name) if re.fullmatch(r"[a-z]+(_[a-z]+)*", name) else quoted(name)


def days(period: str) -> float:
    """The length of an ISO 8601 duration in days."""
    return sum(number * _DAYS[unit] for number, unit in parts(period))
