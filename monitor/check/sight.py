"""A sight of a source: its pages as they are now, fetched, and read as one policy text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from monitor.errors import Failure, FetchError
from monitor.model import CaptureKind, NotModified, Page, Snapshot, SourceDocument, SourceState, Validators
from scrapers.discover import Discovery, discover
from scrapers.extract import extract_page, join_pages
from scrapers.finding.candidates import site
from scrapers.normalize import visible_fingerprint
from scrapers.politeness import freshness


class Fetch(Protocol):
    """The seam to the network: one polite, conditional GET for a source. Raises FetchError."""

    def __call__(
        self, source: SourceDocument, url: str, validators: Validators | None = None
    ) -> Snapshot | NotModified: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The pages of a source as they are now: a capture of each, or the server's word that none was modified."""

    answers: tuple[Snapshot | NotModified, ...]

    @property
    def captures(self) -> tuple[Snapshot, ...]:
        return tuple(answer for answer in self.answers if isinstance(answer, Snapshot))

    @property
    def unmodified(self) -> bool:
        return not self.captures

    @property
    def visible(self) -> str:
        """Equal for sights that a reader could not tell apart."""
        return "".join(visible_fingerprint(capture.content) for capture in self.captures)

    @property
    def validators(self) -> Mapping[str, Validators]:
        """What to ask with the next time, by page."""
        return {
            capture.url: (capture.final_url, capture.header("etag"), capture.header("last-modified"))
            for capture in self.captures
        }

    def fresh_for(self, now: datetime) -> timedelta | None:
        """How long all of the pages are fresh by their servers' word; None where one of them does not say."""
        wishes = [freshness(dict(answer.headers), now) for answer in self.answers]
        said = [wish for wish in wishes if wish is not None]
        return min(said) if said and len(said) == len(wishes) else None

    @property
    def elsewhere(self) -> str | None:
        """The address at which a page ended up, where that is another site than was asked for, or its front page."""
        for capture in self.captures:
            asked, got = urlsplit(capture.url), urlsplit(capture.final_url)
            to_the_front = got.path in {"", "/"} and asked.path not in {"", "/"}
            if site(capture.final_url) != site(capture.url) or to_the_front:
                return capture.final_url
        return None


def address(source: SourceDocument, state: SourceState, fetch: Fetch) -> str:
    """The first address of the policy: configured, found earlier, or to be found from the vendor's site.

    Raises FetchError.
    """
    if source.urls:
        return source.urls[0]
    if state.url:
        return state.url
    return _discover(source, source.site or "", fetch).url


def _discover(source: SourceDocument, site: str, fetch: Fetch) -> Discovery:
    return discover(
        site,
        fetch=lambda url: unconditional(fetch(source, url)),
        read=lambda capture: _read_one(source, capture),
        language=source.language,
        wanted=source.terms_type,
    )


def look(source: SourceDocument, state: SourceState, fetch: Fetch) -> Sight:
    """All pages as they are now. Where some are modified, the others are asked for again without conditions.

    Raises FetchError.
    """
    urls = source.urls or (state.url or "",)
    answers = {url: fetch(source, url, state.validators.get(url)) for url in urls}
    if all(isinstance(answer, NotModified) for answer in answers.values()):
        return Sight(answers=tuple(answers.values()))
    return Sight(
        answers=tuple(
            answer if isinstance(answer, Snapshot) else unconditional(fetch(source, url))
            for url, answer in answers.items()
        )
    )


def unconditional(answer: Snapshot | NotModified) -> Snapshot:
    """The answer to a request without conditions, which can be no "not modified". Raises FetchError where it is one."""
    if isinstance(answer, NotModified):
        raise FetchError(answer.url, "answered 304 to a request that had no condition", failure=Failure.BAD_CONTENT)
    return answer


def is_gone(error: FetchError) -> bool:
    """Whether the page itself is said to be no more."""
    return error.failure in {Failure.HTTP_404, Failure.HTTP_410}


def moved_to(source: SourceDocument, fetch: Fetch) -> str:
    """Where a configured page that is gone may be now, found from the vendor's site; "" where nothing is known."""
    if not source.urls:
        return ""
    try:
        found = _discover(source, source.site or urljoin(source.urls[0], "/"), fetch)
    except FetchError:
        return ""
    return "" if found.url in source.urls or found.warning else found.url


def read(source: SourceDocument, captures: Sequence[Snapshot], *, on_record: str | None = None) -> Page:
    """The captures of a source's pages as one policy text. on_record: the language of the text on record.

    Where the operator did not name a language for this document, one is only asked for: a policy that is there in
    another one is watched in that, and does not change its language from then on.
    """
    page = _read_all(source, captures, source.language)
    spoken = page.language
    if page.capture.kind is not CaptureKind.WRONG_LANGUAGE or source.expects_language:
        return page
    if on_record not in (None, spoken):
        return page
    warning = f'the text is in "{spoken}" and not in "{source.language}"; language = "{spoken}" if that is meant'
    page = _read_all(source, captures, spoken)
    return replace(page, warnings=(*page.warnings, warning))


def _read_all(source: SourceDocument, captures: Sequence[Snapshot], language: str | None) -> Page:
    spoken = replace(source, language=language)
    return join_pages(tuple(_read_one(spoken, capture) for capture in captures))


def _read_one(source: SourceDocument, capture: Snapshot) -> Page:
    return extract_page(
        capture.content,
        url=capture.final_url,
        content_type=capture.header("content-type"),
        language=source.language,
        select=source.select,
        remove=source.remove,
    )
