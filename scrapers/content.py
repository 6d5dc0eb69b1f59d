"""Which blocks of a page are the document. Pure.

The running text of a policy is long, holds few links and lies in one container. So: leave out what is hidden, a widget
or furniture; go down from the body while one child holds nearly all running text; inside, leave out lists of links;
put the title on top. What a site calls its elements is a hint only: names decide about elements without running text,
because "sidebar-layout" and "cta-box" hold whole policies.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from urllib.parse import urlsplit

from scrapers import collection, vocabulary
from scrapers.blocks import Block, Element, Kind, Outline
from scrapers.elements import Nature

_NEARLY_ALL = 0.97
_MAIN = 0.8  # ... and what <main> or <article> has to hold
_SHORT = 40  # characters below which a line is no running text
_OTHER_MATTER = 4  # a passage without one word that policies are made of weighs a quarter
_MOST = 0.5  # share of the running text from which even a dialog or a hidden element is the page itself
_HIDDEN_TEXT = 300  # characters of running text from which a hidden element can be a closed panel
_LINKED = 0.35  # share of characters in links from which an element named like furniture is furniture
_FIELDS = ("input", "textarea", "select")
_LINK_LIST = 0.6  # ... and from which any group of blocks is a list of links


class Measure:
    """Sums over ranges of blocks: running text, characters, characters in links."""

    def __init__(self, blocks: list[Block], alive: list[bool]) -> None:
        live = list(zip(blocks, alive, strict=True))
        self._running = [0, *accumulate(_running(block) if keep else 0 for block, keep in live)]
        self._characters = [0, *accumulate(len(block.text) if keep else 0 for block, keep in live)]
        self._links = [0, *accumulate(block.links if keep else 0 for block, keep in live)]
        self.total = self._running[-1]

    def running(self, element: Element) -> int:
        return self._running[element.end] - self._running[element.start]

    def characters(self, element: Element) -> int:
        return self._characters[element.end] - self._characters[element.start]

    def linked(self, element: Element) -> float:
        """The share of characters that stand in links."""
        characters = self.characters(element)
        return (self._links[element.end] - self._links[element.start]) / characters if characters else 0.0


def choose(page: Outline, host: str | None) -> list[int]:
    """Indices of the blocks that are the document, in reading order. host: the page's own, where it is known."""
    alive = [True] * len(page.blocks)
    _drop(page, alive, _is_left_out)
    _drop(page, alive, _is_furniture)
    container = _container(page, Measure(page.blocks, alive))
    parts = collection.privacy_parts(page, container) or [container]
    _drop_link_lists(page, parts, alive, host)
    inside = [index for part in parts for index in range(part.start, part.end) if alive[index]]
    return _with_title(page, alive, container, inside)


def _running(block: Block) -> int:
    """Characters of running text: headings, short lines and link texts weigh nothing, other matters little."""
    if block.kind is Kind.HEADING or (block.kind is not Kind.TABLE and len(block.text) < _SHORT):
        return 0
    running = max(len(block.text) - 2 * block.links, 0)
    return running if vocabulary.speaks_of_data(block.text) else running // _OTHER_MATTER


def _drop(page: Outline, alive: list[bool], condemned: Callable[[Element, Measure], bool]) -> None:
    measure = Measure(page.blocks, alive)
    for element in page.elements[1:]:
        if element.nature > Nature.PANEL and condemned(element, measure):
            alive[element.start : element.end] = [False] * (element.end - element.start)


def _is_left_out(element: Element, measure: Measure) -> bool:
    """Consent widgets, dialogs, and what is hidden, unless it holds a policy's text behind a closed lid."""
    if element.nature is Nature.HIDDEN:
        closed = measure.running(element) >= _HIDDEN_TEXT and measure.linked(element) < _LINKED
        return not closed
    return element.nature is Nature.WIDGET and measure.running(element) < _MOST * measure.total


def _is_furniture(element: Element, measure: Measure) -> bool:
    running = measure.running(element)
    if element.nature is Nature.FURNITURE:
        return running < 0.2 * measure.total
    if element.nature is Nature.NAMED:
        if running >= 0.2 * measure.total:
            return False
        bare = running < measure.characters(element) / _OTHER_MATTER
        linked = measure.linked(element)
        return linked > _LINKED or (bare and (linked > 0 or element.tag.find(_FIELDS) is not None))
    return False


def _container(page: Outline, measure: Measure) -> Element:
    """The deepest element that holds nearly all running text, but no deeper than the page's own <main>."""
    best = page.elements[0]
    for element in page.elements:  # parents come first: a chain of nearly-alls is walked from top to bottom
        enough = _MAIN if element.nature is Nature.CONTENT else _NEARLY_ALL
        if measure.running(element) >= enough * measure.total and best.nature is not Nature.CONTENT:
            best = element
    return best


def _drop_link_lists(page: Outline, parts: list[Element], alive: list[bool], host: str | None) -> None:
    """Leaves out groups of links to other pages of the site.

    A table of contents leads to the page itself, a list of partners or browsers to other sites: those are content.
    """
    onward = [0] * len(page.blocks)
    for index, label, href in page.anchors:
        if _leads_on(href, host):
            onward[index] += len(label)
    sums = [0, *accumulate(onward)]
    measure = Measure(page.blocks, alive)
    for element in page.elements:
        inside = any(part.start <= element.start and element.end <= part.end and element is not part for part in parts)
        held = measure.characters(element)
        if inside and held and sums[element.end] - sums[element.start] > _LINK_LIST * held:
            alive[element.start : element.end] = [False] * (element.end - element.start)


def _leads_on(href: str, host: str | None) -> bool:
    """Whether a link leads to another page of the same site."""
    if href.startswith(("#", "mailto:", "tel:", "javascript:")):
        return False
    address = urlsplit(href) if "//" in href else None
    return address is None or not address.netloc or address.netloc == host


def _with_title(page: Outline, alive: list[bool], container: Element, inside: list[int]) -> list[int]:
    """The document from its title on, which may stand before the container."""
    titles = [index for index in inside if _is_title(page.blocks[index])]
    if titles:
        running = next((index for index in inside if _running(page.blocks[index])), titles[0])
        return [index for index in inside if index >= min(titles[0], running)]
    before = [index for index in range(container.start) if alive[index] and _is_title(page.blocks[index])]
    return before[-1:] + inside


def _is_title(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.level == 1
