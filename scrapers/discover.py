"""From any page of a vendor's site to the address of its policy.

A best-first search over few pages: the page itself, the likeliest links, pages that lead to legal documents, the site's
front page, the usual addresses, the sitemaps. A page counts as found when it reads like a policy of the wanted kind in
the wanted language; a link alone proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from monitor.errors import Failure, FetchError
from monitor.model import PRIVACY_POLICY, CaptureKind, Page, Snapshot
from scrapers.finding import sitemaps
from scrapers.finding.anchors import alternate, clean, frames
from scrapers.finding.candidates import (
    Candidate,
    best_of_each,
    candidates,
    sitemap_candidates,
    translated,
    usual_addresses,
)
from scrapers.finding.recognition import doubt, kind_of
from scrapers.page import charset
from scrapers.page.names import HUB, named_by_address

__all__ = ["Candidate", "Discovery", "candidates", "discover"]

Fetch = Callable[[str], Snapshot]
Read = Callable[[Snapshot], Page]

_MAX_FETCHES = 12
_SITEMAP = "sitemap"
_LEADING = (PRIVACY_POLICY, "Data Processor Agreement")
_BESIDE = 31.5  # just above the front page and the usual addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """The address of the policy, why it was taken for it, and the vendor's other legal documents that were seen.

    warning: what is not as wished (another language), "" where all is.
    """

    url: str
    terms_type: str
    reason: str
    others: tuple[Candidate, ...] = ()
    warning: str = ""


def discover(
    site_url: str,
    *,
    fetch: Fetch,
    read: Read,
    language: str | None = None,
    wanted: str = PRIVACY_POLICY,
    max_fetches: int = _MAX_FETCHES,
) -> Discovery:
    """Finds the document of the wanted terms type, from any page of the vendor's site or from the document itself.

    fetch: address -> Snapshot; raises FetchError. read: Snapshot -> Page.
    Raises FetchError: NO_POLICY_FOUND with what was tried, or the first page's own error where it cannot be reached
    and nothing else is found either.
    """
    search = _Search(start=site_url, fetch=fetch, read=read, language=language, wanted=wanted)
    candidate: Candidate | None = _start(site_url)
    while candidate and len(search.tried) < max_fetches:
        if found := search.visit(candidate):
            return found
        candidate = search.next()
    return search.give_up()


def _start(url: str) -> Candidate:
    terms = named_by_address(url)[0] or HUB
    return Candidate(url=url, terms_type=terms, score=1000.0, label="", reason="the address given")


@dataclass(slots=True)
class _Search:
    start: str
    fetch: Fetch
    read: Read
    language: str | None
    wanted: str
    open: dict[str, Candidate] = field(default_factory=dict)
    seen: dict[str, Candidate] = field(default_factory=dict)
    linked: list[Candidate] = field(default_factory=list)
    tried: dict[str, str] = field(default_factory=dict)
    second_best: Discovery | None = None
    first_error: FetchError | None = None

    def add(self, found: Iterable[Candidate]) -> None:
        for candidate in found:
            if candidate.score > 0 and candidate.url not in self.tried:
                known = self.seen.get(candidate.url)
                if known is None or candidate.score > known.score:
                    self.seen[candidate.url] = self.open[candidate.url] = candidate

    def next(self) -> Candidate | None:
        """The likeliest page not yet looked at: a document of the wanted kind, or one that may lead to it."""
        useful = {candidate.url: self._use(candidate) for candidate in self.open.values() if self._use(candidate)}
        if not useful:
            return None
        best = self.open[max(useful, key=lambda url: useful[url])]
        del self.open[best.url]
        return best

    def _use(self, candidate: Candidate) -> float:
        """How much it promises to look at a page. A policy and a contract on processing name the lists beside them."""
        if candidate.terms_type in (self.wanted, HUB, _SITEMAP):
            return candidate.score
        return min(candidate.score, _BESIDE) if candidate.terms_type in _LEADING else 0.0

    def visit(self, candidate: Candidate) -> Discovery | None:
        """Looks at one page: the document itself, or a source of further candidates."""
        first = not self.tried
        try:
            capture = self.fetch(candidate.url)
        except FetchError as error:
            self.tried[candidate.url] = error.problem
            self.first_error = self.first_error or (error if first else None)
            self._add_guesses(candidate.url) if first else None
            return None
        self.tried[candidate.url] = self.tried[capture.final_url] = "no such document"
        if candidate.terms_type == _SITEMAP:
            self._add_from_sitemap(candidate, capture)
            return None
        html = _text(capture)
        links = candidates(html, capture.final_url, self.language)
        self.add(links)
        self.linked.extend(links)
        self.add(
            Candidate(url=frame, terms_type=HUB, score=33.0, label="", reason="a frame")
            for frame in frames(html, capture.final_url)
        )
        if first:
            self._add_guesses(capture.final_url)
        return self._accept(candidate, capture, html)

    def _add_guesses(self, url: str) -> None:
        """What is tried where no link helps: the front page, the usual addresses, the sitemap."""
        self.add([Candidate(url=urljoin(url, "/"), terms_type=HUB, score=31.0, label="", reason="the front page")])
        self.add(usual_addresses(url, self.wanted))
        self._add_sitemaps([urljoin(url, "/sitemap.xml"), urljoin(url, "/robots.txt")], score=28.5)

    def _add_sitemaps(self, addresses: list[str], score: float) -> None:
        self.add(
            Candidate(url=address, terms_type=_SITEMAP, score=score - place / 10, label="", reason="the sitemap")
            for place, address in enumerate(addresses)
        )

    def _add_from_sitemap(self, candidate: Candidate, capture: Snapshot) -> None:
        """The legal documents that a sitemap lists, and the sitemaps that an index or robots.txt names."""
        text = sitemaps.unpacked(capture.content).decode("utf-8", "replace")
        self.add(sitemap_candidates(text, capture.final_url, self.language))
        inside = sitemaps.announced(text) if candidate.url.endswith("/robots.txt") else sitemaps.nested(text)
        found = [address for named in inside if (address := clean(named, capture.final_url))]
        self._add_sitemaps(found, score=candidate.score - 0.01)

    def _accept(self, candidate: Candidate, capture: Snapshot, html: str) -> Discovery | None:
        page = self.read(capture)
        kind = kind_of(page, candidate)
        readable = page.capture.is_policy or page.capture.kind is CaptureKind.WRONG_LANGUAGE
        if not readable or kind != self.wanted:
            self._look_for_language(html, capture.final_url, HUB)
            other = "nothing names it so" if kind == HUB else f"it is of another kind ({kind})"
            self.tried[candidate.url] = other if page.capture.is_policy else page.capture.reason
            return None
        warning = doubt(page, capture.final_url, self.start, self.language)
        found = Discovery(
            url=candidate.url,
            terms_type=self.wanted,
            reason=candidate.reason,
            others=self._others(candidate.url),
            warning=warning,
        )
        if not warning:
            return found
        self._look_for_language(html, capture.final_url, self.wanted)
        self.second_best = self.second_best or found
        return None

    def _look_for_language(self, html: str, url: str, terms: str) -> None:
        """The page in the wanted language: where it says so itself, or where its address says which one it is in."""
        if self.language is None:
            return
        language = self.language.lower().partition("-")[0]
        score = 500.0 if terms == self.wanted else 35.0
        if address := alternate(html, url, language):
            reason = f"the page's own link to {self.language!r}"
            self.add([Candidate(url=address, terms_type=terms, score=score, label="", reason=reason)])
        elif terms == self.wanted and (address := translated(url, language)):
            reason = f"the same address in {self.language!r}"
            self.add([Candidate(url=address, terms_type=terms, score=score, label="", reason=reason)])

    def _others(self, url: str) -> tuple[Candidate, ...]:
        return best_of_each(candidate for candidate in self.linked if candidate.url != url)

    def give_up(self) -> Discovery:
        if self.second_best:
            return self.second_best
        if self.first_error and len(set(self.tried.values())) == 1:
            raise self.first_error
        met: dict[str, list[str]] = {}
        for url, outcome in self.tried.items():
            met.setdefault(outcome.rstrip("."), []).append(url)
        tried = "; ".join(f"{outcome} ({', '.join(urls)})" for outcome, urls in met.items())
        raise FetchError(self.start, f"no {self.wanted} found: {tried}", failure=Failure.NO_POLICY_FOUND)


def _text(capture: Snapshot) -> str:
    """The capture as text, "" where it is none."""
    kind = (capture.header("content-type") or "").lower()
    if "pdf" in kind or capture.content.startswith(b"%PDF"):
        return ""
    return charset.decode(capture.content, capture.header("content-type"))
