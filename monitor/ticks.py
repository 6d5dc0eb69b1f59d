"""The time to look: APScheduler, which holds no state worth keeping.

It plans by the clock on the wall, and that can be set: a machine without a battery begins in the past, one that ran
ahead is put right. Neither may make the daemon stand still.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

Job = tuple[Callable[[], None], timedelta]


class _Every(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """So long after each time. APScheduler's own interval counts every time that was missed, one by one: after a jump
    of years those are hundreds of millions."""

    def __init__(self, interval: timedelta) -> None:
        self.interval = interval

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        return now + self.interval


def start(*jobs: Job) -> BackgroundScheduler:
    """A running scheduler that does each job at its interval, and for the first time now."""
    # A tick that finds the one before it still at work is left out, which is what we want and no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(timezone="UTC")
    for job, every in jobs:
        # A tick that comes late is made up for by one; a slow one is not overtaken.
        scheduler.add_job(job, _Every(every), next_run_time=datetime.now(UTC), max_instances=1, misfire_grace_time=None)
    scheduler.start()
    return scheduler


def keep_up(scheduler: BackgroundScheduler) -> None:
    """Does now what was planned under a clock that ran ahead: it would wait until the clock is there again."""
    now = datetime.now(UTC)
    for job in scheduler.get_jobs():
        if job.next_run_time - now > job.trigger.interval:
            job.modify(next_run_time=now)
