"""Captures of one invented policy, looked at every so many hours, for tests of what is believed and recorded."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from monitor.decide.confirm import Observation, observe
from monitor.model import Capture, CaptureKind, Page

START = datetime(2024, 5, 1, 12, tzinfo=UTC)
LINES = tuple(f"Lumenwick keeps record number {number} of your account for {number} months." for number in range(40))
POLICY = "\n\n".join(LINES)
EDITED = POLICY.replace("for 7 months", "for 9 months")


def seen(text: str, *, language: str | None = "en", updated: date | None = None) -> Page:
    capture = Capture(kind=CaptureKind.POLICY, reason="The page holds running text about personal data.")
    return Page(text=text, capture=capture, language=language, updated_date=updated)


def broken() -> Page:
    return Page(text="", capture=Capture(kind=CaptureKind.BOT_WALL, reason="The page asks for proof."))


class Looks:
    """One source, looked at every so many hours; its memory goes through JSON as it does in the store."""

    def __init__(self) -> None:
        self.memory: dict[str, Any] = {}
        self.at = START

    def look(self, now: Page, *, hours: float = 6) -> Observation:
        self.at += timedelta(hours=hours)
        memory, observation = observe(self.memory, now, self.at)
        self.memory = json.loads(json.dumps(memory))
        return observation


def looked_at_once() -> Looks:
    """A source whose policy is on record."""
    started = Looks()
    assert started.look(seen(POLICY)).kind == "first"
    return started
