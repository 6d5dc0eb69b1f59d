"""Which language of a policy is watched, where it is not there in the one that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from monitor.errors import Failure, FetchError
from monitor.model import AlertKind, CaptureKind, Outcome
from store import outbox, sources, versions
from tests.support.policies import german_page, policy_page
from tests.support.watching import Answer, Watch, gardenbell

KEY = "gardenbell/privacy-policy"
DAY = timedelta(days=1)
SITE = "https://gardenbell.example/"
GERMAN_AD = "Wir geben Ihre personenbezogenen Daten an Werbepartner weiter."


def site(pages: Mapping[str, str]) -> Callable[[str], Answer]:
    """Serves these pages by their paths."""

    def serve(url: str) -> Answer:
        path = url.removeprefix(SITE.rstrip("/"))
        return pages[path] if path in pages else FetchError(url, "HTTP 404", failure=Failure.HTTP_404)

    return serve


def test_a_policy_that_is_there_in_another_language_only_is_watched_in_that_one(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: german_page())
    check = watch.check()
    assert check.outcome is Outcome.FIRST_RECORD
    assert 'the text is in "de" and not in "en"; language = "de" if that is meant' in check.detail
    watch.serve = lambda _url: german_page(GERMAN_AD)
    assert [check.outcome for check in watch.checks(2, every=DAY)] == [Outcome.PENDING, Outcome.NEW_VERSION]
    with watch.db() as db:
        [delivery] = outbox.list_deliveries(db)
        assert sources.state(db, KEY).memory["warnings"] != []
    assert delivery.alert.kind is AlertKind.CHANGE
    watch.source = gardenbell(language="de", expects_language=True)
    watch.serve = lambda _url: german_page(GERMAN_AD).replace("<main>", "<p>Ein Gruß</p><main>")
    assert watch.check(after=DAY).detail.endswith("on record.")


def test_it_does_not_change_its_language_from_then_on(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    watch.check()
    watch.serve = lambda _url: german_page()
    assert watch.check(after=DAY).outcome is Outcome.SUSPECT
    with watch.db() as db:
        assert sources.state(db, KEY).memory["trouble"] == CaptureKind.WRONG_LANGUAGE
        assert versions.count(db, KEY) == 1


def test_where_the_operator_names_the_language_another_one_is_an_alarm(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: german_page(), source=gardenbell(expects_language=True))
    assert {check.outcome for check in watch.checks(4, every=DAY)} == {Outcome.SUSPECT}
    with watch.db() as db:
        [delivery] = outbox.list_deliveries(db)
    assert "another language (de) than the wanted one (en)" in delivery.alert.problem


def test_a_found_address_in_the_wrong_language_is_looked_for_again_until_there_is_one(tmp_path: Path) -> None:
    home = '<html><body><footer><a href="/datenschutz">Datenschutz</a></footer></body></html>'
    both = home.replace("</footer>", '<a href="/privacy-policy">Privacy Policy</a></footer>')
    pages = {"/": home, "/datenschutz": german_page()}
    watch = Watch(
        tmp_path,
        site(pages),
        source=gardenbell(urls=(), site=SITE, expects_language=True),
    )
    assert watch.check().outcome is Outcome.SUSPECT
    with watch.db() as db:
        assert sources.state(db, KEY).url is None
    pages |= {"/": both, "/privacy-policy": policy_page()}
    assert watch.check(after=DAY).outcome is Outcome.FIRST_RECORD
    with watch.db() as db:
        assert sources.state(db, KEY).url == f"{SITE}privacy-policy"


def alarm_at_a_german_address(tmp_path: Path, pages: Mapping[str, str]) -> str:
    """What people are told to do about a document that is expected in English."""
    watch = Watch(
        tmp_path,
        site(pages),
        source=gardenbell(urls=(f"{SITE}datenschutz",), expects_language=True),
    )
    watch.checks(4, every=DAY)
    with watch.db() as db:
        [delivery] = outbox.list_deliveries(db)
    return delivery.alert.advice


def test_a_configured_address_in_the_wrong_language_is_told_with_a_better_one(tmp_path: Path) -> None:
    home = '<html><body><footer><a href="/privacy-policy">Privacy Policy</a></footer></body></html>'
    pages = {"/": home, "/datenschutz": german_page(), "/privacy-policy": policy_page()}
    advice = alarm_at_a_german_address(tmp_path, pages)
    assert f"{SITE}privacy-policy; if that is right, set url to it" in advice


def test_a_better_address_is_not_suggested_where_it_is_in_the_wrong_language_too(tmp_path: Path) -> None:
    home = '<html><body><footer><a href="/dsgvo/datenschutz">Datenschutz</a></footer></body></html>'
    pages = {"/": home, "/datenschutz": german_page(), "/dsgvo/datenschutz": german_page(GERMAN_AD)}
    advice = alarm_at_a_german_address(tmp_path, pages)
    assert advice
    assert "set url" not in advice


def test_a_language_that_the_operator_names_later_is_a_new_reading_and_no_change(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: german_page())
    watch.check()
    watch.source = replace(watch.source, expects_language=True)
    watch.serve = lambda _url: policy_page()
    check = watch.check(after=DAY)
    assert check.outcome is Outcome.NEW_VERSION
    assert "told to nobody" in check.detail
    with watch.db() as db:
        assert versions.get(db, KEY, 2).language == "en"
        assert outbox.list_deliveries(db) == []
    assert watch.check(after=DAY).outcome is Outcome.UNCHANGED
