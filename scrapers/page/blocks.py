"""A page as a flat list of blocks (headings, paragraphs, items, tables) in reading order, and its elements as ranges
over that list. Pure; scrapers.page.walk makes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from bs4.element import Tag

from scrapers.page.elements import Nature


class Kind(Enum):
    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    TABLE = auto()


@dataclass(slots=True, eq=False)
class Block:
    """One passage. level: 1-6 of a heading; 1, 2, ... of an item, as deep as its list is nested.

    marker: "-" of an item, "" where the passage continues an item. links: characters of text inside links.
    """

    kind: Kind
    text: str
    level: int = 0
    marker: str = ""
    links: int = 0


@dataclass(slots=True, eq=False)
class Element:
    """A block-level element as the range [start, end) of the blocks inside it. parent: its index, -1 for the root."""

    tag: Tag
    nature: Nature
    parent: int
    start: int
    end: int = 0


@dataclass(slots=True)
class Outline:
    """A page: blocks in reading order, elements in document order (a parent before its children), links as served.

    buttons: (index of the element that it stands in, label); their labels are no text of the page.
    """

    blocks: list[Block] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    anchors: list[tuple[int, str, str]] = field(default_factory=list)  # (index of the block, label, href)
    buttons: list[tuple[int, str]] = field(default_factory=list)
