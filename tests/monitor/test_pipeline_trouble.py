"""A policy that cannot be seen: what is kept, who is told when, where it may be now, and what the all-clear says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from monitor import pipeline
from monitor.errors import Failure, FetchError
from monitor.judge import compare_texts
from monitor.model import AlertKind, Channel, Judgement, Outcome, Snapshot, SourceDocument, Validators, Verdict
from notifiers.wording import wording
from store import checks, judgements, outbox, snapshots, sources, versions
from tests.support.policies import BOT_WALL, PARTNERS, policy_page
from tests.support.watching import DAY, HOUR, KEY, START, URL, Answer, Watch, gardenbell, snapshot


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


def test_reminders_of_a_vendor_that_is_gone_for_good_come_less_and_less_often_and_never_end(tmp_path: Path) -> None:
    gone = FetchError(URL, "HTTP 410 Gone", failure=Failure.HTTP_410, status=410)
    watch = Watch(tmp_path, lambda _url: gone)
    watch.checks(400, every=DAY)
    with watch.db() as db:
        told = [delivery.alert.created_at for delivery in reversed(outbox.list_deliveries(db, limit=999))]
        state = sources.state(db, KEY)
    assert [(later - earlier).days for earlier, later in pairwise(told)] == [7, 7, 14, 28, 56, 56, 56, 56, 56, 56]
    assert (state.failures, state.blind_since, state.problem) == (400, START + DAY, "HTTP 410 Gone")


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
    assert found in alarm.advice


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
    assert alarm.problem == "HTTP 404 Not Found"
    assert moved in alarm.advice
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


def test_after_a_long_standstill_two_failed_looks_are_told_at_once(tmp_path: Path) -> None:
    """The daemon was off for two months: the policy is as unverified as if all looks of these had failed."""
    answers: list[Answer] = [policy_page()]
    watch = Watch(tmp_path, lambda _url: answers[0])
    watch.check()
    last_seen = watch.now
    answers[0] = FetchError(URL, "HTTP 503 Service Unavailable", failure=Failure.HTTP_5XX, status=503)
    watch.check(after=60 * DAY)
    with watch.db() as db:
        assert outbox.list_deliveries(db) == []  # one failure may be anything
    watch.check(after=HOUR)
    with watch.db() as db:
        (told,) = outbox.list_deliveries(db)
    assert (told.alert.kind, told.alert.blind_since) == (AlertKind.BLIND, last_seen)


def test_a_document_that_is_looked_at_rarely_keeps_the_usual_patience(tmp_path: Path) -> None:
    answers: list[Answer] = [policy_page()]
    watch = Watch(tmp_path, lambda _url: answers[0], source=gardenbell(interval=7 * DAY))
    watch.check()
    answers[0] = FetchError(URL, "no answer in time", failure=Failure.TIMEOUT)
    watch.checks(2, every=7 * DAY)
    with watch.db() as db:
        (told,) = outbox.list_deliveries(db)
    assert told.alert.blind_since == watch.now - 7 * DAY


def test_a_server_that_names_the_time_is_not_asked_again_before_it(tmp_path: Path) -> None:
    busy = FetchError(URL, "HTTP 429", failure=Failure.HTTP_429, retry_after=5 * HOUR)
    watch = Watch(tmp_path, lambda _url: busy)
    watch.check()
    with watch.db() as db:
        assert sources.state(db, KEY).next_check_at == watch.now + 5 * HOUR


def test_an_alarm_is_not_put_off_by_a_clock_that_once_ran_ahead(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: FetchError(URL, "refused", failure=Failure.REFUSED), now=START + 999 * DAY)
    watch.check()
    watch.now = START
    watch.checks(4, every=DAY)
    with watch.db() as db:
        (alarm,) = outbox.list_deliveries(db)
    assert alarm.alert.blind_since == START + DAY


def test_a_text_that_is_judged_broken_becomes_a_version_when_it_has_stood_for_a_week(tmp_path: Path) -> None:
    def broken(old: str, new: str) -> Judgement:
        return replace(compare_texts(old, new), verdict=Verdict.SUSPECT_CAPTURE, note="Half of the text is gone.")

    shown = [policy_page()]
    everything = Channel(name="log", address="log://", undecided=True)
    watch = Watch(tmp_path, lambda _url: shown[0], channels=(everything,), headers=(("etag", '"1"'),), judge=broken)
    watch.checks(2, every=DAY)
    shown[0] = policy_page(PARTNERS)
    outcomes = [check.outcome for check in watch.checks(9, every=DAY)]
    assert outcomes == [Outcome.PENDING, *[Outcome.SUSPECT] * 6, Outcome.NEW_VERSION, Outcome.UNCHANGED]
    conditions = [validators is not None for _, validators in watch.asked]
    assert conditions == [False, True, True, *[False] * 7, True]  # no 304 while what is on record is in doubt
    with watch.db() as db:
        judgement = judgements.latest(db, KEY, 2)
        told = {delivery.alert.kind: delivery.alert for delivery in outbox.list_deliveries(db)}
    assert judgement is not None
    assert judgement.verdict is Verdict.UNDECIDED
    assert told.keys() == {AlertKind.BLIND, AlertKind.RECOVERED, AlertKind.CHANGE}
    assert told[AlertKind.BLIND].problem == "Half of the text is gone."


def test_a_bug_in_fetching_is_recorded_and_told_like_any_look_in_vain(tmp_path: Path) -> None:
    def serve(_url: str) -> Answer:
        if watch.now > START + DAY:
            raise ZeroDivisionError("a bug")
        return policy_page()

    watch = Watch(tmp_path, serve)
    assert [check.outcome for check in watch.checks(4, every=DAY)] == [Outcome.FIRST_RECORD, *[Outcome.FAILED] * 3]
    with watch.db() as db:
        [told] = [delivery.alert for delivery in outbox.list_deliveries(db)]
        assert (told.kind, told.problem) == (
            AlertKind.BLIND,
            "It could not be checked: a fault of clausewatch, see its log.",
        )
        assert sources.state(db, KEY).next_check_at > watch.now


def test_a_bug_in_looking_for_where_a_page_went_keeps_nobody_from_hearing_that_it_is_gone(tmp_path: Path) -> None:
    def serve(url: str) -> Answer:
        if url != URL:
            raise ZeroDivisionError("a bug")
        return FetchError(URL, "HTTP 404 Not Found", failure=Failure.HTTP_404, status=404)

    watch = Watch(tmp_path, serve)
    watch.checks(4, every=DAY)
    with watch.db() as db:
        assert [delivery.alert.kind for delivery in outbox.list_deliveries(db)] == [AlertKind.BLIND]
        assert len(checks.recent(db, KEY, 9)) == 4
