"""Soup -> blocks: the page as a flat list of headings, paragraphs, items and tables in reading order, and its elements
as ranges over that list. Pure. One walk, without recursion: pages nest a million elements deep when they want to harm.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from scrapers import mail, tables
from scrapers.elements import INLINE, UNREAD, Nature, nature

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DEEPEST = 8  # levels of lists that are told apart; real policies have four
_BLANK = " \0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # anchors of headings often hold nothing else
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))


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
    """A page: blocks in reading order, elements in document order (a parent before its children), links as served."""

    blocks: list[Block] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    anchors: list[tuple[int, str, str]] = field(default_factory=list)  # (index of the block, label, href)


def outline(soup: BeautifulSoup) -> Outline:
    """All blocks and elements of the page's body."""
    walk = _Walk()
    root = soup.body or soup
    stack: list[PageElement | None] = [root]
    leaving: list[Tag] = []
    while stack:
        node = stack.pop()
        if node is None:
            walk.leave(leaving.pop())
        elif type(node) is NavigableString:  # its subclasses are comments and the like
            walk.string(node)
        elif isinstance(node, Tag) and walk.enter(node):
            leaving.append(node)
            stack.append(None)
            stack.extend(reversed(node.contents))
    walk.flush()
    return walk.outline


class _Walk:
    """The state of one walk over a page: the line being gathered, the open lists and the open elements."""

    def __init__(self) -> None:
        self.outline = Outline()
        self._pieces: list[str] = []
        self._linked = 0
        self._anchor: tuple[str, int] | None = None
        self._anchors: list[tuple[str, str]] = []
        self._heading = 0
        self._headings = 0  # the level of the last heading, below which an accordion's title stands
        self._marker = ""
        self._lists: list[bool] = []  # per open list: whether one of its items is open
        self._open: list[int] = []
        self._pre = 0

    def string(self, text: str) -> None:
        self._pieces.append(text.replace("\n", "\0") if self._pre else text)
        if self._anchor:
            self._linked += len(text.strip())

    def enter(self, tag: Tag) -> bool:
        """False where nothing inside is to be read by this walk."""
        name = tag.name
        if name in UNREAD:
            return False
        if name == "br":
            self._pieces.append("\0")
            return False
        if name in INLINE:
            return self._enter_inline(tag, name)
        if name == "button" and not self._is_title(tag):
            return False
        self.flush()
        self._open_element(tag)
        if name == "table" and (rows := tables.read(tag)) is not None:
            self._table(rows, tag)
            self._close_element()
            return False
        self._enter_block(tag, name)
        return True

    def _enter_inline(self, tag: Tag, name: str) -> bool:
        if not tag.attrs:
            return True
        if name == "img" or nature(tag) in (Nature.HIDDEN, Nature.WIDGET):
            return False
        address = mail.revealed(tag)
        if address:
            self._pieces.append(address)
            return False
        if name == "a" and "href" in tag.attrs:
            self._anchor = (str(tag.attrs["href"]), len(self._pieces))
        return True

    def _is_title(self, tag: Tag) -> bool:
        """Whether a button is the title of what it opens."""
        opens = "aria-expanded" in tag.attrs or "aria-controls" in tag.attrs or nature(tag) is Nature.PANEL
        return opens or bool(self._heading)

    def _open_element(self, tag: Tag) -> None:
        parent = self._open[-1] if self._open else -1
        self._open.append(len(self.outline.elements))
        self.outline.elements.append(Element(tag, nature(tag), parent, len(self.outline.blocks)))

    def _close_element(self) -> None:
        self.outline.elements[self._open.pop()].end = len(self.outline.blocks)

    def _enter_block(self, tag: Tag, name: str) -> None:
        if name in _HEADINGS:
            self._heading = _HEADINGS[name]
        elif name == "summary" or (name == "button" and not self._heading):
            self._heading = min(self._headings + 1, 6)
        elif name in _LISTS:
            self._lists.append(False)
        elif name in ("li", "dd"):
            self._enter_item()
        elif name == "pre":
            self._pre += 1

    def _enter_item(self) -> None:
        if not self._lists:  # an item outside of any list
            self._lists.append(True)
        self._lists[-1] = True
        self._marker = "-"

    def leave(self, tag: Tag) -> None:
        name = tag.name
        if name in INLINE:
            if name == "a":
                self._end_anchor()
            return
        self.flush()
        self._close_element()
        if name in _HEADINGS or name in ("summary", "button"):
            self._heading = 0
        elif name in _LISTS and self._lists:
            self._lists.pop()
            self._marker = ""
        elif name in ("li", "dd") and self._lists:
            self._lists[-1] = False
            self._marker = ""
        elif name == "pre":
            self._pre -= 1

    def flush(self) -> None:
        """The gathered line becomes a block (several, where line breaks leave an empty line)."""
        if not self._pieces:
            return
        text = " ".join("".join(self._pieces).split())
        self._part_anchor()
        self._pieces = []
        linked, self._linked = self._linked, 0
        if not text.strip(_BLANK):
            return
        self._place_anchors()
        if self._heading:
            self._add(Kind.HEADING, _one_line(text), self._heading, links=linked)
            self._headings = self._heading
            return
        for passage in _passages(text):
            self._add_passage(passage, linked)
            linked = 0

    def _end_anchor(self) -> None:
        if self._anchor is not None:
            href, start = self._anchor
            label = _one_line("".join(self._pieces[start:]))
            if label:
                self._anchors.append((label, href))
        self._anchor = None

    def _part_anchor(self) -> None:
        """A link around several blocks is a link in each of them."""
        if self._anchor is not None:
            href = self._anchor[0]
            self._end_anchor()
            self._anchor = (href, 0)

    def _place_anchors(self) -> None:
        index = len(self.outline.blocks)
        self.outline.anchors.extend((index, label, href) for label, href in self._anchors)
        self._anchors = []

    def _add_passage(self, passage: str, linked: int) -> None:
        if self._lists and self._lists[-1]:
            marker, self._marker = self._marker, ""
            self._add(Kind.ITEM, passage, min(len(self._lists), _DEEPEST), marker=marker, links=linked)
        else:
            self._add(Kind.PARAGRAPH, passage, links=linked)

    def _add(self, kind: Kind, text: str, level: int = 0, *, marker: str = "", links: int = 0) -> None:
        self.outline.blocks.append(Block(kind, text, level, marker, links))

    def _table(self, rows: tables.Rows, tag: Tag) -> None:
        text = tables.render(rows)
        if text:
            links = sum(len(anchor.get_text(strip=True)) for anchor in tag.find_all("a"))
            index = len(self.outline.blocks)
            self.outline.anchors.extend(
                (index, a.get_text(" ", strip=True), str(a["href"])) for a in tag.find_all("a", href=True)
            )
            self._add(Kind.TABLE, text, links=links)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


def _passages(text: str) -> list[str]:
    """Lines of a block as passages: an empty line between line breaks parts them, single breaks stay."""
    if "\0" not in text:
        return [text]
    passages: list[list[str]] = [[]]
    for line in text.split("\0"):
        if line := line.strip():
            passages[-1].append(line)
        elif passages[-1]:
            passages.append([])
    return ["\n".join(lines) for lines in passages if lines]
