"""Pages that hold each passage in several languages, marked by name: <p class="lang-de"> behind <p class="lang-en">.
Pure.

Scripts and styles show one of them at a time. So where as much stands under another mark as under that of the wanted
language, and its words are in the language that it names, it is left out. (Versions that are parts of the page without
a mark are told by scrapers.translations.)
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from bs4 import BeautifulSoup
from bs4.element import Tag

from monitor.model.language import TOLD, language_of
from scrapers.weights import size_of

_ATTRIBUTES = ("lang", "data-lang", "data-language", "data-locale")
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_MARK = re.compile(  # "lang-de", "i18n_de", "de-only", "text-de"; of an id also "policy-de" and "de"
    r"(?:lang|language|locale|i18n)[-_]?([a-z]{2})|([a-z]{2})[-_](?:only|text|content|version)|"
    r"(?:only|text|content|version|show)[-_]([a-z]{2})"
)
_ENOUGH = 300  # characters under a mark that are a document
_LEAST, _MOST = 0.3, 3.0  # what a translation is long, in lengths of the text


def leave_out_translations(soup: BeautifulSoup, language: str) -> None:
    """Takes the passages marked as another language's out of the soup, and shows those that are marked as this one's.

    language: the wanted one (ISO 639-1). Nothing happens where none of the marks names it.
    """
    marked = _marked(soup)
    own = marked.get(language, [])
    text = _text(own)
    length = size_of(text)
    if len(marked) < 2 or length < _ENOUGH or not _speaks(text, language):
        return
    foreign = [(tags, _text(tags), code) for code, tags in marked.items() if code != language]
    for tags, other, code in foreign:
        if _LEAST * length <= size_of(other) <= _MOST * length and _speaks(other, code):
            for tag in tags:
                tag.extract()
            for tag in own:
                _show(tag)


def _marked(soup: BeautifulSoup) -> dict[str, list[Tag]]:
    """The outermost elements under each mark."""
    marked: defaultdict[str, list[Tag]] = defaultdict(list)
    last: Tag | None = None
    for tag in (soup.body or soup).find_all(True):
        if tag.attrs and (code := _code(tag)) and not any(around is last for around in tag.parents):
            marked[code].append(tag)
            last = tag
    return marked


def _code(tag: Tag) -> str | None:
    """The language that an element's attributes name (ISO 639-1)."""
    attributes = tag.attrs
    for name in _ATTRIBUTES:
        if name in attributes and (found := _CODE.fullmatch(str(attributes[name]))):
            return found[1].lower()
    if "class" in attributes or "id" in attributes:
        return _named(str(attributes.get("class", "")), str(attributes.get("id", "")))
    return None


@lru_cache(maxsize=4096)
def _named(classes: str, identifier: str) -> str | None:
    for name in classes.lower().split():
        if found := _MARK.fullmatch(name):
            return next(code for code in found.groups() if code)
    bare = (*classes.lower().split(), identifier.lower().replace("_", "-").rpartition("-")[2])
    return next((name for name in bare if name in TOLD), None)


def _text(tags: list[Tag]) -> str:
    return "\n".join(tag.get_text(" ") for tag in tags)


def _speaks(text: str, code: str) -> bool:
    """Whether a text is in a language, as far as that can be told of this one."""
    return language_of(text) == (code if code in TOLD else None)


def _show(tag: Tag) -> None:
    for name in ("hidden", "style", "aria-hidden"):
        tag.attrs.pop(name, None)
