"""What the page and the API say of documents that cannot be read: why, since when, what to do, where to look."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx

from monitor.decide.troubles import TROUBLES
from monitor.errors import Failure
from monitor.model import CaptureKind
from store import sources
from store.database import open_store
from tests.support.repository import REPOSITORY
from tests.support.web_site import NOW, asking, filled, page, words


def test_a_blind_vendor_shows_since_when_and_why(site: httpx.Client) -> None:
    html = page(site, "/vendors/murmur-audio")
    assert "Not seen from 23 May 2026 to today" in html
    assert "9 failed checks" in html


def test_a_vendor_that_was_never_read_is_for_you_to_look_at_from_its_first_failed_check_on(tmp_path: Path) -> None:
    """Its address may be wrong; one that was read has the operator's patience."""
    with open_store(filled(tmp_path)) as db:
        for key, seen in (("brightlamp/privacy-policy", NOW - timedelta(days=1)), ("northpost/privacy-policy", None)):
            missed = replace(sources.state(db, key), blind_since=NOW, verified_at=seen, failures=1)
            sources.save(db, replace(missed, problem="HTTP 404 Not Found", memory={"trouble": Failure.HTTP_404}))
    with asking(tmp_path) as client:
        html = words(page(client, "/"))
        assert "Northpost cannot be read since 1 June 2026 Page gone (404)" in html
        assert "Brightlamp cannot be read" not in html


def test_the_kind_of_trouble_and_what_to_do_are_shown_wherever_a_vendor_is_blind(site: httpx.Client) -> None:
    for path in ("/", "/vendors/murmur-audio", "/status"):
        assert "Turned away (403)" in words(page(site, path))
    assert "ask the vendor; try browser = true" in page(site, "/vendors/murmur-audio")


def test_a_policy_that_may_have_moved_is_shown_with_the_address_that_was_found(tmp_path: Path) -> None:
    found = "https://murmur-audio.example/legal/privacy-notice"
    with open_store(filled(tmp_path)) as db:
        state = sources.state(db, "murmur-audio/privacy-policy")
        sources.save(db, replace(state, memory={"trouble": "http_404", "moved_to": found}))
    with asking(tmp_path) as client:
        for path in ("/", "/vendors/murmur-audio", "/status"):
            html = words(page(client, path))
            assert "Page gone (404)" in html
            assert found in html
        (document,) = client.get("/api/v1/vendors/murmur-audio").json()["documents"]
    assert (document["trouble"], document["moved_to"]) == ("http_404", found)


def test_what_a_reading_had_to_say_of_the_settings_is_shown_on_the_page(tmp_path: Path) -> None:
    warning = 'the text is in "de" and not in "en"; language = "de" if that is meant'
    with open_store(filled(tmp_path)) as db:
        sources.save(db, replace(sources.state(db, "brightlamp/privacy-policy"), memory={"warnings": [warning]}))
    with asking(tmp_path) as client:
        assert "The text is in &#34;de&#34; and not in" in page(client, "/vendors/brightlamp")
        assert "The text is in" not in page(client, "/vendors/orchard-locks")


PINNED = """
[[vendors]]
name = "Brightlamp"
url = "https://brightlamp.example/privacy"
pins = ["We never use lasers.", "We keep account data for 24 months after you close your account."]
"""


def test_a_pinned_sentence_that_is_not_there_is_told_on_the_page(tmp_path: Path) -> None:
    filled(tmp_path)
    with asking(tmp_path, PINNED) as client:
        html = words(page(client, "/vendors/brightlamp"))
        assert "The pinned sentence “We never use lasers.” is not in the text on record." in html
        assert html.count("The pinned sentence") == 1


def test_another_text_that_has_yet_to_last_is_told_on_the_page(tmp_path: Path) -> None:
    pending = {"fingerprint": "f", "since": "2026-06-01T10:00:00+00:00"}
    with open_store(filled(tmp_path)) as db:
        state = sources.state(db, "brightlamp/privacy-policy")
        sources.save(db, replace(state, memory={"confirm": {"pending": pending}}))
    with asking(tmp_path) as client:
        told = "Another text has been there since 1 June 2026, 10:00 UTC"
        assert told in words(page(client, "/vendors/brightlamp"))
        assert told not in words(page(client, "/vendors/orchard-locks"))


def test_every_kind_of_trouble_has_words_on_the_page_and_advice_in_the_documentation() -> None:
    kinds = {*Failure, *CaptureKind, "elsewhere", "doubtful", "restless", "unreadable"} - {CaptureKind.POLICY}
    assert kinds == TROUBLES.keys()
    text = (REPOSITORY / "docs" / "operations.md").read_text()
    documented = text.split("## What an alarm means")[1].split("## ")[0]
    assert {kind for kind in kinds if f"`{kind}`" not in documented} == set()
