"""Pages that React sends in pieces: each is read where a browser would show it, whenever it came."""

from __future__ import annotations

import itertools

import pytest

from scrapers.extract import extract_page
from scrapers.page.streamed import put_in_place
from tests.support.makes import HEAD, SECTIONS

PIECES = [
    f'<div hidden id="S:{n:x}"><section><h2>{title}</h2>{body}</section></div><script>$RC("B:{n:x}","S:{n:x}")</script>'
    for n, (title, body) in enumerate(SECTIONS)
]
PLACES = "".join(
    f'<!--$?--><template id="B:{n:x}"></template><p>zebra Loading</p><!--/$-->' for n in range(len(SECTIONS))
)
SHELL = f"<main>{HEAD}{PLACES}</main><script>$RC=function(b,c){{}}</script>"


def test_pieces_stand_in_their_places_in_whatever_order_they_came() -> None:
    texts = {extract_page(SHELL + "".join(pieces)).text for pieces in itertools.permutations(PIECES)}
    whole = HEAD + "".join(f"<h2>{title}</h2>{body}" for title, body in SECTIONS)
    assert texts == {extract_page(f"<main>{whole}</main>").text}


def test_a_piece_may_wait_in_another_piece() -> None:
    inner = '<div hidden id="S:1"><p>inner</p></div><script nonce="a">$RS("S:1","P:1");$RS("P:1","S:1")</script>'
    outer = '<div hidden id="S:0"><p>first</p><template id="P:1"></template><p>last</p></div>'
    page = f'<template id="B:0"></template><!--/$-->{inner}{outer}<script>$RC("B:0","S:0")</script>'
    assert put_in_place(page).startswith("<p>first</p><p>inner</p><p>last</p>")


@pytest.mark.parametrize(
    "page",
    [
        '<div hidden id="S:0"><p>a</p></div>',
        '<div hidden id="S:0"><p>a</p></div><script>$R</script>',
        '<div hidden id="S:0"><p>a</p><script>$RC("B:0","S:0")</script>',
        '<div hidden="" id="S:0">$R',
    ],
)
def test_what_nothing_brings_to_a_place_stays_where_it_is(page: str) -> None:
    assert put_in_place(page) == page


def test_a_piece_without_its_place_is_read_at_the_end() -> None:
    page = '<p>a</p><div hidden id="S:0"><p>b</p></div><script>$RC("B:0","S:0")</script>'
    assert put_in_place(page) == '<p>a</p><script>$RC("B:0","S:0")</script><div><p>b</p></div>'


def test_a_piece_that_calls_for_itself_is_put_in_place_once() -> None:
    place = '<template id="P:0"></template>'
    page = f'{place}<div hidden id="S:0">{place * 50}x</div><script>$RS("P:0","S:0")</script>'
    assert len(put_in_place(page)) < 2 * len(page)
