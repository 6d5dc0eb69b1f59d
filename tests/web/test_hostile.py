"""A policy's text is hostile input: it is shown as words, and does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from store.database import open_store
from tests.support.hostile import ARABIC, HOSTILE
from tests.support.web_history import add_version
from tests.support.web_site import NOW, asking, filled

KEY = "orchard-locks/privacy-policy"
PAGES = [
    f"/changes/{KEY}:2",
    f"/changes/{KEY}:2?view=unified",
    f"/vendors/{KEY}/versions/2",
    "/vendors/orchard-locks",
    "/search?q=share+data",
    "/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "/?name=%22%3E%3Cscript%3E",
    "/changes?vendor=%22%3E%3Cscript%3E",
    "/vendors/%3Cscript%3E",
    "/nowhere/%3Cscript%3E",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("site")
    with open_store(filled(folder)) as db:
        add_version(db, KEY, HOSTILE, NOW - timedelta(days=2))
    with asking(folder) as client:
        yield client


@pytest.mark.parametrize("address", PAGES)
def test_no_text_becomes_markup(site: httpx.Client, address: str) -> None:
    html = site.get(address).text
    assert "<script>" not in html
    assert "<img" not in html
    assert not re.search(r'href="(?!/|#|\?)', html)
    assert "<!--" not in html
    assert html.rstrip().endswith("</html>")
    assert html.count("</main>") == 1


@pytest.mark.parametrize("address", PAGES)
def test_characters_that_are_not_meant_to_be_read_are_left_out(site: httpx.Client, address: str) -> None:
    html = site.get(address).text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", html)


def test_text_that_runs_from_right_to_left_keeps_its_direction_to_itself(site: httpx.Client) -> None:
    assert re.search(rf'<p class="paragraph[^>]* dir="auto">{ARABIC}</p>', site.get(PAGES[2]).text)


def test_word_for_word_means_every_character(site: httpx.Client) -> None:
    answer = site.get(f"/vendors/{KEY}/versions/2/text")
    assert answer.content == HOSTILE.encode()
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_sixty_thousand_words_are_shown_in_parts_under_300_kb(tmp_path: Path) -> None:
    path = filled(tmp_path)
    subjects = ("partners", "processors", "authorities", "affiliates", "advertisers")
    paragraphs = [
        f"## Part {n}\n\n"
        + " ".join(f"Rule {n} says that we may give item {n * i} to our {subjects[i % 5]}." for i in range(40))
        for n in range(125)
    ]
    text = "\n\n".join(paragraphs)
    assert len(text.split()) > 60_000
    with open_store(path) as db:
        add_version(db, KEY, text, NOW - timedelta(days=3))
        add_version(db, KEY, text.replace("may", "will").replace("give", "hand over"), NOW - timedelta(days=2))
    with asking(tmp_path) as client:
        for address in (f"/changes/{KEY}:3", f"/vendors/{KEY}/versions/3", "/vendors/orchard-locks"):
            answer = client.get(address)
            assert answer.status_code == 200
            assert len(answer.content) < 300_000
        last = re.findall(r"Part \d+ of (\d+)", client.get(f"/changes/{KEY}:3").text)[0]
        assert "Rule 124 says" in client.get(f"/changes/{KEY}:3?part={last}&view=unified").text
        assert "Rule 124 says" not in client.get(f"/changes/{KEY}:3?view=unified").text
