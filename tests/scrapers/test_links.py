"""Links of a document, beside its text."""

from __future__ import annotations

import pytest

from scrapers.extract import extract_page
from scrapers.page.links import host_of, plain
from tests.support.pages import BODY, page


def read(body: str) -> str:
    return extract_page(page(body), url="https://lumenwick.example/privacy").text


@pytest.mark.parametrize("href", ["//[", "http://[::1", "javascript:void(0)", "data:,x", "\x07"])
def test_links_that_lead_nowhere_do_no_harm(href: str) -> None:
    assert read(f'{BODY}<p>Write to <a href="{href}">us</a> about your personal data.</p>').startswith("# Privacy")


def test_links_are_kept_apart_without_tracking() -> None:
    seen = extract_page(
        page(BODY + '<p>See the <a href="/cookies?utm_source=x&amp;v=2">cookie notice</a> for the cookies we use.</p>'),
        url="https://lumenwick.example/privacy",
    )
    assert seen.links == (("cookie notice", "https://lumenwick.example/cookies?v=2"),)
    assert seen.text.endswith("See the cookie notice for the cookies we use.")


@pytest.mark.parametrize(
    ("href", "address"),
    [
        (" /a?v=2 ", "https://lumenwick.example/a?v=2"),
        ("/a?utm_medium=m&v=2&UTM_x=1", "https://lumenwick.example/a?v=2"),
        ("/a?gclid=1&MSCLKID=2", "https://lumenwick.example/a"),
        ("/a?sid=1&side=left", "https://lumenwick.example/a?side=left"),
        ("/a?empty=", "https://lumenwick.example/a?empty="),
        ("#part", "https://lumenwick.example/privacy#part"),
    ],
)
def test_addresses_are_whole_and_without_what_tells_where_a_click_came_from(href: str, address: str) -> None:
    assert plain(href, "https://lumenwick.example/privacy") == address


def test_links_outside_of_the_document_and_without_words_are_none_of_its_links() -> None:
    inside = '<p>We tell more on <a href="/cookies">cookies</a><a href="/x"></a> and why we keep your data.</p>'
    seen = extract_page(page(BODY + inside, around=('<nav><a href="/">Home</a></nav>', "")))
    assert seen.links == (("cookies", "/cookies"),)


def test_the_host_of_an_address_that_cannot_be_read_is_none() -> None:
    assert [host_of(address) for address in ("https://a.example/x", "/x", "http://[")] == ["a.example", "", ""]
