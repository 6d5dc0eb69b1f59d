"""Page bytes -> policy text. Pure; the home of BeautifulSoup.

The flow: bytes -> text (charset) -> soup (parse) -> blocks and elements (blocks) -> the document's blocks (content)
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

from urllib.parse import urlsplit

from monitor.model import Capture, CaptureKind, Page
from monitor.model.language import language_of
from scrapers import blocks, capture, charset, normalize, parse, render
from scrapers.content import choose

EXTRACTOR = 1
"""The number of this code: raised when the text that it makes of some page can change."""


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
    html = content if isinstance(content, str) else charset.decode(content, content_type)
    soup = parse.parse(html)
    outline = blocks.outline(soup)
    chosen = _choose(outline, url)
    text = normalize.normalize(render.render(outline.blocks[index] for index in chosen))
    title = soup.title.get_text(" ", strip=True) if soup.title else None
    whole = "\n".join(block.text for block in outline.blocks)
    return Page(
        text=text,
        capture=capture.classify(text, title=title, whole=whole),
        title=title,
        language=language_of(text),
        links=tuple((label, href) for index, label, href in outline.anchors if index in set(chosen)),
    )


def _choose(outline: blocks.Outline, url: str | None) -> list[int]:
    return choose(outline, urlsplit(url).netloc if url else None) if outline.blocks else []


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
