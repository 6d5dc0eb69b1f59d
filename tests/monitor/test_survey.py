"""What a check says of the watch as a whole, while nothing can be reached."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from monitor.check.record import Terms
from monitor.decide.watch import Patience
from monitor.errors import Failure, FetchError
from monitor.model import Channel, NotModified, Snapshot, SourceDocument, Validators
from monitor.pipeline import check
from store import outages, sources
from store.database import Store, open_store
from tests.support.watching import DAY, HOUR, START, gardenbell

SOON = timedelta(minutes=30)
DOCUMENTS = [gardenbell(vendor=f"v{n}", urls=(f"https://v{n}.example/privacy",)) for n in range(6)]
TERMS = Terms(
    channels=(Channel(name="log", address="log://"),),
    confirm_after=HOUR,
    patience=Patience(blind_after=2 * DAY, remind_every=7 * DAY),
)


def no_network(source: SourceDocument, url: str, validators: Validators | None = None) -> Snapshot | NotModified:
    raise FetchError(url, "the name cannot be resolved", failure=Failure.DNS)


def look(db: Store, number: int, after: timedelta) -> None:
    check(DOCUMENTS[number], fetch=no_network, db=db, clock=lambda: START + after, terms=TERMS)


def within(db: Store, after: timedelta) -> list[str]:
    """The vendors that are looked at in the next half hour."""
    return [state.source[:2] for state in sources.all_states(db) if state.next_check_at <= START + after + SOON]


def test_in_an_outage_the_document_looked_at_longest_ago_is_asked_each_half_hour(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        sources.sync(db, DOCUMENTS, START)
        for hours in (0, 20, 40, 60, 80):  # by themselves they would wait for 16 hours by now
            for number in range(6):
                look(db, number, timedelta(hours=hours, minutes=number))
        assert outages.standing(db) is not None
        asked = []
        for turn in range(1, 7):
            at = timedelta(hours=80, minutes=30 * turn)
            [due] = within(db, at - SOON + timedelta(minutes=5))
            asked.append(due)
            look(db, int(due[1]), at)
        assert asked == ["v0", "v1", "v2", "v3", "v4", "v5"]
        look(db, 3, at + timedelta(minutes=1))  # by hand: one is on its way already
        assert within(db, at) == ["v0"]
