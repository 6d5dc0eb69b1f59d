"""Hidden elements that a visitor opens: the bodies of accordions and tabs, told by the lid before each of them. Pure.

A long hidden text is kept anyway (scrapers.page.content); this is for the short ones ("Do you sell my data?" - "No.").
They are known by their structure: each follows a button, a label or a heading, and all of them together hold running
text; or links elsewhere lead to each of several alike, of which one is shown ("EEA", "United States").
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from bs4.element import Tag

from scrapers.page.blocks import Element, Outline
from scrapers.page.elements import Nature, has_field, is_widget_name
from scrapers.page.vocabulary import speaks_of_persons
from scrapers.page.weights import Measure

_TOGETHER = 300  # characters of running text that panels of one make hold together
_LINKED = 0.35  # share of characters in links from which a hidden element is a menu
_LIDS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "button", "label", "summary", "legend"))
_OPENERS = frozenset(("button", "label", "summary"))
_DEEP = 20  # elements of a lid that are looked at
_LAYERS = 3  # parts of one make that are no chance
_UP = 2  # levels that a panel is wrapped in


def closed_panels(page: Outline, measure: Measure) -> frozenset[int]:
    """Elements (by id()) that are hidden, but only until someone opens them."""
    groups: defaultdict[tuple[str, ...], list[Element]] = defaultdict(list)
    for element in page.elements:
        if element.nature is Nature.HIDDEN and measure.linked(element) < _LINKED:
            lid = _before(element.tag)
            if lid is not None and _opens(lid):
                groups[_make(element.tag, lid)].append(element)
    lidded = frozenset(
        id(element)
        for group in groups.values()
        if sum(measure.weight(element) for element in group) >= _TOGETHER
        for element in group
    )
    return lidded | _other_tabs(page, measure) | _layers(page, measure)


def _other_tabs(page: Outline, measure: Measure) -> frozenset[int]:
    """Of parts beside each other that links lead to, those that are hidden while another is shown."""
    opened = {href[1:] for _, _, href in page.anchors if href.startswith("#") and len(href) > 1}
    parts = [each for each in page.elements if each.tag.attrs.get("id") in opened and measure.linked(each) < _LINKED]
    parts = [each for each in parts if measure.weight(each) > 0]
    shown = {(each.parent, each.tag.name) for each in parts if each.nature <= Nature.PANEL}
    return frozenset(
        id(each) for each in parts if each.nature is Nature.HIDDEN and (each.parent, each.tag.name) in shown
    )


def _layers(page: Outline, measure: Measure) -> frozenset[int]:
    """Hidden parts and windows of one make that hold the longer forms of what a notice says in short."""
    groups: defaultdict[tuple[str, str], list[Element]] = defaultdict(list)
    for element in page.elements:
        if element.nature in (Nature.HIDDEN, Nature.WIDGET) and measure.linked(element) < _LINKED:
            group = groups[element.tag.name, str(element.tag.attrs.get("class", ""))]
            if not group or element.start >= group[-1].end:  # none that stand in each other
                group.append(element)
    return frozenset(id(element) for group in groups.values() if _are_layers(page, group, measure) for element in group)


def _are_layers(page: Outline, group: list[Element], measure: Measure) -> bool:
    if len(group) < _LAYERS or sum(map(measure.weight, group)) < _TOGETHER:
        return False
    if any(is_widget_name(str(each.tag.attrs.get("class", ""))) or has_field(each.tag) for each in group):
        return False
    texts = (" ".join(block.text for block in page.blocks[each.start : each.end]) for each in group)
    return 2 * sum(map(speaks_of_persons, texts)) > len(group)


def _before(tag: Tag) -> Tag | None:
    """The element before this one, or before what wraps it alone."""
    node = tag
    for _ in range(_UP + 1):
        sibling = next((other for other in node.previous_siblings if isinstance(other, Tag) and _is_read(other)), None)
        if sibling is not None or node.parent is None:
            return sibling
        node = node.parent
    return None


def _is_read(tag: Tag) -> bool:
    return tag.name != "input"  # the box that a label of a panel ticks


def _opens(lid: Tag) -> bool:
    """Whether an element is the title of what follows it, or holds a button that opens it."""
    if lid.name in _LIDS or _is_opener(lid):
        return True
    return any(isinstance(part, Tag) and _is_opener(part) for part in islice(lid.descendants, _DEEP))


def _is_opener(tag: Tag) -> bool:
    return tag.name in _OPENERS or "aria-expanded" in tag.attrs or "aria-controls" in tag.attrs


def _make(tag: Tag, lid: Tag) -> tuple[str, ...]:
    return tuple(str(part) for each in (tag, lid) for part in (each.name, each.attrs.get("class", "")))
