"""Requests to accept cookies, known by what they are and not by who made them: a small box that speaks of cookies or
consent and has a button to accept. Pure.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from scrapers.blocks import Element, Outline

_RULES = tomllib.loads(files("scrapers").joinpath("rules/captures.toml").read_text("utf-8"))["consent"]
_BUTTON = re.compile(rf"(?:{'|'.join(_RULES['buttons'])})[.!]?", re.IGNORECASE)
_SUBJECT = re.compile(r"cookie|consent|einwillig|consentement|consentimiento|consenso|toestemming|gdpr", re.IGNORECASE)
_BOX = 1500  # characters of a request; a window with all its purposes is longer, and named by its product
_LABEL = 40
_BOXES = 10


def requests(page: Outline) -> list[Element]:
    """The boxes around buttons and links that accept or refuse."""
    held = (element for element, label in page.buttons if _accepts(label))
    linked = (_innermost(page, index) for index, label, _ in page.anchors if _accepts(label))
    found: dict[int, Element] = {}
    for element in (*held, *linked):
        box = _box(page, element)
        if box is not None:
            found[id(box)] = box
        if len(found) >= _BOXES:
            break
    return list(found.values())


def _accepts(label: str) -> bool:
    return len(label) <= _LABEL and _BUTTON.fullmatch(label) is not None


def _innermost(page: Outline, index: int) -> int:
    """The innermost element around a block."""
    return max(place for place, each in enumerate(page.elements) if each.start <= index < each.end)


def _box(page: Outline, place: int) -> Element | None:
    """The largest element around a button that is still small, where it speaks of cookies."""
    box = None
    while place > 0:
        element = page.elements[place]
        text = " ".join(block.text for block in page.blocks[element.start : min(element.end, element.start + 40)])
        if len(text) > _BOX or element.end - element.start > 40:
            break
        box, place = (element, text), element.parent
    return box[0] if box and _SUBJECT.search(box[1]) else None
