"""What a check asks of the servers: conditions, several pages, freshness; and two that check at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from monitor import pipeline
from monitor.model import NotModified, Outcome, Snapshot, SourceDocument, Validators
from store import outbox, sources, versions
from tests.support.policies import PARTNERS, policy_page
from tests.support.watching import DAY, HOUR, KEY, URL, Answer, Watch, gardenbell, snapshot


def test_a_304_counts_as_seen_and_validators_are_sent_only_for_a_text_on_record(tmp_path: Path) -> None:
    changed = policy_page(PARTNERS)
    unmodified = NotModified(url=URL, final_url=URL, fetched_at=Watch.now)
    answers: Iterator[Answer] = iter([policy_page(), unmodified, changed, changed])
    watch = Watch(tmp_path, lambda _url: next(answers), headers=(("etag", '"one"'),))
    outcomes = [check.outcome for check in watch.checks(4, every=DAY)]
    assert outcomes == [Outcome.FIRST_RECORD, Outcome.NOT_MODIFIED, Outcome.PENDING, Outcome.NEW_VERSION]
    sent = [validators for _, validators in watch.asked]
    assert sent == [None, (URL, '"one"', None), (URL, '"one"', None), None]


def test_several_pages_make_one_document_and_a_modified_one_refetches_the_others(tmp_path: Path) -> None:
    other = f"{URL}/cookies"
    cookies = policy_page("Our shop sets a basket cookie that lives for 14 days.").replace("Privacy Policy", "Cookies")
    answers: dict[str, list[Answer]] = {
        URL: [policy_page(), NotModified(url=URL, final_url=URL, fetched_at=Watch.now), policy_page()],
        other: [cookies, cookies.replace("14 days", "400 days")],
    }
    watch = Watch(tmp_path, lambda url: answers[url].pop(0), source=gardenbell(urls=(URL, other)))
    watch.headers = (("etag", '"one"'),)
    watch.check()
    assert watch.check(after=DAY).outcome is Outcome.PENDING
    assert [url for url, _ in watch.asked] == [URL, other, URL, other, URL]
    with watch.db() as db:
        text = versions.get(db, KEY, 1).text
    assert "any other entity" in text
    assert "basket cookie" in text


def test_two_processes_that_see_the_same_change_record_it_once(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    watch.check()
    watch.serve = lambda _url: policy_page(PARTNERS)
    watch.check(after=DAY)
    rival = Watch(tmp_path, lambda _url: policy_page(PARTNERS), now=watch.now)

    def while_the_rival_is_quicker(_url: str) -> str:
        if versions_recorded(watch) == 1:
            rival.check(after=HOUR)
        return policy_page(PARTNERS)

    watch.serve = while_the_rival_is_quicker
    assert watch.check(after=HOUR).outcome is Outcome.UNCHANGED
    with watch.db() as db:
        assert versions.count(db, KEY) == 2
        assert len(outbox.list_deliveries(db)) == 1


def versions_recorded(watch: Watch) -> int:
    with watch.db() as db:
        return versions.count(db, KEY)


def test_a_page_that_its_server_calls_fresh_is_not_asked_for_before_it_is_stale(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page(), headers=(("cache-control", "public, max-age=86400"),))
    watch.check()
    with watch.db() as db:
        assert sources.state(db, KEY).next_check_at >= watch.now + DAY * 0.9


def test_a_document_on_several_pages_is_as_fresh_as_the_first_of_them_to_go_stale(tmp_path: Path) -> None:
    other = f"{URL}/cookies"
    watch = Watch(tmp_path, lambda _url: policy_page(), source=gardenbell(urls=(URL, other), interval=8 * HOUR))
    ages = {URL: "max-age=0", other: "max-age=28800"}

    def fetch(source: SourceDocument, url: str, validators: Validators | None = None) -> Snapshot:
        return snapshot(policy_page(), url=url, at=watch.now, headers=(("cache-control", ages[url]),))

    def next_after_a_check() -> timedelta:
        with watch.db() as db:
            pipeline.check(watch.source, fetch=fetch, db=db, clock=lambda: watch.now, terms=watch.terms())
            return sources.state(db, KEY).next_check_at - watch.now

    # Of all moments of a day some have their slot between half of the interval and nine tenths of it.
    waits = []
    for _ in range(8):
        waits.append(next_after_a_check())
        watch.now += HOUR
    assert min(waits) < 0.9 * 8 * HOUR
    ages[URL] = "max-age=28800"
    watch.now += DAY
    assert next_after_a_check() >= 0.9 * 8 * HOUR
