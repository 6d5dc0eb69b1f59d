"""Which words of a sentence belong to which of its periods: "account data for 24 months and logs for 30 days". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from monitor.judge.reading.durations import Duration
from monitor.judge.reading.statements import Statement

_INTRODUCES = 3  # words between "and" and the data that it joins: "and the other logs"
_RANGE = re.compile(r"\b(?:between|from|entre|zwischen)\s(?:\w+\s){0,2}$")  # "between 30 days and two years" is one
_TOLD_BEHIND = ("criteria", "purposes")  # what may stand behind each of several periods


class Portion(NamedTuple):
    """Periods that are stated together. text[start:end]: the words that tell of them and of no others."""

    periods: tuple[Duration, ...]
    start: int
    end: int


def portions(statement: Statement, periods: Sequence[Duration]) -> list[Portion]:
    """The sentence in parts that each state periods of their own data, purposes or criteria; mostly one, of all."""
    parts = [Portion((), 0, len(statement.text))]
    ends = [*(period.start for period in periods[2:]), len(statement.text)]
    for period in periods[:1]:
        parts[0] = parts[0]._replace(periods=(period,))
    for (before, after), end in zip(pairwise(periods), ends, strict=False):
        last = parts[-1]
        parted = _parted(statement, last.start, before, after, end)
        if parted is None:
            parts[-1] = last._replace(periods=(*last.periods, after))
        else:
            parts[-1] = last._replace(end=parted[0])
            parts.append(Portion((after,), parted[1], len(statement.text)))
    return parts


def _parted(statement: Statement, start: int, before: Duration, after: Duration, end: int) -> tuple[int, int] | None:
    """Where the words of one period end and those of the next begin; None where they share what is said of them."""
    between = statement.text[before.end : after.start]
    if ";" in between:
        return before.end + between.index(";"), before.end + between.rindex(";") + 1
    cut = _before_data(statement, start, before, after)
    if cut is None:
        cut = _before_period(statement, start, before, after, end)
    return None if cut is None else (cut, cut)


def _joins(statement: Statement, start: int, end: int) -> list[tuple[int, int]]:
    """Commas and words that join equals, as (start, end), from left to right."""
    commas = [match.span() for match in re.compile(",").finditer(statement.text, start, end)]
    return sorted([*commas, *((word.start, word.end) for word in statement.find("and", start, end))])


def _before_data(statement: Statement, start: int, before: Duration, after: Duration) -> int | None:
    """The joint in front of the next period's data: "... for 24 months after closure, and logs for 30 days"."""
    if not statement.find("data", start, before.start):
        return None
    joins = _joins(statement, before.end, after.start)
    for data in statement.find("data", before.end, after.start):
        joint = max((joint for joint in joins if joint[1] <= data.start), default=None)
        if joint and _introduces(statement, joint[1], data.start):
            return joint[0]
    return None


def _introduces(statement: Statement, start: int, end: int) -> bool:
    """Whether only a few words stand there, none of which makes of what follows a part of something else."""
    return len(statement.text[start:end].split()) <= _INTRODUCES and not statement.find("oblique", start, end)


def _before_period(statement: Statement, start: int, before: Duration, after: Duration, end: int) -> int | None:
    """The joint in front of the next period, whose data stands behind it: "30 days for logs and a year for orders"."""
    joins = _joins(statement, before.end, after.start)
    if not joins or len(statement.text[joins[-1][1] : after.start].split()) > _INTRODUCES:
        return None
    cut, resumed = joins[-1]
    if _RANGE.search(statement.text, start, before.start) or statement.find("data", resumed, after.start):
        return None
    both = statement.find("data", start, cut) and statement.find("data", after.end, end)
    told = any(statement.find(one, before.end, cut) and statement.find(one, after.end, end) for one in _TOLD_BEHIND)
    return cut if both or told else None
