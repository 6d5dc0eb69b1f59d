"""Pages that nest or repeat elements to cost time: a bounded tree comes of them, with all their words."""

from __future__ import annotations

import sys

import pytest
from bs4 import Tag

from scrapers.page.elements import Nature, nature
from scrapers.page.parse import parse

MANY = 30_000  # far beyond the bounds of depth, and quickly parsed


def deepest(html: str, *, whole: bool = False) -> int:
    """How deep the tree is; without recursion, and from the leaves, so that no part of the tree is trusted."""
    return max(sum(1 for _ in element.parents) for element in parse(html, whole=whole).find_all(True))


@pytest.mark.parametrize("tags", ["<div>", "<span>", "<b>", "<ul><li>", "<table><tr><td>", "<font><p>", "<q lang=en>"])
@pytest.mark.parametrize("whole", [False, True])
def test_however_deep_a_page_nests_its_tree_is_shallow_and_its_words_are_there(tags: str, whole: bool) -> None:
    html = f"<p>We share nothing.</p>{tags * MANY}We keep your data for two years."
    assert deepest(html, whole=whole) <= 512
    words = parse(html, whole=whole).get_text(" ").split()
    assert " ".join(words) == "We share nothing. We keep your data for two years."


def test_what_follows_a_pit_of_elements_stands_where_it_stood() -> None:
    pit = "<div>" * MANY + "deep" + "</div>" * MANY
    soup = parse(f'<main><section id="a">{pit}</section><section id="b"><p>after</p></section></main>')
    after = soup.find(id="b")
    assert isinstance(after, Tag)
    assert after.parent is not None
    assert (after.parent.name, after.get_text()) == ("main", "after")


def test_words_of_elements_that_are_left_out_stay_apart() -> None:
    html = "<div>" * 600 + "<p>We share it.</p><p>We keep it.</p><ul><li>names</li><li>addresses</li></ul>"
    assert parse(html).get_text().split() == ["We", "share", "it.", "We", "keep", "it.", "names", "addresses"]


def test_tags_that_were_never_closed_lose_no_paragraph() -> None:
    paragraphs = [f"We keep item {number} for {number} days." for number in range(2_000)]
    soup = parse("".join(f"<p><font><b>{text}</p>" for text in paragraphs))
    assert " ".join(soup.get_text(" ").split()) == " ".join(paragraphs)


def test_more_elements_than_any_policy_has_are_left_out_and_their_words_are_not() -> None:
    soup = parse("<p>word</p>" * 120_000)
    assert len(soup.find_all(True)) <= 100_000
    assert soup.get_text(" ").split() == ["word"] * 120_000


def test_a_long_attribute_is_forgotten_with_its_page() -> None:
    """Natures of elements are remembered; a page with a new attribute of megabytes each day must not stay."""
    style = "display: none; " + "x" * 5_000
    held = sys.getrefcount(style)
    assert nature(Tag(name="div", attrs={"style": style})) is Nature.HIDDEN
    assert sys.getrefcount(style) == held
