"""What findings say, in each language. Pure, but for reading the data once.

The sentences and the words for what they name are data, a file a language; the judge says which one and of what
(`monitor.model.Sentence`), and keeps the English one beside it. A message tells it in its channel's language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from monitor.model import Sentence, Term

LANGUAGES = ("en", "de", "fr", "es")

_UNITS = (("Y", "year"), ("M", "month"), ("W", "week"), ("D", "day"))
_CLOCK = (("H", "hour"), ("M", "minute"), ("S", "second"))
_SOUND_OF_I = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)  # "iones" of "hiones" and "hielo" is none


def sentence_in(language: str, sentence: Sentence) -> str:
    """The sentence in one of LANGUAGES. KeyError: its key or a place is not known, as of another version."""
    places = {place: listed(language, terms) for place, terms in sentence.named.items()}
    return words(language)[f"sentence.{sentence.key}"].format(**places)


def listed(language: str, terms: Iterable[Term]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return _joined(words(language), [term_in(language, term) for term in terms])


@lru_cache(maxsize=4096)
def term_in(language: str, term: Term) -> str:
    """A word for the thing; a code without one is readable as it is."""
    known, (kind, code) = words(language), term
    if kind == "name":
        return code
    if kind == "quote":
        return f"{known['quote.open']}{code}{known['quote.close']}"
    if kind == "period":
        return _joined(known, [_counted(known, number, unit) for number, unit in parts(code)]) or code
    return known.get(f"{kind}.{code}") or code.replace("_", " ")


def parts(period: str) -> Iterator[tuple[float, str]]:
    """(number, unit) of an ISO 8601 duration: "P1Y6M" -> 1 "year", 6 "month"."""
    date, _, clock = period.removeprefix("P").partition("T")
    for text, units in ((date, dict(_UNITS)), (clock, dict(_CLOCK))):
        for number, letter in re.findall(r"([\d.]+)([A-Z])", text):
            if letter in units:
                yield float(number), units[letter]


def _counted(known: Mapping[str, str], number: float, unit: str) -> str:
    form = "one" if number == 1 else "many"
    return known[f"unit.{unit}.{form}"].format(count=f"{number:g}".replace(".", known["number.decimal"]))


def _joined(known: Mapping[str, str], items: list[str]) -> str:
    if len(items) < 2:
        return "".join(items)
    joint = known["list.and_before_i" if _SOUND_OF_I.match(items[-1]) else "list.and"]
    return f"{known['list.comma'].join(items[:-1])}{joint}{items[-1]}"


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> Mapping[str, str]:
    """Every sentence and word of a language by its dotted key."""
    return dict(_flat(tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
