"""What sites ask of their visitors below a document, inside the same main part: to sign up, to buy, to subscribe. Pure.

An appeal stands at the end, is built otherwise than the parts of the document before it, says nothing about privacy,
and holds a button, a field, a link to another page that is a line of its own, or what customers say of the site.
"""

from __future__ import annotations

from collections.abc import Callable

from scrapers.page.blocks import Element, Outline
from scrapers.page.elements import first_inside, has_field
from scrapers.page.vocabulary import speaks_of_privacy
from scrapers.page.weights import Measure

_MOST = 4  # appeals of a page
_LONGEST = 800  # characters
_PART = 0.1  # share of the running text from which it is a part of the document
_LINE = 0.8  # share of a line in links
_QUOTED = ("blockquote",)
_GROUPS = frozenset(("div", "section", "aside", "article"))

LeadsOn = Callable[[str], bool]
"""Whether an address is another page of the same site."""


def appeals(page: Outline, alive: list[bool], measure: Measure, container: Element, leads_on: LeadsOn) -> list[Element]:
    """The elements at the end of the container that are no part of the document, the last one first."""
    asking = {index for index, _, href in page.anchors if leads_on(href) and _is_line(page, index)}
    asking |= {page.elements[place].start for place, label in page.buttons if label}
    found: list[Element] = []
    end = container.end
    while len(found) < _MOST:
        while end > container.start and not alive[end - 1]:
            end -= 1
        last = (each for each in page.elements if container.start < each.start < end <= each.end <= container.end)
        appeal = next((each for each in last if _is_appeal(page, each, measure, asking)), None)
        if appeal is None:
            return found
        found.append(appeal)
        end = appeal.start
    return found


def _is_line(page: Outline, index: int) -> bool:
    return index < len(page.blocks) and page.blocks[index].links >= _LINE * len(page.blocks[index].text)


def _is_appeal(page: Outline, element: Element, measure: Measure, asking: set[int]) -> bool:
    if element.tag.name not in _GROUPS or element.end - element.start < 2:
        return False
    if measure.characters(element) > _LONGEST or measure.weight(element) > _PART * measure.total:
        return False
    if speaks_of_privacy(" ".join(block.text for block in page.blocks[element.start : element.end])):
        return False
    asks = any(element.start <= index < element.end for index in asking) or has_field(element.tag)
    asks = asks or first_inside(element.tag, _QUOTED) is not None
    return asks and not _continues(page, element, measure)


def _continues(page: Outline, element: Element, measure: Measure) -> bool:
    """Whether an element is one of several parts that are built alike."""
    make = (element.tag.name, element.tag.attrs.get("class"))
    return any(
        (other.tag.name, other.tag.attrs.get("class")) == make and measure.weight(other) > 0
        for other in page.elements
        if other.parent == element.parent and other.start < element.start
    )
