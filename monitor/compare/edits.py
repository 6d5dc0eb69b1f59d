"""Word edits inside a pair of passages, for marking what changed and for seeing the changed words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from monitor.compare.noise import canonical
from monitor.compare.remembered import Remembered, remembered


class EditKind(StrEnum):
    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A run of words: old[old_start:old_end] became new[new_start:new_end] (character offsets in the verbatim texts).

    The edits of a pair follow each other without a gap on either side, so that both texts can be rebuilt from them.
    """

    kind: EditKind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


# A link target, an escape or a mark of emphasis is no word; words keep their inner apostrophes, hyphens and points.
_TOKEN = re.compile(
    r"(?P<markup>\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s\"[^\"]*\")?\)|!?\[|\]|\\|\*+|<br\s*/?>|(?<![^\W_])_+|_+(?![^\W_]))"
    r"|(?P<word>[^\W_]+(?:['’.,@/-][^\W_]+|_+[^\W_]+)*|[%€$£¥+&])"
)
# An unchanged run this short between two changes reads better as part of the change.
_ISLAND_WORDS = 1
_ISLAND_LETTERS = 4
_MOST_CELLS = 100_000_000  # old words times new words; their alignment takes a bit each: 12 MB


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """What became what, in order: equal, insert, delete and replace runs that cover both texts.

    Words are compared as `monitor.compare.noise` sees them: case, quotes, spelling variants, link targets and
    punctuation make no edit.
    """
    words_old, words_new = words_of(old), words_of(new)
    merged = _merged(_runs([key for key, _, _ in words_old], [key for key, _, _ in words_new]), words_old)
    return tuple(_placed(merged, words_old, words_new, len(old), len(new)))


_Word = tuple[str, int, int]  # canonical form, start, end
_Run = tuple[bool, int, int, int, int]  # unchanged?, old words from, to, new words from, to


def _runs(old: list[str], new: list[str]) -> list[_Run]:
    if len(old) * len(new) > _MOST_CELLS:
        return _ends_and_middle(old, new)
    codes = Indel.opcodes(old, new)
    return [(code.tag == "equal", code.src_start, code.src_end, code.dest_start, code.dest_end) for code in codes]


def _ends_and_middle(old: list[str], new: list[str]) -> list[_Run]:
    """For passages as long as books: what both begin and end with, and all between as one change."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    runs = [
        (True, 0, head, 0, head),
        (False, head, len(old) - tail, head, len(new) - tail),
        (True, len(old) - tail, len(old), len(new) - tail, len(new)),
    ]
    return [run for run in runs if run[1] < run[2] or run[3] < run[4]]


@remembered(512)
def words_of(text: str) -> tuple[_Word, ...]:
    found = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word":
            key = _key(match[0])
            if key:
                found.append((key, match.start(), match.end()))
    return tuple(found)


def _canonical(word: str) -> str:
    return canonical(word) or word.casefold()


_key = Remembered(_canonical, at_most=16_384).__getitem__


def _common(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (word, another) in pairs if word != another), min(len(one), len(other)))


def _merged(runs: list[_Run], words_old: tuple[_Word, ...]) -> list[_Run]:
    """Changes that touch, or have only an island between them, as one."""
    found: list[_Run] = []
    for index, run in enumerate(runs):
        unchanged, old_from, old_to, new_from, new_to = run
        island = unchanged and 0 < index < len(runs) - 1 and _is_island(words_old[old_from:old_to])
        if found and not found[-1][0] and (not unchanged or island):
            _, first_old, _, first_new, _ = found.pop()
            found.append((False, first_old, old_to, first_new, new_to))
        else:
            found.append((unchanged, old_from, old_to, new_from, new_to))
    return found


def _is_island(words: tuple[_Word, ...]) -> bool:
    return len(words) <= _ISLAND_WORDS and all(len(key) <= _ISLAND_LETTERS for key, _, _ in words)


def _placed(
    runs: list[_Run], words_old: tuple[_Word, ...], words_new: tuple[_Word, ...], length_old: int, length_new: int
) -> list[Edit]:
    """Runs of words as runs of characters; what stands between words goes to the run before it."""
    found = []
    old_start = new_start = 0
    for index, (unchanged, old_from, old_to, new_from, new_to) in enumerate(runs):
        is_last = index == len(runs) - 1
        old_end = length_old if is_last else _begin(words_old, old_to, length_old)
        new_end = length_new if is_last else _begin(words_new, new_to, length_new)
        found.append(
            Edit(
                kind=_kind(unchanged, old_to > old_from, new_to > new_from),
                old_start=old_start,
                old_end=old_end,
                new_start=new_start,
                new_end=new_end,
            )
        )
        old_start, new_start = old_end, new_end
    if not found and (length_old or length_new):
        found.append(Edit(kind=EditKind.EQUAL, old_start=0, old_end=length_old, new_start=0, new_end=length_new))
    return found


def _begin(words: tuple[_Word, ...], index: int, length: int) -> int:
    return words[index][1] if index < len(words) else length


def _kind(unchanged: bool, has_old: bool, has_new: bool) -> EditKind:
    if unchanged:
        return EditKind.EQUAL
    if has_old and has_new:
        return EditKind.REPLACE
    return EditKind.DELETE if has_old else EditKind.INSERT
