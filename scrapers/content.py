"""Which blocks of a page are the document. Pure.

The running text of a policy is long, holds few links and lies in one container. So: leave out what is hidden, a widget
or furniture; go down from the body while one child holds nearly all running text; inside, leave out lists of links;
put the title on top. What a site calls its elements is a hint only: names decide about elements without running text,
because "sidebar-layout" and "cta-box" hold whole policies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate, islice

from scrapers import collection
from scrapers.blocks import Block, Element, Kind, Outline
from scrapers.elements import Nature
from scrapers.links import host_of
from scrapers.translations import foreign_versions
from scrapers.vocabulary import is_page_talk, is_privacy_title
from scrapers.weights import Measure, Weights

_NEARLY_ALL = 0.97
_MAIN = 0.8  # ... and what <main> or <article> has to hold
_MOST = 0.5  # share of the running text from which even a dialog or a hidden element is the page itself
_HIDDEN_TEXT = 300  # characters of running text from which a hidden element can be a closed panel
_LINKED = 0.35  # share of characters in links from which an element named like furniture is furniture
_TELLING = 60  # characters of a passage that does not repeat by chance
_PASSAGES = 3
_LOOKS = 50  # elements looked at closely; a page that nests more copies wants to cost time
_COPY = 0.2  # share of the running text from which an element can be a copy of another
_SAME = 0.9  # share of its passages that stand before it already
_LITTLE = 0.2  # share of the running text up to which furniture is what it is called
_COPYRIGHT = re.compile(r"(?:copyright\b.{0,20})?(?:©|\(c\)\s*\d{4})|copyright\s+\d{4}", re.IGNORECASE)
_FIELDS = ("input", "textarea", "select")
_LINK_LIST = 0.6  # ... and from which any group of blocks is a list of links
_GROUP = 2  # links; a lone one ("Cookie notice") continues the sentence before it


def choose(page: Outline, weights: Weights, host: str | None, language: str | None = None) -> list[int]:
    """Indices of the blocks that are the document, in reading order.

    host: the page's own, language: the wanted one or that which the page declares, where they are known.
    """
    alive = [True] * len(page.blocks)
    for condemned in (_is_left_out, _is_furniture):
        _drop(page, alive, Measure(page.blocks, weights, alive), condemned)
    _drop_header_and_footer(page, alive, Measure(page.blocks, weights, alive))
    _drop_repeats(page, alive, Measure(page.blocks, weights, alive))
    measure = Measure(page.blocks, weights, alive)
    if language and (foreign := foreign_versions(page, measure, language)):
        for element in foreign:
            alive[element.start : element.end] = [False] * (element.end - element.start)
        measure = Measure(page.blocks, weights, alive)
    container = _container(page, measure)
    parts = collection.privacy_parts(page, container) or [container]
    _drop_link_lists(page, parts, alive, host, measure)
    inside = [
        index
        for part in parts
        for index in range(part.start, part.end)
        if alive[index] and not _is_page_talk(page.blocks[index])
    ]
    return _with_title(page, weights, alive, container, inside)


def _drop(page: Outline, alive: list[bool], measure: Measure, condemned: Callable[[Element, Measure], bool]) -> None:
    for element in page.elements[1:]:
        if element.nature > Nature.PANEL and condemned(element, measure):
            alive[element.start : element.end] = [False] * (element.end - element.start)


def _drop_header_and_footer(page: Outline, alive: list[bool], measure: Measure) -> None:
    """Leaves out what is named like furniture and stands before the document's own title, or claims copyright.

    (Menus with a sentence about each product hold too much running text to be told by their links.)
    """
    titles = (index for index, block in enumerate(page.blocks) if _is_title(block) and alive[index])
    title = next((index for index in titles if is_privacy_title(page.blocks[index].text)), 0)
    for element in page.elements[1:]:
        if element.nature is Nature.NAMED and measure.weight(element) < _LITTLE * measure.total:
            inside = page.blocks[element.start : element.end]
            if element.end <= title or any(_COPYRIGHT.match(block.text) for block in inside):
                alive[element.start : element.end] = [False] * len(inside)


def _drop_repeats(page: Outline, alive: list[bool], measure: Measure) -> None:
    """Leaves out the second copy of a text that a page holds once for phones and once for desks."""
    first: dict[str, int] = {}
    for index, block in enumerate(page.blocks):
        if alive[index] and len(block.text) >= _TELLING:
            first.setdefault(block.text, index)
    repeats = [0, *accumulate(first.get(block.text, index) < index for index, block in enumerate(page.blocks))]
    again = _named_again(page)
    suspected = (
        element
        for element in page.elements[1:]
        if repeats[element.end] - repeats[element.start] >= _PASSAGES
        and (measure.weight(element) >= _COPY * measure.total or id(element) in again)
    )
    for element in islice(suspected, _LOOKS):
        inside = range(element.start, element.end)
        copied = [
            first[page.blocks[index].text] < element.start for index in inside if page.blocks[index].text in first
        ]
        if sum(copied) > _SAME * len(copied):
            alive[element.start : element.end] = [False] * len(inside)


def _named_again(page: Outline) -> set[int]:
    """Elements (by id()) whose HTML id another one had before: parts that a site renders again."""
    seen: set[str] = set()
    again: set[int] = set()
    for element in page.elements:
        name = str(element.tag.attrs.get("id", ""))
        if name in seen:
            again.add(id(element))
        elif name:
            seen.add(name)
    return again


def _is_left_out(element: Element, measure: Measure) -> bool:
    """Consent widgets, dialogs, and what is hidden, unless it holds a policy's text behind a closed lid."""
    if element.nature is Nature.HIDDEN:
        closed = measure.weight(element) >= _HIDDEN_TEXT and measure.linked(element) < _LINKED
        return not closed
    return element.nature is Nature.WIDGET and measure.weight(element) < _MOST * measure.total


def _is_furniture(element: Element, measure: Measure) -> bool:
    running = measure.weight(element)
    if element.nature is Nature.FURNITURE:
        return running < _LITTLE * measure.total
    if element.nature is Nature.NAMED:
        if running >= _LITTLE * measure.total:
            return False
        linked = measure.linked(element)
        return linked > _LINKED or (measure.is_bare(element) and (linked > 0 or element.tag.find(_FIELDS) is not None))
    return False


def _container(page: Outline, measure: Measure) -> Element:
    """The deepest element that holds nearly all running text, but no deeper than the page's own <main>."""
    best = page.elements[0]
    if not measure.total:
        return best
    for element in page.elements:  # parents come first: a chain of nearly-alls is walked from top to bottom
        is_main = element.nature is Nature.CONTENT
        if best.nature is Nature.CONTENT and not is_main:
            continue
        enough = _MAIN if is_main and best.nature is not Nature.CONTENT else _NEARLY_ALL
        if measure.weight(element) >= enough * measure.total:
            best = element
    return best


def _drop_link_lists(
    page: Outline, parts: list[Element], alive: list[bool], host: str | None, measure: Measure
) -> None:
    """Leaves out groups of links to other pages of the site.

    A table of contents leads to the page itself, a list of partners or browsers to other sites: those are content.
    """
    onward = [0] * len(page.blocks)
    links = [0] * len(page.blocks)
    for index, label, href in page.anchors:
        if _leads_on(href, host):
            onward[index] += len(label)
            links[index] += 1
    sums, counts = [0, *accumulate(onward)], [0, *accumulate(links)]
    for element in page.elements:
        inside = any(part.start <= element.start and element.end <= part.end and element is not part for part in parts)
        group = inside and counts[element.end] - counts[element.start] >= _GROUP
        if group and sums[element.end] - sums[element.start] > _LINK_LIST * measure.characters(element):
            alive[element.start : element.end] = [False] * (element.end - element.start)


def _leads_on(href: str, host: str | None) -> bool:
    """Whether a link leads to another page of the same site."""
    if href.startswith(("#", "mailto:", "tel:", "javascript:")):
        return False
    return host_of(href) in ("", host)


def _with_title(page: Outline, weights: Weights, alive: list[bool], container: Element, inside: list[int]) -> list[int]:
    """The document from its title on, which may stand before the container."""
    titles = [index for index in inside if _is_title(page.blocks[index])]
    if titles:
        about_data = next((index for index in inside if weights.legal[index]), titles[0])
        return [index for index in inside if index >= min(titles[0], about_data)]
    before = [index for index in range(container.start) if alive[index] and _is_title(page.blocks[index])]
    return before[-1:] + inside


def _is_page_talk(block: Block) -> bool:
    return block.kind in (Kind.PARAGRAPH, Kind.HEADING) and is_page_talk(block.text)


def _is_title(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.level == 1
