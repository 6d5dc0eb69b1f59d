"""Tables: rows whose columns tell what they state, also where a page lost the table and only lists of cells remain.

A column is known by its header ("Lawful basis", "Expiration period"): codes of the topic "columns".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.compare.remembered import remembered
from monitor.judge.reading.folding import fold
from monitor.judge.reading.introductions import heading_topics
from monitor.judge.reading.lexicon import lexicon
from monitor.model import Segment, SegmentKind

_BREAK = re.compile(r"(?:\s|<br\s*/?>)+")  # parts lines, and where it stands in a header only its words
_BULLETS = "•·-*◦▪"
_LONGEST_LABEL = 4  # words
_LONGEST_COLUMN = 60  # cells of one column of a flattened table


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row as column code -> (cell, the verbatim words that it may be quoted by)."""

    cells: Mapping[str, str]
    quotes: Mapping[str, str]
    section: str
    ordinal: int


@remembered(2048)
def column(header: str, language: str) -> str | None:
    """What a column holds, by its header: "basis", "purpose", "data", "period", "recipient" ...; None where unknown."""
    header = _BREAK.sub(" ", header)
    codes = lexicon(language, "columns").codes("columns", fold(header))
    return codes[0] if codes and len(header.split()) <= 12 else None


def tabled(segments: Sequence[Segment], language: str) -> dict[int, Record]:
    """The rows of real tables whose columns say anything on the three topics, by ordinal.

    A row of one cell is a title ("B. Use of the app") or, in a table of two columns or one that numbers its titles,
    one more purpose under the basis above.
    """
    found: dict[int, Record] = {}
    above: Record | None = None
    numbered = False
    for segment in segments:
        if segment.kind is not SegmentKind.ROW:
            above, numbered = None, False
            continue
        lone = sum(bool(cell) for cell in segment.cells) == 1
        if lone and _NUMBERED.match(segment.text):
            above, numbered = None, True
        elif lone and (numbered or len(segment.header) == 2) and above and "basis" in above.cells:
            found[segment.ordinal] = _one_more_purpose(segment, above)
        elif not lone and (record := _record(segment, language)):
            found[segment.ordinal] = above = record
    return found


_NUMBERED = re.compile(r"(?:[A-Z]|\d{1,2}|[ivx]+)[.)] ")


def is_header(row: Segment, language: str) -> bool:
    """Whether a row only names its columns."""
    labels = [cell for cell in row.cells if cell]
    if row.kind is not SegmentKind.ROW or row.header:
        return False
    known = (column(label, language) is not None for label in labels)
    is_short = all(len(label.split()) <= _LONGEST_LABEL for label in labels)
    return any(known) if is_short else len(labels) > 1 and all(known)


def _record(row: Segment, language: str) -> Record | None:
    cells: dict[str, str] = {}
    for header, cell in zip(row.header, row.cells, strict=False):
        code = column(header, language)
        if code and cell.strip() and code not in cells:
            cells[code] = cell
    if "name" in cells and "period" not in cells and "sharing" in heading_topics(row.section, language):
        cells.setdefault("recipient", cells["name"])  # a list of sub-processors
    if not cells.keys() & {"basis", "period", "recipient"}:
        return None
    activity = cells.get("activity")
    if activity and activity in row.text and cells.get("purpose", "") not in row.text:
        cells["purpose"] = activity  # the purpose was filled from above: the row's own words tell more
    return Record(
        cells=cells, quotes=dict.fromkeys(cells, row.text), section=" > ".join(row.section), ordinal=row.ordinal
    )


def _one_more_purpose(row: Segment, above: Record) -> Record:
    cells = {code: cell for code, cell in above.cells.items() if code in ("basis", "data", "activity")}
    cells["purpose"] = row.text
    return Record(cells=cells, quotes=dict.fromkeys(cells, row.text), section=above.section, ordinal=row.ordinal)


def flattened(segments: Sequence[Segment], language: str) -> tuple[list[Record], set[int]]:
    """Tables that lost their rows: a line naming the columns, then each column's name with its cells below.

    Returns the rows put together again, and the ordinals of the segments they were made of. Columns of unequal length
    are not guessed at.
    """
    records: list[Record] = []
    used: set[int] = set()
    for index, segment in enumerate(segments):
        named = _named_columns(segment.text, language)
        if len(named) < 2 or segment.kind is SegmentKind.ROW or segment.ordinal in used:
            continue
        columns, consumed = _columns(map(segments.__getitem__, range(index + 1, len(segments))), named, language)
        purposes, bases = columns.get("purpose", []), columns.get("basis", [])
        if bases and len(purposes) == len(bases):
            records += _zipped(segments, columns, len(bases))
            used |= {segment.ordinal, *consumed}
    return records, used


@remembered(2048)
def _named_columns(line: str, language: str) -> tuple[str, ...]:
    """The columns that a heading line names, in order ("PURPOSE DATA USED LEGAL BASIS")."""
    if len(line.split(None, 16)) > 16 or line.rstrip().endswith((".", ":")):
        return ()
    return lexicon(language, "columns").codes("columns", fold(line))


def _columns(
    segments: Iterable[Segment], named: Sequence[str], language: str
) -> tuple[dict[str, list[list[Segment]]], set[int]]:
    """Column code -> its cells (each of one or, where bulleted, several segments), as far as the lines go."""
    found: dict[str, list[list[Segment]]] = {}
    consumed: set[int] = set()
    waiting = list(named)
    current: list[list[Segment]] | None = None
    lengths: set[int] = set()
    for segment in segments:
        code = column(segment.text, language) if len(segment.text.split(None, 6)) <= 6 else None
        if waiting and code == waiting[0]:
            if current is not None:
                lengths.add(len(current))
            current = found[waiting.pop(0)] = []
            consumed.add(segment.ordinal)
            continue
        complete = not waiting and current is not None and len(current) in lengths
        continues = _is_bulleted(segment) and current is not None and current and _is_bulleted(current[-1][-1])
        if current is None or (complete and not continues) or len(current) > _LONGEST_COLUMN:
            break
        if continues:
            current[-1].append(segment)
        else:
            current.append([segment])
        consumed.add(segment.ordinal)
    return found, consumed


def _is_bulleted(segment: Segment) -> bool:
    return segment.kind is SegmentKind.ITEM or segment.text.lstrip().startswith(tuple(_BULLETS))


def _zipped(segments: Sequence[Segment], columns: Mapping[str, list[list[Segment]]], rows: int) -> Iterator[Record]:
    whole = {code: cells for code, cells in columns.items() if len(cells) == rows}
    for row in range(rows):
        cells = {code: "; ".join(segment.text for segment in column[row]) for code, column in whole.items()}
        quotes = {code: column[row][0].text for code, column in whole.items()}
        basis = whole["basis"][row][0]
        yield Record(cells=cells, quotes=quotes, section=" > ".join(basis.section), ordinal=basis.ordinal)
