"""Many sources on hosts of their own, watched for days by a clock of the test: each is checked when the store says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from monitor import pipeline
from monitor.check.record import Terms
from monitor.decide.watch import Patience
from monitor.errors import Failure, FetchError
from monitor.model import Alert, Channel, Check, NotModified, Snapshot, SourceDocument, Validators
from store import outbox, sources
from store.database import Store, open_store
from tests.support.policies import policy_page
from tests.support.watching import START, gardenbell, snapshot

DAY = timedelta(days=1)


def hosts(count: int) -> tuple[SourceDocument, ...]:
    return tuple(
        gardenbell(vendor=f"v{number}", vendor_name=f"V{number}", urls=(f"https://v{number}.example/privacy",))
        for number in range(count)
    )


@dataclass
class Rounds:
    """The watch on `documents`. broken: how a vendor fails now, by its name; all others answer.

    checked: (vendor, moment) of every check made.
    """

    folder: Path
    documents: tuple[SourceDocument, ...]
    broken: dict[str, Failure] = field(default_factory=dict)
    channels: tuple[Channel, ...] = (Channel(name="log", address="log://"),)
    blind_after: timedelta = 2 * DAY
    now: datetime = START
    checked: list[tuple[str, datetime]] = field(default_factory=list)
    _failed: dict[str, tuple[datetime, Failure]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.db() as db:
            sources.sync(db, self.documents, self.now)

    def db(self) -> Store:
        return open_store(self.folder / "watch.db")

    def cut_off(self, failure: Failure = Failure.DNS) -> None:
        """Nothing can be reached from now on."""
        self.broken = {document.vendor: failure for document in self.documents}

    def watch(self, length: timedelta) -> None:
        """Makes the checks that become due in that time, each at its moment."""
        end = self.now + length
        known = {document.key: document for document in self.documents}
        with self.db() as db:
            while True:
                state = min(sources.all_states(db), key=lambda state: (state.next_check_at, state.source))
                if state.next_check_at > end:
                    break
                self.now = max(self.now, state.next_check_at)
                self.checked.append((known[state.source].vendor, self.now))
                self.check(known[state.source], db)
        self.now = end

    def check(self, document: SourceDocument, db: Store) -> Check:
        return pipeline.check(document, fetch=self.fetch, db=db, clock=lambda: self.now, terms=self.terms())

    def fetch(self, source: SourceDocument, url: str, validators: Validators | None = None) -> Snapshot | NotModified:
        """As the edge does it: a host whose robots.txt could not be read is not asked again for an hour."""
        failure = self.broken.get(source.vendor)
        failed_at, before = self._failed.get(source.vendor, (self.now, None))
        if before is not None and self.now - failed_at < timedelta(hours=1):
            raise FetchError(url, "robots.txt cannot be read", failure=before)
        if failure is not None:
            self._failed[source.vendor] = (self.now, failure)
            raise FetchError(url, "it fails", failure=failure)
        return snapshot(policy_page(), url=url, at=self.now)

    def terms(self) -> Terms:
        patience = Patience(blind_after=self.blind_after, remind_every=7 * DAY)
        return Terms(channels=self.channels, confirm_after=timedelta(hours=1), patience=patience)

    def told(self) -> list[Alert]:
        """What there was to tell, in its order."""
        with self.db() as db:
            return [delivery.alert for delivery in reversed(outbox.list_deliveries(db, limit=1_000))]


def in_outage(folder: Path, count: int, *, seen: timedelta = DAY, lasting: timedelta) -> Rounds:
    """The watch on so many hosts, each seen for that time, and then none of them for that long."""
    rounds = Rounds(folder, hosts(count))
    rounds.watch(seen)
    rounds.cut_off()
    rounds.watch(lasting)
    return rounds
