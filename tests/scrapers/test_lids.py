"""Buttons in a policy: the lids of its parts are headings, others are no text."""

from __future__ import annotations

import pytest

from scrapers.extract import extract_page
from tests.support.pages import BODY, RIGHTS, page


def text_of(body: str) -> str:
    return extract_page(page(BODY + body), url="https://lumenwick.example/privacy").text


@pytest.mark.parametrize(
    "body",
    [
        '<button aria-expanded="false" aria-controls="x">Ask for your data</button><div id="x" hidden>{}</div>',
        '<div><button>Ask for your data</button><div style="display: none">{}</div></div>',
        '<div><div><button>Ask for your data</button></div><div class="kt-accordion-panel">{}</div></div>',
        '<div><button aria-controls="x">Ask for your data</button></div><div><section id="x">{}</section></div>',
        '<button aria-controls="elsewhere">Ask for your data</button><div hidden>{}</div>',
        '<h2><button aria-haspopup="true">Ask for your data</button></h2>{}',
        '<button aria-haspopup="false" aria-expanded="true">Ask for your data</button>{}',
    ],
)
def test_the_lid_of_a_part_is_its_heading(body: str) -> None:
    assert "## Ask for your data\n\nYou may ask" in text_of(body.format(f"<p>{RIGHTS}</p><p>Again: {RIGHTS}</p>"))


@pytest.mark.parametrize(
    "body",
    [
        '<button aria-expanded="false" aria-controls="m">zebra EU</button><ul hidden id="m"><li><a href="/eu">EU</ul>',
        '<button aria-haspopup="menu" aria-expanded="false">zebra Region</button>',
        '<button>zebra More lamps</button><div hidden><p>zebra <a href="/l">All of them</a></p></div>',
        "<button>zebra Tell us</button><p>Whoever writes to us gets an answer.</p>",
        '<button aria-controls="w">zebra Tell us</button><div id="w" role="dialog"><p>zebra Did it help?</p></div>',
        '<div id="t"><p>One more sentence.</p></div><button aria-controls="t" aria-expanded="true">zebra Fold</button>',
        '<button aria-controls="c">zebra Listen</button><div id="c"><canvas></canvas></div>',
    ],
)
def test_a_button_of_a_menu_or_of_what_stands_before_it_is_no_heading(body: str) -> None:
    assert "zebra" not in text_of(body)


PASSAGES = (
    "We keep personal data of your orders for seven years, because tax law asks us to.",
    "We share personal data with the shops that repair lamps for us, under a contract.",
    "You may ask us at any time which personal data of yours we hold, and for a copy.",
    "You may ask us to correct your personal data, and to delete what we need no longer.",
    "Lamps that you send back are tested and sold again.",
)


@pytest.mark.parametrize(
    "part",
    [
        "<dialog><form method='dialog'><button>Close</button></form><h3>Part {n}</h3><p>{text}</p></dialog>",
        "<div class='modal fade' role='dialog' aria-hidden='true'><h3>Part {n}</h3><p>{text}</p></div>",
        "<div class='slide' aria-hidden='true'><h3>Part {n}</h3><p>{text}</p></div>",
        "<div popover id='p{n}'><p>{text}</p></div>",
    ],
)
def test_the_layers_of_a_notice_are_read_though_each_is_short_and_hidden(part: str) -> None:
    layers = "".join(part.format(n=n, text=text) for n, text in enumerate(PASSAGES))
    assert [text for text in PASSAGES if text not in text_of(layers)] == []


@pytest.mark.parametrize(
    "part",
    [
        "<dialog><h3>Part {n}</h3><p>{text}</p><input type='email'></dialog>",  # to sign up, to send a request
        "<div class='cookie-banner-part' hidden><p>{text}</p></div>",
        "<div class='part-{n}' hidden><p>{text}</p></div>",
    ],
)
def test_windows_that_ask_or_are_not_of_one_make_are_no_layers(part: str) -> None:
    layers = "".join(part.format(n=n, text=text) for n, text in enumerate(PASSAGES))
    assert [text for text in PASSAGES if text in text_of(layers)] == []


def test_hidden_parts_of_one_make_that_say_nothing_of_persons_are_no_layers() -> None:
    menus = "".join(f"<div class='mega' hidden><p>Lamp {n} shines for {n} winters on end.</p></div>" for n in range(20))
    assert "winters" not in text_of(menus)
