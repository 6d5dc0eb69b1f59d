"""What time it is: a function handed to all that ask. Tests and the demonstration have clocks of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""What time it is, with a zone."""


def utc_now() -> datetime:
    """The clock of everything that runs for real."""
    return datetime.now(UTC)
