"""What a passage touches: the cues of rules/*/changes.toml, counted on its canonical form. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from monitor.judge.lexicon import rules, vocabulary

_TOPIC = "change"
Mentions = Mapping[str, Counter[str]]


@lru_cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(cue, its pattern) of a language, in the order of the file; one pattern each, because cues may overlap."""
    found = []
    for rule in rules():
        if rule.topic == _TOPIC and rule.language == language:
            pattern = vocabulary([rule]).pattern
            assert pattern is not None, rule.id  # noqa: S101  a rule without cues is a bug in the file
            found.append((rule.code, pattern))
    return tuple(found)


def cue_names(language: str) -> frozenset[str]:
    """The cues of a language. The languages have the same, so that weights learnt in one serve the others."""
    return frozenset(cue for cue, _ in _patterns(language))


@lru_cache(maxsize=4096)
def mentions(canonical: str, language: str) -> Mentions:
    """cue -> the words that mention it, with their number. Only cues that are mentioned."""
    found = {}
    for cue, pattern in _patterns(language):
        said = Counter(match[0] for match in pattern.finditer(canonical))
        if said:
            found[cue] = said
    return found
