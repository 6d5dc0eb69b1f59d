"""Page bytes -> policy text. Pure; the home of BeautifulSoup.

The flow: bytes -> text (charset) -> soup (parse) -> blocks and elements (walk) -> the document's blocks (content)
-> text (render, normalize) -> what the capture is (capture), title, language, dates.

The text is Markdown-like:

    # Title                                   ATX headings, "#" to "######" by level
                                              blocks are separated by one empty line
    A paragraph. Line breaks inside it
    stay line breaks.

    We share data with:

    - an item of a list                       items of one list stand on consecutive lines
      - an item of a list inside it           two spaces of indent a level
      words that continue the item            a further line of the item, indented under it

    Activity | Data | Lawful basis            names of the columns, where the table has them,
    --- | --- | ---                           followed by a line of dashes
    Billing | Name; address | Contract        one line a row; a "|" inside a cell is written "\\|";
                                              breaks inside a cell become "; "; rows have no outer "|"

Nothing else is markup: links and emphasis are written as their words. The numbers that a browser draws before the
items of an ordered list are no words of the document (one item more would change them all), so they are not written.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bs4 import BeautifulSoup

from monitor.errors import FetchError
from monitor.model import Capture, CaptureKind, Page
from monitor.model.language import language_of
from scrapers import capture, dates, normalize
from scrapers.finding.embedded import shown_from
from scrapers.page import blocks, charset, columns, links, marked, overrides, parse, plain, render, walk, word
from scrapers.page.content import choose
from scrapers.page.elements import OWN_LINKS, Nature
from scrapers.page.stand_ins import stand_ins
from scrapers.page.vocabulary import is_in_known_script, may_speak_of_data
from scrapers.page.weights import Weights, weigh
from scrapers.pdf import is_pdf, pdf_text

EXTRACTOR = 9
"""The number of this code: raised when the text that it makes of some page can change."""

_WITH_TEXT = frozenset(
    (CaptureKind.POLICY, CaptureKind.TRUNCATED, CaptureKind.WRONG_LANGUAGE, CaptureKind.WRONG_DOCUMENT)
)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_SMALL = 20_000  # characters of a page without scripts
_BRINGS_MORE = re.compile(
    r"<(?:script\b(?![^>]{0,200}\bjson\b)|i?frame\b|object\b|embed\b)|http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE
)
"""Elements by which a page can come to show more than its source says (the data of a <script> of JSON does not)."""


def extract_text(html: str | bytes, url: str | None = None) -> str | None:
    """The policy text of a page; None where the page holds none."""
    page = extract_page(html, url=url)
    return page.text if page.capture.is_policy else None


def extract_page(
    content: bytes | str,
    *,
    url: str | None = None,
    content_type: str | None = None,
    language: str | None = None,
    select: tuple[str, ...] = (),
    remove: tuple[str, ...] = (),
) -> Page:
    """A capture read as policy text. Never fails on the content of a page.

    language: the wanted one (BCP 47). select, remove: the operator's CSS selectors; Page.warnings says where they
    match nothing or lose most of the text.
    """
    if isinstance(content, bytes) and is_pdf(content, content_type):
        return _read_pdf(content, language)
    written = word.as_html(content) if isinstance(content, bytes) else None
    if isinstance(content, bytes) and written is None and charset.is_binary(content, content_type):
        reason = "The answer is no text: a picture, an archive or another file."
        return Page(text="", capture=Capture(kind=CaptureKind.WRONG_DOCUMENT, reason=reason))
    source = written or (content if isinstance(content, str) else charset.decode(content, content_type))
    html = parse.without_short_tags(source) if "xhtml" in (content_type or "") else plain.as_page(source, content_type)
    with _collector_paused():
        page = _read_html(html, url, language, select, remove)
        if page.capture.kind is not CaptureKind.EMPTY_SHELL:
            return page
        others = (_read_html(other, url, language, select, remove, inside=True) for other in stand_ins(html))
        page = _telling(others, page)
    address = shown_from(html, url) if page.capture.kind is CaptureKind.EMPTY_SHELL else None
    if address is None:
        return page
    reason = f"The page only shows what stands at {address}: that address can be watched."
    return replace(page, capture=replace(page.capture, reason=reason))


def _telling(others: Iterator[Page], page: Page) -> Page:
    """The first that is a policy; else a wall that stands where no scripts run, else the page."""
    for other in others:
        if other.capture.is_policy:
            return other
        page = other if other.capture.kind is CaptureKind.BOT_WALL else page
    return page


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No garbage collection while a page is read: all that is made lives until it is read (31 -> 24 ms a page).

    Reading in several threads at once only ends the pause of some earlier.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _read_html(
    html: str,
    url: str | None,
    language: str | None,
    select: tuple[str, ...],
    remove: tuple[str, ...],
    *,
    inside: bool = False,
) -> Page:
    """inside: read also what stands in <noscript> and <template>."""
    soup = parse.parse(html, whole=bool(select or remove), stand_ins=inside)
    warnings = overrides.apply(soup, select, remove)
    spoken = _spoken(soup, language)
    if spoken:
        marked.leave_out_translations(soup, spoken)
        if _TABLE.search(html):
            columns.leave_out_translations(soup, spoken)
    page = walk.outline(soup)
    weights = weigh(page.blocks)
    host = links.host_of(url) if url else None
    chosen = range(len(page.blocks)) if select else choose(page, weights, host, spoken)
    text = normalize.normalize(render.render(page.blocks[index] for index in chosen))
    title = _title(soup)
    source = (parse.is_cut(html), not inside and _is_all(html, page))
    facts = _facts(page, weights, list(chosen), text=text, title=title, source=source, wanted=language)
    return _page(text, facts, title=title, links=links.inside(page, set(chosen), url), warnings=warnings)


def _page(
    text: str,
    facts: capture.Facts,
    *,
    title: str | None,
    links: tuple[tuple[str, str], ...] = (),
    warnings: tuple[str, ...] = (),
) -> Page:
    kind = capture.classify(facts)
    stated = dates.stated(text, facts.language)
    return Page(
        text=text if kind.kind in _WITH_TEXT else "",
        capture=kind,
        title=title,
        language=facts.language,
        effective_date=stated.effective,
        updated_date=stated.updated,
        links=links,
        warnings=warnings,
    )


def _facts(
    page: blocks.Outline,
    weights: Weights,
    chosen: list[int],
    *,
    text: str,
    title: str | None,
    source: tuple[bool, bool],
    wanted: str | None,
) -> capture.Facts:
    """What the classification looks at. In a language whose words are not known, all running text counts as legal, if
    it holds one word that policies have in some language.

    source: whether it is cut, and whether it is complete (see capture.Facts).
    """
    own = [page.blocks[index].text for index in chosen if page.blocks[index].kind is blocks.Kind.HEADING]
    headings = [block.text for block in page.blocks if block.kind is blocks.Kind.HEADING]
    running = sum(weights.running[index] for index in chosen)
    language = language_of(text)
    weighed = language or is_in_known_script(text) or not may_speak_of_data(text)
    return capture.Facts(
        text=text,
        whole="\n".join(block.text for block in page.blocks),
        names=tuple(name for name in (title, *own[:3], *headings[:3]) if name) or (text.partition("\n")[0],),
        running=running,
        legal=sum(weights.legal[index] for index in chosen) if weighed else running,
        cut=source[0],
        complete=source[1],
        language=language,
        wanted=wanted,
    )


def _spoken(soup: BeautifulSoup, wanted: str | None) -> str | None:
    """The language in which a page is read where it has several: the wanted one, or that which it declares."""
    declared = wanted or (str(soup.html.get("lang", "")) if soup.html else "")
    return declared.lower().replace("_", "-").partition("-")[0] or None


def _title(soup: BeautifulSoup) -> str | None:
    return " ".join(soup.title.get_text(" ").split()) or None if soup.title else None


def _is_all(html: str, page: blocks.Outline) -> bool:
    """Whether a small page cannot come to show more text, and leads on to no other but by its menus and its footer."""
    if len(html) > _SMALL or _BRINGS_MORE.search(html):
        return False
    around = [each for each in page.elements if each.nature is Nature.FURNITURE]
    return all(
        href.startswith(OWN_LINKS) or any(each.start <= index < each.end for each in around)
        for index, _, href in page.anchors
    )


def _read_pdf(content: bytes, language: str | None) -> Page:
    try:
        text = normalize.normalize(pdf_text(content))
    except FetchError as error:
        reason = f"The PDF cannot be read: {error.problem}."
        return Page(text="", capture=Capture(kind=CaptureKind.ERROR, reason=reason))
    passages = [blocks.Block(blocks.Kind.PARAGRAPH, passage) for passage in text.split("\n\n") if passage]
    page = blocks.Outline(blocks=passages)
    indices = list(range(len(passages)))
    facts = _facts(page, weigh(passages), indices, text=text, title=None, source=(False, False), wanted=language)
    return _page(text, facts, title=None)


def join_pages(pages: tuple[Page, ...]) -> Page:
    """One document that is spread over pages, in their order; it is a policy where each of its pages is one."""
    broken = next((page for page in pages if not page.capture.is_policy), None)
    first = pages[0]
    return Page(
        text="\n\n".join(page.text for page in pages if page.text),
        capture=broken.capture if broken else Capture(kind=CaptureKind.POLICY, reason=first.capture.reason),
        title=first.title,
        language=first.language,
        effective_date=max((page.effective_date for page in pages if page.effective_date), default=None),
        updated_date=max((page.updated_date for page in pages if page.updated_date), default=None),
        links=tuple(link for page in pages for link in page.links),
        warnings=tuple(warning for page in pages for warning in page.warnings),
    )
