"""Lines of type -> paragraphs, headings, items and tables, across page breaks. Pure.

All measures are proportions of the document's own running text, so the scale of an export does not matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from scrapers.pdf.lines import Line
from scrapers.pdf.tables import Table

_BULLETS = "•‣⁃◦▪▫■□●○◆◇➢➤✓✔–—*·\uf0a7\uf0b7\uf0d8\uf076\u007f"
_BULLET = re.compile(rf"^(?:[{_BULLETS}-]|o(?=\s[A-Z]))\s+(?=\S)")
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+(?=\S)")
_LETTER = re.compile(r"^(?:\([a-z]{1,4}\)|[a-z]\)|\([0-9]{1,2}\))\s")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)]*$")
# Compounds that keep their hyphen wherever the line breaks.
_COMPOUND = re.compile(
    r"\b(?:all|anti|co|cross|e|end|ex|high|inter|long|low|multi|non|off|on|one|opt|post|pre|real|re|self|semi|short"
    r"|sub|third|two|up|well|[0-9]+)-$",
    re.IGNORECASE,
)


@dataclass(slots=True, kw_only=True)
class Block:
    """A passage. lines: as they were broken. bulleted: a list mark stood before it; it is no part of the lines."""

    lines: list[Line] = field(default_factory=list)
    bulleted: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The running text of a document. height: of its type, points. pitch: from line to line, points.

    hyphenated: words are divided at the ends of lines. vocabulary: all words, case-folded, with their hyphens.
    """

    height: float
    pitch: float
    hyphenated: bool
    vocabulary: frozenset[str]


def style_of(lines: Sequence[Line]) -> Style:
    """The measures of the running text, which is the type that most characters are set in."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.box.height * 2) / 2] += len(line.text)
    height = heights.most_common(1)[0][0] if heights else 12.0
    pitches = [
        pitch
        for above, below in pairwise(lines)
        if above.sheet == below.sheet and 0 < (pitch := above.box.bottom - below.box.bottom) < 2 * height
    ]
    divided = sum(bool(re.search(r"\w-$", line.text)) for line in lines)
    return Style(
        height=height,
        pitch=median(pitches) if pitches else 1.2 * height,
        hyphenated=divided > 0.03 * len(lines),
        vocabulary=frozenset(word.casefold() for line in lines for word in re.findall(r"\w[\w-]*\w", line.text)),
    )


def build_blocks(elements: Iterable[Line | Table], style: Style) -> list[Block | Table]:
    """The passages of a document in reading order."""
    blocks: list[Block | Table] = []
    for element in elements:
        before = blocks[-1] if blocks else None
        if isinstance(element, Table):
            joined = _joined_tables(before, element) if isinstance(before, Table) else None
            blocks[len(blocks) - bool(joined) :] = [joined or element]
        elif isinstance(before, Block) and _continues(before, element, style):
            before.lines.append(element)
        else:
            blocks.append(_opened(element))
    return blocks


def _joined_tables(before: Table, table: Table) -> Table | None:
    """A table that goes on from the page before has the same columns; its repeated header is no row."""
    if len(before.columns) != len(table.columns):
        return None
    shift = table.columns[0] - before.columns[0]
    if any(abs(b - a - shift) > 3 for a, b in zip(before.columns, table.columns, strict=True)):
        return None
    rows = table.rows[1:] if table.rows[0] == before.rows[0] else table.rows
    return replace(before, rows=before.rows + rows)


def _opened(line: Line) -> Block:
    mark = _BULLET.match(line.text)
    if mark:
        return Block(lines=[replace(line, text=line.text[mark.end() :])], bulleted=True)
    return Block(lines=[line], bulleted=line.marked)


def _continues(block: Block, line: Line, style: Style) -> bool:
    """Whether the line goes on with the block."""
    last = block.last
    if line.marked or _BULLET.match(line.text) or _LETTER.match(line.text) or not _same_type(last, line):
        return False
    ended = bool(_SENTENCE_END.search(last.text))
    if ended and _NUMBER.match(line.text):
        return False
    if line.sheet != last.sheet:
        return not ended and not is_heading(block, style)
    pitch = last.box.bottom - line.box.bottom
    if not 0 < pitch <= 1.3 * style.pitch * max(line.box.height / style.height, 1):
        return False
    short = last.box.right < last.margin - 0.2 * (last.margin - last.box.left)
    return not (ended and short) and _keeps_left(block, line)


def _same_type(one: Line, other: Line) -> bool:
    return abs(one.box.height - other.box.height) < 0.08 * one.box.height and one.bold == other.bold


def _keeps_left(block: Block, line: Line) -> bool:
    """Whether the line begins where lines of this block do; the first one may be indented, or hang out."""
    last, em = block.last.box, line.box.height
    centred = abs((last.left + last.right) - (line.box.left + line.box.right)) < em
    room = 0.7 if len(block.lines) > 1 else 4.0 if block.bulleted else 2.5
    return centred or abs(line.box.left - last.left) < room * em


def is_heading(block: Block, style: Style) -> bool:
    """Headings are set larger than running text, or in short bold lines."""
    if block.bulleted:
        return False
    text = joined(block, style)
    if block.first.box.height > 1.09 * style.height:
        return len(text) <= 300
    return block.first.bold and len(text) <= 160 and not text.endswith((".", ";", ","))


def joined(block: Block, style: Style) -> str:
    """The text of a block on one line, words that were divided at line ends made whole."""
    text = block.first.text
    for line in block.lines[1:]:
        if re.search(r"\w-$", text) and line.text[:1].islower():
            text = (text if _keeps_hyphen(text, line.text, style) else text[:-1]) + line.text
        else:
            text += " " + line.text
    return text


def _keeps_hyphen(text: str, rest: str, style: Style) -> bool:
    """Whether "sub-" + "processors" is a compound: as the document writes it elsewhere, else as it divides words."""
    end, start = re.search(r"[\w-]*-$", text), re.match(r"[\w-]*\w", rest)
    if not end or not start:
        return True
    compound = (end[0] + start[0]).casefold()
    whole = (end[0][:-1] + start[0]).casefold()
    if (compound in style.vocabulary) != (whole in style.vocabulary):
        return compound in style.vocabulary
    return not style.hyphenated or bool(_COMPOUND.search(text))
