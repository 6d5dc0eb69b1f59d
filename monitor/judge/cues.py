"""What a passage touches: the cues of rules/*/changes.toml, counted on its canonical form. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from monitor.judge.lexicon import Rule, rules, vocabulary, words_of
from monitor.judge.openings import ANY, openings

_TOPIC = "change"
Mentions = Mapping[str, Counter[str]]


_NOTHING: Counter[str] = Counter()


def _rules(language: str) -> list[Rule]:
    return [rule for rule in rules(language) if rule.topic == _TOPIC and rule.language == language]


@lru_cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    """cue -> its pattern, in the order of the file; one pattern each, because cues may overlap."""
    return {rule.code: vocabulary([rule]).pattern for rule in _rules(language)}


@lru_cache
def _by_opening(language: str) -> Mapping[str, Sequence[str]]:
    """Opening -> the cues that can begin so."""
    found: dict[str, list[str]] = {}
    for rule in _rules(language):
        for opening in frozenset[str]().union(*map(openings, rule.cues)):
            found.setdefault(opening, []).append(rule.code)
    return found


def cue_names(language: str) -> frozenset[str]:
    """The cues of a language. The languages have the same, so that weights learnt in one serve the others."""
    return frozenset(_patterns(language))


@lru_cache(maxsize=4096)
def mentions(canonical: str, language: str) -> Mentions:
    """cue -> the words that mention it, with their number. Only cues that are mentioned."""
    places = _places(canonical, language)
    anywhere = _by_opening(language).get(ANY, ())
    found = {}
    for cue, pattern in _patterns(language).items():
        if cue in anywhere:
            said = [match[0] for match in pattern.finditer(canonical)]
        else:
            said = _said(pattern, canonical, places[cue]) if cue in places else []
        if said:
            found[cue] = Counter(said)
    return found


def count(said: Mentions, cue: str) -> Counter[str]:
    """The words that mention a cue; none where it is not mentioned."""
    return said.get(cue, _NOTHING)


def _places(canonical: str, language: str) -> Mapping[str, list[int]]:
    """cue -> the words at which it can begin; about one in fifty."""
    by_opening = _by_opening(language)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for opening, starts in words_of(canonical).items():
        for cue in by_opening.get(opening, ()):
            found[cue] += starts
    return found


def _said(pattern: re.Pattern[str], canonical: str, places: Iterable[int]) -> list[str]:
    """What `finditer` finds, tried only at these places."""
    said = []
    end = 0
    for start in sorted(places):
        if start >= end and (match := pattern.match(canonical, start)):
            said.append(match[0])
            end = match.end()
    return said
