"""Whether the words of a passage stand in the other version, wherever that is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from monitor.compare.noise import canonical
from monitor.model import Segment, SegmentKind

ENOUGH_TO_BE_FOUND = 4
"""Words; shorter cells and items stand in many places by chance: finding them elsewhere says nothing."""

# From so many letters a passage is found by them alone: readers of pages run cells and lines together ("whoprocesses").
_ENOUGH_LETTERS = 30
# A text much longer than a policy is first asked for the parts of a passage: searching it for each of them takes the
# square of its length. A block has so many letters that a passage found by letters spans one, wherever it stands.
_LONG = 200_000  # letters
_BLOCK = _ENOUGH_LETTERS // 2

_PAGE = re.compile(r"(?:page |seite |página )?\d{1,3}(?: (?:of|von|sur|de) \d{1,3})?")


@dataclass(frozen=True, slots=True)
class Joined:
    """A whole version in one string: its canonical words, and the same without the spaces between them.

    parts: of a long one, the hashes of its blocks of letters, one behind the other, and of its pairs of words.
    """

    words: str
    letters: str
    parts: frozenset[int] = frozenset()

    def holds(self, text: str, kind: SegmentKind) -> bool:
        """Whether a passage of this kind stands in the version, alone or within another."""
        words = canonical(text)
        if len(words.split()) < ENOUGH_TO_BE_FOUND and kind is not SegmentKind.HEADING:
            return False
        letters = _letters(words)
        if len(letters) < _ENOUGH_LETTERS:
            return self._may_have_words(words) and f" {words} " in self.words
        return self._may_have_letters(letters) and letters in self.letters

    def _may_have_words(self, words: str) -> bool:
        return not self.parts or self.parts.issuperset(map(hash, pairwise(words.split())))

    def _may_have_letters(self, letters: str) -> bool:
        """Whether the version has all blocks that a passage would span, wherever in a block it began."""
        return not self.parts or any(
            self.parts.issuperset(map(hash, _blocks(letters, start))) for start in range(_BLOCK)
        )

    def times(self, text: str) -> int:
        """How often a passage stands in the version."""
        return self.words.count(f" {canonical(text)} ")


def joined(segments: Iterable[Segment]) -> Joined:
    """A version, its passages one behind the other; the number of a page parts no sentence."""
    passages = (canonical(segment.text) for segment in segments)
    words = f" {' '.join([words for words in passages if not _is_page(words)])} "
    letters = _letters(words)
    if len(letters) <= _LONG:
        return Joined(words, letters)
    return Joined(words, letters, frozenset(map(hash, chain(_blocks(letters, 0), pairwise(words.split())))))


def _blocks(letters: str, start: int) -> Iterator[str]:
    return (letters[at : at + _BLOCK] for at in range(start, len(letters) - _BLOCK + 1, _BLOCK))


def _is_page(words: str) -> bool:
    return words[-1:].isdigit() and _PAGE.fullmatch(words) is not None


def _letters(words: str) -> str:
    """The words without the spaces between them; of a whole version fast as bytes."""
    return words.encode(errors="surrogatepass").translate(None, b" ").decode(errors="surrogatepass")
