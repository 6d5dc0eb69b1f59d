"""Rows for spreadsheets (CSV) and for documents (Markdown). The words of others can neither steer nor break either."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from monitor.cli.output import plain, safe

# A cell that begins so is a formula to a spreadsheet, and may send its neighbours to strangers (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
# What would end a cell, or become a link, a picture (which tells strangers who reads), code, a tag or an entity.
_MARKUP = re.compile(r"([\\|`<&\[\]])")


def print_rows(form: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Prints a header and the rows as "csv" or "markdown", one after the other."""
    lines = _csv if form == "csv" else _markdown
    for line in lines(columns, rows):
        click.echo(line)


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield _csv_line(columns)
    for row in rows:
        yield _csv_line([_defused(_cell(row[column])) for column in columns])


def _csv_line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().removesuffix("\r\n")


def _defused(cell: str) -> str:
    """With an apostrophe before what a spreadsheet would carry out."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _markdown(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(_in_one_line(_cell(row[column])) for column in columns)} |"


def _in_one_line(cell: str) -> str:
    """Inside a table no line break, bar or markup of the text's own may count."""
    return "<br>".join(_MARKUP.sub(r"\\\1", cell).split("\n"))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    value = plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe("; ".join(map(str, value)) if isinstance(value, list) else str(value))
