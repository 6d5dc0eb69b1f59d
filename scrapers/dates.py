"""The dates that a document states of itself: from when it applies, when it was last changed. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

_RULES = tomllib.loads(files("scrapers").joinpath("rules/dates.toml").read_text("utf-8"))
_MONTH = "|".join(sorted((name for names in _RULES["months"].values() for name in names), key=len, reverse=True))
_WRITTEN = re.compile(
    rf"(?P<month_first>{_MONTH})\.?\s+(?P<day_after>\d{{1,2}})\s?(?:st|nd|rd|th)?,?\s+(?P<year_a>\d{{4}})"
    rf"|(?P<day_first>\d{{1,2}})\s?(?:st|nd|rd|th|er|\.|º)?\s*(?:day of\s|of\s|de\s|-)?\s*"
    rf"(?P<month_after>{_MONTH})\.?,?\s*(?:de\s|-)?\s*(?P<year_b>\d{{4}})"
    r"|(?P<year_c>\d{4})\s?[-/.年년]\s?(?P<month_c>\d{1,2})\s?[-/.月월]\s?(?P<day_c>\d{1,2})"
    r"|(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year_d>\d{4})",
    re.IGNORECASE,
)
_ROUGH = re.compile(rf"{_WRITTEN.pattern}|\b(?:19|20)\d\d\b", re.IGNORECASE)
_HEAD, _TAIL = 4000, 2000  # characters from the start and the end in which documents date themselves
_LABEL_REACH = 60  # characters after a label within which its date stands
_BEFORE = 160  # ... before a year within which a label begins
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Dates:
    effective: date | None
    updated: date | None


def stated(text: str, language: str | None = None) -> Dates:
    """The dates that the beginning (or else the end) of a text states of itself.

    language: decides 03/04/2024, which is the third of April but in English, where it can be either and is not read.
    """
    places = (text[:_HEAD], text[-_TAIL:])
    found = {
        kind: next((day for place in places for day in _labelled(place, labels, language)), None)
        for kind, labels in _LABELS.items()
    }
    return Dates(found["effective"], found["updated"])


def dates_itself(line: str) -> bool:
    """Whether a line states a date of its document, were it only the month or the year: "Last updated: June 2026"."""
    return any(next(_places(line, labels, _ROUGH), None) is not None for labels in _LABELS.values())


def first_date(text: str, language: str | None = None) -> date | None:
    """The first date that is written in a text; None where none is, or where it could be two."""
    return next((day for written in _WRITTEN.finditer(text) if (day := _date(written, language))), None)


_LABELS = {
    kind: re.compile(rf"(?:^|[^\w])(?:{'|'.join(labels)})\b", re.IGNORECASE | re.MULTILINE)
    for kind, labels in _RULES["labels"].items()
}


def _labelled(text: str, label: re.Pattern[str], language: str | None) -> Iterator[date]:
    for written in _places(text, label, _WRITTEN):
        if day := _date(written, language):
            yield day


def _places(text: str, label: re.Pattern[str], date_pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where a date follows a label."""
    for start, end in _before_years(text):
        for match in label.finditer(text, start, end):
            written = date_pattern.search(text, match.end(), match.end() + _LABEL_REACH)
            if written and _only_between(text[match.end() : written.start()]):
                yield written


def _before_years(text: str) -> Iterator[tuple[int, int]]:
    """Where a label with its date can stand: before the years that a text names (labels take long to look for)."""
    start = end = 0
    for year in _YEAR.finditer(text):
        if year.start() - _BEFORE > end:
            if end:
                yield start, end
            start = year.start() - _BEFORE
        end = year.end()
    if end:
        yield start, end


def _only_between(words: str) -> bool:
    """Whether nothing but a few joining words stands between a label and a date."""
    return len(words.split()) <= 4 and not re.search(r"[.;!?]\s|\n\n\S", words)


def _date(match: re.Match[str], language: str | None) -> date | None:
    part = match.groupdict()
    if part["month_first"]:
        return _valid(part["year_a"], _MONTHS[_plain(part["month_first"])], part["day_after"])
    if part["month_after"]:
        return _valid(part["year_b"], _MONTHS[_plain(part["month_after"])], part["day_first"])
    if part["year_c"]:
        return _valid(part["year_c"], part["month_c"], part["day_c"])
    return _numeric(int(part["one"]), int(part["two"]), part["year_d"], part["mark"], language)


def _numeric(one: int, two: int, year: str, mark: str, language: str | None) -> date | None:
    if two > 12:
        return _valid(year, one, two)
    if one > 12 or one == two or mark == "." or (language not in (None, "en")):
        return _valid(year, two, one)
    return None


def _plain(name: str) -> str:
    """A name of a month in the one case that all its spellings share which a pattern takes for the same."""
    return name.casefold().replace("ı", "i").replace("i\u0307", "i")


_MONTHS = {_plain(name): int(number) for number, names in _RULES["months"].items() for name in names}


def _valid(year: str, month: int | str, day: int | str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
