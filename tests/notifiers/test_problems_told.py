"""What is wrong with a page or a host is told in the language of the message, made of pages and hosts where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from monitor.check import unseen
from monitor.errors import FetchError
from monitor.model import Snapshot
from notifiers.lexicon import LANGUAGES, lexicon
from notifiers.said import said
from scrapers.extract import extract_page
from scrapers.fetch import Fetcher, Limits
from scrapers.robots import Robots
from tests.support.fetching import NOW, failure, fetcher
from tests.support.looking import EDITED, LINES, POLICY, looked_at_once, seen
from tests.support.pages import RETENTION
from tests.support.server import gzipped, page, redirect, serve

OTHERS = [language for language in LANGUAGES if language != "en"]
GERMAN = "<p>Wir verarbeiten Ihre personenbezogenen Daten in dem Umfang, wie es in diesem Absatz hier steht.</p>"
PRAISE = "Visitor No. {} writes that our records of lamps, doors and keys are kept with the greatest care of all."


def of_fetches() -> Iterator[str]:
    limits = Limits(redirects=3, max_bytes=3000, max_decompressed_bytes=9000)
    bomb = gzipped(b"0" * 99_999)
    with serve({"/round": redirect("/round"), "/long": page("long " * 999), "/bomb": lambda _: bomb}) as server:
        for path in ("/round", "/long", "/bomb"):
            yield failure(server.url(path), limits).problem
        yield refused(lambda: fetcher().fetch(server.url("/", host="no-such-host.invalid"), now=lambda: NOW))
        yield refused(lambda: Fetcher(user_agent="us").fetch(server.url("/"), now=lambda: NOW))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(FetchError) as caught:
        act()
    return caught.value.problem


def of_robots() -> Iterator[str]:
    def forbids(url: str) -> Snapshot:
        content = b"User-agent: *\nDisallow: /"
        return Snapshot(url=url, final_url=url, status=200, headers=(), content=content, fetched_at=NOW)

    def redirects(_url: str) -> Snapshot:
        with serve({"*": redirect("/round")}) as server:
            raise failure(server.url("/round"))

    for host in (forbids, redirects):
        robots = Robots(fetch=host, clock=lambda: NOW)
        yield refused(partial(robots.check, "https://a.example/privacy"))


def of_looks() -> Iterator[str]:
    looks = looked_at_once()
    yield [looks.look(seen("\n\n".join(LINES[:5]))) for _ in range(2)][-1].reason
    yield looked_at_once().look(seen(EDITED, language="de")).reason
    looks = looked_at_once()
    restless = [
        looks.look(seen(f"{POLICY}\n\n{PRAISE.format(day)}\n\n{RETENTION} {day}"), hours=24) for day in range(17)
    ]
    yield restless[-1].reason
    yield restless[-1].reason.split(" This passage")[0]


def of_pages() -> Iterator[str]:
    yield extract_page(GERMAN * 30, language="fr").capture.reason
    yield extract_page(b"%PDF-1.7 and no more").capture.reason
    yield unseen.by_fault().problem
    yield f"Redirected to another place (https://parking.example/sale). {extract_page('').capture.reason}"
    yield "The page could not be read: a fault of clausewatch, see its log."


@pytest.mark.parametrize("made", [of_fetches, of_robots, of_looks, of_pages])
def test_what_is_wrong_is_told_in_every_language(made: Callable[[], Iterator[str]]) -> None:
    for problem in made():
        told = [said(problem, lexicon(language)) for language in LANGUAGES]
        assert told[0] == problem
        assert len(set(told)) == len(LANGUAGES), told
        ours = [re.sub(r"\(.*\)|«.*»|„.*“", "", one) for one in told[1:]]  # without what the network or the page says
        assert not [one for one in ours if re.search(r"\b(the|than|is|not|another|bytes when)\b", one)]


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        ("shop.example: Connection refused", "shop.example: Verbindung abgelehnt"),
        ("shop.example: something new", "shop.example: something new"),
        ("Redirected to another place (https://a.example). The page shows its own markup as text.",
         "Die Adresse leitet an einen anderen Ort weiter (https://a.example). "
         "Die Seite zeigt ihren eigenen Quelltext als Text."),
        ("The PDF cannot be read: the file is encrypted.",
         "Das PDF kann nicht gelesen werden: die Datei ist verschlüsselt."),
    ],
)  # fmt: skip
def test_what_stands_within_a_problem_is_told_too(problem: str, told: str) -> None:
    assert said(problem, lexicon("de")) == told
