"""The tree that BeautifulSoup makes of a page, made with less work: an element holds what reading needs and nothing
that only writing does, and each string takes its place once. Pure.

Measured on pages/captures: parsing took 9.0 ms a page, and takes 5.9. tests/scrapers/test_soup.py holds the tree
against BeautifulSoup's own.
"""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.builder import TreeBuilder
from bs4.element import NavigableString, PageElement, Tag


class ReadTag(Tag):
    """An element that is read and never written: what is the same for all of them is said once, by the class."""

    namespace = prefix = sourceline = sourcepos = None
    known_xml = hidden = can_be_empty_element = False
    next_element: PageElement | None = None
    next_sibling: PageElement | None = None
    previous_sibling: PageElement | None = None
    interesting_string_types = Tag.MAIN_CONTENT_STRING_TYPES

    def __init__(self, name: str, attributes: dict[str, str], parent: Tag, previous: PageElement | None) -> None:
        self.name = name
        self.attrs = attributes  # type: ignore[assignment]  # a dict serves
        self.contents = []
        self.parent = parent
        self.previous_element = previous
        if previous is not None:
            previous.next_element = self
        if parent.contents:
            self.previous_sibling = parent.contents[-1]
            self.previous_sibling.next_sibling = self


class Soup(BeautifulSoup):
    """A page whose elements are ReadTag. Its builder calls open() and close()."""

    builder: TreeBuilder

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.endData()
        tag = ReadTag(name, attributes, self.tagStack[-1], self._most_recent_element)
        if name in self.builder.string_containers:  # <rt>, whose words are no words of the line
            tag.interesting_string_types = {self.builder.string_containers[name]}
        self._most_recent_element = tag
        self.pushTag(tag)

    def close(self, name: str) -> None:
        """An element ends."""
        self.endData()
        if self.tagStack[-1].name == name:
            self.popTag()
        else:
            self._popToTag(name)

    def endData(self, containerClass: type[NavigableString] | None = None) -> None:  # noqa: N802, N803  # its names
        """The gathered data is a string of the page."""
        if not self.current_data:
            return
        text = "".join(self.current_data)
        self.current_data = []
        if not self.preserve_whitespace_tag_stack and not text.strip(self.ASCII_SPACES):
            text = "\n" if "\n" in text else " "
        self._place(str.__new__(self.string_container(containerClass), text))

    def _place(self, string: NavigableString) -> None:
        """A string takes its place behind all that was read."""
        parent, last = self.tagStack[-1], self._most_recent_element
        before = parent.contents[-1] if parent.contents else None
        string.hidden = False
        string.parent, string.previous_element, string.previous_sibling = parent, last, before
        string.next_element = string.next_sibling = None
        if before is not None:
            before.next_sibling = string
        if last is not None:
            last.next_element = string
        self._most_recent_element = string
        parent.contents.append(string)
