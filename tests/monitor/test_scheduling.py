"""Ticks: what is due is done, within bounds; nothing that a clock, a restart or a fault does makes a stampede."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import StoreError
from monitor.model import Outcome, Snapshot, Version, fingerprint
from monitor.planning import settle
from store import checks, snapshots, sources, versions
from tests.support.policies import policy_page
from tests.support.ticking import DAY, Bench, unreachable, vendors
from tests.support.watching import START, gardenbell, snapshot


@pytest.mark.parametrize(("keep", "gone"), [(None, []), (30 * DAY, [2])])
def test_old_captures_that_nothing_cites_go_when_the_operator_wants_it(
    tmp_path: Path, keep: timedelta | None, gone: list[int]
) -> None:
    bench = Bench(tmp_path, vendors(1))
    (key,) = (source.key for source in bench.documents)
    with bench.work() as work:
        with bench.db() as db:
            captures = [
                snapshots.add(db, key, snapshot(f"<p>{number}", at=START + number * DAY)) for number in range(4)
            ]
            text = "We keep orders for ten years."
            version = Version(number=1, text=text, fingerprint=fingerprint(text), recorded_at=START, extractor=1)
            versions.add(db, key, version, snapshots=captures[:1])
        bench.now = START + 31 * DAY + DAY / 2
        work.orders = replace(work.orders, keep_captures=keep)
        work.prune()
        with bench.db() as db:
            # The first is cited, the third is younger, and the last of a page always stays.
            assert snapshots.pruned(db, key) == gone
    assert bench.store_errors == []


def test_what_was_planned_under_a_clock_that_ran_ahead_is_due_when_it_is_set_back(tmp_path: Path) -> None:
    bench = Bench(tmp_path, vendors(3), now=START + 365 * DAY)
    with bench.work() as work:
        bench.tick_until(work, lambda: len(bench.done) == 3, what="the checks of next year")
        bench.now = START
        bench.tick_until(work, lambda: len(bench.done) == 6, what="the checks of this year")
    with bench.db() as db:
        assert max(state.next_check_at for state in sources.all_states(db)) <= bench.now + 1.5 * DAY


def test_an_hour_lost_or_won_by_the_clock_makes_no_check_twice(tmp_path: Path) -> None:
    bench = Bench(tmp_path, vendors(3))
    with bench.work() as work:
        bench.tick_until(work, lambda: len(bench.done) == 3, what="the first checks")
        for jump in (timedelta(minutes=59), -timedelta(minutes=59)):
            bench.now += jump
            for _ in range(3):
                work.check_due()
    assert len(bench.fetched) == 3


def test_after_a_long_sleep_what_is_due_is_spread_over_the_hour(tmp_path: Path) -> None:
    bench = Bench(tmp_path, vendors(6), answer=unreachable)
    looked = threading.Event()

    def answer_later(url: str) -> Snapshot:
        looked.wait(30)  # the first of them is due at once, and would be planned anew
        return unreachable(url)

    with bench.work() as work:
        bench.tick_until(work, lambda: len(bench.done) == 6, what="the first checks")
        bench.answer = answer_later
        bench.now += 3 * DAY
        work.check_due()
        with bench.db() as db:
            due = sorted(state.next_check_at for state in sources.all_states(db))
        looked.set()
    assert len(set(due)) >= 5
    assert bench.now <= due[-1] <= bench.now + timedelta(hours=1)


def test_five_thousand_documents_that_are_due_at_once_are_spread_and_never_overrun_the_slots(tmp_path: Path) -> None:
    bench = Bench(tmp_path, vendors(5_000), answer=unreachable, at_once=8)
    with bench.work() as work:
        with bench.db() as db:
            settle(db, bench.now)
            moments = sorted(state.next_check_at for state in sources.all_states(db))
        assert moments[0] == bench.now
        assert moments[-1] <= bench.now + timedelta(hours=1)
        assert max(moments.count(moment) for moment in moments) == 1
        bench.now += timedelta(hours=2) - timedelta(minutes=61)  # no jump: a daemon that could not keep up
        threads = threading.active_count()
        bench.tick_until(work, lambda: len(bench.done) >= 300, what="300 checks")
        assert threading.active_count() <= threads + bench.at_once
    assert bench.most <= bench.at_once
    assert len(bench.fetched) == len(set(bench.fetched))


def test_a_server_that_hangs_holds_one_hand_and_not_the_others(tmp_path: Path) -> None:
    released = threading.Event()

    def answer(url: str) -> Snapshot:
        if url == "https://v0.example/privacy":
            released.wait(30)
        return snapshot(policy_page(), url=url)

    bench = Bench(tmp_path, vendors(6), answer=answer, at_once=2)
    with bench.work() as work:
        bench.tick_until(work, lambda: len(bench.done) == 5, what="the checks of the others")
        assert "v0/privacy-policy" not in {check.source for check in bench.done}
        released.set()
        bench.tick_until(work, lambda: len(bench.done) == 6, what="the last check")


def test_documents_of_a_host_that_hangs_hold_one_hand_and_hide_no_others(tmp_path: Path) -> None:
    released = threading.Event()

    def answer(url: str) -> Snapshot:
        if "busy.example" in url:
            released.wait(30)
        return snapshot(policy_page(), url=url)

    of_one_host = [
        gardenbell(vendor=f"busy{number}", urls=(f"https://busy.example/{number}",)) for number in range(250)
    ]
    bench = Bench(tmp_path, [*of_one_host, *vendors(4)], answer=answer, at_once=2)
    with bench.work() as work:
        bench.tick_until(work, lambda: len(bench.done) == 4, what="the checks of the others")
        assert len([url for url in bench.fetched if "busy.example" in url]) == 1
        released.set()


def test_documents_whose_addresses_are_yet_to_be_found_share_the_hand_of_their_site(tmp_path: Path) -> None:
    begun, released = threading.Event(), threading.Event()

    def answer(url: str) -> Snapshot:
        if "busy.example" not in url:
            begun.set()
        released.wait(30)
        return unreachable(url)

    to_be_found = [gardenbell(vendor=f"busy{number}", urls=(), site="https://busy.example/") for number in range(3)]
    bench = Bench(tmp_path, [*to_be_found, *vendors(1)], answer=answer)
    with bench.work() as work:
        work.check_due()
        assert begun.wait(30)
        assert len([url for url in bench.fetched if "busy.example" in url]) <= 1
        released.set()


def test_what_waits_for_its_hosts_turn_when_the_daemon_stops_is_due_at_the_next_start(tmp_path: Path) -> None:
    def turned_away(url: str) -> Snapshot:
        raise CancelledError("nothing is begun any more")

    bench = Bench(tmp_path, vendors(1), answer=turned_away)
    with bench.work() as work:
        work.check_due()
    with bench.db() as db:
        assert sources.due(db, bench.now, limit=9) == ["v0/privacy-policy"]
        assert checks.recent(db, "v0/privacy-policy", 9) == []
    assert len(bench.fetched) == 1


def test_the_log_tells_what_somebody_has_to_read_and_not_that_nothing_is_new(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(url: str) -> Snapshot:
        return unreachable(url) if "v0." in url else snapshot(policy_page(), url=url)

    bench = Bench(tmp_path, vendors(2), answer=answer)
    with caplog.at_level(logging.INFO, "monitor.scheduling"), bench.work() as work:
        bench.tick_until(work, lambda: len(bench.done) == 2, what="the first checks")
        bench.now += 2 * DAY
        bench.tick_until(work, lambda: len(bench.done) == 4, what="the second checks")
    told = {(record.levelname, record.getMessage()) for record in caplog.records}
    assert ("WARNING", "v0/privacy-policy: failed: refused") in told
    (known,) = [words for _level, words in told if "v1/" in words]
    assert known.startswith("v1/privacy-policy: first_record: ")


def test_draining_lets_a_fetch_come_to_its_end_and_records_it(tmp_path: Path) -> None:
    begun, released = threading.Event(), threading.Event()

    def answer(url: str) -> Snapshot:
        begun.set()
        released.wait(30)
        return snapshot(policy_page(), url=url)

    bench = Bench(tmp_path, vendors(1), answer=answer)
    with bench.work() as work:
        work.check_due()
        assert begun.wait(30)
        drained = threading.Thread(target=work.drain)
        drained.start()
        released.set()
        drained.join(30)
    with bench.db() as db:
        assert [check.outcome for check in checks.recent(db, "v0/privacy-policy", 9)] == [Outcome.FIRST_RECORD]


def test_an_address_that_is_edited_while_the_old_one_is_asked_is_asked_at_once(tmp_path: Path) -> None:
    new = "https://v0.example/new-policy"

    def answer(url: str) -> Snapshot:
        if url != new:
            edited = replace(bench.documents[0], urls=(new,))
            work.orders = replace(work.orders, sources={edited.key: edited})
            with bench.db() as db:
                sources.sync(db, [edited], bench.now)
        return snapshot(policy_page(), url=url)

    bench = Bench(tmp_path, vendors(1), answer=answer)
    with bench.work() as work:
        bench.tick_until(work, lambda: new in bench.fetched, what="a look at the new address")
    with bench.db() as db:
        assert sources.state(db, "v0/privacy-policy").url == new


def test_an_error_of_the_store_in_a_worker_is_handed_to_the_daemon_and_a_bug_is_not(tmp_path: Path) -> None:
    def lose_the_store(url: str) -> Snapshot:
        if "v0." in url:
            raise ZeroDivisionError("a bug")
        raise StoreError("watch.db", "cannot grow: the disk is full")

    bench = Bench(tmp_path, vendors(2), answer=lose_the_store)
    with bench.work() as work:
        bench.tick_until(work, lambda: bench.store_errors, what="the error")
    assert [error.problem for error in bench.store_errors[:1]] == ["cannot grow: the disk is full"]
    with bench.db() as db:
        assert sources.state(db, "v0/privacy-policy").next_check_at > bench.now
