"""Headings: which blocks are headings where the text does not mark them, and what each governs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from monitor.compare.blocks import Block, BlockKind

# Levels of headings that the text does not mark, below the six that Markdown knows.
_BOLD_LEVEL = 7
_NUMBERED_LEVEL = 8  # "3." stands at 8, "3.1" at 9, ...
_PLAIN_LEVEL = 12

_LONGEST_HEADING = 14  # words
_SENTENCE_END = re.compile(r"[.,;:!。，；：][\"'”’»)*_]*$")
_WHOLE_BOLD = re.compile(r"(?P<mark>\*\*|__)(?!\s)(?:(?!(?P=mark)).)+(?P=mark)\W*$")
_DOTTED_NUMBER = re.compile(r"[*_\s]*\d{1,2}(?P<below>(?:\.\d{1,2}){1,3})(?!\d)")  # "4.2" stands below "4"
_BEGINS_LIKE_HEADING = re.compile(r"[\"'“‘«¿(\[*_]*[A-Z0-9À-ÖØ-Þ]")
_STATES = re.compile(r"\W*(?:we|you|they|it|there|nous|vous|wir|sie|usted)\s", re.IGNORECASE)  # begins a statement
_REPEATED = 3
_LONGEST_RUN = 3  # as many heading-like lines may follow each other (title, date, heading); more are a list


class Outline:
    """The headings that govern the passage being read."""

    def __init__(self) -> None:
        self._open: list[tuple[int, tuple[str, ...]]] = []  # level of a heading, and the headings down to it
        self.path: tuple[str, ...] = ()

    def enter(self, words: str, level: int) -> tuple[str, ...]:
        """The headings under which this one stands; it governs from here on."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        above = self._open[-1][1] if self._open else ()
        self.path = (*above, words)
        self._open.append((level, self.path))
        return above


def heading_levels(found: Sequence[Block]) -> list[int]:
    """The level of each block as a heading, 0 where it is none.

    Bold lines are headings everywhere; short lines without an end are headings only in a text that marks hardly any.
    """
    levels = [block.level or (_bold_level(block) if block.words[:1] in ("*", "_") else 0) for block in found]
    if sum(level > 0 for level in levels) < 3:
        candidates = [not levels[i] and _is_heading_like(block) for i, block in enumerate(found)]
        for index, level in _plain_headings(found, candidates):
            levels[index] = level
    return levels


def _bold_level(block: Block) -> int:
    words = block.words
    if block.kind is not BlockKind.PARAGRAPH or not _WHOLE_BOLD.match(words) or len(words.split()) > _LONGEST_HEADING:
        return 0
    if words.strip("*_ ").endswith((".", ",", ";")):
        return 0
    numbered = _DOTTED_NUMBER.match(words)
    return _BOLD_LEVEL + (numbered["below"].count(".") if numbered else 0)


def _is_heading_like(block: Block) -> bool:
    words = block.words
    if block.kind is BlockKind.TABLE or (block.kind is BlockKind.ITEM and not block.number):
        return False
    return (
        len(words) < 120
        and len(words.split()) <= _LONGEST_HEADING
        and not _SENTENCE_END.search(words)
        and _BEGINS_LIKE_HEADING.match(words) is not None
        and _STATES.match(words) is None
    )


def _plain_headings(found: Sequence[Block], candidates: list[bool]) -> list[tuple[int, int]]:
    """(index, level) of the headings among the heading-like lines.

    A heading is followed by something it governs, and stands once: a line that is repeated is a cell of a table that
    lost its structure. A long run of heading-like lines is such a table or a list: only its first line, where running
    text went before, can be a heading.
    """
    chosen = []
    times = Counter(block.words for block in found)
    for first, after in _runs(candidates):
        if after == len(found):
            continue
        run = range(first, after)
        if any(times[found[index].words] >= _REPEATED for index in run):
            continue
        if len(run) > _LONGEST_RUN:
            numbered = found[after - 1].number and not found[after].number
            run = range(after - 1, after) if numbered else run[:1] if _follows_sentence(found, first) else run[:0]
        # Of two headings in a row the second stands under the first, unless they open the text (title and date).
        nests = len(run) == 2 and first > 0
        chosen += [(index, _plain_level(found[index]) + (nests and index > first)) for index in run]
    return chosen


def _runs(candidates: list[bool]) -> list[tuple[int, int]]:
    """(first, after) of each run of heading-like lines."""
    found = []
    index = 0
    while index < len(candidates):
        first = index
        while index < len(candidates) and candidates[index]:
            index += 1
        if index > first:
            found.append((first, index))
        index += 1
    return found


def _follows_sentence(found: Sequence[Block], index: int) -> bool:
    if index == 0:
        return True
    before = found[index - 1]
    return before.kind is BlockKind.PARAGRAPH and before.words.endswith((".", "!", "?"))


def _plain_level(block: Block) -> int:
    if not block.number:
        return _PLAIN_LEVEL
    return min(_NUMBERED_LEVEL + block.number.count("."), _PLAIN_LEVEL - 1)
