"""Tables with drawn borders: the lines make a grid, and pieces of text fall into its cells. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scrapers.pdf.sheet import Box, Piece

_THIN = 2.5  # points: what is thinner is a line
_SLACK = 3.0  # points between lines that still meet
_MAX_LINES = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, and where the table stands. columns: the places of its vertical borders."""

    box: Box
    columns: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class _Grid:
    box: Box
    lines: list[Box]


def find_tables(pieces: Sequence[Piece], drawings: Iterable[Box]) -> tuple[Table, ...]:
    """The tables of a page, top first. Text is never lost: a table without text in two columns is none."""
    lines = [line for box in drawings for line in _borders(box)][:_MAX_LINES]
    tables = (_table(grid, pieces) for grid in _connected(lines))
    return tuple(sorted((table for table in tables if table), key=lambda table: -table.box.top))


def _borders(box: Box) -> list[Box]:
    """A drawn line as itself, a drawn rectangle as its four sides; small marks are neither."""
    if box.width < _THIN or box.height < _THIN:
        return [box] if max(box.width, box.height) > 8 else []
    if box.width < 20 or box.height < 8:
        return []
    left, bottom, right, top = box
    return [
        Box(left, bottom, right, bottom),
        Box(left, top, right, top),
        Box(left, bottom, left, top),
        Box(right, bottom, right, top),
    ]


def _connected(lines: Iterable[Box]) -> list[_Grid]:
    """The lines in groups that meet."""
    grids: list[_Grid] = []
    for line in lines:
        meeting = [grid for grid in grids if grid.box.touches(line, _SLACK)]
        merged = _Grid(line, [line])
        for grid in meeting:
            merged.box = merged.box.around(grid.box)
            merged.lines += grid.lines
        grids = [grid for grid in grids if grid not in meeting]
        grids.append(merged)
    return grids


def _table(grid: _Grid, pieces: Sequence[Piece]) -> Table | None:
    columns = _places(line.left for line in grid.lines if line.width < _THIN)
    edges = _places(line.bottom for line in grid.lines if line.height < _THIN)
    if len(columns) < 3 or len(edges) < 2:
        return None
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        if grid.box.holds(piece.box):
            row = bisect_right(edges, (piece.box.bottom + piece.box.top) / 2) - 1
            column = bisect_right(columns, piece.box.left + 1) - 1
            place = (min(max(row, 0), len(edges) - 2), min(max(column, 0), len(columns) - 2))
            cells.setdefault(place, []).append(piece)
    sides = [_column(grid, columns[index : index + 2], edges, cells, index) for index in range(len(columns) - 1)]
    rows = tuple(row for row in zip(*sides, strict=True) if any(row))
    if not any(sum(map(bool, row)) > 1 for row in rows):
        return None
    return Table(box=grid.box, columns=tuple(columns), rows=rows)


def _column(
    grid: _Grid, sides: Sequence[float], edges: Sequence[float], cells: dict[tuple[int, int], list[Piece]], index: int
) -> list[str]:
    """The texts of a column, top first. Rows without a line between them are one cell: its text stands in each."""
    middle = sum(sides) / 2
    texts: list[str] = []
    merged: list[Piece] = []
    rows = 0
    for row in reversed(range(len(edges) - 1)):
        merged += cells.get((row, index), [])
        rows += 1
        if row == 0 or any(
            line.height < _THIN and abs(line.bottom - edges[row]) <= _SLACK and line.left <= middle <= line.right
            for line in grid.lines
        ):
            texts += [_cell(merged)] * rows
            merged, rows = [], 0
    return texts


def _places(values: Iterable[float]) -> list[float]:
    """Distinct places, ascending; those within the slack of each other are one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _SLACK:
            places.append(value)
    return places


def _cell(pieces: list[Piece]) -> str:
    """The text of a cell; its lines run on, as they are broken by the width of the column."""
    ordered = sorted(pieces, key=lambda piece: (-round(piece.box.bottom / 2), piece.box.left))
    return " ".join(piece.text for piece in ordered)
