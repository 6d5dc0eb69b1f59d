"""Buttons that are no lids of a part of the text, though they say what they control: those of menus and windows, and
those that show more or less of what stands before them. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from scrapers.page.blocks import Element, Outline
from scrapers.page.elements import Nature

_LINKED = 0.35  # share of characters in links from which a part is a menu
_NO_TEXT = (Nature.NAMED, Nature.FURNITURE, Nature.WIDGET)


def other_buttons(page: Outline) -> Iterator[Element]:
    """The buttons that are no lids."""
    buttons = [each for each in page.elements if each.tag.name == "button" and "aria-controls" in each.tag.attrs]
    named = {str(each.tag.attrs["id"]): each for each in page.elements if "id" in each.tag.attrs} if buttons else {}
    for button in buttons:
        controlled = named.get(str(button.tag.attrs["aria-controls"]))
        if controlled is not None and not _is_opened(page, button, controlled):
            yield button


def _is_opened(page: Outline, button: Element, controlled: Element) -> bool:
    """Whether a part of the text stands behind a button."""
    if controlled.start < button.end or controlled.nature in _NO_TEXT:
        return False
    inside = page.blocks[controlled.start : controlled.end]
    return sum(block.links for block in inside) <= _LINKED * sum(len(block.text) for block in inside) and bool(inside)
