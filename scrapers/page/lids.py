"""Which buttons are the lids of a part of the text. Those of menus and windows are none, though they say what they
control, nor are those that show more or less of what stands before them. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bs4.element import Tag

from scrapers.page.blocks import Element, Outline
from scrapers.page.elements import Nature, first_inside, is_named_panel, nature

_LINKED = 0.35  # share of characters in links from which a part is a menu
_UP = 1  # elements that wrap a button alone
_NEAR = 5  # siblings looked at
_NO_TEXT = (Nature.NAMED, Nature.FURNITURE, Nature.WIDGET)


def opens_next(button: Tag) -> bool:
    """Whether a button says nothing of itself, but what follows it is hidden: a passage, and no links."""
    node = button
    for _ in range(_UP + 1):
        after = next((other for other in islice(node.next_siblings, _NEAR) if isinstance(other, Tag)), None)
        if after is not None:
            hidden = nature(after) in (Nature.HIDDEN, Nature.PANEL) or is_named_panel(after)
            return hidden and first_inside(after, ("p",)) is not None and first_inside(after, ("a", "input")) is None
        if node.parent is None or sum(isinstance(child, Tag) for child in islice(node.parent.children, _NEAR)) > 1:
            return False
        node = node.parent
    return False


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
