"""What a link is called: by its words, its picture, or the card that it stands in. Pure."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from scrapers.page.names import plain_words, rules

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PAGES = frozenset(("html", "body", "main"))
_UP = 4  # elements around a link among which its card is
_CARD = 40  # elements of a card
_INSIDE = 20  # elements of a link


def words_of(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def label_of(anchor: HtmlElement) -> str:
    """The words of a link, else those that stand for its picture."""
    pictures = (part.get("alt") for part in islice(anchor.iter("img"), _INSIDE))
    named = (words_of(anchor), anchor.get("aria-label"), anchor.get("title"), anchor.get("alt"), *pictures)
    return next(filter(None, named), "")


def says_nothing(label: str) -> bool:
    """Whether a label only says that there is something to read: "Read more", "Download PDF"."""
    return rules().generic.issuperset(plain_words(label))


def title_of_card(anchor: HtmlElement) -> str:
    """The one heading of the smallest part around a link that has one; "" where it has several, or is large."""
    for around in islice(anchor.iterancestors(), _UP):
        if around.tag in _PAGES:
            break
        inside = list(islice(around.iter(), _CARD + 1))
        headings = [part for part in inside if part.tag in _HEADINGS]
        if headings or len(inside) > _CARD:
            return words_of(headings[0]) if len(headings) == 1 and len(inside) <= _CARD else ""
    return ""
