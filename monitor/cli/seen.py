"""What shows that a text stood on its page: when it was seen, and whether it was in force by its own words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from monitor.cli.output import counted, instant
from monitor.model import Version

if TYPE_CHECKING:
    from store.sightings import Sightings


def lines(version: Version, seen: Sightings, at: datetime | None) -> list[str]:
    """The proof in sentences. at: the moment that was asked for; None: now."""
    told = [_on_both_sides(seen) if at else _until_now(seen)]
    if version.takes_effect_after(at or datetime.now(UTC)):
        before = f"; before it, version {version.number - 1} stood there" if version.number > 1 else ""
        told.append(f"By its own words it takes effect only on {version.effective_date}{before}.")
    return told


def _on_both_sides(seen: Sightings) -> str:
    told = f"Seen at {instant(seen.before)}"
    if seen.after:
        return f"{told}, and again with the same words at {instant(seen.after)}."
    if seen.until:
        return f"{told}; other words were first seen at {instant(seen.until)}."
    return f"{told}, and not since."


def _until_now(seen: Sightings) -> str:
    if not seen.times:
        return "It has not been seen by clausewatch itself."
    return f"Seen {counted(seen.times, 'time')}, last at {instant(seen.last)}."
