"""Parts of a page that repeat what stands before them: a text rendered twice, and its earlier versions. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice

from scrapers import dates
from scrapers.page.blocks import Element, Kind, Outline
from scrapers.page.elements import Nature
from scrapers.page.vocabulary import names_earlier
from scrapers.page.weights import Measure

_TELLING = 60  # characters of a passage that does not repeat by chance
_PASSAGES = 3
_LOOKS = 50  # elements looked at closely; a page that nests more copies wants to cost time
_COPY = 0.2  # share of the running text from which an element can be a copy of another
_SAME = 0.9  # share of its passages that stand before it already
_EARLIER = 0.5  # ... of those of an earlier version, which is closed and says that it is one
_NAMED = re.compile(r"version|archive|revision|history", re.IGNORECASE)  # an element, or a label with a date
_LABELS = 3  # first blocks of a version, among which its name and its date are


def copies(page: Outline, alive: list[bool], measure: Measure) -> Iterator[Element]:
    """The second copies of a text that a page holds once for phones and once for desks, and its earlier versions."""
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
        same = sum(copied)
        if same > _SAME * len(copied) or (same >= _EARLIER * len(copied) and _is_earlier(page, alive, element)):
            yield element


def _is_earlier(page: Outline, alive: list[bool], element: Element) -> bool:
    """Whether a part is closed and an earlier version by its name, or by its date where it is called a version."""
    if element.nature not in (Nature.PANEL, Nature.HIDDEN) and element.tag.name != "details":
        return False
    labels = [block.text for block in page.blocks[element.start : element.end][:_LABELS]]
    above = (index for index in reversed(range(element.start)) if alive[index])
    heading = next((page.blocks[index].text for index in above if page.blocks[index].kind is Kind.HEADING), "")
    if any(map(names_earlier, (heading, *labels))):
        return True
    named = f"{element.tag.attrs.get('class', '')} {element.tag.attrs.get('id', '')} {labels[0]}"
    own = next(filter(None, map(dates.first_date, labels)), None)
    if own is None or not _NAMED.search(named):
        return False
    before = (block.text for block in page.blocks[: element.start] if dates.dates_itself(block.text))
    current = next(filter(None, map(dates.first_date, before)), None)
    return current is not None and own < current


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
