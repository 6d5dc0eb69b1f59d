"""Periods of time in words, as ISO 8601 durations: "thirty (30) days" is P30D, "up to ten years" is P10Y."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from monitor.judge.reading.vocabulary import Mention
from monitor.judge.reading.words import meanings

_LONGER = {"min": 0, "H": 1, "D": 2, "W": 3, "M": 4, "Y": 5}


@dataclass(frozen=True, slots=True)
class Duration:
    """A period and where it stands. iso: as stated ("P12M"); `canonical` folds what is the same ("P1Y")."""

    iso: str
    start: int
    end: int


@lru_cache
def _number_words(language: str) -> dict[str, int]:
    counted = {**meanings("numbers", language), **meanings("ordinals", language)}
    return {word: int(number) for word, number in counted.items()}


@lru_cache
def _number_pattern(language: str) -> re.Pattern[str]:
    listed = sorted(_number_words(language), key=len, reverse=True)
    word = "|".join(re.escape(item).replace(r"\-", r"[\s\-]") for item in listed) or "0"
    number = rf"(?:\d{{1,4}}(?:[.,]\d)?|\d{{1,2}}(?:th|rd|ème)\b|{word})"
    return re.compile(
        rf"(?<![\w.,])(?P<first>{number})\s*(?:\(\s*(?:(?P<digits>\d+)(?:th|rd|ème)?|[^()\d]{{1,30}})\s*\)\s*)?"
        rf"(?:(?:-|–|to|bis|à|a|or|ou|oder|o|bzw\.?)\s*(?P<last>\d{{1,4}}|{word})\s*(?:\([^()]{{1,30}}\)\s*)?)?[\s\-]*$"
    )


def durations(text: str, units: Iterable[Mention], language: str) -> tuple[Duration, ...]:
    """The periods stated in folded text, by its units of time: "7-10 years" are two, "1 year 6 months" one."""
    found: list[Duration] = []
    parts: list[tuple[str, float, int, int]] = []
    for unit in units:
        number = _number_pattern(language).search(text, max(0, unit.start - 40), unit.start)
        if number is None:
            continue
        part = (unit.rule.note["unit"], _value(number, language), number.start(), unit.end)
        if parts and not _continues(parts[-1], part, text):
            found.append(_duration(parts))
            parts = []
        if (least := _least(number, language)) is not None:
            found.append(_duration([(part[0], least, *part[2:])]))
        parts.append(part)
    if parts:
        found.append(_duration(parts))
    return tuple(found)


def canonical(iso: str) -> str:
    """The same for equal periods: P12M and P365D as P1Y, PT24H as P1D, P2W as P14D."""
    match = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", iso)
    if match is None:
        return iso
    years, months, weeks, days, hours, minutes = (int(group or 0) for group in match.groups())
    days, hours = days + 7 * weeks + (hours // 24 if hours % 24 == 0 else 0), hours % 24 and hours
    years, days = (years + days // 365, 0) if days and days % 365 == 0 else (years, days)
    months, years = months % 12, years + months // 12
    return _iso([("Y", years), ("M", months), ("D", days), ("H", hours), ("min", minutes)])


def _value(match: re.Match[str], language: str) -> float:
    return _number(match["last"] or match["digits"] or match["first"], language)


def _number(stated: str, language: str) -> float:
    plain = re.sub(r"\s", "-", stated).replace(",", ".")
    named = _number_words(language).get(plain)
    return float(named) if named is not None else float(_ORDINAL.sub("", plain))


_ORDINAL = re.compile(r"(?:th|rd|ème)$")  # "the end of the 7th year"


def _least(match: re.Match[str], language: str) -> float | None:
    """The smaller number of a range: "3 to 6 years" begins with 3."""
    if not match["last"]:
        return None
    least = _number(match["digits"] or match["first"], language)
    return least if least < _value(match, language) else None


def _continues(before: tuple[str, float, int, int], after: tuple[str, float, int, int], text: str) -> bool:
    between = text[before[3] : after[2]].strip(" ,")
    return between in {"", "and", "et", "und", "y"} and _LONGER[after[0]] < _LONGER[before[0]]


def _duration(parts: list[tuple[str, float, int, int]]) -> Duration:
    return Duration(_iso([(unit, value) for unit, value, _, _ in parts]), parts[0][2], parts[-1][3])


def _iso(parts: list[tuple[str, float]]) -> str:
    dates, times = "", ""
    for unit, value in parts:
        if not value:
            continue
        if unit in ("H", "min"):
            times += f"{value:g}{'H' if unit == 'H' else 'M'}"
        else:
            dates += f"{value:g}{unit}"
    return f"P{dates}" + (f"T{times}" if times else "")
