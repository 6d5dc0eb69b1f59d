"""The work of a daemon without its scheduler: tests set the clock and tick, and see what was fetched."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from monitor.check.record import Terms
from monitor.decide.watch import Patience
from monitor.errors import Failure, FetchError, StoreError
from monitor.model import Check, NotModified, Snapshot, SourceDocument, Validators
from monitor.scheduling import Orders, Work
from store import sources
from store.database import Store, open_store
from tests.support.daemon import wait_until
from tests.support.policies import policy_page
from tests.support.watching import START, gardenbell, snapshot

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
