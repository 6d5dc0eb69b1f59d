"""Pages that hold several documents one after the other ("Legal"): which parts are the privacy policy. Pure.

A document is known by its title and its length. One whose title is nothing but its name ("Terms of Service") may be
short, where nothing beside it but documents speaks of privacy: else such titles are those of a policy's sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, chain, islice

from scrapers.page import vocabulary
from scrapers.page.blocks import Element, Kind, Outline
from scrapers.page.elements import Nature

_CANDIDATES = 20
_TITLE_LEVELS = (1, 2)
_LEAST = 3000  # characters of a part that is a document and no summary
_POLICY = 600  # ... of a policy under its bare name
_CONTRACT = 200  # ... of a contract beside it
_LABEL = 40  # characters of a title that is no heading


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
    return _written_parts(page, container) or _short_parts(page, container) or _named_parts(page, container)


def sections(page: Outline, container: Element, level: int) -> list[Element]:
    """The parts of an element that headings of a level begin, as elements; up to the next heading that is not below."""
    heads = [
        index
        for index in range(container.start, container.end)
        if page.blocks[index].kind is Kind.HEADING and page.blocks[index].level <= level
    ]
    ends = [*heads[1:], container.end]
    return [
        Element(container.tag, Nature.PLAIN, container.parent, start, end)
        for start, end in zip(heads, ends, strict=False)  # no headings, no parts
        if page.blocks[start].level == level
    ]


def _written_parts(page: Outline, container: Element) -> list[Element]:
    """The same where the documents only follow each other under their titles, without elements of their own."""
    for level in _TITLE_LEVELS:
        parts = sections(page, container, level)
        titles = [page.blocks[part.start].text for part in parts]
        named = [
            vocabulary.names_privacy_document(title) and _is_long(page, part)
            for title, part in zip(titles, parts, strict=True)
        ]
        others = [
            vocabulary.is_other_title(title) and _is_long(page, part) for title, part in zip(titles, parts, strict=True)
        ]
        if any(named) and any(others):
            return [part for title, part in zip(titles, parts, strict=True) if vocabulary.is_supplement_title(title)]
        if any(map(vocabulary.is_privacy_title, titles)):
            return []  # the headings below are sections of a policy
    return []


def _short_parts(page: Outline, container: Element) -> list[Element]:
    """The same of short documents under their bare names, which are elements beside each other or follow each other."""
    lines = [index for index in range(container.start, container.end) if len(page.blocks[index].text) <= _LABEL]
    policies = {index for index in lines if vocabulary.is_policy_name(page.blocks[index].text)}
    if not policies or not any(vocabulary.is_contract_name(page.blocks[index].text) for index in lines):
        return []
    policies |= {index - 1 for index in policies if _is_label(page, index - 1)}
    named = (
        element
        for element in page.elements
        if element.start in policies and element is not container and _within(element, container)
    )
    beside = ([other for other in page.elements if other.parent == each.parent] for each in islice(named, _CANDIDATES))
    following = (sections(page, container, level) for level in _TITLE_LEVELS)
    return next((parts for group in chain(beside, following) if (parts := _documents(page, group))), [])


def _named_parts(page: Outline, container: Element) -> list[Element]:
    """The same of long documents whose sections have headings of the same level as their names."""
    for level in _TITLE_LEVELS:
        heads = [part.start for part in sections(page, container, level) if _is_name(page.blocks[part.start].text)]
        parts = [
            Element(container.tag, Nature.PLAIN, container.parent, start, end)
            for start, end in zip(heads, [*heads[1:], container.end], strict=False)
        ]
        own = [part for part in parts if vocabulary.is_policy_name(page.blocks[part.start].text)]
        if 0 < len(own) < len(parts) and all(_is_long(page, part) for part in parts):
            return [] if _is_in_policy(page, heads[0]) else own
    return []


def _is_name(title: str) -> bool:
    return vocabulary.is_policy_name(title) or vocabulary.is_contract_name(title)


def _is_in_policy(page: Outline, index: int) -> bool:
    """Whether the title of a policy stands above a block."""
    above = page.blocks[:index]
    return any(block.kind is Kind.HEADING and vocabulary.is_privacy_title(block.text) for block in above)


def _documents(page: Outline, group: list[Element]) -> list[Element]:
    """Of parts that are documents those of the policy; none where they are the sections of one."""
    names = [_name(page, part) for part in group]
    if not any(map(vocabulary.is_policy_name, names)) or not any(map(vocabulary.is_contract_name, names)):
        return []
    kinds = [_kind(page, part, name) for part, name in zip(group, names, strict=True)]
    if not {"policy", "contract"}.issubset(kinds) or "section" in kinds:
        return []
    if _is_in_policy(page, group[0].start):
        return []
    return [part for part, kind in zip(group, kinds, strict=True) if kind in ("policy", "supplement")]


def _kind(page: Outline, part: Element, name: str) -> str:
    blocks = page.blocks[part.start : part.end]
    length = sum(len(block.text) for block in blocks)
    if length >= _POLICY and vocabulary.is_policy_name(name):
        return "policy"
    if length >= _CONTRACT and vocabulary.is_contract_name(name):
        return "contract"
    if vocabulary.is_supplement_title(name):
        return "supplement"
    if vocabulary.is_cookie_title(name):
        return "other"
    said = " ".join(block.text for block in blocks if block.kind is not Kind.HEADING)
    return "section" if vocabulary.speaks_of_persons(said) else "other"


def _name(page: Outline, element: Element) -> str:
    """What a part calls itself in its first line, or below the label of its tab."""
    begin = element.start + (element.start + 1 < element.end and _is_label(page, element.start))
    first = page.blocks[begin] if begin < element.end else None
    return first.text if first is not None and len(first.text) <= _LABEL and not first.links else ""


def _is_label(page: Outline, index: int) -> bool:
    """Whether a heading only announces the title of a document below it: "Privacy" above "Privacy Policy"."""
    if not 0 <= index < len(page.blocks) - 1:
        return False
    pair = page.blocks[index : index + 2]
    heads = all(block.kind is Kind.HEADING for block in pair)
    return heads and pair[0].level >= pair[1].level and _is_name(pair[1].text)


def _within(element: Element, container: Element) -> bool:
    return container.start <= element.start and element.end <= container.end


def _is_long(page: Outline, element: Element) -> bool:
    lengths = accumulate(len(block.text) for block in page.blocks[element.start : element.end])
    return any(length >= _LEAST for length in lengths)


def _is_other(page: Outline, element: Element) -> bool:
    named = any(vocabulary.is_other_title(title) for title in _titles(page, element))
    return named and _is_long(page, element)


def _is_supplement(page: Outline, element: Element) -> bool:
    return any(vocabulary.is_supplement_title(title) for title in _titles(page, element))


def _titles(page: Outline, element: Element) -> Iterator[str]:
    """What an element calls itself: its id, its label, the heading that it begins with."""
    for name in ("id", "aria-labelledby", "aria-label"):
        if name in element.tag.attrs:
            yield re.sub(r"[-_]+", " ", str(element.tag[name]))
    first = page.blocks[element.start] if element.start < element.end else None
    if first is not None and first.kind is Kind.HEADING:
        yield first.text
