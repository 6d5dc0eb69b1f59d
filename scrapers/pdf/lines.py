"""Pieces of text -> lines of type and tables, page by page. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.pdf.sheet import Box, Piece, Sheet
from scrapers.pdf.tables import Table, find_tables

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of type. marked: a list mark was drawn before it. margin: how far right the lines of its page reach."""

    text: str
    box: Box
    bold: bool
    sheet: int
    margin: float
    marked: bool = False


def read_lines(sheet: Sheet, number: int) -> list[Line | Table]:
    """The lines and tables of a page in the order of the file; a table stands where its first piece does."""
    tables = find_tables(sheet.pieces, sheet.drawings)
    elements: list[Line | Table] = []
    row: list[Piece] = []
    for piece in sheet.pieces:
        table = next((table for table in tables if table.box.holds(piece.box)), None)
        if row and (table or not _same_line(row[-1], piece)):
            elements.append(_line(row, sheet, number))
            row = []
        if table is None:
            row.append(piece)
        elif table not in elements:
            elements.append(table)
    if row:
        elements.append(_line(row, sheet, number))
    return elements


def _same_line(one: Piece, other: Piece) -> bool:
    return abs(one.box.bottom - other.box.bottom) < 0.35 * max(one.box.height, other.box.height)


def _line(row: Sequence[Piece], sheet: Sheet, number: int) -> Line:
    row = sorted(row, key=lambda piece: piece.box.left)
    box = row[0].box
    for piece in row[1:]:
        box = box.around(piece.box)
    weight = sum(len(piece.text) for piece in row if piece.bold)
    text = " ".join(piece.text for piece in row).translate(_LIGATURES)
    return Line(
        text=re.sub(r"\s+", " ", text).strip(),
        box=box,
        bold=weight > 0.9 * sum(len(piece.text) for piece in row),
        sheet=number,
        margin=max(piece.box.right for piece in sheet.pieces),
        marked=any(_is_mark(drawing, box) for drawing in sheet.drawings),
    )


def _is_mark(drawing: Box, line: Box) -> bool:
    """Browsers draw the marks of lists instead of writing them: a small square box left of the first word."""
    square = (
        0.15 * line.height < drawing.width < 0.6 * line.height
        and abs(drawing.width - drawing.height) < 0.2 * drawing.width + 0.5
    )
    middle = (drawing.bottom + drawing.top) / 2
    return square and line.bottom < middle < line.top and 0 < line.left - drawing.right < 1.5 * line.height
