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
        '<button aria-controls="w">zebra Tell us</button><div id="w" role="dialog"><p>zebra Did it help?</p></div>',
        '<div id="t"><p>One more sentence.</p></div><button aria-controls="t" aria-expanded="true">zebra Fold</button>',
        '<button aria-controls="c">zebra Listen</button><div id="c"><canvas></canvas></div>',
    ],
)
def test_a_button_of_a_menu_or_of_what_stands_before_it_is_no_heading(body: str) -> None:
    assert "zebra" not in text_of(body)
