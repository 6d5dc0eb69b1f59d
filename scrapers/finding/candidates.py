"""The links of a page that may lead to a vendor's legal documents, ranked. Pure.

A link is judged by its words and its address (scrapers.page.names), then by where it stands, whose site it leads to
and which language it promises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from scrapers.finding.anchors import Link, clean, links_of
from scrapers.finding.sitemaps import entries
from scrapers.page.names import HUB, Name, best_name, named_by_address, plain_words, rules

_WORTH_A_LOOK = 15.0
_IN_LANGUAGE = 34.0
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
    for link in links_of(html, url):
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
    judged = (_judge(Link(address, "", None, footer=False), url, language) for address in entries(xml))
    return tuple(sorted(filter(None, judged), key=lambda candidate: -candidate.score))


def translated(url: str, language: str) -> str | None:
    """The address with the wanted language in the place of the one that it names: /en/privacy -> /fr/privacy."""
    parts = urlsplit(url)
    segments = parts.path.split("/")
    for place, segment in enumerate(segments[1:3], start=1):
        match = _LANGUAGE_TAG.match(segment)
        if match and match[1].lower() in _LANGUAGES and match[1].lower() != language:
            return parts._replace(path="/".join([*segments[:place], language, *segments[place + 1 :]])).geturl()
    return None


def _judge(link: Link, page: str, language: str | None) -> Candidate | None:
    url = clean(link.href, page)
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
        return _in_language(link, url, language)
    promised = _promised_language(urlsplit(url), link, name)
    score += 5 * link.footer + _site_score(url, page, link) + _language_score(promised, language)
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


def _in_language(link: Link, url: str, language: str | None) -> Candidate | None:
    """The site in the wanted language, where a link is called by the language's name alone."""
    wanted = (language or "").lower().partition("-")[0]
    if " ".join(plain_words(link.label)) not in rules().languages.get(wanted, ()):
        return None
    return Candidate(url=url, terms_type=HUB, score=_IN_LANGUAGE, label=link.label, reason="the wanted language")


def _site_score(url: str, page: str, link: Link) -> float:
    """Policies link to the policies of their recipients, so a link elsewhere counts little but in a footer."""
    there = site(url)
    if there == site(page) or link.inside:
        return 10.0
    if there in rules().strangers and urlsplit(url).hostname not in rules().hosts:
        return -200.0
    return -15.0 if link.footer else -55.0


def _language_score(promised: str | None, wanted: str | None) -> float:
    if promised is None or wanted is None:
        return 0.0
    return 10.0 if promised == wanted.lower().partition("-")[0] else -25.0


def _promised_language(parts: SplitResult, link: Link, name: Name | None) -> str | None:
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


def best_of_each(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The best candidate of each terms type, hubs left out."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        if candidate.terms_type != HUB and candidate.score > best.get(candidate.terms_type, _NOTHING).score:
            best[candidate.terms_type] = candidate
    return tuple(best.values())
