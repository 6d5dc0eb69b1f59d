"""Pages that hold each passage in several languages, marked by name: <p class="lang-de"> behind <p class="lang-en">.
Pure.

Scripts and styles show one of them at a time. So where as much stands under another mark as under that of the wanted
language, and its words are in the language that it names, it is left out. (Versions that are parts of the page without
a mark are told by scrapers.page.translations.)
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from monitor.model.language import TOLD, language_of
from scrapers.page.weights import size_of

_ATTRIBUTES = frozenset(("lang", "data-lang", "data-language", "data-locale"))
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_MARK = re.compile(  # "lang-de", "i18n_de", "de-only", "text-de"; of an id also "policy-de" and "de"
    r"(?:lang|language|locale|i18n)[-_]?([a-z]{2})|([a-z]{2})[-_](?:only|text|content|version)|"
    r"(?:only|text|content|version|show)[-_]([a-z]{2})"
)
_ENOUGH = 300  # characters under a mark that are a document
_LEAST, _MOST = 0.3, 3.0  # what a translation is long, in lengths of the text


def leave_out_translations(soup: BeautifulSoup, language: str) -> None:
    """Empties the passages that are marked as another language's, and shows those that are marked as this one's.

    language: the wanted one (ISO 639-1). Nothing happens where no marks name it.
    """
    own = _marked(soup, language).get(language, [])
    text = _text(own)
    length = size_of(text)
    if length < _ENOUGH or not _speaks(text, language):
        return
    foreign = [(code, tags, _text(tags)) for code, tags in _marked(soup).items() if code != language]
    translated = [
        tags
        for code, tags, other in foreign
        if _LEAST * length <= size_of(other) <= _MOST * length and _speaks(other, code)
    ]
    for tag in (tag for tags in translated for tag in tags):
        tag.clear()  # linear; to take out one of many siblings is not
    for tag in own if translated else ():
        _show(tag)


def _marked(soup: BeautifulSoup, only: str = "") -> dict[str, list[Tag]]:
    """The outermost elements under each mark; only: a code, where others need not be looked for."""
    marked: defaultdict[str, list[Tag]] = defaultdict(list)
    node = (soup.body or soup).next_element
    while node is not None:  # find_all() takes four times as long
        if isinstance(node, Tag) and node.attrs and (code := _code(node, only)):
            marked[code].append(node)
            node = _behind(node)
        else:
            node = node.next_element
    return marked


def _behind(tag: Tag) -> PageElement | None:
    """What follows an element and all that it holds."""
    around: Tag | None = tag
    while around is not None and around.next_sibling is None:
        around = around.parent
    return around.next_sibling if around is not None else None


def _code(tag: Tag, only: str) -> str | None:
    """The language that an element's attributes name (ISO 639-1)."""
    attributes = tag.attrs
    if not _ATTRIBUTES.isdisjoint(attributes):
        for name in _ATTRIBUTES.intersection(attributes):
            if found := _CODE.fullmatch(str(attributes[name])):
                return found[1].lower()
    classes, identifier = str(attributes.get("class", "")), str(attributes.get("id", ""))
    if only in classes or only in identifier:
        return _named(classes, identifier)
    return None


@lru_cache(maxsize=4096)
def _named(classes: str, identifier: str) -> str | None:
    for name in classes.split():
        if found := _MARK.fullmatch(name):
            return next(code for code in found.groups() if code)
    bare = (*classes.split(), identifier.replace("_", "-").rpartition("-")[2])
    return next((name for name in bare if name in TOLD), None)


def _text(tags: list[Tag]) -> str:
    return "\n".join(tag.get_text(" ") for tag in tags)


def _speaks(text: str, code: str) -> bool:
    """Whether a text is in a language, as far as that can be told of this one."""
    return language_of(text) == (code if code in TOLD else None)


def _show(tag: Tag) -> None:
    """The text, and neither hidden nor a menu of languages, which have such names too."""
    for name in ("hidden", "style", "aria-hidden"):
        tag.attrs.pop(name, None)
    names = str(tag.attrs.get("class", "")).split()
    tag.attrs["class"] = " ".join(name for name in names if not _MARK.fullmatch(name))
