"""Pages that hold several documents one after the other ("Legal"): which part is the privacy policy. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.blocks import Element, Kind, Outline

_PRIVACY = re.compile(
    r"^(?:(?:our|your|the|website|global|general|online|customer|[a-z]+[’']?s?)\W+){0,3}"
    r"(?:privacy|data protection|datenschutz\w*|confidentialit[ée]|privacidad|privacy)"
    r"(?:\W+(?:policy|notice|statement|declaration|erkl[äa]rung|hinweise?))?$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:terms|conditions|agreement|acceptable use|usage policy|dmca|copyright|imprint|impressum|service level|"
    r"addendum|cgu|cgv|agb|guidelines|code of conduct|refund policy)\b",
    re.IGNORECASE,
)
_LEAST = 1500  # characters of a part that is a document and no summary


def privacy_part(page: Outline, container: Element) -> Element | None:
    """The element inside the container that is the privacy policy, where its neighbours are other documents."""
    for element in page.elements:
        if element is container or not _within(element, container) or _length(page, element) < _LEAST:
            continue
        if not any(_PRIVACY.match(title) for title in _titles(page, element)):
            continue
        if sum(_is_other(page, sibling) for sibling in _siblings(page, element)) >= 1:
            return element
    return None


def _within(element: Element, container: Element) -> bool:
    return container.start <= element.start and element.end <= container.end


def _length(page: Outline, element: Element) -> int:
    return sum(len(block.text) for block in page.blocks[element.start : element.end])


def _siblings(page: Outline, element: Element) -> Iterator[Element]:
    return (other for other in page.elements if other.parent == element.parent and other is not element)


def _is_other(page: Outline, element: Element) -> bool:
    return _length(page, element) >= _LEAST and any(_OTHER.search(title) for title in _titles(page, element))


def _titles(page: Outline, element: Element) -> Iterator[str]:
    """What an element calls itself: its id, its label, the heading that it begins with."""
    for name in ("id", "aria-labelledby", "aria-label"):
        if name in element.tag.attrs:
            yield re.sub(r"[-_]+", " ", str(element.tag[name]))
    first = page.blocks[element.start] if element.start < element.end else None
    if first is not None and first.kind is Kind.HEADING:
        yield first.text
