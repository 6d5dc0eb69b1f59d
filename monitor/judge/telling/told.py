"""A sentence about what changed, with the way that it points. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model import Direction


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about what changed; direction: None where the facts alone do not say."""

    sentence: str
    direction: Direction | None
