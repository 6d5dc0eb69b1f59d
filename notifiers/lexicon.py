"""The fixed words of messages in each language, from the data in `words/`. Pure, but for reading that data once.

A value is found by its dotted key ("label.before") and filled by name; what is counted has the forms "one" and "many".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language. code: BCP 47 ("en"). A key that does not exist is a KeyError."""

    code: str
    words: Mapping[str, str] = field(repr=False)
    months: tuple[str, ...] = field(repr=False)

    def say(self, key: str, **values: object) -> str:
        return self.words[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """ "one statement", "3 statements". Of none nothing is ever said, so that two forms are enough."""
        return self.say(f"{key}.{'one' if number == 1 else 'many'}", count=number, **values)

    def listed(self, items: Iterable[str]) -> str:
        """ "a", "a and b", "a, b and c"."""
        *rest, last = tuple(items) or ("",)
        return f"{self.say('list.comma').join(rest)}{self.say('list.and')}{last}" if rest else last

    def day(self, value: date) -> str:
        key = "date.first" if value.day == 1 else "date.day"
        return self.say(key, day=value.day, month=self.months[value.month - 1], year=value.year)

    def moment(self, value: datetime) -> str:
        """A time as UTC, to the minute."""
        value = value.astimezone(UTC)
        return self.say("date.moment", day=self.day(value), time=f"{value:%H:%M}")


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(code: str) -> Lexicon:
    """The words of one of LANGUAGES."""
    data = tomllib.loads(files("notifiers").joinpath("words", f"{code}.toml").read_text(encoding="utf-8"))
    return Lexicon(code=code, months=tuple(data.pop("months")), words=dict(_flat(data)))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested tables as dotted keys."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


ENGLISH = lexicon("en")
