"""JSONL input, a record at a time: a batch of any length stays small in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from monitor.cli.texts import lines_of


def records(file: str, *, required: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file ("-" is standard input). Raises NotFoundError, UsageError with file and line."""
    for number, line in enumerate(lines_of(file), 1):
        if not line.isspace():
            yield _record(line, required, f"{file}, line {number}")


def _record(line: str, required: tuple[str, ...], place: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        raise click.UsageError(f"{place}: not JSON: {error}") from error
    missing = [key for key in required if not isinstance(record, dict) or key not in record]
    if missing:
        raise click.UsageError(f"{place}: has no {', '.join(repr(key) for key in missing)}")
    return {**record, "_place": place}
