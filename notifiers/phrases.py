"""Small parts of sentences: lists, days, moments. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime


def listed(items: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *rest, last = tuple(items) or ("",)
    return f"{', '.join(rest)} and {last}" if rest else last


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """A time as UTC, to the minute."""
    value = value.astimezone(UTC)
    return f"{day(value)}, {value:%H:%M} UTC"
