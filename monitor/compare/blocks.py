"""Policy text as blocks: which lines are headings, list items, table rows or paragraphs, and where they stand.

Reads our own Markdown-like text, Open Terms Archive's Markdown (setext and ATX headings, nested bullets, escaped
numbers, tables with separator lines) and plain text whose only structure is its line breaks. A block knows where its
words stand in the text and nothing of its neighbours; what a heading governs is `monitor.compare.segment`'s affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from monitor.compare.remembered import remembered


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


class Block(NamedTuple):
    """A block of lines. words: verbatim, markers left out. start: where they begin, counted from the first of the lines
    that stand together without an empty one between them. indent: columns before the marker.

    level: 1 to 6 for a heading that the text marks as such. number: the marker of a numbered item ("2.1"), else "".
    """

    kind: BlockKind
    words: str
    start: int
    indent: int = 0
    level: int = 0
    number: str = ""


class _Line(NamedTuple):
    """A line without its break. start, end: its offsets in the text. first: its first character that is no space."""

    start: int
    end: int
    text: str
    first: str


_BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # what ends a line for `str.splitlines`
_ATX = re.compile(r"\s{0,3}(?P<marks>#{1,6})(?:\s+|(?=[A-Z\[*_]))(?P<words>.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_DEEPEST_MARKER = 40  # columns; bullets upon bullets beyond it are no nesting but an ornament
_RULE = re.compile(r"\s*(?:(?:[-*_=]\s*){3,}|[*+-]\s*)$")
_QUOTE_MARK = re.compile(r"\s*(?:>\s?)+")
_BULLET = re.compile(r"\s*(?:\\?[*+-]\s+|[•·▪●◦‣■□○➢➤✓✔]\s*|[–—]\s+)")
_NUMBER = re.compile(
    r"\s*\(?(?P<number>(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{2,5})(?=(?:\\?[.)]){1,2}\s)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s+[A-ZÀ-Þ]))"
    r"(?:\\?[.)]){0,2}\s+(?=\S)"
)
_OUTER_PIPE = re.compile(r"\s*(?:>\s*)*(?:[*+-]\s+)?\|")
_INNER_PIPE = re.compile(r"\s\|(?:\s|$|\|)")
_TRAILING_PIPE = re.compile(r"\|\s*$")


def blocks(text: str) -> list[tuple[int, Block]]:
    """(offset of its words, block) of a text, in order. Horizontal rules and empty lines are none."""
    return [
        (group + block.start, block) for group, group_end in _groups(text) for block in _read(text[group:group_end])
    ]


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the runs of lines without an empty line between them."""
    at, first, last = 0, -1, ""
    for line in text.splitlines(keepends=True):
        if not line.isspace():
            first, last = (at if first < 0 else first), line
        elif first >= 0:
            yield first, at - len(last) + len(last.rstrip(_BREAKS))
            first = -1
        at += len(line)
    if first >= 0:
        yield first, at - len(last) + len(last.rstrip(_BREAKS))


# Versions of a policy share most lines: remembered, each group of them is read once.
@remembered(4096)
def _read(text: str) -> tuple[Block, ...]:
    """The blocks of lines without an empty one between them."""
    return tuple(_read_group(text, _lines(text)))


def _lines(text: str) -> list[_Line]:
    lines = []
    start = 0
    for raw in text.splitlines(keepends=True):
        words = raw.rstrip(_BREAKS)
        lines.append(_Line(start, start + len(words), words, words.lstrip()[:1]))
        start += len(raw)
    return lines


def _read_group(text: str, group: list[_Line]) -> Iterator[Block]:
    wrapped = _is_wrapped(group)
    index = 0
    while index < len(group):
        rows = _count_table_lines(group, index)
        if rows:
            start, end = group[index].start, group[index + rows - 1].end
            yield Block(BlockKind.TABLE, text[start:end], start, _indent(group[index]))
            index += rows
        elif group[index].first in "-*_=+" and _RULE.match(group[index].text):
            index += 1
        elif (heading := _heading(text, group, index)) is not None:
            yield heading
            index += 1 if group[index].first == "#" else 2
        else:
            length = _count_wrapped_lines(group, index) if wrapped else 1
            yield _words_block(text, group[index], group[index + length - 1].end)
            index += length


def _indent(line: _Line) -> int:
    lead = line.text[: len(line.text) - len(line.text.lstrip())]
    return len(lead.expandtabs(4)) if lead else 0


def _heading(text: str, group: list[_Line], index: int) -> Block | None:
    """The heading that begins at this line: `# Words`, or words underlined with = or -."""
    line = group[index]
    if line.first == "#" and (match := _ATX.match(line.text)):
        start, end = match.span("words")
        if start == end:
            return None
        words, start = line.text[start:end], line.start + start
        return Block(BlockKind.HEADING, words, start, _indent(line), level=len(match["marks"]))
    if index + 1 < len(group) and (underline := _UNDERLINE.match(group[index + 1].text)):
        level = 1 if underline[1].startswith("=") else 2
        start, end = _trimmed(line, 0)
        return Block(BlockKind.HEADING, text[start:end], start, _indent(line), level=level)
    return None


def _words_block(text: str, line: _Line, end: int) -> Block:
    """A paragraph or, where the line begins with a bullet or a number, an item."""
    quote = _QUOTE_MARK.match(line.text) if line.first == ">" else None
    after = quote.end() if quote else 0
    indent, number, is_item = _indent(line), "", False
    while (marker := _BULLET.match(line.text, after)) and after < _DEEPEST_MARKER:
        is_item, indent = True, len(line.text[: marker.end()].expandtabs(4)) - len(marker[0].lstrip())
        after = marker.end()
    if marker := _NUMBER.match(line.text, after):
        is_item, number, after = True, marker["number"], marker.end()
    start, _ = _trimmed(line, after)
    kind = BlockKind.ITEM if is_item and start < end else BlockKind.PARAGRAPH
    return Block(kind, text[start : _trimmed_end(line, end)], start, indent, number=number)


def _trimmed(line: _Line, after: int) -> tuple[int, int]:
    """Offsets of the line's words from column `after`, without white space around them."""
    words = line.text[after:]
    start = line.start + after + len(words) - len(words.lstrip())
    return start, max(start, line.start + len(line.text.rstrip()))


def _trimmed_end(line: _Line, end: int) -> int:
    return line.start + len(line.text.rstrip()) if end == line.end else end


def _is_wrapped(group: list[_Line]) -> bool:
    """Whether the lines were filled to a width: none had room for the first word of the next.

    Otherwise a line break in the text means what it says: a new passage.
    """
    if len(group) < 2:
        return False
    # A line of one long word, a web address, may exceed the width.
    width = max((len(words) for line in group if " " in (words := line.text.rstrip()).lstrip()), default=0)
    if not 40 <= width <= 132:
        return False
    return all(_ends_passage(line, after) or not _has_room(line, after, width) for line, after in pairwise(group))


def _has_room(line: _Line, after: _Line, width: int) -> bool:
    first_word = after.text.strip(" \t").split(" ", 1)[0]
    return len(line.text.rstrip()) + 1 + len(first_word) <= width


def _count_wrapped_lines(group: list[_Line], index: int) -> int:
    """How many lines the passage that begins here fills."""
    length = 1
    while index + length < len(group) and not _ends_passage(group[index + length - 1], group[index + length]):
        length += 1
    return length


def _ends_passage(line: _Line, after: _Line) -> bool:
    """Whether a passage ends between these lines of filled text: a hard break (two spaces), a mark or a bullet.

    A number begins an item only behind a stop: filled text may break before "(ii)" or "2." inside a sentence.
    """
    if line.text.endswith("  ") or _begins_block(after) or _is_bold(line) or _is_bold(after):
        return True
    return bool(_NUMBER.match(after.text)) and line.text.rstrip().endswith((".", ";", ":", ",", "!", "?"))


def _is_bold(line: _Line) -> bool:
    """Whether the line is bold as a whole: a heading of its own in texts without other headings."""
    words = line.text.strip()
    return len(words) > 4 and words.startswith("**") and words.rstrip(".:").endswith("**")


def _begins_block(line: _Line) -> bool:
    return any(pattern.match(line.text) for pattern in (_BULLET, _ATX, _UNDERLINE, _RULE, _OUTER_PIPE, _QUOTE_MARK))


def _count_table_lines(group: list[_Line], index: int) -> int:
    """How many lines from here on are one table; 0 where none begins.

    A table is a run of lines with pipes. Where its rows do not begin with one, they may be broken inside a cell
    ("To deliver" and on the next line "| Contract |"): a line without pipes belongs to it when the next begins with
    one. A single line with pipes only inside is running text ("Last updated: May 2 | Print").
    """
    if not _has_pipes(group[index]):
        return 0
    may_break = not _OUTER_PIPE.match(group[index].text)
    length = 1
    while index + length < len(group):
        if _has_pipes(group[index + length]):
            length += 1
        elif may_break and index + length + 1 < len(group) and _OUTER_PIPE.match(group[index + length + 1].text):
            length += 2
        else:
            break
    if length == 1 and not _is_bounded(group[index]):
        return 0
    return length


def _has_pipes(line: _Line) -> bool:
    return "|" in line.text and bool(_OUTER_PIPE.match(line.text) or _INNER_PIPE.search(line.text))


def _is_bounded(line: _Line) -> bool:
    return bool(_OUTER_PIPE.match(line.text) and _TRAILING_PIPE.search(line.text))
