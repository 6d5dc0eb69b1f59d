"""What an element says about itself: hidden, page furniture, a consent widget, a panel that opens. Pure.

Everything here looks at one start tag only (name, id, classes, role, style); whether furniture that is full of policy
text stays is decided where the text is known (scrapers.page.content).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Tag

from scrapers.page.lines import Beside


class Nature(IntEnum):
    """What an element declares itself to be, from keeping to dropping."""

    PLAIN = 0
    CONTENT = 1  # <main>, <article>
    PANEL = 2  # hidden until someone opens it: accordion, tab
    NAMED = 3  # named like furniture by its site
    FURNITURE = 4  # navigation, footer, form
    HIDDEN = 5  # never seen by a reader of the page
    WIDGET = 6  # cookie-consent products and dialogs: never the policy


_RULES = tomllib.loads(files("scrapers").joinpath("rules/elements.toml").read_text("utf-8"))
_BLOCK_NAMES = frozenset((*_RULES["flow"]["blocks"], BeautifulSoup.ROOT_TAG_NAME))  # a page may lack a body
UNREAD = frozenset(_RULES["flow"]["unread"])
"""Elements whose content is never text of the page."""
OWN_LINKS = ("#", "mailto:", "tel:")
"""How the addresses of links begin that do not lead to another page."""

_WORDS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*|[0-9]+")
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_RAISED = frozenset(("sup", "sub"))  # "m<sup>2</sup>" is one word
_KEEPING = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_DISPLAY = re.compile(r"display\s*:\s*(block|(?:inline-)?(?:flex|grid))", re.IGNORECASE)
_TAGS = {name: Nature[nature] for nature, names in _RULES["tags"].items() for name in names}
_ROLES = {name: Nature[nature] for nature, names in _RULES["roles"].items() for name in names}
_CARDS = frozenset(("div", "li", "a"))
_PARTS = frozenset(("span", "strong", "b", "small"))
_LABEL = 60  # characters of one
_SPELT = 1_000  # elements and strings of a text that is drawn word by word
_LONG = 2_000  # characters of attributes that are not remembered: pictures in styles, and pages that mean harm
_FIELDS = frozenset(("input", "textarea", "select"))
_TEXTS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "td", "th", "summary", "blockquote"))
_GROUPS = frozenset(_RULES["words"]["groups"])
_FURNITURE_WORDS = frozenset(_RULES["words"]["furniture"])
_PANEL_WORDS = frozenset(_RULES["words"]["panel"])
_HIDING_CLASSES = frozenset(_RULES["classes"]["hidden"])
_CELLS = frozenset(_RULES["classes"]["cells"])
_PREFORMATTED = frozenset(_RULES["classes"]["preformatted"])
_BLOCKS = frozenset(_RULES["classes"]["blocks"])
WIDGETS = tuple(_RULES["widgets"]["names"])
"""Parts of names by which consent products and chats are known."""
_DOCUMENTS = tuple(_RULES["widgets"]["documents"])


@lru_cache(maxsize=1024)
def is_inline(name: str) -> bool:
    """Whether an element of this name does not end the line it stands in.

    (A custom element, whose name has a dash, is drawn as its makers want: most hold a part of the page.)
    """
    return name not in _BLOCK_NAMES and ("-" not in name or ":" in name)


def nature(tag: Tag) -> Nature:
    """What an element declares itself to be."""
    attributes = tag.attrs
    if not attributes or (len(attributes) == 1 and "href" in attributes):
        return _TAGS.get(tag.name, Nature.PLAIN)
    items = tuple(attributes.items())
    if "href" in attributes:
        items = tuple(item for item in items if item[0] != "href")
    declared = _declared if sum(map(len, attributes.values())) < _LONG else _declared.__wrapped__
    return declared(tag.name, items)


def stands_beside(tag: Tag) -> Beside:
    """How an inline element stands to what is before it in its line."""
    before = tag.previous_sibling
    if not isinstance(before, Tag) or not is_inline(before.name) or tag.name in _RAISED:
        return Beside.NO
    links = tag.name == before.name == "a" and tag.attrs.get("href") != before.attrs.get("href")
    return Beside.LINKS if links else Beside.ELEMENTS


def stacks(tag: Tag) -> bool:
    """Whether an element holds inline elements only that sites draw one below the other: labels of one make ("No ads",
    "No sale", "No account needed"), or a card's title in bold and what it says.
    """
    if tag.name not in _CARDS:
        return False
    children = [child for child in tag.contents if isinstance(child, Tag) or str(child).strip()]
    parts = [child for child in children if isinstance(child, Tag) and child.name in _PARTS]
    if len(parts) < 2 or len(parts) < len(children):
        return False
    texts = [part.get_text().strip() for part in parts]
    return all(text[:1].isupper() for text in texts) and (_is_card(parts, texts) or _are_labels(parts, texts))


def _is_card(parts: list[Tag], texts: list[str]) -> bool:
    names = [part.name for part in parts]
    return names in (["strong", "span"], ["b", "span"], ["strong", "small"]) and texts[0][-1].isalnum()


def _are_labels(parts: list[Tag], texts: list[str]) -> bool:
    """(Words that a script moves one by one are such elements too, but none of them is of several words.)"""
    makes = {str(part.attrs.get("class", "")).partition(" ")[0] for part in parts}
    of_words = any(" " in text for text in texts) and max(map(len, texts)) <= _LABEL
    return len(makes) == 1 and "" not in makes and of_words


class Drawing(NamedTuple):
    """How an element is drawn, as its style and the usual utility classes say.

    cells: its children stand in cells of their own. below: it stands below what is before it, though it is inline.
    lines: the line breaks of the source are seen.
    """

    cells: bool = False
    below: bool = False
    lines: bool = False


_PLAIN, _PRE = Drawing(), Drawing(lines=True)


def drawing(tag: Tag) -> Drawing:
    """How an element is drawn."""
    attributes = tag.attrs
    if tag.name == "pre":
        return _PRE
    if "class" not in attributes and "style" not in attributes:
        return _PLAIN
    return _drawing(str(attributes.get("class", "")), str(attributes.get("style", "")))


@lru_cache(maxsize=8192)
def _drawing(classes: str, style: str) -> Drawing:
    names = classes.split()
    display = found[1].lower() if (found := _DISPLAY.search(style)) else ""
    return Drawing(
        cells=display.endswith(("flex", "grid")) or not _CELLS.isdisjoint(names),
        below=display in ("block", "flex", "grid") or not _BLOCKS.isdisjoint(names),
        lines=not _PREFORMATTED.isdisjoint(names) or _KEEPING.search(style) is not None,
    )


def spelt_out(tag: Tag) -> str | None:
    """The label of an element whose words a script draws one by one, hidden from screen readers, which read the label
    in their place: so do GSAP's SplitText and its like.
    """
    label = str(tag.attrs["aria-label"])
    rest = "".join(label.split())
    for string in islice(tag.strings, _SPELT):
        part = "".join(string.split())
        if not rest.startswith(part):
            return None
        rest = rest[len(part) :]
    inside = (node for node in islice(tag.descendants, _SPELT) if isinstance(node, Tag))
    return label if not rest and any("aria-hidden" in node.attrs for node in inside) else None


def has_field(tag: Tag) -> bool:
    """Whether an element holds something to fill in."""
    return first_inside(tag, _FIELDS) is not None


def first_inside(tag: Tag, names: Collection[str]) -> Tag | None:
    """The first element of one of these names inside another (Tag.find() takes five times as long)."""
    return next((node for node in tag.descendants if isinstance(node, Tag) and node.name in names), None)


@lru_cache(maxsize=8192)
def _declared(name: str, items: tuple[tuple[str, str], ...]) -> Nature:
    """The same from name and attributes; elements of a page repeat each other's, hence the cache."""
    attributes = dict(items)
    by_name = _by_names(attributes.get("class", ""), attributes.get("id", ""))
    if by_name is Nature.NAMED and name not in _GROUPS:
        by_name = Nature.PLAIN
    if by_name is Nature.WIDGET and name in _TEXTS and not is_widget_name(attributes.get("class", "")):
        by_name = Nature.PLAIN  # an anchor: policies have sections on "Google reCAPTCHA" and "Usercentrics"
    role = _ROLES.get(attributes.get("role", "").lower(), Nature.PLAIN)
    if by_name is Nature.WIDGET or "aria-modal" in attributes:
        return Nature.WIDGET
    if _hides(attributes):
        panel = by_name is Nature.PANEL or role is Nature.PANEL or "aria-labelledby" in attributes
        return Nature.PANEL if panel else Nature.HIDDEN
    declared = max(_TAGS.get(name, Nature.PLAIN), role)
    if declared in (Nature.PLAIN, Nature.CONTENT) and by_name > Nature.PANEL:
        return by_name if declared is Nature.PLAIN else declared
    return declared


def is_named_panel(tag: Tag) -> bool:
    """Whether an element is called something that opens."""
    return _by_names(str(tag.attrs.get("class", "")), str(tag.attrs.get("id", ""))) is Nature.PANEL


def is_only_unread(tag: Tag) -> bool:
    """Whether an element is hidden from screen readers, and shown all the same."""
    attributes = {name: str(value) for name, value in tag.attrs.items()}
    return attributes.pop("aria-hidden", "") == "true" and not _hides(attributes)


def _hides(attributes: dict[str, str]) -> bool:
    return (
        "hidden" in attributes
        or "popover" in attributes
        or attributes.get("aria-hidden") == "true"
        or ("style" in attributes and _HIDING_STYLE.search(attributes["style"]) is not None)
    )


def is_widget_name(names: str) -> bool:
    """Whether classes or an id are those of a consent product or a chat, and not of a document that it renders."""
    names = names.lower().replace("_", "-")
    return any(part in names for part in WIDGETS) and not any(part in names for part in _DOCUMENTS)


def _by_names(classes: str, identifier: str) -> Nature:
    """What classes and id say."""
    if is_widget_name(f"{identifier} {classes}"):
        return Nature.WIDGET
    if not _HIDING_CLASSES.isdisjoint(classes.split()):
        return Nature.HIDDEN
    label = _WORDS.findall(identifier)
    label = label if len(label) <= 3 else []  # longer ones are sentences: "how-we-share-your-data"
    named = " ".join(name for name in classes.split() if ":" not in name)  # with ":" it is a style, not a name
    words = {word.lower() for word in (*_WORDS.findall(named), *label)}
    if not words.isdisjoint(_FURNITURE_WORDS):
        return Nature.NAMED
    return Nature.PANEL if not words.isdisjoint(_PANEL_WORDS) else Nature.PLAIN
