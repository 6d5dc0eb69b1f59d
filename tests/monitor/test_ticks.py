"""The scheduler goes on whatever the clock on the wall shows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from monitor import ticks
from monitor.config import load
from monitor.daemon import Daemon
from tests.support.daemon import wait_until
from tests.support.policies import policy_page
from tests.support.server import page, serve


@contextmanager
def _ticking(every: timedelta) -> Iterator[tuple[BackgroundScheduler, threading.Semaphore]]:
    """A scheduler after its first tick, and what each tick releases."""
    ticked = threading.Semaphore(0)
    scheduler = ticks.start((ticked.release, every))
    try:
        assert ticked.acquire(timeout=30)
        yield scheduler, ticked
    finally:
        scheduler.shutdown()


def _plan(scheduler: BackgroundScheduler, ahead: timedelta) -> None:
    """Plans the next tick as it stands after the clock was set by so much."""
    (job,) = scheduler.get_jobs()
    job.modify(next_run_time=datetime.now(UTC) + ahead)


def test_ticks_go_on_after_the_clock_was_set_back() -> None:
    with _ticking(timedelta(seconds=1)) as (scheduler, ticked):
        _plan(scheduler, timedelta(hours=6))
        ticks.keep_up(scheduler)
        assert all(ticked.acquire(timeout=30) for _ in range(2))


def test_a_tick_that_is_yet_to_come_is_left_alone() -> None:
    with _ticking(timedelta(days=1)) as (scheduler, _ticked):
        (job,) = scheduler.get_jobs()
        planned = job.next_run_time
        ticks.keep_up(scheduler)
        assert scheduler.get_jobs()[0].next_run_time == planned


@pytest.mark.parametrize("behind", [timedelta(hours=6), timedelta(days=365 * 50)])
def test_what_was_missed_while_the_clock_jumped_ahead_is_made_up_for_once(behind: timedelta) -> None:
    with _ticking(timedelta(days=1)) as (scheduler, ticked):
        _plan(scheduler, -behind)
        assert ticked.acquire(timeout=30)
        (job,) = scheduler.get_jobs()
        assert job.next_run_time > datetime.now(UTC)
        assert not ticked.acquire(blocking=False)


class _Wall(datetime):
    """The clock on the wall, which a test can set."""

    ahead = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + cls.ahead


def test_a_daemon_whose_clock_is_set_back_goes_on_watching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("apscheduler.schedulers.base", "monitor.ticks"):
        monkeypatch.setattr(f"{module}.datetime", _Wall)
    monkeypatch.setattr("monitor.daemon._GLANCE", timedelta(seconds=0.2))
    monkeypatch.setattr(_Wall, "ahead", timedelta(0))
    file = tmp_path / "config.toml"
    with serve({"/privacy": page(policy_page())}) as server:
        file.write_text(
            f"""
            interval = "1s"
            fetch = {{allow_private = ["127.0.0.1"], ports = [{server.port}], spacing = "0s"}}
            web = {{enabled = false}}
            vendors = [{{name = "Gardenbell", url = "{server.url("/privacy")}"}}]
            """
        )
        daemon = Daemon(
            settings=load(file), clock=lambda: _Wall.now(UTC), tick=timedelta(milliseconds=50), jump=timedelta(hours=1)
        )
        running = threading.Thread(target=daemon.run)
        running.start()
        try:
            wait_until(lambda: len(server.requests) > 1, what="a look")
            _Wall.ahead = -timedelta(hours=6)
            before = len(server.requests)
            wait_until(lambda: len(server.requests) > before + 2, what="a look after the clock was set back")
        finally:
            daemon.stop()
            running.join(timeout=30)
