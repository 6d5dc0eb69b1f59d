"""Policy text as segments: passages that can be quoted, each with the headings, lead-in or table header above it."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.compare import tables
from monitor.compare.blocks import BlockKind, blocks
from monitor.compare.outline import Outline, heading_levels
from monitor.compare.remembered import remembered
from monitor.compare.sentences import sentences
from monitor.model.text import Segment, SegmentKind

__all__ = ["passages", "segment", "sentences"]

_INTRODUCES = re.compile(
    r"[:：,;]\W*$|[\w)\"”’*_]$|\b(?:following|below|these|such as|including|suivant\w*|ci-dessous|"
    r"folgende\w*|nachstehend\w*|siguientes?)\b",
    re.IGNORECASE,
)


def segment(text: str) -> tuple[Segment, ...]:
    """The segments of a text, in order; `text[segment.start:segment.end] == segment.text` for each."""
    found: list[Segment] = []
    outline = Outline()
    lead_ins = _LeadIns()
    placed = blocks(text)
    levels = heading_levels([block for _, block in placed])
    for (start, block), level in zip(placed, levels, strict=True):
        words = block.words
        if block.kind is BlockKind.TABLE:
            found += _rows(words, start, outline.path, len(found))
            lead_ins.clear()
        elif not _has_word(words):
            continue
        elif level:
            found.append(_segment(SegmentKind.HEADING, words, start, outline.enter(words, level), len(found)))
            lead_ins.after_heading(words)
        elif block.kind is BlockKind.ITEM:
            lead_in = lead_ins.of_item(words, block.indent)
            found.append(_segment(SegmentKind.ITEM, words, start, outline.path, len(found), lead_in=lead_in))
        else:
            found.append(_segment(SegmentKind.PARAGRAPH, words, start, outline.path, len(found)))
            lead_ins.after_paragraph(words, block.indent)
    return tuple(found)


class Passage(NamedTuple):
    """Where a segment stands: text[start:end]."""

    start: int
    end: int


def passages(text: str) -> list[Passage]:
    """Where the segments of a text stand, and nothing more of them: a third of the work, for a search index."""
    found: list[Passage] = []
    for start, block in blocks(text):
        if block.kind is BlockKind.TABLE:
            found += [Passage(start + row.start, start + row.end) for row in tables.rows(block.words)]
        elif _has_word(block.words):
            found.append(Passage(start, start + len(block.words)))
    return found


def _has_word(text: str) -> bool:
    return text[:1].isalnum() or any(map(str.isalnum, text))  # most begin with one


def _segment(
    kind: SegmentKind,
    words: str,
    start: int,
    section: tuple[str, ...],
    ordinal: int,
    *,
    lead_in: str | None = None,
    header: tuple[str, ...] = (),
    cells: tuple[str, ...] = (),
) -> Segment:
    return Segment(ordinal, kind, words, section, lead_in, header, cells, start, start + len(words))


def _rows(table: str, start: int, section: tuple[str, ...], ordinal: int) -> list[Segment]:
    return [
        _segment(
            SegmentKind.ROW,
            table[row.start : row.end],
            start + row.start,
            section,
            ordinal + number,
            header=row.header,
            cells=row.cells,
        )
        for number, row in enumerate(tables.rows(table))
    ]


# A sentence that only says that a list follows.
_BARE = re.compile(
    r"\W*(?:(?:this|these|they|such [a-z ]{4,20})(?: (?:may|can|could|also|might|would))* (?:includes?|are|comprise)|"
    r"(?:ceux-ci|celles-ci) (?:comprennent|sont|incluent)|(?:dazu|hierzu|darunter) (?:gehören|zählen|fallen)|"
    r"est[oa]s (?:son|incluyen))(?: [^\W\d]{3,12})?\W*$",
    re.IGNORECASE,
)


class _LeadIns:
    """The sentences that introduce the list being read, one per depth."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []  # (indent, words) of the passages above, outermost first
        self._flat: tuple[int, str] | None = None  # an item that introduces its equals, in a list without depth

    def clear(self) -> None:
        self._open = []
        self._flat = None

    def after_heading(self, words: str) -> None:
        """A heading that ends in a colon introduces the list right below it: "**We never:**"."""
        self.clear()
        if _ends_in_colon(words):
            self._open = [(-1, words)]

    def after_paragraph(self, words: str, indent: int) -> None:
        """A paragraph inside an item (indented) leaves the list open, and may introduce one; any other ends it."""
        if indent and self._open:
            if _ends_in_colon(words):
                self._open[-1] = (self._open[-1][0], words)
            return
        self._open = [(-1, words)]
        self._flat = None

    def of_item(self, words: str, indent: int) -> str | None:
        """The lead-in of this item, outermost first where lists are nested; None where nothing introduces it."""
        while self._open and self._open[-1][0] >= indent:
            self._open.pop()
        parts = [lead_in for _, words_above in self._open if (lead_in := _introduction(words_above))]
        if _ends_in_colon(words):
            self._flat = (indent, words)
        elif self._flat and self._flat[0] == indent:
            if words.rstrip().endswith("."):
                self._flat = None
            else:
                parts.append(_introduction(self._flat[1]))
        self._open.append((indent, words))
        return " ".join(parts) or None


def _ends_in_colon(words: str) -> bool:
    return words.rstrip("*_ ").endswith((":", "："))


@remembered(1024)
def _introduction(passage: str) -> str:
    """The last sentence of the passage above a list, where it introduces something; else "".

    With the one before it, where it says but that a list follows: "We share it with others. These include:".
    """
    spans = sentences(passage)
    start, end = spans[-1]
    last = passage[start:end]
    if not _INTRODUCES.search(last):
        return ""
    return passage[spans[-2][0] : end] if len(spans) > 1 and _BARE.match(last) else last
