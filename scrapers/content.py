"""Which blocks of a page are the document. Pure.

The running text of a policy is long, holds few links and lies in one container. So: leave out what is hidden, a widget
or furniture; go down from the body while one child holds nearly all running text; inside, leave out lists of links;
put the title on top. What a site calls its elements is a hint only: names decide about elements without running text,
because "sidebar-layout" and "cta-box" hold whole policies.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

from scrapers import collection
from scrapers.blocks import Block, Element, Kind, Outline
from scrapers.elements import Nature

_NEARLY_ALL = 0.9
_SHORT = 40  # characters below which a line is no running text
_MOST = 0.5  # share of the running text from which even a dialog or a hidden element is the page itself
_HIDDEN_TEXT = 300  # characters of running text from which a hidden element can be a closed panel
_LINKED = 0.35  # share of characters in links from which an element named like furniture is furniture
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

    def linked(self, element: Element) -> float:
        """The share of characters that stand in links."""
        characters = self._characters[element.end] - self._characters[element.start]
        return (self._links[element.end] - self._links[element.start]) / characters if characters else 0.0


def choose(page: Outline) -> list[int]:
    """Indices of the blocks that are the document, in reading order."""
    alive = [True] * len(page.blocks)
    _drop(page, alive, _is_left_out)
    _drop(page, alive, _is_furniture)
    container = _container(page, Measure(page.blocks, alive))
    container = collection.privacy_part(page, container) or container
    _drop_link_lists(page, container, alive)
    inside = [index for index in range(container.start, container.end) if alive[index]]
    return _with_title(page, alive, container, inside)


def _running(block: Block) -> int:
    """Characters of running text: headings, short lines and link texts weigh nothing."""
    if block.kind is Kind.HEADING or (block.kind is not Kind.TABLE and len(block.text) < _SHORT):
        return 0
    return max(len(block.text) - 2 * block.links, 0)


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
        return running == 0 or (measure.linked(element) > _LINKED and running < 0.2 * measure.total)
    return False


def _container(page: Outline, measure: Measure) -> Element:
    """The deepest element that holds nearly all running text."""
    enough = _NEARLY_ALL * measure.total
    best = page.elements[0]
    for element in page.elements:  # parents come first: a chain of nearly-alls is walked from top to bottom
        if measure.running(element) >= enough:
            best = element
    return best


def _drop_link_lists(page: Outline, container: Element, alive: list[bool]) -> None:
    measure = Measure(page.blocks, alive)
    for element in page.elements:
        inside = container.start <= element.start and element.end <= container.end and element is not container
        if inside and element.tag.name in ("ul", "ol", "div", "section") and measure.linked(element) > _LINK_LIST:
            alive[element.start : element.end] = [False] * (element.end - element.start)


def _with_title(page: Outline, alive: list[bool], container: Element, inside: list[int]) -> list[int]:
    """The document from its title on, which may stand before the container."""
    titles = [index for index in inside if _is_title(page.blocks[index])]
    if titles:
        running = next((index for index in inside if _running(page.blocks[index])), titles[0])
        return [index for index in inside if index >= min(titles[0], running)]
    before = [index for index in range(container.start) if _is_title(page.blocks[index])]
    return before[-1:] + inside


def _is_title(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.level == 1
