"""Which parts of a page are no text of its document: what is hidden, requests for consent, menus, headers, footers and
copies. Pure.

What a site calls its elements is a hint only: names decide about elements without running text, because
"sidebar-layout" and "cta-box" hold whole policies.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from itertools import islice

from bs4.element import Tag

from scrapers.page import consent, preamble
from scrapers.page.blocks import Element, Outline
from scrapers.page.copies import copies
from scrapers.page.elements import OWN_LINKS, Nature, first_inside, has_field, is_only_unread
from scrapers.page.lids import other_buttons
from scrapers.page.panels import closed_panels
from scrapers.page.vocabulary import is_privacy_title, names_privacy_document
from scrapers.page.weights import Measure, Weights
from scrapers.page.widgets import own_widgets

_MOST = 0.5  # share of the running text from which even a dialog or a hidden element is the page itself
_HIDDEN_TEXT = 300  # characters of running text from which a hidden element can be a closed panel
_LINKED = 0.35  # share of characters in links from which an element named like furniture is what it is called
_LITTLE = 0.2  # share of the running text up to which furniture is what it is called
_FEW = 600  # characters of it up to which that is so on any page: a short wall must not be read with its menus
_EDGE = 0.1  # share of the running text between an element and the page's beginning or end
_BY_ITSELF = 1500  # characters of running text that are a policy
_TITLES = 3  # first blocks of a window among which its title is
_FOOT_LINKS = 3
COPYRIGHT = re.compile(r"(?:copyright\b.{0,20})?(?:©|\(c\)\s*\d{4})|copyright\s+\d{4}", re.IGNORECASE)
_COUNTED = re.compile(
    r"^\W*(?:\d+|one|no)\b.{0,40}\b(?:comments?|thoughts?|repl(?:y|ies)|responses?)\b|comments? \(\d+\)", re.IGNORECASE
)
_LIVE = frozenset(("alert", "status", "log"))  # roles of what a page says while it is used, and of boxes in its text


def without_furniture(page: Outline, weights: Weights) -> list[bool]:
    """Per block: whether it may be text of the document."""
    alive = [True] * len(page.blocks)
    measure = Measure(weights, alive)
    for button in other_buttons(page):
        leave_out(alive, button)
    kept = closed_panels(page, measure) | own_widgets(page, measure) | _behind_windows(page)
    _drop(page, alive, measure, lambda element, measure: id(element) not in kept and _is_left_out(element, measure))
    _drop_large_windows(page, alive, Measure(weights, alive), kept)
    _drop(page, alive, Measure(weights, alive), partial(_is_furniture, titled=_titled(page)))
    _drop_requests(page, alive, Measure(weights, alive))
    _drop_header_and_footer(page, alive, Measure(weights, alive))
    _drop_site_foot(page, alive, Measure(weights, alive))
    _drop_page_foot(page, alive, Measure(weights, alive))
    for copy in copies(page, alive, Measure(weights, alive)):
        leave_out(alive, copy)
    return alive


def leave_out(alive: list[bool], element: Element) -> None:
    """Marks all blocks of an element as no text of the document."""
    alive[element.start : element.end] = [False] * (element.end - element.start)


def _drop(page: Outline, alive: list[bool], measure: Measure, condemned: Callable[[Element, Measure], bool]) -> None:
    for element in page.elements[1:]:
        if element.nature > Nature.PANEL and condemned(element, measure):
            leave_out(alive, element)


def _drop_large_windows(page: Outline, alive: list[bool], measure: Measure, kept: frozenset[int]) -> None:
    """Leaves out consent windows with more text than the policy, where what stands beside them is one by itself; and
    what is hidden, where that stands in the page's own main part.
    """
    mains = [each for each in page.elements if each.nature is Nature.CONTENT and measure.weight(each) >= _BY_ITSELF]
    for element in page.elements[1:]:
        if element.nature < Nature.HIDDEN or id(element) in kept or not any(alive[element.start : element.end]):
            continue
        if element.nature is Nature.WIDGET:
            spare = measure.total - measure.weight(element) >= _BY_ITSELF
        else:
            spare = any(main.end <= element.start or element.end <= main.start for main in mains)
        titles = (block.text for block in page.blocks[element.start : element.end][:_TITLES])
        if spare and not any(map(names_privacy_document, titles)):
            leave_out(alive, element)


def _drop_requests(page: Outline, alive: list[bool], measure: Measure) -> None:
    """Leaves out requests to accept cookies, which stand before or after the document and never inside it."""
    for box in consent.requests(page, measure):
        weight = measure.weight(box)
        spare = weight < _MOST * measure.total or measure.total - weight >= _BY_ITSELF
        if spare and min(measure.around(box)) <= _EDGE * measure.total:
            leave_out(alive, box)


def _drop_header_and_footer(page: Outline, alive: list[bool], measure: Measure) -> None:
    """Leaves out what is named like furniture and stands before the document's own title, or claims copyright.

    (Menus with a sentence about each product hold too much running text to be told by their links.)
    """
    titles = (index for index, block in enumerate(page.blocks) if preamble.is_title(block) and alive[index])
    title = next((index for index in titles if is_privacy_title(page.blocks[index].text)), 0)
    claiming = [index for index, block in enumerate(page.blocks) if COPYRIGHT.match(block.text)]
    for element in page.elements[1:]:
        if element.nature not in (Nature.NAMED, Nature.FURNITURE):
            continue
        share = measure.weight(element) / max(measure.total, 1)
        claims = _count(claiming, element) > 0
        if element.nature is Nature.NAMED and share < _LITTLE and (claims or element.end <= title):
            leave_out(alive, element)
        if element.nature is Nature.FURNITURE and share < _MOST and claims and measure.linked(element) > _LINKED:
            leave_out(alive, element)  # notes on offers and prices can be longer than a short document


def _drop_site_foot(page: Outline, alive: list[bool], measure: Measure) -> None:
    """Leaves out the site's footer where it holds more text than links (what a bank has to say of its offers), and what
    visitors say below the document.
    """
    title = next((n for n, block in enumerate(page.blocks) if alive[n] and preamble.is_own_title(block)), None)
    if title is None:
        return
    claims = [index for index, block in enumerate(page.blocks) if COPYRIGHT.match(block.text)]
    links = sorted(index for index, _, href in page.anchors if not href.startswith(OWN_LINKS))
    end = looked = title
    for element in page.elements[1:]:
        if element.start < end or element.nature not in (Nature.NAMED, Nature.FURNITURE):
            continue
        named = f"{element.tag.name} {element.tag.attrs.get('class', '')} {element.tag.attrs.get('id', '')}".lower()
        if "footer" in named and _count(claims, element) and _count(links, element) >= _FOOT_LINKS:
            left_out = True
        else:
            below = "comments" in named and element.start >= looked and measure.around(element)[0] >= _FEW
            looked = element.end if below else looked
            left_out = below and _is_discussion(page, element)
        if left_out and measure.total - measure.weight(element) >= _FEW:
            leave_out(alive, element)
            end = element.end


def _count(indices: list[int], element: Element) -> int:
    """How many of some blocks (in their order) an element holds."""
    return bisect_left(indices, element.end) - bisect_left(indices, element.start)


def _is_discussion(page: Outline, element: Element) -> bool:
    """Whether what is called comments counts them, or has a field for more."""
    heads = (block.text for block in islice(page.blocks, element.start, min(element.end, element.start + _TITLES)))
    return any(map(_COUNTED.search, heads)) or has_field(element.tag)


def _drop_page_foot(page: Outline, alive: list[bool], measure: Measure) -> None:
    """Leaves out what stands at the page's end, claims copyright and links to the rest of the site, however named."""
    claims = [index for index, block in enumerate(page.blocks) if alive[index] and COPYRIGHT.match(block.text)]
    foot = _around(page, measure, claims[-1]) if claims else None
    if foot is None or measure.around(foot)[1] > _EDGE * measure.total:
        return
    links = sum(foot.start <= index < foot.end and not href.startswith(OWN_LINKS) for index, _, href in page.anchors)
    if links >= _FOOT_LINKS:
        leave_out(alive, foot)


def _around(page: Outline, measure: Measure, index: int) -> Element | None:
    """The largest element around a block that holds little of the running text."""
    around = (each for each in page.elements[1:] if each.start <= index < each.end)
    return next((each for each in around if measure.weight(each) <= _EDGE * measure.total), None)


def _behind_windows(page: Outline) -> frozenset[int]:
    """Elements (by id()) that hold the page itself, and are hidden from screen readers while a window is before it."""
    hidden = (each for each in page.elements if each.nature is Nature.HIDDEN)
    return frozenset(
        id(each) for each in hidden if is_only_unread(each.tag) and first_inside(each.tag, ("main", "h1")) is not None
    )


def _is_left_out(element: Element, measure: Measure) -> bool:
    """Consent widgets, dialogs, and what is hidden, unless it holds a policy's text behind a closed lid."""
    if element.nature is Nature.HIDDEN:
        closed = measure.weight(element) >= _HIDDEN_TEXT and measure.linked(element) < _LINKED
        return not closed
    return element.nature is Nature.WIDGET and measure.weight(element) < _MOST * measure.total


def _titled(page: Outline) -> frozenset[int]:
    """Where the document's own title stands: often below a trail of links, in a header that holds no more."""
    return frozenset(index for index, block in enumerate(page.blocks) if preamble.is_own_title(block))


def _asks(tag: Tag) -> bool:
    """Whether an element holds something to click (buttons to share have no words), to fill in, or speaks up itself."""
    inside = (node for node in tag.descendants if isinstance(node, Tag))
    leads_on = any(node.name == "a" and "href" in node.attrs for node in inside)
    return leads_on or tag.attrs.get("role") in _LIVE or has_field(tag)


def _is_furniture(element: Element, measure: Measure, *, titled: frozenset[int]) -> bool:
    running = measure.weight(element)
    if element.nature is Nature.FURNITURE:
        few = 0 if element.tag.name == "form" else _FEW  # some sites put whole pages into one form
        if element.tag.name == "nav" and running and not measure.linked(element):
            return False  # builders open answers like menus
        return running < max(_LITTLE * measure.total, few)
    if element.nature is Nature.NAMED:
        if running >= max(_LITTLE * measure.total, _FEW):
            return False
        if element.tag.name == "header" and not titled.isdisjoint(range(element.start, element.end)):
            return False
        linked = measure.linked(element)
        return linked > _LINKED or (measure.is_bare(element) and (linked > 0 or _asks(element.tag)))
    return False
