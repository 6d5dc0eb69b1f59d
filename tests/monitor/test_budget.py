"""The budget of checks a day holds, no restart forgets it, and where it is too small all documents take their turns."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.model import Snapshot
from monitor.planning import settle
from store import checks
from tests.support.policies import policy_page
from tests.support.ticking import DAY, Bench, unreachable, vendors
from tests.support.watching import START, snapshot


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


def live(bench: Bench, *, days: int) -> None:
    """Days of a daemon that is started anew every three hours, with one look for due checks in each life."""
    for _ in range(8 * days):
        bench.now += timedelta(hours=3)
        with bench.work() as work:
            with bench.db() as db:
                settle(db, bench.now)
            work.check_due()


def test_where_the_budget_is_too_small_all_documents_take_their_turns_however_often_the_daemon_starts_anew(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path, vendors(24), budget=8)
    live(bench, days=9)
    turns = Counter(check.source for check in bench.done)
    assert len(turns) == 24
    assert max(turns.values()) - min(turns.values()) <= 2  # a life more or less at the ends


def test_documents_that_fail_and_are_tried_again_soon_do_not_take_the_turns_of_the_others(tmp_path: Path) -> None:
    def half_broken(url: str) -> Snapshot:
        number = int(url.removeprefix("https://v").split(".")[0])
        return unreachable(url) if number % 2 else snapshot(policy_page(), url=url)

    bench = Bench(tmp_path, vendors(24), budget=8, answer=half_broken)
    live(bench, days=12)
    turns = Counter(check.source for check in bench.done)
    assert len(turns) == 24
    assert min(turns.values()) >= 3
    assert max(turns.values()) - min(turns.values()) <= 2
