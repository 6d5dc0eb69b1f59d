"""What is seen of a source's pages as a whole: how fresh they are, and whether they lead to another place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.check.sight import Sight
from tests.support.watching import HOUR, START, URL, snapshot


def fresh_for(*headers: str | None) -> timedelta | None:
    """How long pages with these Cache-Control headers are fresh."""
    pages = [snapshot("", headers=(("cache-control", header),) if header else ()) for header in headers]
    return Sight(answers=tuple(pages)).fresh_for(START)


def test_pages_are_fresh_until_the_first_of_them_goes_stale_and_only_by_the_word_of_all() -> None:
    assert fresh_for("max-age=7200", "max-age=3600") == HOUR
    assert fresh_for("max-age=7200", None) is None
    assert fresh_for(None) is None


@pytest.mark.parametrize(
    ("asked", "got", "is_elsewhere"),
    [
        (URL, URL, False),
        (URL, "https://www.gardenbell.example/en/privacy", False),
        (URL, "https://parked.example/privacy", True),
        (URL, "https://gardenbell.example/", True),
        ("https://gardenbell.example", "https://gardenbell.example/", False),
    ],
)
def test_a_page_is_elsewhere_on_another_site_or_where_only_the_front_page_is_left(
    asked: str, got: str, is_elsewhere: bool
) -> None:
    capture = replace(snapshot("", url=asked), final_url=got)
    assert (Sight(answers=(capture,)).elsewhere == got) is is_elsewhere
