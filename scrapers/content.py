"""Which blocks of a page are the document. Pure.

The running text of a policy is long, holds few links and lies in one container. So: drop what declares itself to be
furniture, go down from the body while one child holds nearly all running text, then drop link lists inside.
"""

from __future__ import annotations

from itertools import accumulate

from scrapers.blocks import Block, Element, Kind, Outline
from scrapers.elements import Nature

# How much of the page's running text an element may hold and still be dropped for what it declares itself to be.
_DROPPED_BELOW = {Nature.FURNITURE: 0.2, Nature.HIDDEN: 0.5, Nature.WIDGET: 0.5}
_NEARLY_ALL = 0.9
_LINK_LIST = 0.6  # share of characters inside links from which a group of blocks is a list of links


def choose(page: Outline) -> list[int]:
    """Indices of the blocks that are the document, in reading order."""
    weights = [_weight(block) for block in page.blocks]
    alive = _without_furniture(page, weights)
    weights = [weight if keep else 0 for weight, keep in zip(weights, alive, strict=True)]
    container = _container(page, weights)
    _drop_link_lists(page, container, alive)
    chosen = [index for index in range(container.start, container.end) if alive[index]]
    return _title_before(page, alive, container, chosen) + chosen


def _weight(block: Block) -> int:
    """Characters of running text: headings, short lines and link texts weigh nothing."""
    if block.kind is Kind.HEADING or (block.kind is not Kind.TABLE and len(block.text) < 40):
        return 0
    return max(len(block.text) - 2 * block.links, 0)


def _without_furniture(page: Outline, weights: list[int]) -> list[bool]:
    sums = [0, *accumulate(weights)]
    total = sums[-1] or 1
    alive = [True] * len(weights)
    for element in page.elements[1:]:
        limit = _DROPPED_BELOW.get(element.nature)
        if limit is not None and sums[element.end] - sums[element.start] < limit * total:
            alive[element.start : element.end] = [False] * (element.end - element.start)
    return alive


def _container(page: Outline, weights: list[int]) -> Element:
    """The deepest element that holds nearly all running text."""
    sums = [0, *accumulate(weights)]
    best = page.elements[0]
    for element in page.elements:  # parents come first, so a chain of nearly-alls is walked from top to bottom
        if sums[element.end] - sums[element.start] >= _NEARLY_ALL * sums[-1]:
            best = element
    return best


def _drop_link_lists(page: Outline, container: Element, alive: list[bool]) -> None:
    characters = [0, *accumulate(len(block.text) for block in page.blocks)]
    links = [0, *accumulate(block.links for block in page.blocks)]
    for element in page.elements:
        if element is container or element.start < container.start or element.end > container.end:
            continue
        held = characters[element.end] - characters[element.start]
        if (
            element.tag.name in ("ul", "ol", "div", "section")
            and links[element.end] - links[element.start] > _LINK_LIST * held
        ):
            alive[element.start : element.end] = [False] * (element.end - element.start)


def _title_before(page: Outline, alive: list[bool], container: Element, chosen: list[int]) -> list[int]:
    """The document's title, where it stands before the container."""
    if any(page.blocks[index].kind is Kind.HEADING and page.blocks[index].level == 1 for index in chosen):
        return []
    before = [
        index
        for index in range(container.start)
        if page.blocks[index].kind is Kind.HEADING and page.blocks[index].level == 1
    ]
    return before[-1:]
