"""Where a document begins: its title, and the date and introduction that pages set apart from the rest, in a hero or
an article's header. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from scrapers import dates
from scrapers.page.blocks import Block, Element, Kind, Outline
from scrapers.page.vocabulary import is_contract_name, is_cookie_title, is_page_talk, is_policy_name, is_privacy_title
from scrapers.page.weights import Weights

_DATE_LINE = 120  # characters of a line that says little more than a date
_DATE = 60  # ... that is little more than a date
_ABOVE = 3  # blocks before a title among which its date may stand
_REACH = 12  # blocks between a title and the running text


def is_title(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.level == 1


def is_own_title(block: Block) -> bool:
    """Whether a block is the title of a policy and leads nowhere."""
    return is_title(block) and not block.links and is_privacy_title(block.text)


def with_title(page: Outline, weights: Weights, alive: list[bool], start: int, inside: list[int]) -> list[int]:
    """The document from its title on, which may stand before the container (whose first block is `start`)."""
    blocks = page.blocks
    titles = [index for index in inside if is_title(blocks[index])]
    if titles:
        about_data = next((index for index in inside if weights.legal[index]), titles[0])
        first = min(titles[0], about_data)
        above = [index for index in inside if index < first][-_ABOVE:]
        inside = [index for index in inside if index >= first or (index in above and _belongs(blocks[index]))]
    outside = [index for index in range(start) if alive[index] and _can_title(blocks[index], start - index)]
    if not outside and not titles and not any(is_privacy_title(blocks[index].text) for index in inside[:_ABOVE]):
        outside = [index for index in range(max(start - _REACH, 0), start) if alive[index] and _is_name(blocks[index])]
    if not outside:
        return inside
    title = outside[-1]
    if titles and not _is_another_title(blocks[title], blocks[titles[0]]):
        return inside
    return [*_heading_of(page, weights, alive, title, start), *inside]


def date_above(page: Outline, alive: list[bool], container: Element, first: int) -> list[int]:
    """The date that stands above several documents and is that of each, where block `first` begins the wanted one.

    One below the title of a contract is the contract's.
    """
    above = [index for index in range(container.start, first) if alive[index]]
    dated = next((index for index in above[: _ABOVE + 1] if is_dated(page.blocks[index])), None)
    if dated is None:
        return []
    heads = (page.blocks[index].text for index in above if index < dated and _is_head(page.blocks[index]))
    return [] if any(is_contract_name(head) or is_cookie_title(head) for head in heads) else [dated]


def date_below(page: Outline, alive: list[bool], container: Element) -> list[int]:
    """The date that a document states in a footer of its own, where it states none elsewhere.

    (A footer of the site's claims copyright and links on; what it dates is the site.)
    """
    blocks = page.blocks
    feet: list[Element] = []
    for each in page.elements:
        outermost = not feet or each.start >= feet[-1].end
        if each.tag.name == "footer" and outermost and _is_own(each, container):
            feet.append(each)
    dated = [index for foot in feet for index in range(foot.start, foot.end) if is_dated(blocks[index])]
    if dated and any(alive[index] and is_dated(blocks[index]) for index in range(container.end)):
        return []
    return dated[-1:]


def _is_own(foot: Element, container: Element) -> bool:
    inside = container.start < foot.start and foot.end <= container.end
    return inside or foot.tag.find_parent(["main", "article"]) is not None


def _is_another_title(outer: Block, inner: Block) -> bool:
    """Whether a title outside says more than that inside; "Privacy" above a menu does not."""
    tells = outer.level == 1 or not is_privacy_title(inner.text)
    return tells and is_privacy_title(outer.text) and outer.text.lower() != inner.text.lower()


def _heading_of(page: Outline, weights: Weights, alive: list[bool], title: int, start: int) -> Iterable[int]:
    """A title outside of the container, with the dates around it and the introduction after it."""
    above = range(max(title - _ABOVE, 0), title)
    below = range(title + 1, start) if start - title <= _REACH else range(0)
    yield from (index for index in above if alive[index] and _belongs(page.blocks[index]))
    yield title
    told = {index for index in below if alive[index] and _is_told(page.blocks[index], weights.legal[index])}
    heads = {index for index in below if alive[index] and index + 1 in told and _is_head(page.blocks[index])}
    yield from sorted(told | heads)


def _is_told(block: Block, legal: int) -> bool:
    """Whether a block between a title and the rest is introduction or date, and not the page's own."""
    told = (legal > 0 and not block.links) or _belongs(block) or _is_date(block)
    return told and not is_page_talk(block.text)


def _is_head(block: Block) -> bool:
    return block.kind is Kind.HEADING and not block.links


def _can_title(block: Block, before: int) -> bool:
    """Whether a block is the title of a document that begins so many blocks after it."""
    return is_title(block) or (before <= _REACH and _names_policy(block))


def _belongs(block: Block) -> bool:
    return is_dated(block) or _names_policy(block) or _is_name(block)


def _names_policy(block: Block) -> bool:
    return _is_head(block) and is_privacy_title(block.text)


def _is_name(block: Block) -> bool:
    """Whether a line that is no heading is nothing but the name of a policy: some site builders draw titles so."""
    return block.kind is Kind.PARAGRAPH and not block.links and is_policy_name(block.text)


def _is_date(block: Block) -> bool:
    """Whether a line is little more than a date, whatever it is called."""
    return len(block.text) <= _DATE and dates.first_date(block.text) is not None


def is_dated(block: Block) -> bool:
    """Whether a line states the date of the document."""
    return len(block.text) <= _DATE_LINE and dates.dates_itself(block.text)
