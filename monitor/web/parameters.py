"""Query parameters as values; what cannot be read is the asker's error, with the parameter's name."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from monitor.errors import did_you_mean

Choice = TypeVar("Choice", bound=StrEnum)

# What SQLite's integers and people's patience allow.
_LARGEST = 2**31
# JSON can write the half of a pair as a sign, which no text has.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class BadParameter(Exception):  # noqa: N818 - it is the asker's error, not ours
    """A parameter that cannot be used. name: which one. problem: why, in words."""

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        self.problem = problem
        super().__init__(f"{name}: {problem}")


def whole(query: Mapping[str, str], name: str, default: int, *, least: int = 1, most: int = _LARGEST) -> int:
    """A whole number. Raises BadParameter."""
    text = query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= most):
        raise BadParameter(name, f"is not a whole number from {least} to {most}")
    return int(text)


def choice(query: Mapping[str, str], name: str, kind: type[Choice]) -> Choice | None:
    """One of an enumeration's values, None where it is left out. Raises BadParameter."""
    text = query.get(name)
    if text is None:
        return None
    try:
        return kind(text)
    except ValueError:
        raise BadParameter(name, f"is none of {', '.join(kind)}") from None


def moment(query: Mapping[str, str], name: str, *, end_of_day: bool = False) -> datetime | None:
    """A date or an RFC 3339 time, in UTC where no zone is given. end_of_day: a date means its last instant."""
    text = query.get(name)
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        if end_of_day and len(text) <= len("2024-03-03"):  # "20240303" is one, too
            found = datetime.combine(found, time.max)
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise BadParameter(name, "is no date; write 2024-03-03 or 2024-03-03T12:00:00Z") from None
    return found


def span(query: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    """From ?since= to ?until=, whose date means its end. Raises BadParameter where it ends before it begins."""
    since, until = moment(query, "since"), moment(query, "until", end_of_day=True)
    if since and until and until < since:
        raise BadParameter("until", "lies before since")
    return since, until


def require_known(query: Mapping[str, str], known: Collection[str]) -> None:
    """Raises BadParameter for a parameter with another name than these."""
    for name in query:
        if name not in known:
            there_are = f"known are: {', '.join(known)}" if known else "none is known"
            raise BadParameter(name, f"is not known here ({did_you_mean(name, known, there_are)})")


def text(query: Mapping[str, str], name: str, *, most: int = 500) -> str | None:
    """Words, None where they are left out. Raises BadParameter where they are too long."""
    found = query.get(name, "").strip()
    if len(found) > most or _NO_TEXT.search(found):
        raise BadParameter(name, f"is longer than {most} characters or holds a NUL or half a sign")
    return found or None


def encoded_cursor(place: tuple[Any, ...]) -> str:
    """A place in a list as an opaque word."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def cursor(query: Mapping[str, str], *kinds: type) -> list[Any] | None:
    """The place that an opaque word stands for. kinds: of its members. Raises BadParameter."""
    found = query.get("cursor")
    if found is None:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(found + "=" * (-len(found) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        place = None
    if not (
        isinstance(place, list)
        and [type(member) for member in place] == list(kinds)
        and all(abs(member) < _LARGEST for member in place if isinstance(member, int))
        and not any(_NO_TEXT.search(member) for member in place if isinstance(member, str))
    ):
        raise BadParameter("cursor", "is no cursor of ours; take it from the answer before")
    return place
