"""Rows of pipe tables: their cells, the header above them, and what an empty cell continues."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIPE = re.compile(r"(?<!\\)\|")
_SEPARATOR = re.compile(r"[\s|:]*-{2,}[\s|:-]*$")
_MARK = re.compile(r"(?:[x×✓✔✗✘•–—\-+/*]|yes|no|none|n/?a|oui|non|ja|nein|sí)*", re.IGNORECASE)
_LONGEST_HEADER_CELL = 12  # words; a longer cell states something


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row. start, end: offsets of its words, outer pipes left out.

    header: the names of the columns, () for the header itself. cells: continued cells are filled from above.
    """

    start: int
    end: int
    header: tuple[str, ...]
    cells: tuple[str, ...]


def rows(text: str, start: int, end: int) -> tuple[Row, ...]:
    """The rows of the table at text[start:end]; separator lines and rows without a word are none of them."""
    raw, separator = _raw_rows(text, start, end)
    header = _header(raw, separator)
    found = []
    above: tuple[str, ...] = ()
    for number, (row_start, row_end, cells) in enumerate(raw):
        if number == 0 and header and header == cells:
            found.append(Row(start=row_start, end=row_end, header=(), cells=cells))
            continue
        if len([cell for cell in cells if cell]) > 1:
            cells = above = _filled(cells, above)
        found.append(Row(start=row_start, end=row_end, header=header, cells=cells))
    return tuple(found)


_RawRow = tuple[int, int, tuple[str, ...]]


def _raw_rows(text: str, start: int, end: int) -> tuple[list[_RawRow], bool]:
    """Rows as (start, end, cells), and whether a separator line marks the first as the header."""
    found: list[_RawRow] = []
    separator = False
    pending = 0  # length of the lines of a row that is not closed yet
    offset = start
    closed = _closed_pipes(text[start:end])
    for line in text[start:end].splitlines(keepends=True):
        if _SEPARATOR.match(line.rstrip()) and "|" in line:
            separator = separator or len(found) <= 1
        else:
            row = text[offset - pending : offset + len(line)]
            if closed and len(_PIPE.findall(row)) < closed and offset + len(line) < end:
                pending += len(line)
                offset += len(line)
                continue
            if (raw := _raw_row(row, offset - pending)) is not None:
                found.append(raw)
        pending = 0
        offset += len(line)
    return found, separator


def _closed_pipes(table: str) -> int:
    """How many pipes close a row, where rows run over several lines: as many as the first line has; else 0.

    Rows over several lines are known by lines that begin with a pipe in a table whose rows do not.
    """
    lines = table.splitlines()
    begins = [line.lstrip().startswith("|") for line in lines]
    if begins[0] or not any(begins):
        return 0
    return len(_PIPE.findall(lines[0]))


def _raw_row(row: str, offset: int) -> _RawRow | None:
    cells = [cell.strip() for cell in _PIPE.split(row)]
    if row.lstrip(" >\t").startswith("|"):
        del cells[0]
    if row.rstrip().endswith("|"):
        del cells[-1:]
    if not any(cells):
        return None
    begin = re.match(r"[\s|>]*", row)
    finish = re.search(r"[\s|]*$", row)
    return offset + (begin.end() if begin else 0), offset + (finish.start() if finish else len(row)), tuple(cells)


def _header(raw: list[_RawRow], separator: bool) -> tuple[str, ...]:
    """The header's cells: the row above the separator line, or a first row of short labels; () where there is none."""
    if not raw or len(raw) < 2:
        return ()
    first = raw[0][2]
    labels = [cell for cell in first if cell]
    if len(labels) < 2 or any(len(cell.split()) > _LONGEST_HEADER_CELL for cell in labels):
        return ()
    if not separator and any(cell.endswith(".") or "<br>" in cell for cell in labels):
        return ()
    return first


def _filled(cells: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """An empty cell says what the cell above says, unless the column holds mere marks (yes, no, a tick)."""
    return tuple(
        above[column] if not cell and column < len(above) and not _MARK.fullmatch(above[column]) else cell
        for column, cell in enumerate(cells)
    )
