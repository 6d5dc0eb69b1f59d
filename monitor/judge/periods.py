"""One form for a period of time, so that "twelve (12) months" and "1 year" are no difference. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from monitor.compare.noise import canonical
from monitor.judge.reading.words import LANGUAGES, listed, meanings

_NUMBERS = {canonical(word): int(number) for word, number in meanings("numbers").items()}
_WORDS_OF_A_NUMBER = max(len(word.split()) for word in _NUMBERS)
_LARGER = {"H": (24, "D"), "D": (7, "W"), "M": (12, "Y")}  # so many of a unit make one of the next
_DAYS = {"H": 1 / 24, "D": 1.0, "W": 7.0, "M": 30.4, "Y": 365.0}
_DAYS_OF_A_YEAR = 365
_MEASURED = listed("measured")


def _written(language: str) -> Mapping[str, str]:
    """How a language writes a unit, by its letter."""
    written: dict[str, str] = {}
    for form, letter in meanings("units", language).items():
        written.setdefault(letter, canonical(form))
    return written


# A word for a unit: its letter, and how its language writes the units.
_UNITS = {
    canonical(form): (letter, _written(language))
    for language in LANGUAGES
    for form, letter in meanings("units", language).items()
}
_LETTERS = {form: letter for _, written in _UNITS.values() for letter, form in written.items()}
_STATED = re.compile(rf"(\d+) ({'|'.join(_LETTERS)})(?!\w)")


def one_form(words: str) -> str:
    """Canonical words with every period as a figure and the largest unit that fits: "twelve 12 months" is "1 years"."""
    if _UNITS.keys().isdisjoint(words.split()):
        return words
    told: list[str] = []
    for word in words.split():
        unit = _UNITS.get(word)
        number = _taken(told) if unit else None
        if unit is None or number is None:
            told.append(word)
        else:
            told += _in_largest_unit(number, *unit)
    return " ".join(told)


def longest(words: Iterable[str]) -> float:
    """The longest period that canonical words in one form state, in days; 0 where they state none."""
    stated = _STATED.findall(" ".join(words))
    return max((int(number) * _DAYS[_LETTERS[unit]] for number, unit in stated), default=0.0)


def is_measured(words: Iterable[str]) -> bool:
    """Whether a time that these words speak of was measured."""
    return not _MEASURED.isdisjoint(words)


def _taken(told: list[str]) -> int | None:
    """The number that these words end in, which is taken from them: as a figure, in words, or in words and a figure."""
    figure = int(told.pop()) if told and told[-1].isdecimal() else None
    for size in range(min(_WORDS_OF_A_NUMBER, len(told)), 0, -1):
        number = _NUMBERS.get(" ".join(told[-size:]))
        if number is not None and figure in (None, number):
            del told[-size:]
            return number
    return figure


def _in_largest_unit(number: int, unit: str, written: Mapping[str, str]) -> tuple[str, str]:
    if unit == "D" and number and number % _DAYS_OF_A_YEAR == 0:
        number, unit = number // _DAYS_OF_A_YEAR, "Y"
    while unit in _LARGER and number and number % _LARGER[unit][0] == 0:
        size, unit = _LARGER[unit]
        number //= size
    return str(number), written[unit]
