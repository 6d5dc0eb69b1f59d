"""A watch on one source for tests: a real store, a clock that the test sets, and a fetch that is a plain function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor import pipeline
from monitor.check.guarded import Judge
from monitor.check.record import Terms
from monitor.decide.watch import Patience
from monitor.errors import FetchError
from monitor.judge import compare_texts
from monitor.model import Channel, Check, NotModified, Snapshot, SourceDocument, Validators
from store import sources
from store.database import Store, open_store

URL = "https://gardenbell.example/privacy"
KEY = "gardenbell/privacy-policy"
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def gardenbell(**changes: object) -> SourceDocument:
    """The source under test."""
    values: dict[str, object] = {
        "vendor": "gardenbell",
        "vendor_name": "Gardenbell",
        "terms_type": "Privacy Policy",
        "urls": (URL,),
        "interval": timedelta(days=1),
        "language": "en",
    }
    return SourceDocument(**(values | changes))  # type: ignore[arg-type]


def snapshot(html: str, *, url: str = URL, at: datetime = START, headers: tuple[tuple[str, str], ...] = ()) -> Snapshot:
    """A page as if it had been served."""
    return Snapshot(
        url=url,
        final_url=url,
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"), *headers),
        content=html.encode(),
        fetched_at=at,
    )


Answer = str | NotModified | FetchError
Serve = Callable[[str], Answer]


@dataclass
class Watch:
    """check() fetches what `serve` gives for an address: a page, an error to raise, or NotModified."""

    folder: Path
    serve: Serve
    source: SourceDocument = field(default_factory=gardenbell)
    channels: tuple[Channel, ...] = (Channel(name="log", address="log://"),)
    headers: tuple[tuple[str, str], ...] = ()
    now: datetime = START
    judge: Judge = compare_texts
    asked: list[tuple[str, Validators | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.db() as db:
            sources.sync(db, [self.source], self.now)

    def db(self) -> Store:
        return open_store(self.folder / "watch.db")

    def check(self, *, after: timedelta = timedelta(0)) -> Check:
        """One check, `after` the one before."""
        self.now += after
        with self.db() as db:
            return pipeline.check(
                self.source, fetch=self.fetch, db=db, clock=lambda: self.now, terms=self.terms(), judge=self.judge
            )

    def checks(self, count: int, *, every: timedelta) -> list[Check]:
        return [self.check(after=every) for _ in range(count)]

    def fetch(self, source: SourceDocument, url: str, validators: Validators | None = None) -> Snapshot | NotModified:
        self.asked.append((url, validators))
        answer = self.serve(url)
        if isinstance(answer, FetchError):
            raise answer
        return (
            answer if isinstance(answer, NotModified) else snapshot(answer, url=url, at=self.now, headers=self.headers)
        )

    def terms(self) -> Terms:
        return Terms(
            channels=self.channels,
            confirm_after=timedelta(hours=1),
            patience=Patience(blind_after=timedelta(days=2), remind_every=timedelta(days=7)),
        )
