"""The tree of a page is the one that BeautifulSoup itself makes, however broken the page is."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from hypothesis import example, given
from hypothesis import strategies as st

from scrapers.page.parse import parse, trim

_START = (
    "<p>",
    "<div class='a b' id='x'>",
    "<b>",
    "<pre>",
    "<ruby>",
    "<rt>",
    "<table>",
    "<tr>",
    "<td>",
    "<li>",
    "<br>",
)
_END = ("</p>", "</div>", "</b>", "</pre>", "</ruby>", "</rt>", "</table>", "</tr>", "</td>", "</body>", "</html>")
_STRINGS = ("lamp", "  \n ", " ", " oil", "\n", "été\u00a0", "&amp;", "<", "a < b")
_PAGES = st.lists(st.sampled_from((*_START, *_END, *_STRINGS)), max_size=40).map("".join)


def _named(node: PageElement | None) -> object:
    if isinstance(node, Tag):
        read = {name: node.attrs[name] for name in ("class", "id") if name in node.attrs}
        return node.name, read, node.get_text("|")
    return (type(node), str(node)) if isinstance(node, NavigableString) else node


def _tree(soup: BeautifulSoup) -> list[tuple[object, ...]]:
    """Every node in document order, with what it is linked to in each direction."""
    nodes = [soup, *soup.descendants]
    directions = ("parent", "next_element", "previous_element", "next_sibling", "previous_sibling")
    return [(_named(node), *(_named(getattr(node, direction)) for direction in directions)) for node in nodes]


@given(_PAGES)
@example("<lamp</p>")  # an attribute that nobody reads
def test_the_tree_is_that_of_beautifulsoup(page: str) -> None:
    page = f"<html><body>{page}"
    assert _tree(parse(page)) == _tree(BeautifulSoup(trim(page), "lxml", multi_valued_attributes=None))


def test_elements_are_found_by_selectors_and_taken_out() -> None:
    soup = parse('<div class="a b"><p title="t">lamp</p><p>oil</p> end</div>', whole=True)
    first = soup.select_one('.b > p[title="t"]')
    assert first is not None
    first.extract()
    assert soup.get_text() == "oil end"
