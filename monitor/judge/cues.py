"""What a passage touches: the cues of rules/*/changes.toml, counted on its canonical form. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from monitor.compare.remembered import remembered
from monitor.judge.reading.lexicon import CHANGES, rules
from monitor.judge.reading.vocabulary import Rule, Vocabulary, cue_pattern

_SIGN = "⟨"  # begins what stands for an address or a date; a cue that begins with it begins with no word
Mentions = Mapping[str, tuple[str, ...]]  # cue -> the words that mention it, in order


def _rules(language: str) -> list[Rule]:
    return [rule for rule in rules(language) if rule.topic == CHANGES and rule.language == language]


@lru_cache
def _vocabulary(language: str) -> Vocabulary:
    """Each cue by itself, because cues may overlap; those that begin with a sign are `_with_signs`."""
    return Vocabulary(language, {rule.code: [_without_signs(rule)] for rule in _rules(language)})


def _without_signs(rule: Rule) -> Rule:
    return replace(rule, cues=tuple(cue for cue in rule.cues if not cue.startswith(_SIGN)))


@lru_cache
def _with_signs(language: str) -> Mapping[str, re.Pattern[str]]:
    """The cues that may begin with a sign, with their patterns."""
    signed = (rule for rule in _rules(language) if any(cue.startswith(_SIGN) for cue in rule.cues))
    return {rule.code: re.compile(rf"(?<!\w)(?:{'|'.join(map(cue_pattern, rule.cues))})(?!\w)") for rule in signed}


def cue_names(language: str) -> frozenset[str]:
    """The cues of a language. The languages have the same, so that weights learnt in one serve the others."""
    return frozenset(_vocabulary(language).topics)


@remembered(1024)
def mentions(canonical: str, language: str) -> Mentions:
    """The cues that are mentioned, in the order of the file."""
    known = _vocabulary(language)
    places = {
        cue: tuple([canonical[start:end] for _, start, end in found])
        for cue, found in known.find_all(canonical).items()
    }
    if _SIGN in canonical:
        places |= {cue: tuple(pattern.findall(canonical)) for cue, pattern in _with_signs(language).items()}
    return {cue: places[cue] for cue in known.topics if places.get(cue)}


def exceeds(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether any of the words stands more often among some than among others."""
    return some != others and any(some.count(word) > others.count(word) for word in some)
