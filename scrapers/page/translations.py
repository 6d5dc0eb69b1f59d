"""Pages that hold a policy in several languages, in tabs or one below the other: which parts are translations. Pure."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from monitor.model.language import language_of
from scrapers.page.blocks import Element, Outline
from scrapers.page.collection import sections
from scrapers.page.weights import Measure

_VERSION = 0.2  # share of the running text from which a part can be the whole policy in one language
_ENOUGH = 600  # characters of such a part
_SAMPLE = 4000  # characters of a part that tell its language
_GROUPS = 10  # groups of siblings looked at; a policy has one, and a page that has more wants to cost time


def foreign_versions(page: Outline, measure: Measure, language: str) -> list[Element]:
    """The parts that say in other languages what a part beside them says in this one (ISO 639-1)."""
    siblings: defaultdict[int, list[Element]] = defaultdict(list)
    for element in page.elements[1:]:
        if _is_whole(element, measure):
            siblings[element.parent].append(element)
    written = [part for part in sections(page, page.elements[0], level=1) if _is_whole(part, measure)]
    foreign: list[Element] = []
    for group in islice((group for group in (written, *siblings.values()) if len(group) > 1), _GROUPS):
        spoken = [language_of(_sample(page, element)) for element in group]
        if language in spoken:
            foreign += [each for each, told in zip(group, spoken, strict=True) if told not in (language, None)]
    return foreign


def _is_whole(part: Element, measure: Measure) -> bool:
    """Whether a part is long enough to be the whole policy in one language."""
    return measure.weight(part) >= max(_VERSION * measure.total, _ENOUGH)


def _sample(page: Outline, element: Element) -> str:
    text = ""
    for block in islice(page.blocks, element.start, element.end):
        text += block.text + "\n"
        if len(text) > _SAMPLE:
            break
    return text
