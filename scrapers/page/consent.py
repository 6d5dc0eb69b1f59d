"""Requests to accept cookies, known by what they are and not by who made them: a small box that speaks of cookies or
consent and has a button to accept. Pure.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from itertools import chain, islice

from scrapers.page.blocks import Element, Outline
from scrapers.page.elements import Nature
from scrapers.page.weights import Measure

_RULES = tomllib.loads(files("scrapers").joinpath("rules/captures.toml").read_text("utf-8"))["consent"]
_BUTTON = re.compile(rf"(?:{'|'.join(_RULES['buttons'])})[.!]?", re.IGNORECASE)
# Those of the IAB's framework (TCF) speak of a device in its standard words, and need not name cookies.
_SUBJECT = re.compile(
    r"cookie|consent|einwillig|consentement|consentimiento|consenso|toestemming|gdpr|"
    r"informa\w+ (?:on|auf|sur|en|su) (?:an? |your |eine[mn] |ihrem |deinem |un |votre |tu |su )?"
    r"(?:device|endger|ger[äa]t|terminal|appareil|dispositivo)",
    re.IGNORECASE,
)
_BOX = 1500  # characters of a request; a window with all its purposes is longer, and named by its product or hidden
_START = 40  # blocks of a box in which it says what it is about
_LABEL = 40
_BUTTONS = 30  # looked at; a page that has more wants to cost time


def requests(page: Outline, measure: Measure) -> list[Element]:
    """The boxes around buttons and links that accept or refuse."""
    held = (place for place, label in page.buttons if _accepts(label))
    linked = (_innermost(page, index) for index, label, _ in page.anchors if _accepts(label))
    boxes = (_box(page, measure, place) for place in islice(chain(held, linked), _BUTTONS))
    return list({id(box): box for box in boxes if box is not None}.values())


def _accepts(label: str) -> bool:
    return len(label) <= _LABEL and _BUTTON.fullmatch(label) is not None


def _innermost(page: Outline, index: int) -> int:
    """The innermost element around a block."""
    return max(place for place, each in enumerate(page.elements) if each.start <= index < each.end or place == 0)


def _box(page: Outline, measure: Measure, place: int) -> Element | None:
    """The largest element around a button that is still small, or else hidden, where it speaks of cookies."""
    box = None
    while place > 0:
        element = page.elements[place]
        if element.nature is Nature.HIDDEN or measure.characters(element) <= _BOX:
            box = element
        place = element.parent
    if box is None:
        return None
    start = page.blocks[box.start : min(box.end, box.start + _START)]
    return box if any(_SUBJECT.search(block.text) for block in start) else None
