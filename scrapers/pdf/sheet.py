"""A page of a PDF as it lies on paper: pieces of text and drawn lines with their places. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points; the origin is the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def width(self) -> float:
        return self.right - self.left

    def holds(self, other: Box) -> bool:
        """Whether the middle of the other box lies inside."""
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def touches(self, other: Box, slack: float) -> bool:
        """Whether the boxes overlap or are at most `slack` points apart."""
        return (
            self.left - slack <= other.right
            and other.left - slack <= self.right
            and self.bottom - slack <= other.top
            and other.bottom - slack <= self.top
        )

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text on one line. The height of its box stands for the size of the type."""

    text: str
    box: Box
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page. pieces: in the order of the file. drawings: boxes of drawn lines, borders and list marks."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    drawings: tuple[Box, ...] = ()
