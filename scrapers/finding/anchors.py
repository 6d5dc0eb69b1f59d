"""The links that a page holds, wherever: anchors, frames, the data of its scripts. Pure.

lxml reads the page, not BeautifulSoup: a search reads up to a dozen pages for a few links each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, fromstring

from scrapers.finding import labels
from scrapers.finding.embedded import embedded
from scrapers.page import scripted
from scrapers.page.links import joined, tracks
from scrapers.page.names import terms_type

_FILE = re.compile(r"[^?#]+\.pdf(?:[?#]|$)", re.IGNORECASE)
_LINKS = "//*[self::a or self::area][@href] | //*[@data-href] | //*[@data-url] | //*[(@onclick or @to) and not(@href)]"
_FILLING = ("//frame/@src", "//*[@hx-get]/@hx-get", "//*[self::turbo-frame or self::include-fragment]/@src")
_OPENED = re.compile(r"""(?:location(?:\.href)?\s*=|location\.assign\(|open\()\s*["']([^"'\s]{1,300})["']""")
_MAX_LINKS = 5_000
_MAX_LABEL = 200
_BETWEEN = 64  # elements between a link and one around it
_AROUND = 8  # elements around a link among which its footer is


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the page has it. href: absolute where it can be; label: "" where it has no words.

    inside: what it leads to is shown in the page itself.
    """

    href: str
    label: str
    hreflang: str | None
    footer: bool
    inside: bool = False


def links_of(html: str, url: str) -> Iterator[Link]:
    """The links of the page at `url`, in its order; those that a script draws come last."""
    yield from _anchors(html, url)
    yield from _scripted(html, url)


def _tree(html: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return fromstring(html.encode("utf-8", "replace"), parser=parser)
    except ParserError:  # nothing in it
        return HtmlElement()


def _elements(tree: HtmlElement, path: str) -> list[HtmlElement]:
    """The elements at an XPath, in the order of the page."""
    return list(tree.xpath(path))[:_MAX_LINKS]


def _innermost(links: list[HtmlElement]) -> Iterator[HtmlElement]:
    """Without links around others: a page that nests thousands would have its words read once for each of them."""
    for link, following in zip_longest(links, links[1:]):
        if following is None or link not in islice(following.iterancestors(), _BETWEEN):
            yield link


def _anchors(html: str, url: str) -> Iterator[Link]:
    tree = _tree(html)
    bases = [base.get("href", "") for base in _elements(tree, "//base[@href]")]
    root = joined(url, bases[0]) if bases else url
    names = [name for name in map(labels.words_of, _elements(tree, "//h1 | //title")) if name]
    name = next(filter(terms_type, names), names[0] if names else "")
    for anchor in _innermost(_elements(tree, _LINKS)):
        address = _address(anchor)
        label = labels.label_of(anchor)
        if labels.says_nothing(label):  # "Read more" below the title of a card, a file that a page is about
            label = labels.title_of_card(anchor) or (name if _FILE.match(address) else label)
        yield Link(joined(root, address), label[:_MAX_LABEL], anchor.get("hreflang"), _in_footer(anchor))
    for frame in _elements(tree, "//iframe[@src]"):  # policies that a service hosts stand in frames
        yield Link(joined(root, frame.get("src", "")), frame.get("title", "")[:_MAX_LABEL], None, footer=False)
    for address in (*_shown_files(tree), *_filling(tree)):  # what fills a page is called as the page is
        yield Link(joined(root, address), name[:_MAX_LABEL], None, footer=False)
    for address in embedded(html):
        yield Link(address, name[:_MAX_LABEL], None, footer=False, inside=True)


def _filling(tree: HtmlElement) -> Iterator[str]:
    """Addresses of what a browser or a script puts into the page."""
    for path in _FILLING:
        yield from map(str, _elements(tree, path))


def frames(html: str, url: str) -> Iterator[str]:
    """The pages of which a page is made: its frames, and what its scripts put into it."""
    return filter(None, (clean(address, url) for address in _filling(_tree(html))))


def _address(anchor: HtmlElement) -> str:
    """Where an element leads: a link, or one that a script makes a link."""
    written = (anchor.get(name) for name in ("href", "data-href", "data-url", "to"))
    opened = _OPENED.search(anchor.get("onclick", ""))
    return next(filter(None, written), opened[1] if opened else "")


def _shown_files(tree: HtmlElement) -> Iterator[str]:
    """PDF files that a page shows in a box of its own or in a viewer, which is told the file's address."""
    for box in _elements(tree, "//embed[@src] | //object[@data] | //iframe[@src]"):
        address = str(box.get("src") or box.get("data") or "")
        told = (value for _, value in parse_qsl(address.partition("?")[2].partition("#")[0]))
        yield from (each for each in (address, *told) if _FILE.match(each))


def _in_footer(anchor: HtmlElement) -> bool:
    for above in islice(anchor.iterancestors(), _AROUND):
        if above.tag == "footer" or "foot" in f"{above.get('id', '')} {above.get('class', '')}".lower():
            return True
    return False


def _scripted(html: str, url: str) -> Iterator[Link]:
    """Links that a script draws."""
    for label, address in scripted.labelled(html):
        yield Link(joined(url, address), label, None, footer=False)
    for address in scripted.addresses(html):
        yield Link(joined(url, address), "", None, footer=False)


def alternate(html: str, url: str, language: str) -> str | None:
    """The address of this page in another language, where the page names it (hreflang)."""
    for link in _elements(_tree(html), "//*[self::link or self::a][@hreflang][@href]"):
        if link.get("hreflang", "").lower().partition("-")[0] == language.lower().partition("-")[0]:
            return clean(link.get("href", ""), url)
    return None


def clean(href: str, page: str) -> str | None:
    """The address without fragment and tracking parameters; None where it is no web address on a usual port."""
    try:
        parts = urlsplit(urljoin(page, href))
        usual = parts.port in (None, 80, 443) or parts.netloc == urlsplit(page).netloc
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or not usual or parts.username:
        return None
    query = parts.query
    named = parse_qsl(query, keep_blank_values=True)
    kept = [(key, value) for key, value in named if not tracks(key) and key.lower() != "ref"]
    if len(kept) < len(named):
        query = urlencode(kept)
    return parts._replace(query=query, fragment="", path=parts.path or "/").geturl()
