"""After each check: does clausewatch itself still reach the world? Outages are opened, told and closed here.

While an outage lasts, its documents raise no alarms of their own (monitor.check.case), deliveries are not given up
(monitor.dispatch), and one of the silent documents is looked at often, so that the end is noticed soon. When it is over
all of them are looked at again at once: what cannot be read even now is told then.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.check.record import Record, Terms
from monitor.decide import alerts, watch
from monitor.decide.outage import is_silent, is_unreached, outage
from monitor.model import AlertKind, Channel, Outage, Outcome, SourceState
from monitor.posting import post
from notifiers import timing
from scrapers.politeness import spread
from store import contacts, outages, outbox, sources
from store.contacts import Contact
from store.database import Store

log = logging.getLogger(__name__)

_PROBE_EVERY = timedelta(minutes=30)
_SOON = timedelta(minutes=5)  # what is due by then is left alone: it may be under way
_ASKED_LATELY = timedelta(hours=1, minutes=1)  # for an hour a robots.txt that could not be read is not asked for again


def survey(db: Store, record: Record, before: SourceState, terms: Terms) -> None:
    """Takes a check that was just recorded into account; before: the state that it found. Raises StoreError."""
    missed = record.check.outcome is Outcome.FAILED and is_unreached(record.state.memory.get("trouble"))
    standing = outages.standing(db)
    if not missed and standing is None:
        return
    now, seen = record.check.checked_at, contacts.contacts(db)
    silent = [contact for contact in seen if is_silent(contact)]
    found = outage(seen) or (standing if missed else None)  # it is not over because fewer documents are watched
    if found is None:
        if standing is not None:
            _end(db, standing, silent, terms, now)
        return
    _go_on(db, standing, found, terms, now)
    if missed:
        _probe(db, silent, now)
    elif is_unreached(before.memory.get("trouble")):  # one that was silent: perhaps the others answer, too
        _look_again(db, silent, now)


def _go_on(db: Store, standing: Outage | None, found: Outage, terms: Terms, now: datetime) -> None:
    lasting = _widest(standing, found) if standing else found
    if standing is None:
        since = found.since.isoformat(timespec="minutes")
        log.warning("Next to nothing can be reached since %s: %s", since, found.problem)
    outages.note(db, lasting)
    if watch.outage_is_due(lasting, now=now, patience=terms.patience):
        post(db, alerts.of_outage(lasting, AlertKind.OUTAGE, now=now), terms.channels, now)
        outages.alarmed(db, now)


def _widest(standing: Outage, found: Outage) -> Outage:
    """The outage as it was when most documents failed: hosts that answer again already are not to make it smaller."""
    if found.documents < standing.documents:
        return standing
    return replace(found, since=standing.since, alarmed_at=standing.alarmed_at)


def _end(db: Store, standing: Outage, silent: Sequence[Contact], terms: Terms, now: datetime) -> None:
    since = standing.since.isoformat(timespec="minutes")
    log.warning("The outage since %s is over; %d documents are looked at again", since, len(silent))
    outages.end(db, now)
    _look_again(db, silent, now)
    _deliver_again(db, terms.channels, now)
    if standing.alarmed_at is not None:
        over = replace(standing, ended_at=now)
        post(db, alerts.of_outage(over, AlertKind.OUTAGE_OVER, now=now), terms.channels, now)


def _probe(db: Store, silent: Sequence[Contact], now: datetime) -> None:
    """Has one of the silent documents looked at soon, in turn: their pauses have grown by failures of our own.

    There is none where the one just looked at was retired meanwhile and no other is watched.
    """
    if silent and not any(contact.next_check_at <= now + _PROBE_EVERY for contact in silent):
        longest_ago = min(silent, key=lambda contact: (contact.checked_at, contact.source))
        sources.plan(db, longest_ago.source, now + _PROBE_EVERY)


def _look_again(db: Store, silent: Sequence[Contact], now: datetime) -> None:
    late = {contact.source: contact for contact in silent if contact.next_check_at > now + _SOON}
    for key, turn in spread(sorted(late), now).items():
        due = max(turn, late[key].checked_at + _ASKED_LATELY)
        if due < late[key].next_check_at:
            sources.plan(db, key, due)


def _deliver_again(db: Store, channels: Sequence[Channel], now: datetime) -> None:
    """What waits after tries in vain is due now, with all its tries before it: they were lost to the outage."""
    for channel in channels:
        outbox.hasten(db, channel.name, timing.awake(channel, now), now)
