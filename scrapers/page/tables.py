"""Tables -> rows of cells -> lines of text. Pure.

A cell that spans rows or columns is written where it begins and repeated in the rows that it covers, so that each row
can be read (and quoted, and compared) by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4.element import NavigableString, PreformattedString, Tag

from scrapers.page import mail
from scrapers.page.elements import first_inside, stacks, stands_beside
from scrapers.page.lines import BREAK, Beside, gap

_SPACE = re.compile(r"\s+")
_TABLE_ROLES = frozenset(("table", "grid", "treegrid"))
_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_TABLE_PARTS = _ROW_GROUPS | {"tr", "caption", "colgroup", "col"}
_LAID_OUT = frozenset(("h1", "h2", "nav", "form"))  # elements that no table of data holds
_CELL_ROLES = frozenset(("cell", "gridcell", "columnheader", "rowheader"))
_PAGE = 1500  # characters of a cell that can be a page
_NEARLY_ALL = 0.8
_MAX_SPAN = 200  # a hostile page may ask for a billion columns
_MAX_COLUMNS = 40
_BREAKING = frozenset(
    (
        *("br", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "tr", "section", "article", "details", "summary", "blockquote", "figure", "pre"),
    )
)
_UNREAD = frozenset(("script", "style", "template", "noscript", "svg", "select", "button"))
# Columns in which an empty cell cannot mean "none": every processing has a purpose and a lawful basis (GDPR Art. 6,
# 13(1)(c)), so an empty cell continues the one above.
_CONTINUED = re.compile(
    r"\b(?:basis|bases|ground|grounds|purposes?|legal|rechtsgrundlage|zweck|base|finalit)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rows:
    """header: the names of the columns, () where the table has none. body: one tuple of cells a row."""

    header: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]


def is_table(tag: Tag) -> bool:
    """Whether an element is a table, by its name or by its role: many sites draw theirs with <div>."""
    return tag.name == "table" or tag.attrs.get("role") in _TABLE_ROLES


def read(table: Tag) -> Rows | None:
    """The cells of a data table; None where the table only lays out the page."""
    own = table.name == "table"  # by names where they tell: BeautifulSoup has a short way for them
    inner = first_inside(table, ("table",)) if own else table.find(is_table)
    if inner is not None:  # first of all: looking into tables in tables would cost their depth squared
        return None
    lines = table.find_all("tr" if own else _is_row)
    if _is_layout(table, lines) or (own and _holds_more(table)):
        return None
    grid, names = _grid(lines)
    if not grid or _holds_a_page(grid):
        return None
    guessed = not _names_rows(lines) and _names_columns(grid)
    header, body = (grid[0], grid[1:]) if names or guessed else ((), grid)
    return Rows(header, tuple(_continued(header, body)))


def render(rows: Rows) -> str:
    """Lines of cells separated by " | "; the names of the columns are followed by a line of dashes."""
    lines = [" | ".join(row) for row in rows.body]
    if rows.header:
        lines[:0] = [" | ".join(rows.header), " | ".join("---" for _ in rows.header)]
    return "\n".join(lines)


def _is_layout(table: Tag, lines: list[Tag]) -> bool:
    if str(table.get("role", "")) in ("presentation", "none"):
        return True
    cells = [len(_cells(row)) for row in lines]
    if len(cells) < 2:
        return True  # a table of one row compares nothing: pages of the nineties put menu and text side by side so
    return max(cells) < 2 or first_inside(table, _LAID_OUT) is not None


def _holds_a_page(grid: list[tuple[str, ...]]) -> bool:
    """Whether one cell holds nearly all the words: the page, beside its menu and above its foot."""
    lengths = [len(cell) for cell in {cell for row in grid for cell in row}]
    return max(lengths) >= max(_PAGE, _NEARLY_ALL * sum(lengths))


def _holds_more(table: Tag) -> bool:
    """Whether text stands in a table but in none of its rows: its end tag is missing, and the page goes on inside."""
    groups = [table, *(child for child in table.contents if isinstance(child, Tag) and child.name in _ROW_GROUPS)]
    inside = (child for group in groups for child in group.contents)
    return any(
        isinstance(child, Tag) and child.name not in _TABLE_PARTS and child.get_text(strip=True) for child in inside
    )


def _grid(lines: list[Tag]) -> tuple[list[tuple[str, ...]], bool]:
    """Cells with spans filled in; and whether the first row names the columns."""
    grid: list[tuple[str, ...]] = []
    hanging: dict[int, tuple[int, str]] = {}  # column -> (rows still covered, text)
    names = False
    for line in lines:
        cells = _cells(line)
        if not grid and cells:
            names = all(cell.name == "th" or cell.attrs.get("role") == "columnheader" for cell in cells)
            names = names or _in_head(line)
        row = _row(cells, hanging)
        if any(row):
            grid.append(row)
    return grid, names


def _is_row(tag: Tag) -> bool:
    return tag.name == "tr" or tag.attrs.get("role") == "row"


def _cells(row: Tag) -> list[Tag]:
    return [
        cell
        for cell in row.contents
        if isinstance(cell, Tag) and (cell.name in ("td", "th") or cell.attrs.get("role") in _CELL_ROLES)
    ]


def _in_head(line: Tag) -> bool:
    return line.parent is not None and line.parent.name == "thead"


def _row(cells: list[Tag], hanging: dict[int, tuple[int, str]]) -> tuple[str, ...]:
    row: list[str] = []
    fresh = iter(cells)
    cell = next(fresh, None)
    while (cell is not None or len(row) in hanging) and len(row) < _MAX_COLUMNS:
        column = len(row)
        if column in hanging:
            left, text = hanging.pop(column)
            if left > 1:
                hanging[column] = (left - 1, text)
            row.append(text)
        elif cell is not None:
            text = cell_text(cell)
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            wide = [text] + [""] * (min(columns, _MAX_COLUMNS) - 1)
            for offset, part in enumerate(wide):
                if rows > 1:
                    hanging[column + offset] = (rows - 1, part)
            row.extend(wide)
            cell = next(fresh, None)
    return tuple(row)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 10 else 1


def cell_text(cell: Tag) -> str:
    """The words of a cell on one line; its own line breaks and list items are set apart by "; "."""
    pieces: list[str] = []
    beside = Beside.NO
    stack: list[object] = list(reversed(cell.contents))
    while stack:
        node = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                pieces += (gap(pieces[-1] if pieces else "", node, beside).replace(BREAK, " "), _SPACE.sub(" ", node))
                beside = Beside.NO
        elif isinstance(node, str):
            pieces.append(node)
        elif isinstance(node, Tag) and node.name not in _UNREAD:
            address = mail.revealed(node)
            if address:
                pieces.append(address)
            elif node.name in _BREAKING:
                stack.extend(("\n", *reversed(node.contents), "\n"))
            elif node.parent is not cell and node.parent is not None and stacks(node.parent):
                stack.extend(("\n", *reversed(node.contents)))
            else:
                beside = max(stands_beside(node), beside)
                stack.extend(reversed(node.contents))
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    return _joined([line for line in lines if line]).replace("|", "\\|")


def _joined(lines: list[str]) -> str:
    text = ""
    for line in lines:
        text += (" " if not text or text[-1] in ".;:,?!" else "; ") + line
    return text.strip()


def _names_rows(lines: list[Tag]) -> bool:
    """Whether the first cell of each row is a header and the others are not: the columns then have no names."""
    cells = [row for line in lines if (row := _cells(line))]
    return all(row[0].name == "th" and all(cell.name == "td" for cell in row[1:]) for row in cells)


def _names_columns(grid: list[tuple[str, ...]]) -> bool:
    """Whether the first row of a table without <th> reads like names: short, all there, no sentences."""
    first = grid[0]
    return (
        len(grid) > 1
        and all(first)
        and len(first) >= 2
        and all(len(cell.split()) <= 8 and not cell.endswith((".", ";", ",")) for cell in first)
        and sum(map(len, first)) < sum(map(len, grid[1]))
    )


def _continued(header: tuple[str, ...], body: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows in which an empty cell of a continuing column (the first, and those of _CONTINUED) is filled from above."""
    width = max((len(row) for row in body), default=0)
    columns = [index for index in range(width) if _continues(header, index)]
    filled: list[tuple[str, ...]] = []
    for row in body:
        cells = list(row) + [""] * (len(header) - len(row))
        lone = sum(map(bool, cells)) <= 1  # a row that spans the table is a subtitle, not a record
        for index in columns:
            if index < len(cells) and not cells[index] and filled and index < len(filled[-1]) and not lone:
                cells[index] = filled[-1][index]
        filled.append(tuple(cells))
    return filled


def _continues(header: tuple[str, ...], index: int) -> bool:
    return bool(header) and (index == 0 or (index < len(header) and _CONTINUED.search(header[index]) is not None))
