"""Technical upgrades: our extractor, or the operator's selectors, changed, and the policy did not.

Stored captures are read again; nobody is alerted.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from monitor import readings
from monitor.check.sight import read
from monitor.check.succession import is_outdated, reread
from monitor.compare.segment import segment
from monitor.decide import confirm, watch
from monitor.errors import StoreError
from monitor.model import Origin, SourceDocument, SourceState, fingerprint
from scrapers.extract import EXTRACTOR
from store import snapshots, sources, versions
from store.database import Store

log = logging.getLogger(__name__)

# Open Terms Archive learnt it the hard way: compared across extractors, one in eight upgrades looks like a change.


def upgrade(source: SourceDocument, db: Store) -> bool:
    """Reads the captures of the newest version with today's extractor and selectors; whether that made another text.

    The new text is a version of its own, linked to the same captures and marked as a technical upgrade.
    """
    newest = versions.latest_summary(db, source.key)
    if newest is None or newest.origin is Origin.IMPORTED:
        return False
    state = sources.state(db, source.key)
    if not is_outdated(newest, state) and not reread_is_due(source, state):
        return False
    if not versions.has_captures(db, source.key, newest.number):
        _ask_in_full(db, state)
        return False
    kept = versions.snapshots_of(db, source.key, newest.number)
    before = versions.get(db, source.key, newest.number)
    page = read(source, [snapshots.get(db, number) for number in kept], on_record=before.language)
    memory = dict(state.memory) | {"extractor": EXTRACTOR} | watch.note_of_reading(source, page)
    if not page.capture.is_policy or fingerprint(page.text) == before.fingerprint:
        _note(db, state, memory)
        return False
    memory["confirm"] = confirm.rebase(state.memory.get("confirm", {}), page, before.recorded_at)
    version, passages = reread(before, page), segment(page.text)
    facts = readings.facts_of(page.text)
    with db.transaction():
        if not _note(db, state, memory):
            return False
        versions.add(db, source.key, version, snapshots=kept, segments=passages)
        readings.note(db, source.key, version.number, facts)
    return True


def _ask_in_full(db: Store, state: SourceState) -> None:
    """The operator let go of the captures: the page itself has to come again, not the word that it is the same.

    monitor.check.case reads it anew where it is still the one that was read.
    """
    if state.validators:
        with db.transaction():
            if sources.state(db, state.source) == state:
                sources.save(db, replace(state, validators={}))


def _note(db: Store, state: SourceState, memory: Mapping[str, Any]) -> bool:
    """Saves what is remembered of a source; False where a check or another upgrade was quicker, which then counts."""
    with db.transaction():
        if sources.state(db, state.source) != state:
            return False
        sources.save(db, replace(state, memory=memory))
    return True


def upgrade_first(source: SourceDocument, db: Store) -> None:
    """Before a check: else what a newer extractor makes of the page would be taken for a change of the policy.

    A bug in reading what is stored is logged and keeps nobody from watching.
    """
    try:
        if upgrade(source, db):
            log.info("%s was read anew (extractor %d); the policy did not change", source.key, EXTRACTOR)
    except StoreError:
        raise
    except Exception:
        log.exception("What is stored of %s could not be read anew", source.key)


def reread_is_due(source: SourceDocument, state: SourceState) -> bool:
    """Whether the operator's selectors are others than those under which the page was last read."""
    return state.verified_at is not None and watch.selectors(source) != state.memory.get("selectors", [])
