"""Small lines that differ at every look (counters, clocks, names): learnt, and left out until they rest. Pure.

monitor.decide.confirm says what the memory holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from monitor.decide import candidate
from monitor.decide.doubts import Look, Memory
from monitor.decide.sketch import fingerprint_of, lines_and_left_out, sketch_of, unknown_lines
from monitor.model import Page

STEPS = 4  # versions that a place made in a row, a day after one another: a date or a word of the day
_A_DAY = timedelta(hours=36)
TURNS = 2  # from look to look, all within _LEARNING: such a line rotates; a slip that is mended turns once
_LEARNING = timedelta(days=2)
_RESTS = timedelta(days=2)  # a line that rotates does not stand still for so long


def look_at(page: Page, at: datetime, volatile: Collection[str]) -> Look:
    lines, left_out = lines_and_left_out(page.text, volatile)
    return Look(
        page=page,
        at=at,
        lines=lines,
        fingerprint=fingerprint_of(lines),
        sketch=sketch_of(lines),
        left_out=left_out,
    )


def look_without_rested(memory: Mapping[str, Any], page: Page, at: datetime) -> tuple[Memory, Look]:
    """A look, and the memory without places where the same line has stood for days: that is no counter (any more).

    It may be a short sentence that was put between the counter and the line by which its place was known.
    """
    look = look_at(page, at, memory.get("volatile", []))
    if not look.left_out:
        return dict(memory), look
    known = memory.get("resting", {})
    resting = {
        place: known[place] if place in known and known[place][0] == line else [line, at.isoformat()]
        for place, line in look.left_out.items()
    }
    rested = {place for place, (_, since) in resting.items() if at - datetime.fromisoformat(since) >= _RESTS}
    memory = dict(memory) | {"resting": {place: resting[place] for place in resting if place not in rested}}
    if rested:
        memory["volatile"] = [place for place in memory["volatile"] if place not in rested]
        look = look_at(page, at, memory["volatile"])
    return memory, look


def moving_lines(memory: Mapping[str, Any], look: Look) -> dict[str, str]:
    """The small lines that are not on record, where nothing else differs."""
    unknown = unknown_lines(memory["recorded"]["lines"], look.lines)
    if len(unknown) > candidate.FEW or not all(small for _, small in unknown.values()):
        return {}
    return {before: line for before, (line, _) in unknown.items()}


def turned(memory: Mapping[str, Any], look: Look, moving: dict[str, str], differs: set[str]) -> list[str]:
    """The places of small lines that turned since the last look, a short time ago, where those are all that differs."""
    pending = memory.get("pending")
    if not pending or look.at - datetime.fromisoformat(pending["since"]) > _LEARNING:
        return []
    if candidate.missing(differs) != candidate.missing(pending.get("differs", ())):  # a line that went is no counter
        return []
    earlier = pending["moving"]
    changed = [before for before, line in moving.items() if earlier.get(before, line) != line]
    return changed if len(changed) == len(moving) else []


def steps(memory: Mapping[str, Any], look: Look, differs: set[str]) -> dict[str, tuple[int, str]]:
    """How many versions in a row small lines made alone, with this one: {place: (how many, now in ISO 8601)}."""
    known, now = memory.get("steps", {}), look.at.isoformat()
    moving = moving_lines(memory, look)
    if len(candidate.missing(differs)) > len(moving):  # a line that went is none that names the day
        return {}

    def before(place: str) -> int:
        times, last = known.get(place, (0, now))
        return times if look.at - datetime.fromisoformat(last) <= _A_DAY else 0

    return {place: (before(place) + 1, now) for place in moving}
