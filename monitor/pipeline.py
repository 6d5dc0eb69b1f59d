"""One check of one source, the stages in order: fetch, normalize, version, compare, judge, and what to notify.

    state        what the store remembers of the source
    sight        its pages as they are now, fetched (monitor.check.sight)
    page         read as policy text (monitor.check.sight)
    observation  may this text be believed, and is it new? (monitor.decide.confirm)
    judgement    what the change means (monitor.judge)
    alert        what people are told of it, with its days and pinned clauses (monitor.decide.alerts)
    record       all of that weighed together (monitor.check.case), and written in one transaction: captures, version,
                 judgement, check, state, deliveries, and what the check says of the watch as a whole (monitor.survey)

All is computed before the transaction opens, so that no version is ever judged but untold and none told but unstored.
A process that dies before the commit has done nothing; the next check fetches again. A bug of ours is a look in vain
like any other: it is recorded, and people hear of it when it lasts.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import partial

from monitor import readings
from monitor.check import guarded
from monitor.check.case import Case
from monitor.check.guarded import Judge
from monitor.check.record import Record, Terms
from monitor.check.sight import Fetch, address, look, moved_to
from monitor.clock import Clock
from monitor.compare.remembered import forget
from monitor.compare.segment import segment
from monitor.errors import FetchError, StoreError
from monitor.judge import compare_texts
from monitor.model import Check, SourceDocument, SourceState
from monitor.posting import post
from monitor.survey import survey
from store import checks, judgements, snapshots, sources, versions
from store.database import Store

log = logging.getLogger(__name__)


def check(
    source: SourceDocument, *, fetch: Fetch, db: Store, clock: Clock, terms: Terms, judge: Judge = compare_texts
) -> Check:
    """Checks one source now and records what came of it; the order is in the module's docstring.

    Raises StoreError; everything that can be wrong with the source itself is recorded instead.
    """
    begun = time.monotonic()  # the clock of the wall may jump meanwhile
    try:
        while True:
            before = sources.state(db, source.key)
            try:
                record = _observe(source, before, fetch=fetch, db=db, clock=clock, terms=terms, judge=judge)
            except (StoreError, CancelledError):
                raise
            except Exception:
                log.exception("%s could not be checked", source.key)
                record = Case(source, before, db, terms, judge, clock()).faulty()
            took = round((time.monotonic() - begun) * 1000)
            record = replace(record, check=replace(record.check, duration_ms=took))
            if _write(record, before, db, terms):
                return record.check
    finally:
        forget()  # the next check is of another policy


def _observe(
    source: SourceDocument, state: SourceState, *, fetch: Fetch, db: Store, clock: Clock, terms: Terms, judge: Judge
) -> Record:
    suggest = partial(moved_to, source, fetch)
    try:
        state = replace(state, url=address(source, state, fetch))
        sight = look(source, state, fetch)
    except FetchError as error:
        return Case(source, state, db, terms, judge, clock()).missed(error, suggest=suggest)
    return Case(source, state, db, terms, judge, clock()).weigh(sight, suggest=suggest)


def _write(record: Record, before: SourceState, db: Store, terms: Terms) -> bool:
    """Writes a record; False where another process checked the source since `before` was read, or imported its past."""
    key, now, version = record.check.source, record.check.checked_at, record.version
    passages = segment(version.text) if version else ()
    facts = guarded.facts(version) if version else None
    with db.transaction():
        if sources.state(db, key) != before or (version and version.number != versions.count(db, key) + 1):
            return False
        kept = [snapshots.add(db, key, capture) for capture in record.captures]
        if version:
            versions.add(db, key, version, snapshots=kept, segments=passages)
            if facts is not None:
                readings.note(db, key, version.number, facts)
            if record.judgement:
                judgements.add(db, key, version.number - 1, version.number, record.judgement, now)
        checks.add(db, replace(record.check, snapshot=kept[-1] if kept else None))
        sources.save(db, record.state)
        for alert in record.alerts:
            post(db, alert, terms.channels, now)
        survey(db, record, before, terms)
    return True
