"""The time to look: APScheduler, which holds no state worth keeping."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

Job = tuple[Callable[[], None], timedelta]


def start(*jobs: Job) -> BackgroundScheduler:
    """A running scheduler that does each job at its interval, and for the first time now."""
    # A tick that finds the one before it still at work is left out, which is what we want and no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(timezone="UTC")
    for job, every in jobs:
        # A tick that could not run in time is made up for by one, not by many; a slow one is not overtaken.
        scheduler.add_job(
            job,
            "interval",
            seconds=every.total_seconds(),
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    return scheduler
