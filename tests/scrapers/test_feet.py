"""What stands below a document: what the site notes in its footer, and what visitors say."""

from __future__ import annotations

import pytest

from scrapers.extract import extract_page
from tests.support.pages import BODY

LINKS = "".join(f'<a href="/{name}">{name}</a>' for name in ("jobs", "press", "shops"))


def text_of(body: str, below: str) -> str:
    page = f"<div><div><h1>Privacy Policy</h1>{body}</div>{below}</div>"
    return extract_page(page, url="https://lumenwick.example/privacy").text


NOTES = "".join(
    f"<p>Zebra Lumenwick is no bank. Your account number {n} is held by another company, and its terms and the law of "
    "the land say what becomes of it.</p>"
    for n in range(9)
)


@pytest.mark.parametrize("foot", ["<footer>{}</footer>", "<div class='Footer_root'>{}</div>"])
def test_what_a_site_notes_in_its_footer_is_no_text_of_the_document_however_long_it_is(foot: str) -> None:
    below = foot.format(f"{LINKS}{NOTES}<p>© 2026 Lumenwick</p>")
    assert "Zebra" not in text_of(BODY * 2, below)


SAID = "<ol><li><article><p>Zebra: thank you, I looked for how you treat personal data.</p></article></li></ol>"


@pytest.mark.parametrize(
    ("comments", "kept"),
    [
        (f"<div id='comments'><h2>2 thoughts on “Privacy Policy”</h2>{SAID}</div>", False),
        (f"<section class='comments-area'><h2>Comments (2)</h2>{SAID}</section>", False),
        (f"<div id='comments'><h3>What others say</h3>{SAID}<form><textarea></textarea></form></div>", False),
        ("<div id='comments'><h2>Comments</h2><p>Zebra: comments on our posts are personal data.</p></div>", True),
    ],
)
def test_what_visitors_say_below_the_document_is_no_text_of_it(comments: str, *, kept: bool) -> None:
    assert ("Zebra" in text_of(BODY * 3, comments)) is kept
