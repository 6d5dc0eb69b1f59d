"""Plans of checks that no longer hold: after a standstill, a jump of the clock, or an edit of the intervals."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from monitor.model import SourceDocument, SourceState
from scrapers.politeness import next_check, spread
from store import outbox, sources
from store.database import Store

log = logging.getLogger(__name__)

_EVERYTHING = 1_000_000
# The longest wish of a server that we honour (Retry-After), with its jitter: a plan may have been made for it.
_LONGEST_WISH = timedelta(days=9)


def settle(db: Store, now: datetime) -> None:
    """After a standstill or a jump of the clock: what was planned under another clock is due, and what is due is
    spread, so that no server sees all of it at once."""
    moved = sources.bring_forward(db, now) + outbox.bring_forward(db, now)
    if moved:
        log.warning("The clock ran ahead once: %d checks and deliveries that were planned then are due now", moved)
    overdue = sources.due(db, now, limit=_EVERYTHING)
    with db.transaction():
        for key, due in spread(overdue, now).items():
            sources.plan(db, key, due)


def hasten(db: Store, documents: Collection[SourceDocument], now: datetime) -> int:
    """Plans anew what was planned for a longer interval than the operator wants now; how many documents."""
    wanted = {document.key: document for document in documents}
    late = [
        state
        for state in sources.all_states(db)
        if state.source in wanted and state.next_check_at - now > _farthest(wanted[state.source], state)
    ]
    with db.transaction():
        for state in late:
            due = next_check(interval=wanted[state.source].interval, now=now, source_key=state.source)
            sources.plan(db, state.source, due)
    return len(late)


def _farthest(document: SourceDocument, state: SourceState) -> timedelta:
    """How far ahead a check may be planned under today's interval: a fresh page waits for the slot after next."""
    reach = document.interval * 2
    return max(reach, _LONGEST_WISH) if state.failures else reach
