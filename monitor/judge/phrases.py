"""A revision in its own words: single words and pairs of them, as the weights of English know them. Pure.

Cues (`monitor.judge.cues`) name what a lawyer looks for; phrases are what is left: how policies say it, learnt from
statements that were read one by one (benchmarks/labels/statements.jsonl). The names the weights are kept by:
  w:X  X stands in the passage (less so where only other words of it were changed)    d:X  X came or went in a rewording
  k:X  X stayed in a rewording                                                        h:X  a word above the passage
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from monitor.judge.carrying import VARIANTS
from monitor.judge.passages import Passage, Revision

LANGUAGE = "en"  # in the others no statements were read
Phrases = Mapping[str, float]

_NUMBER = "0"  # any number: which one it is, is compared as a fact


def phrases(revision: Revision) -> Phrases:
    """The phrases of a revision with how much each of them counts."""
    found = {f"h:{word}": 0.5 for word in _words(revision.shown.context.split())}
    if revision.old is None or revision.new is None:
        found |= {f"w:{phrase}": 1.0 for phrase in _phrases(revision.shown)}
        return found
    before, after = set(_phrases(revision.old)), set(_phrases(revision.new))
    for phrase in before ^ after:
        found[f"d:{phrase}"] = 1.0
        found[f"w:{phrase}"] = 0.6
    for phrase in before & after:
        found[f"k:{phrase}"] = 0.3
        found[f"w:{phrase}"] = 0.3
    return found


def _phrases(passage: Passage) -> list[str]:
    words = _words(passage.words)
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def _words(words: Iterable[str]) -> list[str]:
    """Without the stop that stands between a heading and the next."""
    return [_NUMBER if word.isdigit() else VARIANTS.get(word, word) for word in words if word != "."]
