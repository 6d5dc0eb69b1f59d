"""Which blocks of a page are the document. Pure.

The running text of a policy is long, holds few links and lies in one container. So: leave out what is hidden, a widget
or furniture (scrapers.page.furniture) and other languages; go down from the body while one child holds nearly all
running text; inside, leave out other documents, appeals at the end and lists of links; put the title on top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import accumulate, groupby

from scrapers.page import collection, preamble
from scrapers.page.appeals import appeals
from scrapers.page.blocks import Block, Element, Kind, Outline
from scrapers.page.elements import Nature, first_inside, has_field
from scrapers.page.furniture import COPYRIGHT, leave_out, without_furniture
from scrapers.page.links import host_of
from scrapers.page.marks import CONTROL
from scrapers.page.translations import foreign_versions
from scrapers.page.vocabulary import count_languages, is_page_talk, names_recipients, speaks_of_privacy
from scrapers.page.weights import Measure, Weights

_NEARLY_ALL = 0.97
_MAIN = 0.8  # ... and what <main> or <article> has to hold
_TEXTS = frozenset(("p", "ul", "ol", "dl", "li", "blockquote"))  # passages of a document; what follows belongs to it
_GROUPS = frozenset(("div", "section", "aside", "article"))
_LINKED = 0.35  # share of characters in links up to which a part is text
_LINK_LIST = 0.6  # ... and from which any group of blocks is a list of links
_LEAD = 40  # characters of a sentence that leads to a list
_RUNNING = 300  # characters of running text on either side of the middle
_NUMBER = re.compile(r"[0-9]{1,2}\.?")
_COUNTED = 3  # numbers in a row that are no chance
_LANGUAGES = 3  # named in a row by a menu
_ALL_LINK = 0.8  # share of a line in links from which an arrow is all that stands beside them
_HOME = re.compile(r"(?:https?://[^/?#]+)?(?:\.{0,2}/)*(?:[a-z]{2}(?:[-_][A-Za-z]{2})?/?)?(?:index\.\w{2,5})?")
_CLAIM = 150  # characters of a line that only claims copyright
_GROUP = 2  # links; a lone one ("Cookie notice") continues the sentence before it


def choose(page: Outline, weights: Weights, host: str | None, language: str | None = None) -> list[int]:
    """Indices of the blocks that are the document, in reading order.

    host: the page's own, language: the wanted one or that which the page declares, where they are known.
    """
    alive = without_furniture(page, weights)
    measure = Measure(weights, alive)
    if language and (foreign := foreign_versions(page, measure, language)):
        for element in foreign:
            leave_out(alive, element)
        measure = Measure(weights, alive)
    container = _container(page, measure)
    documents = collection.privacy_parts(page, container)
    parts = documents or [container, *_postscripts(page, alive, container, measure, host)]
    for appeal in appeals(page, alive, measure, parts[-1], partial(_leads_on, host=host)):
        leave_out(alive, appeal)
    _drop_link_lists(page, parts, alive, host, measure)
    for index in _ways_home(page, host):
        alive[index] = False
    inside = [
        index
        for part in parts
        for index in range(part.start, part.end)
        if alive[index] and not _is_page_talk(page.blocks[index])
    ]
    inside = _without_counting(page, _without_languages(page, inside))
    if documents and not any(preamble.is_dated(page.blocks[index]) for index in inside):
        inside = [*preamble.date_above(page, alive, container, documents[0].start), *inside]
    document = preamble.with_title(page, weights, alive, container.start, inside)
    return [*_without_empty_end(page, document, container.end), *preamble.date_below(page, alive, container)]


def _container(page: Outline, measure: Measure) -> Element:
    """The deepest element that holds nearly all running text, but no deeper than the page's own <main>."""
    best = page.elements[0]
    if not measure.total:
        return best
    for element in page.elements:  # parents come first: a chain of nearly-alls is walked from top to bottom
        is_main = element.nature is Nature.CONTENT
        if element.tag.name in _TEXTS or (best.nature is Nature.CONTENT and not is_main):
            continue
        enough = _MAIN if is_main and best.nature is not Nature.CONTENT else _NEARLY_ALL
        if measure.weight(element) >= enough * measure.total:
            best = element
    return best


def _postscripts(
    page: Outline, alive: list[bool], container: Element, measure: Measure, host: str | None
) -> list[Element]:
    """Parts beside the container that are too short to weigh: "Questions about your privacy? Write to us".

    (Those whose headings lead to other pages of the site are what it writes elsewhere.)
    """
    heads = {index for index, _, href in page.anchors if _leads_on(href, host) and _is_heading(page, index)}
    after = (each for each in page.elements if each.parent == container.parent and each.start >= container.end)
    return [
        each
        for each in after
        if all(alive[each.start : each.end])
        and _is_postscript(page, each, measure)
        and heads.isdisjoint(range(each.start, each.end))
    ]


def _is_heading(page: Outline, index: int) -> bool:
    return index < len(page.blocks) and page.blocks[index].kind is Kind.HEADING


def _is_postscript(page: Outline, element: Element, measure: Measure) -> bool:
    blocks = page.blocks[element.start : element.end]
    if not blocks or blocks[0].kind is not Kind.HEADING or has_field(element.tag):
        return False
    return measure.linked(element) < _LINKED and speaks_of_privacy(" ".join(block.text for block in blocks))


def _drop_link_lists(
    page: Outline, parts: list[Element], alive: list[bool], host: str | None, measure: Measure
) -> None:
    """Leaves out groups of links to other pages of the site.

    A table of contents leads to the page itself, a list of partners or browsers to other sites: those are content. So
    is what the text itself introduces: "We share data with these partners:", or a heading in the middle of the text.
    """
    onward = [0] * len(page.blocks)
    links = [0] * len(page.blocks)
    for index, label, href in page.anchors:
        if _leads_on(href, host):
            onward[index] += len(label)
            links[index] += 1
    sums, counts = [0, *accumulate(onward)], [0, *accumulate(links)]
    part_of = {index: part for part in parts for index in range(part.start, part.end)}
    for element in page.elements:
        part = part_of.get(element.start)
        inside = part is not None and part is not element and element.end <= part.end
        group = inside and counts[element.end] - counts[element.start] >= _GROUP
        listed = group and sums[element.end] - sums[element.start] > _LINK_LIST * measure.characters(element)
        if listed and not _is_introduced(page, element, parts, measure):
            for index in range(element.start, element.end):  # a title stands below a trail, or above links to share it
                alive[index] = alive[index] and preamble.is_own_title(page.blocks[index])


def _is_introduced(page: Outline, element: Element, parts: list[Element], measure: Measure) -> bool:
    """Whether the document's own text leads to a list."""
    own = page.blocks[element.start]
    lead = own if own.links == 0 else page.blocks[element.start - 1]
    if names_recipients(lead.text):
        return True
    if lead.kind is not Kind.HEADING:
        return lead.text.endswith(":") and len(lead.text) >= _LEAD
    around = (parts[0].start, parts[-1].end)
    return min(measure.between(around[0], element.start), measure.between(element.end, around[1])) >= _RUNNING


def _leads_on(href: str, host: str | None) -> bool:
    """Whether a link leads to another page of the same site."""
    if href.startswith(("#", "mailto:", "tel:", "javascript:")):
        return False
    return host_of(href) in ("", host)


def _ways_home(page: Outline, host: str | None) -> Iterator[int]:
    """Passages that are nothing but a link back or to the site's first page, by any name but its address."""
    for index, label, href in page.anchors:
        home = href and _HOME.fullmatch(href) and _leads_on(href, host) and "." not in label
        if (home or CONTROL.match(href)) and index < len(page.blocks):
            block = page.blocks[index]
            if block.kind is Kind.PARAGRAPH and block.links >= _ALL_LINK * len(block.text):
                yield index


def _without_languages(page: Outline, inside: list[int]) -> list[int]:
    """Without menus of languages: passages in a row that name nothing but languages."""
    menu: set[int] = set()
    for named, run in groupby(inside, key=lambda index: count_languages(page.blocks[index].text) > 0):
        indices = list(run) if named else []
        if sum(count_languages(page.blocks[index].text) for index in indices) >= _LANGUAGES:
            menu.update(indices)
    return [index for index in inside if index not in menu]


def _without_counting(page: Outline, inside: list[int]) -> list[int]:
    """Without numbers that stand alone and count the parts of the document, as designers draw them: 01, 02, 03."""
    alone = [index for index in inside if _is_number(page.blocks[index])]
    counted = [int(page.blocks[index].text.strip(". ")) for index in alone]
    if len(alone) < _COUNTED or counted != list(range(counted[0], counted[0] + len(counted))) or counted[0] > 1:
        return inside
    return [index for index in inside if index not in set(alone)]


def _is_number(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and _NUMBER.fullmatch(block.text) is not None


def _without_empty_end(page: Outline, document: list[int], end: int) -> list[int]:
    """The document without the headings of links that were left out after it ("Related articles"), inside `end`, and
    without a claim of copyright, whose year moves on.
    """
    kept = len(document)
    while kept > 1:
        last = document[kept - 1]
        heads = _heads_links(page.blocks[last : min(last + 2, end)]) or _heads_pictures(page, last)
        if not (heads or _claims_copyright(page.blocks[last])):
            break
        kept -= 1
    return document[:kept]


def _claims_copyright(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and len(block.text) <= _CLAIM and COPYRIGHT.match(block.text) is not None


def _heads_links(pair: list[Block]) -> bool:
    return len(pair) == 2 and pair[0].kind is Kind.HEADING and pair[1].links > 0


def _heads_pictures(page: Outline, index: int) -> bool:
    """Whether a heading is all that is said around links without words: "Get the app" above two buttons of shops."""
    block = page.blocks[index]
    if block.kind is not Kind.HEADING or speaks_of_privacy(block.text):
        return False
    around = [each.tag for each in page.elements if each.start == index and each.end == index + 1]
    return any(first_inside(tag, ("a",)) is not None for tag in around if tag.name in _GROUPS)


def _is_page_talk(block: Block) -> bool:
    return block.kind in (Kind.PARAGRAPH, Kind.HEADING) and is_page_talk(block.text)
