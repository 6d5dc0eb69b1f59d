"""The links of a page that may lead to a vendor's legal documents, ranked. Pure.

A link is judged by its words and its address (scrapers.names), then by where it stands, whose site it leads to and
which language it promises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, fromstring

from scrapers import scripted
from scrapers.names import HUB, Name, best_name, named_by_address, plain_words, rules
from scrapers.sitemaps import entries

_MAX_LINKS = 5_000
_MAX_LABEL = 200
_BETWEEN = 64  # elements between a link and one around it
_WORTH_A_LOOK = 15.0
_TRACKING = re.compile(r"^(?:utm_.*|gclid|fbclid|mc_[ce]id|_ga|_gl|ref|hsctatracking|msclkid)$", re.IGNORECASE)
_LANGUAGE_PARAMETERS = ("lang", "language", "hl", "locale")
_LANGUAGES = frozenset(("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "ja", "lt", "lv"))
_LANGUAGES |= frozenset(("nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "zh"))
_LANGUAGE_TAG = re.compile(r"^([a-z]{2})(?:[-_][a-z]{2,4})?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address that may be a legal document. score: higher is likelier; 100 is a link with exactly its name.

    language: BCP 47 primary tag that the link promises, None where it does not say. reason: why, for people.
    """

    url: str
    terms_type: str
    score: float
    label: str
    reason: str
    language: str | None = None


def candidates(html: str, url: str, language: str | None = None) -> tuple[Candidate, ...]:
    """The links of the page at `url` that may be legal documents, best first, one for each address.

    language: the wanted one; links that promise another one rank lower.
    """
    found: dict[str, Candidate] = {}
    for link in (*_anchors(html, url), *_scripted(html, url)):
        candidate = _judge(link, url, language)
        if candidate and candidate.score > found.get(candidate.url, _NOTHING).score:
            found[candidate.url] = candidate
    return tuple(sorted(found.values(), key=lambda candidate: -candidate.score))


_NOTHING = Candidate(url="", terms_type="", score=0, label="", reason="")


def usual_addresses(url: str, terms_type: str) -> tuple[Candidate, ...]:
    """The addresses at which sites usually keep such a document, to be tried where no link leads to it."""
    return tuple(
        Candidate(
            url=urljoin(url, path), terms_type=terms_type, score=30.0 - place, label="", reason=f"usual address {path}"
        )
        for place, path in enumerate(rules().paths.get(terms_type, ()))
    )


def sitemap_candidates(xml: str, url: str, language: str | None = None) -> tuple[Candidate, ...]:
    """The entries of a sitemap that may be legal documents, best first."""
    judged = (_judge(_Link(address, "", None, footer=False), url, language) for address in entries(xml))
    return tuple(sorted(filter(None, judged), key=lambda candidate: -candidate.score))


def alternate(html: str, url: str, language: str) -> str | None:
    """The address of this page in another language, where the page names it (hreflang)."""
    for link in _elements(_tree(html), "//*[self::link or self::a][@hreflang][@href]"):
        if link.get("hreflang", "").lower().partition("-")[0] == language.lower().partition("-")[0]:
            return _clean(link.get("href", ""), url)
    return None


def translated(url: str, language: str) -> str | None:
    """The address with the wanted language in the place of the one that it names: /en/privacy -> /fr/privacy."""
    parts = urlsplit(url)
    segments = parts.path.split("/")
    for place, segment in enumerate(segments[1:3], start=1):
        match = _LANGUAGE_TAG.match(segment)
        if match and match[1].lower() in _LANGUAGES and match[1].lower() != language:
            return parts._replace(path="/".join([*segments[:place], language, *segments[place + 1 :]])).geturl()
    return None


# ---------------------------------------------------------------- links of a page


@dataclass(frozen=True, slots=True)
class _Link:
    href: str
    label: str
    hreflang: str | None
    footer: bool


def _tree(html: str) -> HtmlElement:
    """The page. (lxml, not BeautifulSoup: a search reads up to a dozen pages for a few links each.)"""
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


def _anchors(html: str, url: str) -> Iterator[_Link]:
    tree = _tree(html)
    bases = [base.get("href", "") for base in _elements(tree, "//base[@href]")]
    root = _joined(url, bases[0]) if bases else url
    for anchor in _innermost(_elements(tree, "//a[@href] | //*[@data-href]")):
        words = " ".join(str(anchor.text_content()).split())
        label = (words or anchor.get("aria-label") or anchor.get("title") or "")[:_MAX_LABEL]
        yield _Link(
            _joined(root, anchor.get("href") or anchor.get("data-href", "")),
            label,
            anchor.get("hreflang"),
            _in_footer(anchor),
        )
    for frame in _elements(tree, "//iframe[@src]"):  # policies that a service hosts stand in frames
        yield _Link(_joined(root, frame.get("src", "")), frame.get("title", "")[:_MAX_LABEL], None, footer=False)


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:  # "http://[::1" and the like
        return ""


def _in_footer(anchor: HtmlElement) -> bool:
    for above in islice(anchor.iterancestors(), 8):
        if above.tag == "footer" or "foot" in f"{above.get('id', '')} {above.get('class', '')}".lower():
            return True
    return False


def _scripted(html: str, url: str) -> Iterator[_Link]:
    """Links that a script draws."""
    for label, address in scripted.labelled(html):
        yield _Link(_joined(url, address), label, None, footer=False)
    for address in scripted.addresses(html):
        yield _Link(_joined(url, address), "", None, footer=False)


# ---------------------------------------------------------------- judging a link


def _judge(link: _Link, page: str, language: str | None) -> Candidate | None:
    url = _clean(link.href, page)
    if url is None:
        return None
    # A link that shows its own address names nothing.
    name, score = best_name([] if "://" in link.label else plain_words(link.label))
    kind, path_score = named_by_address(url)
    if name is None or (name.terms_type == HUB and kind):
        terms, score = kind, path_score
    else:
        terms = name.terms_type
        score += path_score * 0.2 if kind == terms else 0
    if terms is None:
        return None
    promised = _promised_language(urlsplit(url), link, name)
    score += 5 * link.footer + _site_score(url, page, footer=link.footer) + _language_score(promised, language)
    if score < _WORTH_A_LOOK:
        return None
    return Candidate(
        url=url,
        terms_type=terms,
        score=score,
        label=link.label,
        reason=f"link “{link.label}”" if link.label else f"address {urlsplit(url).path}",
        language=promised,
    )


def _site_score(url: str, page: str, *, footer: bool) -> float:
    """Policies link to the policies of their recipients, so a link elsewhere counts little but in a footer."""
    there = site(url)
    if there == site(page):
        return 10.0
    if there in rules().strangers:
        return -200.0
    return -15.0 if footer else -55.0


def _language_score(promised: str | None, wanted: str | None) -> float:
    if promised is None or wanted is None:
        return 0.0
    return 10.0 if promised == wanted.lower().partition("-")[0] else -25.0


def _promised_language(parts: SplitResult, link: _Link, name: Name | None) -> str | None:
    """The language of the target: as the link says, as the address says, else that of the words of the link."""
    if link.hreflang:
        return link.hreflang.lower().partition("-")[0]
    spots = [value for key, value in parse_qsl(parts.query) if key.lower() in _LANGUAGE_PARAMETERS]
    spots += parts.path.split("/")[1:3]
    for spot in spots:
        if match := _LANGUAGE_TAG.match(spot):
            return match[1].lower()
    return name.language if name else None


def site(url: str) -> str:
    """The registrable domain, near enough: "www.vendor.co.uk" -> "vendor.co.uk"."""
    labels = (urlsplit(url).hostname or "").split(".")
    long = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in rules().seconds
    return ".".join(labels[-3:] if long else labels[-2:])


def _clean(href: str, page: str) -> str | None:
    """The address without fragment and tracking parameters; None where it is no web address on a usual port."""
    try:
        parts = urlsplit(urljoin(page, href))
        usual = parts.port in (None, 80, 443) or parts.netloc == urlsplit(page).netloc
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or not usual or parts.username:
        return None
    query = parts.query
    if query and any(_TRACKING.match(key) for key, _ in parse_qsl(query, keep_blank_values=True)):
        kept = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(key)]
        query = urlencode(kept)
    return parts._replace(query=query, fragment="", path=parts.path or "/").geturl()


def best_of_each(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The best candidate of each terms type, hubs left out."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        if candidate.terms_type != HUB and candidate.score > best.get(candidate.terms_type, _NOTHING).score:
            best[candidate.terms_type] = candidate
    return tuple(best.values())
