"""A change on the page that was told for its pinned clauses: two versions, and the message as a check makes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from monitor.decide import alerts
from monitor.model import SourceDocument
from store import judgements, outbox, versions
from store.database import Store
from tests.support.invented import VENDORS, document
from tests.support.web_history import add_version
from tests.support.web_site import NOW

SOURCE = document(next(vendor for vendor in VENDORS if vendor.name == "Murmur Audio"))
KEY = SOURCE.key
ADDRESS = f"/changes/{KEY}:3"
RECORDINGS = "We never hand recordings to anybody."
SONGS = "We remember which songs you played for 10 days."
BEFORE = f"""# Murmur Audio Privacy Policy

{RECORDINGS} {SONGS}

If we change this policy, we will tell you 14 days before the change takes effect.

You may object to a change of this policy within 30 days.
"""
AFTER = BEFORE.replace(RECORDINGS, "We hand recordings to the maker of your car.").replace("for 10 days", "for 20 days")


def tell(
    db: Store, old: str, new: str, source: SourceDocument, updated: tuple[date | None, date | None] = (None, None)
) -> None:
    """Records the two versions and tells of the change between them, as a check of that source would.

    updated: the dates that the texts state of themselves.
    """
    key = source.key
    add_version(db, key, old, NOW - timedelta(days=40), updated=updated[0])
    add_version(db, key, new, NOW - timedelta(days=2), updated=updated[1])
    number = versions.count(db, key)
    before, after = versions.get(db, key, number - 1), versions.get(db, key, number)
    judgement = judgements.latest(db, key, number)
    assert judgement is not None
    context = alerts.context(source, old=before, new=after, judgement=judgement)
    alert = alerts.of_change(
        source, url="", old=before, new=after, judgement=judgement, now=after.recorded_at, context=context
    )
    if alert is not None:
        outbox.enqueue(db, alert, [], NOW)


def add_pinned_change(db: Store) -> None:
    """A change that is told for its pinned clauses alone."""
    day = date(2026, 1, 1)
    source = replace(SOURCE, pins=(RECORDINGS, SONGS), objection_days=60)
    tell(db, BEFORE, AFTER, source, (day, day))
