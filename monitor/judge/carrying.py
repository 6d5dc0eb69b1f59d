"""The words of a passage that can carry a fact, variants of one word as one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from monitor.compare.noise import DATE, EMAIL
from monitor.judge.reading.words import listed, meanings

_EMPTY = listed("empty") | {DATE.strip(), EMAIL.strip()}
VARIANTS = meanings("one_for_another")
_WORDY = tuple(f" {wordy} " for wordy in sorted(listed("wordy")))
_SPARED = frozenset(word.removesuffix("s") for word in " ".join(_WORDY).split())


def carrying(words: Iterable[str]) -> Iterator[str]:
    """The words that can carry a fact, variants of one word as one, in their order."""
    return (one for word in words if (one := VARIANTS.get(word, word)) not in _EMPTY)


def content(words: Iterable[str]) -> Counter[str]:
    """The same, counted."""
    return Counter(carrying(words))


def told(words: Iterable[str]) -> list[str]:
    """The words that no brevity spares, in any order: where they differ, two passages need not be looked at in full."""
    return sorted(brief for word in carrying(words) if (brief := word.removesuffix("s")) not in _SPARED)


def said_briefly(words: Iterable[str]) -> list[str]:
    """The words that can carry a fact, whether one is meant or several, without the wordy ways of saying it."""
    whole = f" {' '.join(words)} "
    for wordy in _WORDY:
        whole = whole.replace(wordy, " ")
    return [word.removesuffix("s") for word in carrying(whole.split())]
