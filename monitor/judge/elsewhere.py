"""Whether the words of a passage stand in the other version, wherever that is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.compare.noise import canonical
from monitor.model import Segment, SegmentKind

ENOUGH_TO_BE_FOUND = 4
"""Words; shorter cells and items stand in many places by chance: finding them elsewhere says nothing."""

# From so many letters a passage is found by them alone: readers of pages run cells and lines together ("whoprocesses").
_ENOUGH_LETTERS = 30

_PAGE = re.compile(r"(?:page |seite |página )?\d{1,3}(?: (?:of|von|sur|de) \d{1,3})?")


@dataclass(frozen=True, slots=True)
class Joined:
    """A whole version in one string: its canonical words, and the same without the spaces between them."""

    words: str
    letters: str

    def holds(self, text: str, kind: SegmentKind) -> bool:
        """Whether a passage of this kind stands in the version, alone or within another."""
        words = canonical(text)
        if len(words.split()) < ENOUGH_TO_BE_FOUND and kind is not SegmentKind.HEADING:
            return False
        letters = _letters(words)
        return letters in self.letters if len(letters) >= _ENOUGH_LETTERS else f" {words} " in self.words

    def times(self, text: str) -> int:
        """How often a passage stands in the version."""
        return self.words.count(f" {canonical(text)} ")


def joined(segments: Iterable[Segment]) -> Joined:
    """A version, its passages one behind the other; the number of a page parts no sentence."""
    passages = (canonical(segment.text) for segment in segments)
    words = f" {' '.join([words for words in passages if not _PAGE.fullmatch(words)])} "
    return Joined(words, _letters(words))


def _letters(words: str) -> str:
    return words.replace(" ", "")
