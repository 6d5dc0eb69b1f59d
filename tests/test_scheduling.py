"""Ticks: what is due is done, within bounds; nothing that a clock, a restart or a fault does makes a stampede."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.errors import Failure, FetchError, StoreError
from monitor.model import Check, NotModified, Outcome, Snapshot, SourceDocument, Version, fingerprint
from monitor.pipeline import Terms
from monitor.scheduling import Orders, Work, settle
from monitor.sight import Validators
from monitor.watch import Patience
from store import checks, snapshots, sources, versions
from store.database import Store, open_store
from tests.daemon import wait_until
from tests.policies import policy_page
from tests.watching import START, gardenbell, snapshot

DAY = timedelta(days=1)


def vendors(count: int) -> list[SourceDocument]:
    return [
        gardenbell(vendor=f"v{number}", vendor_name=f"V{number}", urls=(f"https://v{number}.example/privacy",))
        for number in range(count)
    ]


@dataclass
class Bench:
    """Work on some sources, ticked by the test. fetched: the addresses asked for. most: the most at the same time."""

    folder: Path
    documents: list[SourceDocument]
    at_once: int = 4
    budget: int | None = None
    now: datetime = START
    answer: Callable[[str], Snapshot] = lambda url: snapshot(policy_page(), url=url)
    fetched: list[str] = field(default_factory=list)
    under_way: int = 0
    most: int = 0
    done: list[Check] = field(default_factory=list)
    store_errors: list[StoreError] = field(default_factory=list)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def db(self) -> Store:
        return open_store(self.folder / "watch.db")

    def fetch(self, source: SourceDocument, url: str, validators: Validators | None = None) -> Snapshot | NotModified:
        with self._guard:
            self.fetched.append(url)
            self.under_way += 1
            self.most = max(self.most, self.under_way)
        try:
            return self.answer(url)
        finally:
            with self._guard:
                self.under_way -= 1

    def tick_until(self, work: Work, condition: Callable[[], object], *, what: str) -> None:
        """A tick a second, by the clock of the test, until that is so."""

        def ticked() -> object:
            self.now += timedelta(seconds=1)
            work.check_due()
            return condition()

        wait_until(ticked, what=what)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """The work of one life of the daemon."""
        with self.db() as db:
            sources.sync(db, self.documents, self.now)
        patience = Patience(blind_after=2 * DAY, remind_every=7 * DAY)
        orders = Orders(
            sources={source.key: source for source in self.documents},
            terms=Terms(channels=(), confirm_after=timedelta(hours=1), patience=patience),
            fetch=self.fetch,
            send=lambda _deliveries: None,
            budget=self.budget,
        )
        work = Work(
            orders,
            open_db=self.db,
            clock=lambda: self.now,
            on_store_error=self.store_errors.append,
            at_once=self.at_once,
            on_check=self.done.append,
        )
        try:
            yield work
        finally:
            work.drain()


def unreachable(url: str) -> Snapshot:
    raise FetchError(url, "refused", failure=Failure.REFUSED)


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


def test_a_budget_holds_through_a_restart_and_is_free_again_a_day_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bench = Bench(tmp_path, vendors(5), budget=3)
    with bench.work() as work:
        bench.tick_until(work, lambda: len(bench.done) == 3, what="three checks")
        for _ in range(5):
            work.check_due()
    caplog.clear()
    with caplog.at_level(logging.WARNING), bench.work() as work:
        for _ in range(5):
            work.check_due()
        assert len(bench.fetched) == 3
        told = [record for record in caplog.records if "budget of 3 checks a day" in record.getMessage()]
        assert len(told) == 1
        bench.now += DAY
        bench.tick_until(work, lambda: len(set(bench.fetched)) == 5, what="the checks that had to wait")


def test_a_clock_that_ran_ahead_does_not_use_up_the_budget_of_later_days(tmp_path: Path) -> None:
    bench = Bench(tmp_path, vendors(4), budget=2, now=START + 365 * DAY)
    with bench.work() as work:
        bench.tick_until(work, lambda: len(bench.done) == 2, what="two checks")
        bench.now = START
        bench.tick_until(work, lambda: len(bench.done) == 4, what="two more checks")
    with bench.db() as db:
        assert max(checks.moments(db, 2)) < START + DAY


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
    with bench.work() as work:
        bench.tick_until(work, lambda: len(bench.done) == 6, what="the first checks")
        bench.now += 3 * DAY
        work.check_due()
        with bench.db() as db:
            due = sorted(state.next_check_at for state in sources.all_states(db))
    assert len(set(due)) >= 5
    assert bench.now <= due[-1] <= bench.now + timedelta(hours=1)


def test_five_thousand_documents_that_are_due_at_once_are_spread_and_never_overrun_the_hands(tmp_path: Path) -> None:
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
