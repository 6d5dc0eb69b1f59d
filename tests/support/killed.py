"""Rounds of watching (a check, then the deliveries) in a process that kills itself at a chosen SQL statement.

Sends and receives are real; only the page is read from a file, so that the statements counted are the same from run to
run.
"""

from __future__ import annotations

import os
import signal
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from monitor import dispatch
from monitor.model import Channel
from notifiers.send import Sender
from store.database import Store
from tests.support.watching import Watch


def rounds(folder: Path, port: int, kill_at: int, moments: list[datetime], told: Connection) -> None:
    """Runs a round at each moment, and tells how many statements that took.

    folder: holds the page, as page.html, and the store. port: of the webhook. kill_at: at which statement; 0: never.
    """
    count = 0

    def before_statement(_sql: str) -> None:
        nonlocal count
        count += 1
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    channel = Channel(name="hook", address=f"json://127.0.0.1:{port}/hook")
    watch = Watch(folder, lambda _url: (folder / "page.html").read_text(), channels=(channel,), now=moments[0])
    plain_db = watch.db

    def traced_db() -> Store:
        db = plain_db()
        db.connection.set_trace_callback(before_statement)
        return db

    watch.db = traced_db  # type: ignore[method-assign]
    send = Sender([channel]).send_together
    for now in moments:
        watch.now = now
        watch.check()
        with traced_db() as db:
            dispatch.deliver_due(db, clock=lambda: watch.now, send=send, channels=[channel])
    told.send(count)
