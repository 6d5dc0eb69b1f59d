"""Elements that a consent product or a chat names: its window, or text, where it is the text's subject or has rendered
the document. Pure.
"""

from __future__ import annotations

from monitor.model import words
from scrapers.page.blocks import Element, Kind, Outline
from scrapers.page.elements import WIDGETS, Nature, is_widget_name
from scrapers.page.weights import Measure

_MOST = 0.5  # share of the running text from which an element is the document that a product renders
_MANY = 8  # elements of a product beside each other; a consent window is one, its parts stand inside it
_WINDOWS = ("dialog", "modal", "popup", "banner", "overlay", "consent", "preference", "bar", "message", "notif")


def own_widgets(page: Outline, measure: Measure) -> frozenset[int]:
    """Elements (by id()) named by a product that are text: because it is their subject, or the whole document's maker.

    (Help centres and policy services name every paragraph with the prefix that their chat or consent windows have.)
    """
    most = _MOST * measure.total
    widgets = [each for each in page.elements if each.nature is Nature.WIDGET]
    named = [each for each in widgets if measure.weight(each) < most]
    outermost: list[Element] = []
    for element in named:
        if not outermost or element.start >= outermost[-1].end:
            outermost.append(element)
    makers = [each for each in widgets if measure.weight(each) >= most]
    in_windows = any(map(_is_window, makers))
    if in_windows or len(outermost) < _MANY or sum(map(measure.weight, outermost)) < most:
        maker = makers[0] if makers and not in_windows else None
        return frozenset(id(each) for each in named if _is_anchored(page, each) or (maker and _is_part(each, maker)))
    return frozenset(map(id, named))


def _is_part(element: Element, maker: Element) -> bool:
    """Whether an element is part of the document that a product renders, and no window of it."""
    inside = maker.start <= element.start and element.end <= maker.end and maker.tag.name != "body"
    return inside and not _is_window(element) and not _products(element).isdisjoint(_products(maker))


def _products(element: Element) -> set[str]:
    names = f"{element.tag.attrs.get('id', '')} {element.tag.attrs.get('class', '')}".lower().replace("_", "-")
    return {part for part in WIDGETS if part in names}


def _is_window(element: Element) -> bool:
    attributes = element.tag.attrs
    named = f"{attributes.get('id', '')} {attributes.get('class', '')}".lower()
    return "role" in attributes or "aria-modal" in attributes or any(word in named for word in _WINDOWS)


def _is_anchored(page: Outline, element: Element) -> bool:
    """Whether an element is named after its own heading: a section on a product, and not the product's window."""
    first = page.blocks[element.start] if element.start < element.end else None
    if first is None or first.kind is not Kind.HEADING:
        return False
    names = [str(element.tag.attrs.get("id", "")), *str(element.tag.attrs.get("class", "")).split()]
    telling = [set(words(name.replace("_", " "))) for name in names if is_widget_name(name)]
    return bool(telling) and all(named <= set(words(first.text)) for named in telling)
