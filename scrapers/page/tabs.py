"""Tabs and the panels that they show: a panel begins with its tab's label, which is its heading. Pure."""

from __future__ import annotations

from bs4.element import Tag


class Tabs:
    """The tabs that a walk has met so far, and the level of their labels as headings."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}  # by the ids of tabs and of their panels
        self._level = 0

    def __bool__(self) -> bool:
        return bool(self._labels)

    def note(self, tab: Tag, label: str) -> None:
        """A tab of this label."""
        self._labels |= dict.fromkeys(_names(tab), label)

    def heading_of(self, tag: Tag, above: int) -> tuple[str, int] | None:
        """The label and the level of a panel's heading, None for any other element.

        above: the level of the last heading before it. The panels of a page have one level, that of the first.
        """
        label = self._labels.get(str(tag.attrs.get("id"))) or self._labels.get(str(tag.attrs.get("aria-labelledby")))
        if not label or tag.attrs.get("role") == "tab":
            return None
        self._level = self._level or min(above + 1, 6)
        return label, self._level


def _names(tab: Tag) -> list[str]:
    """Its id, which its panel is labelled by, and the id of its panel."""
    named = (str(tab.attrs.get(name, "")).removeprefix("#") for name in ("id", "aria-controls", "href"))
    return [name for name in named if name]
