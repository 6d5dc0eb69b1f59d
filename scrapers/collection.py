"""Pages that hold several documents one after the other ("Legal"): which parts are the privacy policy. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice

from scrapers import vocabulary
from scrapers.blocks import Element, Kind, Outline

_CANDIDATES = 20
_LEAST = 3000  # characters of a part that is a document and no summary


def privacy_parts(page: Outline, container: Element) -> list[Element]:
    """The elements inside the container that are the privacy policy and its supplements, where others are not.

    Empty where the container holds one document only.
    """
    named = (
        element
        for element in page.elements
        if element is not container
        and _within(element, container)
        and any(vocabulary.names_privacy_document(title) for title in _titles(page, element))
        and _is_long(page, element)
    )
    for element in islice(named, _CANDIDATES):
        siblings = [other for other in page.elements if other.parent == element.parent]
        if any(_is_other(page, sibling) for sibling in siblings):
            return [sibling for sibling in siblings if sibling is element or _is_supplement(page, sibling)]
    return []


def _within(element: Element, container: Element) -> bool:
    return container.start <= element.start and element.end <= container.end


def _is_long(page: Outline, element: Element) -> bool:
    lengths = accumulate(len(block.text) for block in islice(page.blocks, element.start, element.end))
    return any(length >= _LEAST for length in lengths)


def _is_other(page: Outline, element: Element) -> bool:
    named = any(vocabulary.is_other_title(title) for title in _titles(page, element))
    return named and _is_long(page, element)


def _is_supplement(page: Outline, element: Element) -> bool:
    return any(vocabulary.is_privacy_title(title) for title in _titles(page, element))


def _titles(page: Outline, element: Element) -> Iterator[str]:
    """What an element calls itself: its id, its label, the heading that it begins with."""
    for name in ("id", "aria-labelledby", "aria-label"):
        if name in element.tag.attrs:
            yield re.sub(r"[-_]+", " ", str(element.tag[name]))
    first = page.blocks[element.start] if element.start < element.end else None
    if first is not None and first.kind is Kind.HEADING:
        yield first.text
