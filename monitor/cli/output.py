"""How things are shown: tables for people, JSON for programs; page text never reaches the terminal unescaped."""

from __future__ import annotations

import contextlib
import dataclasses
import enum
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor.model.text import unbroken

# Policy text is hostile: C0 and C1 controls move cursors and set titles, bidirectional marks reorder what is read.
_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(0x7F, 0xA0)) if code not in (9, 10)}
_CONTROLS |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")


_MOST_OF_NAMES = 0.6  # of the width of a table


def safe(text: str) -> str:
    """The text without anything that a terminal would obey, and without the line breaks that cells are written with."""
    return unbroken(text).translate(_CONTROLS)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Called while the error is handled; Rich itself would end the program with code 1."""
        raise


def console() -> Console:
    """Where people read; colours only where they are wanted."""
    return _Console(highlight=False, soft_wrap=False)


# JSON escapes the controls below U+0020 only. The others are escaped here, with what reorders a line and what some
# readers of JSON Lines take for its end: the value is the same.
_IN_JSON = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))}


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON as it is printed, on one line unless it is indented: UTF-8, dates in RFC 3339, nothing a terminal obeys."""
    return json.dumps(plain(value), ensure_ascii=False, indent=indent).translate(_IN_JSON)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json_text(value, indent=2))


def plain(value: Any) -> Any:
    """Dataclasses, enums and dates as JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextlib.contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Told (done, total), shows a bar on standard error while a terminal watches and work takes its time."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def table(columns: Sequence[str], rows: Sequence[Sequence[str | Text]]) -> Table:
    """A quiet table whose cells wrap rather than being cut. Names stay whole where the others have room beside them."""
    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    names_fit = max((len(row[0]) for row in rows), default=0) <= _MOST_OF_NAMES * console().width
    for place, column in enumerate(columns):
        grid.add_column(column, overflow="fold", no_wrap=place == 0 and names_fit)
    for row in rows:
        grid.add_row(*(cell if isinstance(cell, Text) else Text(safe(cell)) for cell in row))
    return grid


def indented(text: Text, columns: int) -> Padding:
    """The text with all its lines, wrapped ones too, that far from the left."""
    return Padding(text, (0, 0, 0, columns), expand=False)


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, or how far ahead: "3 h ago", "in 2 d", "never"."""
    if moment is None:
        return "never"
    span = span_of(abs(now - moment))
    return f"{span} ago" if moment <= now else f"in {span}"


def span_of(length: timedelta) -> str:
    """A length of time in its largest fitting unit."""
    seconds = int(length.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size or (unit == "min" and seconds >= size):
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def counted(number: int, noun: str) -> str:
    """ "1 vendor", "2 vendors"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
