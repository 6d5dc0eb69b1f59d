"""One check of one source: what is stored, what is judged, what is told, and when it is looked at again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from monitor import pipeline
from monitor.errors import Failure, FetchError
from monitor.model import AlertKind, Category, NotModified, Outcome, Snapshot, SourceDocument, Verdict
from monitor.sight import Validators
from notifiers.wording import wording
from store import checks, judgements, outbox, practices, snapshots, sources, versions
from tests.policies import BOT_WALL, DENIAL, PARTNERS, policy_page
from tests.watching import URL, Answer, Watch, gardenbell, snapshot

KEY = "gardenbell/privacy-policy"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_the_first_sight_of_a_policy_is_recorded_and_told_to_nobody(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    assert watch.check().outcome is Outcome.FIRST_RECORD
    with watch.db() as db:
        version = versions.get(db, KEY, 1)
        assert "We do not share your personal information" in version.text
        assert "partners store information" not in version.text
        assert snapshots.get(db, versions.snapshots_of(db, KEY, 1)[0]).content == policy_page().encode()
        assert outbox.list_deliveries(db) == []
        assert sources.state(db, KEY).verified_at == watch.now


def test_tokens_that_change_at_every_request_make_no_version(tmp_path: Path) -> None:
    tokens = itertools.count()
    watch = Watch(tmp_path, lambda _url: policy_page(token=f"t{next(tokens):06d}"))
    outcomes = [check.outcome for check in watch.checks(4, every=DAY)]
    assert outcomes == [Outcome.FIRST_RECORD, *[Outcome.UNCHANGED] * 3]


def test_a_change_is_believed_at_the_second_sight_and_dated_by_the_first(tmp_path: Path) -> None:
    pages = iter([policy_page(), policy_page(PARTNERS), policy_page(PARTNERS)])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.check()
    assert watch.check(after=DAY).outcome is Outcome.PENDING
    first_seen = watch.now
    with watch.db() as db:
        assert versions.count(db, KEY) == 1
        assert sources.state(db, KEY).next_check_at == watch.now + HOUR
    assert watch.check(after=HOUR).outcome is Outcome.NEW_VERSION
    with watch.db() as db:
        assert versions.get(db, KEY, 2).recorded_at == first_seen


def test_a_material_change_is_stored_judged_and_queued_in_one_go(tmp_path: Path) -> None:
    pages = iter([policy_page(), policy_page(PARTNERS), policy_page(PARTNERS)])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.checks(3, every=DAY)
    with watch.db() as db:
        judgement = judgements.latest(db, KEY, 2)
        (delivery,) = outbox.list_deliveries(db)
    assert judgement is not None
    assert judgement.material_categories == (Category.SHARING,)
    assert delivery.alert.id == f"{KEY}:2"
    assert delivery.alert.judgement == judgement
    assert (delivery.channel, delivery.alert.old_version, delivery.alert.new_version) == ("log", 1, 2)


def test_an_editorial_change_is_stored_and_told_to_nobody(tmp_path: Path) -> None:
    edited = policy_page().replace("This policy says what we do", "This policy tells you what we do")
    pages = iter([policy_page(), edited, edited])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.checks(3, every=DAY)
    with watch.db() as db:
        judgement = judgements.latest(db, KEY, 2)
        assert judgement is not None
        assert judgement.verdict is Verdict.NOT_MATERIAL
        assert outbox.list_deliveries(db) == []


def test_a_text_that_comes_and_goes_within_a_day_is_no_version(tmp_path: Path) -> None:
    old, new = policy_page(), policy_page(PARTNERS)
    pages = iter([old, *[new, old] * 4])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.checks(9, every=DAY)
    with watch.db() as db:
        assert versions.count(db, KEY) == 1
        assert outbox.list_deliveries(db) == []


def test_a_change_that_is_taken_back_and_made_again_is_told_once_each_way(tmp_path: Path) -> None:
    old, new = policy_page(), policy_page(PARTNERS)
    stages = [old, new, old, new, old]
    watch = Watch(tmp_path, lambda _url: stages[0])
    while stages:
        watch.checks(20, every=DAY)
        stages.pop(0)
    with watch.db() as db:
        alerts = [delivery.alert for delivery in outbox.list_deliveries(db)]
        assert versions.count(db, KEY) == 5
    assert {alert.new_version: alert.returns_to for alert in alerts} == {2: None, 3: 1}


def test_what_a_version_says_is_noted_item_by_item(tmp_path: Path) -> None:
    pages = iter([policy_page(), policy_page(PARTNERS), policy_page(PARTNERS)])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.checks(3, every=DAY)
    with watch.db() as db:
        since = {found.body["quote"]: found.since_version for found in practices.at(db, KEY, 2)}
    assert since[PARTNERS] == 2
    assert DENIAL not in since
    assert 1 in since.values()


def test_a_bot_wall_is_kept_as_a_suspect_capture_and_never_as_a_version(tmp_path: Path) -> None:
    pages = iter([policy_page(), BOT_WALL, BOT_WALL, policy_page()])
    watch = Watch(tmp_path, lambda _url: next(pages))
    outcomes = [check.outcome for check in watch.checks(4, every=HOUR)]
    assert outcomes == [Outcome.FIRST_RECORD, Outcome.SUSPECT, Outcome.SUSPECT, Outcome.UNCHANGED]
    with watch.db() as db:
        assert versions.count(db, KEY) == 1
        suspect = checks.recent(db, KEY, 2)[1]
        assert suspect.snapshot is not None
        assert snapshots.get(db, suspect.snapshot).content == BOT_WALL.encode()


def test_blindness_raises_an_alarm_after_patience_reminds_and_clears(tmp_path: Path) -> None:
    failing = FetchError(URL, "no answer in time", failure=Failure.TIMEOUT)
    answers: Iterator[Answer] = iter([policy_page(), *[failing] * 10, policy_page()])
    watch = Watch(tmp_path, lambda _url: next(answers))
    watch.checks(12, every=DAY)
    with watch.db() as db:
        told = [(delivery.alert.kind, delivery.alert.problem) for delivery in reversed(outbox.list_deliveries(db))]
        state = sources.state(db, KEY)
    assert told == [
        (AlertKind.BLIND, "no answer in time"),
        (AlertKind.BLIND, "no answer in time"),
        (AlertKind.RECOVERED, "no answer in time"),
    ]
    assert (state.failures, state.blind_since, state.problem) == (0, None, "")


def test_an_all_clear_says_that_nothing_changed_or_which_version_came_meanwhile(tmp_path: Path) -> None:
    failing = FetchError(URL, "no answer in time", failure=Failure.TIMEOUT)
    edited = policy_page().replace("This policy says what we do", "This policy tells you what we do")
    answers: Iterator[Answer] = iter(
        [policy_page(), *[failing] * 3, policy_page(), *[failing] * 3, edited, edited, edited]
    )
    watch = Watch(tmp_path, lambda _url: next(answers))
    watch.checks(11, every=DAY)
    with watch.db() as db:
        told = [delivery.alert for delivery in reversed(outbox.list_deliveries(db))]
    same, other = (alert for alert in told if alert.kind is AlertKind.RECOVERED)
    assert (same.old_version, same.new_version) == (1, None)
    assert "Its text is still that of version 1." in wording(same).lead
    assert (other.old_version, other.new_version) == (1, 2)
    assert "Its text changed meanwhile: version 2 follows version 1." in wording(other).lead


def test_a_page_that_leads_to_another_place_without_the_policy_is_told_as_that(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    watch.check()
    found = "https://gardenbell.example/legal/privacy"
    front = '<html lang="en"><body><h1>Gardenbell</h1><a href="/legal/privacy">Privacy policy</a></body></html>'
    pages = {URL: BOT_WALL, found: policy_page(), "https://gardenbell.example/": front}

    def moved(source: SourceDocument, url: str, validators: Validators | None = None) -> Snapshot:
        served = snapshot(pages[url], url=url, at=watch.now)
        return replace(served, final_url="https://parking.example/sale") if url == URL else served

    for _ in range(4):
        watch.now += DAY
        with watch.db() as db:
            pipeline.check(watch.source, fetch=moved, db=db, clock=lambda: watch.now, terms=watch.terms())
    with watch.db() as db:
        (alarm,) = [delivery.alert for delivery in outbox.list_deliveries(db)]
        assert sources.state(db, KEY).memory["trouble"] == "elsewhere"
    assert "Redirected to another place (https://parking.example/sale)." in alarm.problem
    assert found in alarm.problem


def test_the_kind_of_trouble_is_kept_until_the_policy_is_seen_again(tmp_path: Path) -> None:
    robots = FetchError(URL, "robots.txt forbids it", failure=Failure.ROBOTS)
    blocked = FetchError(URL, "HTTP 403 Forbidden", failure=Failure.HTTP_403, status=403)
    changed = policy_page(PARTNERS)
    answers: Iterator[Answer] = iter([policy_page(), robots, blocked, BOT_WALL, changed, changed])
    watch = Watch(tmp_path, lambda _url: next(answers))
    kinds = []
    for _ in range(6):
        watch.check(after=DAY)
        with watch.db() as db:
            kinds.append(sources.state(db, KEY).memory.get("trouble"))
    assert kinds == [None, "robots", "http_403", "bot_wall", "bot_wall", None]  # the fifth waits to be confirmed


def test_a_selector_that_matches_nothing_is_told_with_the_check_and_kept_for_the_status(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page(), source=gardenbell(remove=(".gone-since-spring",)))
    assert "'.gone-since-spring' matches nothing" in watch.check().detail
    assert "'.gone-since-spring' matches nothing" in watch.check(after=DAY).detail
    with watch.db() as db:
        (warning,) = sources.state(db, KEY).memory["warnings"]
    assert ".gone-since-spring" in warning


def test_the_alarm_for_a_page_that_is_gone_says_where_the_policy_may_be_now(tmp_path: Path) -> None:
    gone = FetchError(URL, "HTTP 404 Not Found", failure=Failure.HTTP_404, status=404)
    home, moved = "https://gardenbell.example/", "https://gardenbell.example/legal/privacy"
    pages: dict[str, Answer] = {
        home: '<html lang="en"><body><h1>Gardenbell</h1><a href="/legal/privacy">Privacy policy</a></body></html>',
        moved: policy_page(),
    }
    watch = Watch(tmp_path, lambda url: pages.get(url, gone))
    watch.checks(3, every=DAY)
    with watch.db() as db:
        (alarm,) = [delivery.alert for delivery in outbox.list_deliveries(db)]
        assert sources.state(db, KEY).memory["moved_to"] == moved
    assert "HTTP 404 Not Found" in alarm.problem
    assert moved in alarm.problem
    watch.check(after=DAY)
    with watch.db() as db:
        assert sources.state(db, KEY).memory["moved_to"] == moved
    pages[URL] = policy_page()
    watch.check(after=DAY)
    with watch.db() as db:
        assert "moved_to" not in sources.state(db, KEY).memory


def test_a_page_that_says_not_found_with_status_200_is_looked_for_elsewhere_too(tmp_path: Path) -> None:
    home, moved = "https://gardenbell.example/", "https://gardenbell.example/legal/privacy"
    links = '<a href="/privacy">Privacy</a><a href="/legal/privacy">Privacy policy</a>'
    pages = {
        URL: policy_page(),
        home: f'<html lang="en"><body><h1>Gardenbell</h1>{links}</body></html>',
        moved: policy_page(),
    }
    watch = Watch(tmp_path, lambda url: pages[url])
    watch.check()
    pages[URL] = "<html lang='en'><title>404 Not Found</title><h1>Page not found</h1><p>It may have moved.</p></html>"
    watch.checks(4, every=DAY)
    with watch.db() as db:
        memory = sources.state(db, KEY).memory
    assert (memory["trouble"], memory["moved_to"]) == ("error", moved)


def test_a_policy_that_was_found_by_itself_is_found_anew_when_its_page_is_gone(tmp_path: Path) -> None:
    gone = FetchError(URL, "HTTP 410 Gone", failure=Failure.HTTP_410, status=410)
    site = "https://gardenbell.example/"
    pages: dict[str, Answer] = {
        site: '<html lang="en"><body><h1>Gardenbell</h1><a href="/privacy">Privacy policy</a></body></html>',
        URL: policy_page(),
    }
    watch = Watch(tmp_path, lambda url: pages.get(url, gone), source=gardenbell(urls=(), site=site))
    assert watch.check().outcome is Outcome.FIRST_RECORD
    pages[site] = '<html lang="en"><body><h1>Gardenbell</h1><a href="/new">Privacy policy</a></body></html>'
    pages[f"{site}new"] = pages.pop(URL)
    assert watch.check(after=DAY).outcome is Outcome.FAILED
    assert watch.check(after=HOUR).outcome is Outcome.UNCHANGED
    with watch.db() as db:
        assert sources.state(db, KEY).url == f"{site}new"


def test_a_failure_is_tried_again_sooner_than_the_interval(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: FetchError(URL, "refused", failure=Failure.REFUSED))
    check = watch.check()
    assert (check.outcome, check.detail) == (Outcome.FAILED, "refused")
    with watch.db() as db:
        assert watch.now < sources.state(db, KEY).next_check_at < watch.now + DAY / 2


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
