"""The days of a change: when it takes effect, until when one may object, how long its notice runs. Pure.

What the text says is read sentence by sentence by the expressions of `deadlines.toml`; what the operator's own contract
allows is added. Where a day can be counted in two ways the earlier one is told: a reminder that comes too early costs
less than one that comes too late.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from monitor.compare.segment import segment
from monitor.compare.sentences import sentences
from monitor.model import Deadline, Version
from monitor.model.language import language_of
from scrapers.dates import first_date

LANGUAGES = ("en", "de", "fr", "es")
_SATURDAY = 5
_DATE_REACH = 40  # characters after "takes effect on" within which the date stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The days of one change, as the fields of the same names in Alert; None where nothing gives one."""

    effective_date: date | None = None
    objection_until: date | None = None
    objection_reason: str = ""
    notice_days: int | None = None
    notice_until: date | None = None


NO_DEADLINES = Deadlines()


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as a text states it. unit: day, working (day), week or month. words: as they stand, folded."""

    count: int
    unit: str
    words: str

    def after(self, start: date) -> date:
        """The last day of the period that begins with the day after `start`. A month counts 30 days."""
        if self.unit != "working":
            return start + timedelta(days=self.count * {"day": 1, "week": 7, "month": 30}[self.unit])
        day, left = start, self.count
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < _SATURDAY  # public holidays, which are not known, would only make it later
        return day


def deadlines(old: Version, new: Version, *, contract_days: int | None = None) -> Deadlines:
    """The days of the change from `old` to `new`, counted from its first sight. contract_days: the operator's own."""
    seen = new.recorded_at.date()
    language = language_of(new.text) or "en"
    effective = new.effective_date
    if effective is None or effective <= seen:
        effective = _effective_ahead(new.text, language, seen) or effective
    ahead = effective if effective and effective > seen else None
    until, reason = _objection(new.text, language, seen, effective=ahead, contract_days=contract_days)
    # The promise that binds this change is that of the text before it.
    promised = _first_end(old.text, language, Deadline.NOTICE, seen) or _first_end(
        new.text, language, Deadline.NOTICE, seen
    )
    return Deadlines(
        effective_date=effective,
        objection_until=until,
        objection_reason=reason,
        notice_days=(promised[0] - seen).days if promised else None,
        notice_until=promised[0] if promised and ahead is None else None,
    )


def periods(text: str, language: str, kind: Deadline) -> Iterator[Period]:
    """The periods that a text grants when it changes: to object (OBJECTION), of notice (NOTICE)."""
    rules = _rules(language)
    for sentence in _on_changes(text, rules):
        for pattern in rules.grants[kind]:
            if match := pattern.search(sentence):
                yield rules.period(match)
                break


def _objection(
    text: str, language: str, seen: date, *, effective: date | None, contract_days: int | None
) -> tuple[date | None, str]:
    """The last day for an objection and whose period that is; the earliest where there are several."""
    found: list[tuple[date, str]] = []
    if first := _first_end(text, language, Deadline.OBJECTION, seen):
        words = _as_written(first[1].words, text)
        found.append((first[0], f"the text allows {words}, counted from the first sight"))
    if named := _named_day(text, language, "by", seen):
        found.append((named, "as the text states"))
    if effective and not found and _lasts_until_effect(text, language):
        found.append((effective - timedelta(days=1), "the text allows it until the change takes effect"))
    if contract_days:
        reason = f"your contract allows {contract_days} days, counted from the first sight"
        found.append((seen + timedelta(days=contract_days), reason))
    return min(found, default=(None, ""))


def _as_written(words: str, text: str) -> str:
    """Folded words as the text has them: "30 Tagen"."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text, re.IGNORECASE)
    return " ".join(found[0].split()) if found else words


def _first_end(text: str, language: str, kind: Deadline, seen: date) -> tuple[date, Period] | None:
    """Of the periods that the text grants, the one that ends first."""
    ends = [(period.after(seen), period) for period in periods(text, language, kind)]
    return min(ends, key=lambda end: end[0], default=None)


def _effective_ahead(text: str, language: str, seen: date) -> date | None:
    """The day on which the text says that its changes take effect, where that lies ahead."""
    return _named_day(text, language, "takes_effect", seen)


def _named_day(text: str, language: str, before: str, seen: date) -> date | None:
    """The first day after `seen` that a sentence on changes names behind the words of `before`."""
    rules = _rules(language)
    for sentence in _on_changes(text, rules):
        for match in rules.before_date[before].finditer(sentence):
            day = first_date(sentence[match.end() : match.end() + _DATE_REACH], language)
            if day and day > seen:
                return day
    return None


def _lasts_until_effect(text: str, language: str) -> bool:
    rules = _rules(language)
    return any(pattern.search(sentence) for sentence in _on_changes(text, rules) for pattern in rules.until_effect)


# ---------------------------------------------------------------- rules


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """The expressions of one language; grants: those with a period in them."""

    change: re.Pattern[str]
    grants: Mapping[Deadline, tuple[re.Pattern[str], ...]]
    until_effect: tuple[re.Pattern[str], ...]
    before_date: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, int]

    def period(self, match: re.Match[str]) -> Period:
        """The period in a match of `grants`."""
        part = match.groupdict()
        stated = part["digits"] or part["number"]
        count = int(stated) if stated.isdigit() else self.numbers[stated]
        unit = next(name for name in ("working", "day", "week", "month") if part[name])
        return Period(count, unit, match["period"])


def document() -> dict[str, Any]:
    """The rules as they stand in their file, with the sentences that test them."""
    return tomllib.loads((files("monitor.decide") / "deadlines.toml").read_text("utf-8"))


@lru_cache
def _rules(language: str) -> _Rules:
    """The rules of a language; those of English where it has none."""
    entry = document()[language if language in LANGUAGES else "en"]
    numbers = {word: int(number) for word, _, number in (pair.partition(":") for pair in entry["number"].split())}
    number = "|".join(sorted(numbers, key=len, reverse=True))
    working = f"(?P<working>{entry['working']})?" if entry["working"] else "(?P<working>(?!))?"
    period = (
        rf"(?P<period>(?<![\w.,])(?P<number>\d{{1,3}}|{number})(?:\s?\((?P<digits>\d{{1,3}})\))?[\s-]{working}"
        rf"(?:(?P<day>{entry['day']})|(?P<week>{entry['week']})|(?P<month>{entry['month']}))(?!\w))"
    )

    def compiled(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern.replace("{period}", period)) for pattern in patterns)

    return _Rules(
        change=re.compile(entry["change"]),
        grants={Deadline.OBJECTION: compiled(entry["objection"]), Deadline.NOTICE: compiled(entry["notice"])},
        until_effect=compiled(entry["until_effect"]),
        before_date={name: re.compile(entry[name]) for name in ("by", "takes_effect")},
        numbers=numbers,
    )


def _on_changes(text: str, rules: _Rules) -> Iterator[str]:
    """The sentences that speak of changes, lower-case, on one line."""
    for passage in segment(text):
        if not rules.change.search(passage.text.casefold()):
            continue
        for start, end in sentences(passage.text):
            sentence = " ".join(passage.text[start:end].casefold().split())
            if rules.change.search(sentence):
                yield sentence
