"""What a passage touches: the cues of rules/*/changes.toml, counted on its canonical form. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from monitor.judge.lexicon import Words, rules, vocabulary, words_of
from monitor.judge.openings import ANY, openings

_TOPIC = "change"
Mentions = Mapping[str, Counter[str]]


_NOTHING: Counter[str] = Counter()


@lru_cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]:
    """(cue, its pattern, how it can begin) of a language, in the order of the file; one pattern each, because cues may
    overlap."""
    found = []
    for rule in rules():
        if rule.topic == _TOPIC and rule.language == language:
            pattern = vocabulary([rule]).pattern
            assert pattern is not None, rule.id  # noqa: S101  a rule without cues is a bug in the file
            found.append((rule.code, pattern, frozenset[str]().union(*map(openings, rule.cues))))
    return tuple(found)


def cue_names(language: str) -> frozenset[str]:
    """The cues of a language. The languages have the same, so that weights learnt in one serve the others."""
    return frozenset(cue for cue, _, _ in _patterns(language))


@lru_cache(maxsize=4096)
def mentions(canonical: str, language: str) -> Mentions:
    """cue -> the words that mention it, with their number. Only cues that are mentioned."""
    words = words_of(canonical)
    found = {}
    for cue, pattern, begins in _patterns(language):
        matches = pattern.finditer(canonical) if ANY in begins else _matches(pattern, canonical, words, begins)
        if said := [match[0] for match in matches]:
            found[cue] = Counter(said)
    return found


def count(said: Mentions, cue: str) -> Counter[str]:
    """The words that mention a cue; none where it is not mentioned."""
    return said.get(cue, _NOTHING)


def _matches(pattern: re.Pattern[str], canonical: str, words: Words, begins: frozenset[str]) -> Iterator[re.Match[str]]:
    """What `finditer` finds, tried only at words that begin like a cue: one in fifty."""
    end = 0
    for start in sorted(start for opening in words.keys() & begins for start in words[opening]):
        if start >= end and (match := pattern.match(canonical, start)):
            end = match.end()
            yield match
