"""Text of a page -> soup. Pure. BeautifulSoup makes objects of all that it is given, so what can never be read is cut
out of the source first, and attributes that nobody reads are not kept (measured: 17 ms -> 10 ms a page).
"""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder

from scrapers.page.soup import Soup
from scrapers.page.streamed import put_in_place

# Elements without readable text, matched from start tag to end tag.
_UNREADABLE = ("script", "style", "svg", "noscript", "template", "iframe", "object", "canvas", "select", "math")
_STAND_INS = ("noscript", "template", "iframe")  # what they hold is shown to some visitors, or by some scripts
_SHADOW = re.compile(r"<template\b[^<>]{0,300}\bshadowroot[^<>]{0,300}>", re.IGNORECASE)
_CLOSING = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _UNREADABLE} | {"!--": re.compile("-->")}
_OPENING, _OPENING_BUT_STAND_INS = (
    re.compile(rf"<(?:!--|(?:{'|'.join(names)})(?=[\s/>]))", re.IGNORECASE)
    for names in (_UNREADABLE, [name for name in _UNREADABLE if name not in _STAND_INS])
)
_STAND_IN_TAG = re.compile(rf"</?(?:{'|'.join(_STAND_INS)})\b[^<>]{{0,300}}>", re.IGNORECASE)
_INSTRUCTION = re.compile(r"<\?[^>]*>?")  # HTML has none; where XML begins so, BeautifulSoup would warn of it
_SHORT = re.compile(r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|wbr)\b)([a-zA-Z][\w:.-]*+)([^<>]*)/>")
_WHOLE_PAGE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_START = 4096  # characters in which a page says that it is a whole one
_READ = frozenset(
    (
        *(
            "lang",
            "data-lang",
            "data-language",
            "data-locale",
            "id",
            "class",
            "role",
            "style",
            "hidden",
            "href",
            "colspan",
            "rowspan",
            "data-cfemail",
        ),
        *(
            "aria-hidden",
            "aria-modal",
            "popover",
            "aria-label",
            "aria-labelledby",
            "aria-expanded",
            "aria-controls",
            "aria-haspopup",
        ),
    )
)
_EMPTY = frozenset(("link", "meta", "img", "source", "wbr"))  # ... and never read

# A page that wants to cost time nests a million elements, or has as many in a row. Of 12,000 captures of policies none
# has more than 7,000, or nests deeper than 40; browsers stop at 512 as well.
_MAX_DEPTH = 512
_MAX_ELEMENTS = 100_000


class _Builder(LXMLTreeBuilder):
    """lxml, which keeps only what reading a page needs: known attributes, no empty elements that are never read.

    The tags of elements beyond the bounds are left out, and their text is kept. Start and end go straight to the soup,
    because HTML has no namespaces.
    """

    soup: Soup

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._made = self._open = self._left_out = 0

    def start(self, tag: str | bytes, attrib: dict[Any, Any], nsmap: Any = ()) -> None:
        if tag in _EMPTY:
            return
        if self._left_out or self._open >= _MAX_DEPTH or self._made >= _MAX_ELEMENTS:
            self._left_out += 1
            self.data(" ")  # what stood in two elements is two words
            return
        self._made += 1
        self._open += 1
        self.soup.open(str(tag), self._attributes(attrib))

    def _attributes(self, attrib: dict[Any, Any]) -> dict[Any, Any]:
        return {name: value for name, value in attrib.items() if name in _READ} if attrib else {}

    def end(self, tag: str | bytes) -> None:
        if tag in _EMPTY:
            return
        if self._left_out:  # it has no element inside, so that it is the innermost one
            self._left_out -= 1
            return
        self._open -= 1
        self.soup.close(str(tag))

    def data(self, data: str | bytes) -> None:
        self.soup.current_data.append(str(data))


class _WholeBuilder(_Builder):
    """... with all attributes."""

    def _attributes(self, attrib: dict[Any, Any]) -> dict[Any, Any]:
        return dict(attrib)


def parse(html: str, *, whole: bool = False, stand_ins: bool = False) -> BeautifulSoup:
    """The page as soup, without scripts, styles, drawings and comments.

    whole: with all attributes. stand_ins: with what stands in <noscript> and <template> as well.
    """
    builder = _WholeBuilder if whole else _Builder
    source = trim(html, stand_ins=stand_ins) if "<" in html else f"<pre>{html}</pre>"  # its lines are its structure
    return Soup(source, builder=builder(multi_valued_attributes=None))


def without_short_tags(xhtml: str) -> str:
    """XHTML that is served as such, as HTML: "<script src='a.js'/>" ends there, and not at the next end tag."""
    return _SHORT.sub(r"<\1\2></\1>", xhtml)


def trim(html: str, *, stand_ins: bool = False) -> str:
    """The source without unreadable elements, processing instructions and NUL; linear in its length, however broken.

    (A <template> with a shadow root is no template: browsers show what it holds.)
    """
    kept = []
    position = 0
    unclosed: set[str] = set()
    html = put_in_place(_SHADOW.sub("", html) if "shadowroot" in html else html)
    for opening in (_OPENING_BUT_STAND_INS if stand_ins else _OPENING).finditer(html):
        name = opening.group()[1:].lower()
        if opening.start() < position or name in unclosed:
            continue
        closing = _CLOSING[name].search(html, opening.end())
        if closing is None:  # the parser decides what an element without an end holds
            unclosed.add(name)
            continue
        kept.append(html[position : opening.start()])
        position = closing.end()
    kept.append(html[position:])
    text = "".join(kept)
    return _INSTRUCTION.sub("", _STAND_IN_TAG.sub("", text) if stand_ins else text).replace("\0", "")


def is_cut(html: str) -> bool:
    """Whether the source of a whole page ends before its body does (end tags may be left out, but not broken off)."""
    if not _WHOLE_PAGE.search(html[:_START]) or html.rstrip().endswith(">"):
        return False
    return not any(end in html for end in ("</body", "</html", "</BODY", "</HTML"))
