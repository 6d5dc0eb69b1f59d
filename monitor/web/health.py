"""What the daemon knows of its own health. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """ticked_at: when the scheduler last looked for due checks; None before the first time. tick: how often it should.

    started_at: when the daemon began.
    """

    started_at: datetime
    ticked_at: datetime | None
    tick: timedelta

    def ticks(self, now: datetime) -> bool:
        """Whether the scheduler does its work; a few late ticks are forgiven."""
        patience = max(6 * self.tick, timedelta(minutes=1))
        return now - (self.ticked_at or self.started_at) < patience
