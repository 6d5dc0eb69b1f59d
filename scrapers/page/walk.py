"""Soup -> blocks and elements. Pure. One walk, without recursion: pages nest a million elements deep when they want to
harm.
"""

from __future__ import annotations

from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from scrapers.page import mail, tables
from scrapers.page.blocks import Block, Element, Kind, Outline
from scrapers.page.elements import (
    UNREAD,
    Nature,
    drawing,
    first_inside,
    is_inline,
    nature,
    spelt_out,
    stacks,
    stands_beside,
)
from scrapers.page.lids import opens_next
from scrapers.page.lines import BREAK, Line, one_line, passages
from scrapers.page.marks import is_anchor, leads_back
from scrapers.page.tabs import Tabs

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DEEPEST = 8  # levels of lists that are told apart; real policies have four
_ANSWERS = frozenset("✓✔☑✅✗✘☒❌×")  # ticks and crosses can be all that a cell says
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))


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
        self._line = Line()
        self._heading = 0
        self._headings = 0  # the level of the last heading, below which an accordion's title stands
        self._marker = ""
        self._lists: list[bool] = []  # per open list: whether one of its items is open
        self._open: list[int] = []
        self._pre = 0
        self._below = 0  # open inline elements that are drawn as blocks
        self._stacked = (0, False)  # the last element that was asked whether it stacks what it holds, and the answer
        self._tabs = Tabs()

    def string(self, text: str) -> None:
        self._line.string(text, preformatted=self._pre > 0)

    def enter(self, tag: Tag) -> bool:
        """False where nothing inside is to be read by this walk."""
        name = tag.name
        if name in UNREAD:
            return False
        if "role" in tag.attrs:
            self._note_role(tag)
        if name == "br":
            self._line.add(BREAK)
            return False
        if is_inline(name):
            return self._enter_inline(tag, name)
        if name == "button" and not self._is_title(tag):
            self._note_button(tag)
            return False
        self.flush()
        self._open_element(tag)
        if tables.is_table(tag) and (rows := tables.read(tag)) is not None:
            self._table(rows, tag)
            self._close_element()
            return False
        self._enter_block(tag, name)
        if self._tabs and (titled := self._tabs.heading_of(tag, self._headings)):
            self._add(Kind.HEADING, *titled)
        if "aria-label" in tag.attrs and (words := spelt_out(tag)):
            self._line.string(words)
            self.leave(tag)
            return False
        return True

    def _enter_inline(self, tag: Tag, name: str) -> bool:
        if tag.attrs and (name == "img" or nature(tag) in (Nature.HIDDEN, Nature.WIDGET)):
            return False
        if name == "a" and ((self._heading and is_anchor(tag)) or leads_back(tag)):
            return False
        self._part(tag)
        if not tag.attrs:
            return True
        address = mail.revealed(tag)
        if address:
            self._line.add(address)
            return False
        if name == "a" and "href" in tag.attrs:
            self._line.open_link(str(tag.attrs["href"]))
        return True

    def _part(self, tag: Tag) -> None:
        """Parts an element from what it stands beside, where a browser would draw them apart."""
        self._line.beside(stands_beside(tag))
        around = tag.parent
        below = drawing(tag).below
        self._below += below
        if below or (around is not None and self._is_stacked(around)):
            self._line.next_line()
        elif around is not None and drawing(around).cells:
            self._line.space()

    def _is_stacked(self, around: Tag) -> bool:
        if self._stacked[0] != id(around):  # looked at once, and not for each part
            self._stacked = (id(around), stacks(around))
        return self._stacked[1]

    def _note_role(self, tag: Tag) -> None:
        role = tag.attrs["role"]
        if role == "tab":
            self._tabs.note(tag, _label(tag))
        elif role == "button":
            self._note_button(tag)

    def _note_button(self, tag: Tag) -> None:
        if self._open:
            self.outline.buttons.append((self._open[-1], _label(tag)))

    def _is_title(self, tag: Tag) -> bool:
        """Whether a button is the title of what it opens."""
        if self._heading:
            return True
        if tag.attrs.get("aria-haspopup", "false") != "false" or tag.attrs.get("role") == "tab":
            return False
        told = "aria-expanded" in tag.attrs or "aria-controls" in tag.attrs or nature(tag) is Nature.PANEL
        return told or opens_next(tag)

    def _open_element(self, tag: Tag) -> None:
        parent = self._open[-1] if self._open else -1
        declared = nature(tag)
        if tag.name == "footer" and declared is Nature.FURNITURE and tag.find_parent("article") is not None:
            declared = Nature.NAMED  # the article's own, which may say who the controller is
        self._open.append(len(self.outline.elements))
        self.outline.elements.append(Element(tag, declared, parent, len(self.outline.blocks)))

    def _close_element(self) -> None:
        self.outline.elements[self._open.pop()].end = len(self.outline.blocks)

    def _enter_block(self, tag: Tag, name: str) -> None:
        if name in _HEADINGS:
            self._heading = self._headings = _HEADINGS[name]
        elif name == "summary" or (name == "button" and not self._heading):
            self._heading = min(self._headings + 1, 6)
        elif name in _LISTS:
            self._lists.append(False)
        elif name in ("li", "dd"):
            self._enter_item()
        if drawing(tag).lines:
            self._pre += 1

    def _enter_item(self) -> None:
        if not self._lists:  # an item outside of any list
            self._lists.append(True)
        self._lists[-1] = True
        self._marker = "-"

    def leave(self, tag: Tag) -> None:
        name = tag.name
        if is_inline(name):
            if name == "a":
                self._line.close_link()
            if self._below and drawing(tag).below:
                self._below -= 1
                self._line.next_line()
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
        if self._pre and drawing(tag).lines:
            self._pre -= 1

    def flush(self) -> None:
        """The gathered line becomes a block (several, where line breaks leave an empty line)."""
        if not self._line:
            return
        text, linked = self._line.end()
        if not _says_something(text):
            return
        index = len(self.outline.blocks)
        self.outline.anchors.extend((index, label, href) for label, href in self._line.take_links())
        if self._heading:
            self._add(Kind.HEADING, one_line(text), self._heading, links=linked)
            return
        for passage in passages(text):
            self._add_passage(passage, linked)
            linked = 0

    def _add_passage(self, passage: str, linked: int) -> None:
        if self._lists and self._lists[-1]:
            marker, self._marker = self._marker, ""
            self._add(Kind.ITEM, passage, min(len(self._lists), _DEEPEST), marker=marker, links=linked)
        else:
            self._add(Kind.PARAGRAPH, passage, links=linked)

    def _add(self, kind: Kind, text: str, level: int = 0, *, marker: str = "", links: int = 0) -> None:
        last = self.outline.blocks[-1] if self._tabs and self.outline.blocks else None
        if last and last.kind is kind is Kind.HEADING and last.text.lower() == text.lower():
            self.outline.blocks.pop()  # a panel with a heading of its own
        self.outline.blocks.append(Block(kind, text, level, marker, links))

    def _table(self, rows: tables.Rows, tag: Tag) -> None:
        if (caption := first_inside(tag, ("caption",))) and (words := one_line(caption.get_text(" "))):
            self._add(Kind.PARAGRAPH, words)
        text = tables.render(rows)
        if text:
            anchors = tag.find_all("a")
            links = sum(len(anchor.get_text(strip=True)) for anchor in anchors)
            index = len(self.outline.blocks)
            self.outline.anchors.extend(
                (index, a.get_text(" ", strip=True), str(a["href"])) for a in anchors if "href" in a.attrs
            )
            self._add(Kind.TABLE, text, links=links)


def _says_something(text: str) -> bool:
    """Whether a line holds a letter or a figure; icons, rules of dashes and the anchors of headings do not."""
    return any(map(str.isalnum, text)) or not _ANSWERS.isdisjoint(text)


def _label(tag: Tag) -> str:
    """The words of a button or a tab; bounded, for such elements can stand in each other."""
    return one_line(" ".join(node for node in islice(tag.descendants, 30) if type(node) is NavigableString))
