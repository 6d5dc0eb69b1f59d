"""Rows of pipe tables: their cells, the header above them, and what an empty cell continues."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from monitor.compare.remembered import remembered

_PIPE = re.compile(r"(?<!\\)\|")
_LEAD = re.compile(r"[\s|>]*")
_SEPARATOR = re.compile(r"[\s|:]*-{2,}[\s|:-]*$")
_MARK = re.compile(r"(?:[x×✓✔✗✘•–—\-+/*]|yes|no|none|n/?a|oui|non|ja|nein|sí)*", re.IGNORECASE)
_WIDEST_FITTED = 8  # columns; wider tables are matrices of marks
_ROWS_SEEN = 12  # rows above that tell what a column holds
_LONGEST_HEADER_CELL = 12  # words; a longer cell states something


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row. start, end: offsets of its words in the table, outer pipes left out.

    header: the names of the columns, () for the header itself. cells: continued cells are filled from above.
    """

    start: int
    end: int
    header: tuple[str, ...]
    cells: tuple[str, ...]


@remembered(1024)  # two versions of a policy share most tables
def rows(table: str) -> tuple[Row, ...]:
    """The rows of a table; separator lines and rows without a word are none of them."""
    raw, separator = _raw_rows(table)
    header = _header(raw, separator)
    found = []
    above: deque[tuple[str, ...]] = deque(maxlen=_ROWS_SEEN)
    width = 0  # cells of the longest row above
    below = not header  # whether the header was passed, so that it governs what follows
    for row_start, row_end, cells in raw:
        if not below:
            below = cells == header
            found.append(Row(start=row_start, end=row_end, header=(), cells=cells))
            continue
        if _count(cells) > 1:
            cells = _filled(_fitted(cells, above, width), above)
            above.append(cells)
            width = max(width, len(cells))
        found.append(Row(start=row_start, end=row_end, header=header, cells=cells))
    return tuple(found)


def _count(cells: tuple[str, ...]) -> int:
    return sum(map(bool, cells))


_RawRow = tuple[int, int, tuple[str, ...]]


def _raw_rows(table: str) -> tuple[list[_RawRow], bool]:
    """Rows as (start, end, cells), and whether a separator line marks the first as the header."""
    found: list[_RawRow] = []
    separator = False
    pending = 0  # length of the lines of a row that is not closed yet
    offset = 0
    closed = _closed_pipes(table)
    for line in table.splitlines(keepends=True):
        if _SEPARATOR.match(line.rstrip()) and "|" in line:
            separator = separator or len(found) <= 1
        else:
            row = table[offset - pending : offset + len(line)]
            if closed and len(_PIPE.findall(row)) < closed and offset + len(line) < len(table):
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
    begin = _LEAD.match(row)
    words = row.rstrip()
    while words.endswith("|"):
        words = words[:-1].rstrip()
    return offset + (begin.end() if begin else 0), offset + len(words), tuple(cells)


def _header(raw: list[_RawRow], separator: bool) -> tuple[str, ...]:
    """The header's cells: the row above the separator line, or a first row of short labels; () where there is none.

    Rows of one cell above them are the table's title.
    """
    first = next((cells for _, _, cells in raw[:-1] if _count(cells) > 1), ())
    labels = [cell for cell in first if cell]
    if not labels or any(len(cell.split()) > _LONGEST_HEADER_CELL for cell in labels):
        return ()
    if not separator and any(cell.endswith(".") or "<br>" in cell for cell in labels):
        return ()
    return first


def _fitted(cells: tuple[str, ...], above: Sequence[tuple[str, ...]], width: int) -> tuple[str, ...]:
    """The cells of a row that is shorter than those above, each in the column that it most likely belongs to.

    A cell that spans several rows is missing in all but the first, and flattening moves the others to the left: "To
    ask for a review | Consent" under four columns. Cells keep their order; a column is known by its earlier cells.
    """
    present = tuple(cell for cell in cells if cell)
    is_short = len(cells) < width or cells[len(present) :].count("") > 1
    if not is_short or not 1 < len(present) < width <= _WIDEST_FITTED or present != cells[: len(present)]:
        return cells
    columns = [[row[column] for row in above if column < len(row)] for column in range(width)]
    best = max(
        combinations(range(width), len(present)),
        key=lambda chosen: sum(_fit(cell, columns[column]) for cell, column in zip(present, chosen, strict=True)),
    )
    fitted = [""] * width
    for cell, column in zip(present, best, strict=True):
        fitted[column] = cell
    return tuple(fitted)


def _fit(cell: str, column: Sequence[str]) -> float:
    """How much a cell resembles its column's earlier cells: common words, same beginning, similar length."""
    return max(
        (_resemblance(cell.casefold().split(), other.casefold().split()) for other in column if other), default=0
    )


def _resemblance(one: list[str], other: list[str]) -> float:
    common, either = len({*one} & {*other}), len({*one} | {*other})
    return common / either + 0.5 * (one[0] == other[0]) + 0.3 * min(len(one), len(other)) / max(len(one), len(other))


def _filled(cells: tuple[str, ...], above: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """An empty cell says what the cell above says, unless the column holds mere marks (yes, no, a tick)."""
    last = above[-1] if above else ()
    return tuple(
        last[column] if not cell and column < len(last) and not _MARK.fullmatch(last[column]) else cell
        for column, cell in enumerate(cells)
    )
