"""Whether the words of a passage stand in the other version, wherever that is. Pure."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from monitor.compare.noise import canonical
from monitor.model import Segment, SegmentKind

ENOUGH_TO_BE_FOUND = 4
"""Words; shorter cells and items stand in many places by chance: finding them elsewhere says nothing."""

# From so many letters a passage is found by them alone: readers of pages run cells and lines together ("whoprocesses").
_ENOUGH_LETTERS = 30
# A text much longer than a policy is first asked for the parts of a passage: searching it for each of them takes the
# square of its length. Parts overlap, so that a passage that is not in the text mostly lacks one of them: of words,
# each run of three; of letters, every fifth run of fifteen, whichever of five a passage begins in step with.
_LONG = 200_000  # letters
_BLOCK = _ENOUGH_LETTERS // 2
_STEP = 5
_RUN = 3  # words

_PAGE = re.compile(r"(?:page |seite |página )?\d{1,3}(?: (?:of|von|sur|de) \d{1,3})?")


@dataclass(frozen=True, slots=True)
class Joined:
    """A whole version in one string: its canonical words, and the same without the spaces between them.

    parts: of a long one, those hashes marked that its runs of letters and of words have. A byte for each, since a set
    of the million numbers takes 40 times as much; two parts may share a byte.
    """

    words: str
    letters: str
    parts: bytearray | None = None

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
        return self.parts is None or _are_marked(self.parts, _runs(words.split(), _RUN))

    def _may_have_letters(self, letters: str) -> bool:
        """Whether the version has all runs that a passage would span, in whichever step with them it began."""
        return self.parts is None or any(_are_marked(self.parts, _blocks(letters, start)) for start in range(_STEP))

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
    in_order = words.split()
    runs = chain.from_iterable(_runs(in_order, length) for length in range(1, _RUN + 1))
    return Joined(words, letters, _marked(chain(_blocks(letters, 0), runs), at_most=len(letters)))


def _marked(parts: Iterable[Hashable], *, at_most: int) -> bytearray:
    """A byte for each hash of the parts, of which there are fewer than so many: most bytes stay empty."""
    marks = bytearray(1 << at_most.bit_length())
    last = len(marks) - 1
    for part in parts:
        marks[hash(part) & last] = 1
    return marks


def _are_marked(marks: bytearray, parts: Iterable[Hashable]) -> bool:
    last = len(marks) - 1
    return all(marks[hash(part) & last] for part in parts)


def _blocks(letters: str, start: int) -> Iterator[str]:
    return (letters[at : at + _BLOCK] for at in range(start, len(letters) - _BLOCK + 1, _STEP))


def _runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    """The runs of so many words; fewer words are one run."""
    return zip(*(words[at:] for at in range(min(length, len(words)))), strict=False)


def _is_page(words: str) -> bool:
    return words[-1:].isdigit() and _PAGE.fullmatch(words) is not None


def _letters(words: str) -> str:
    """The words without the spaces between them; of a whole version fast as bytes."""
    return words.encode(errors="surrogatepass").translate(None, b" ").decode(errors="surrogatepass")
