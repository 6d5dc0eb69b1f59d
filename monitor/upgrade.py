"""Technical upgrades: our extractor, or the operator's selectors, changed, and the policy did not.

Stored captures are read again; nobody is alerted.
"""

from __future__ import annotations

from dataclasses import replace

from monitor import confirm, readings, watch
from monitor.compare.segment import segment
from monitor.model import Origin, Page, SourceDocument, SourceState, Version, fingerprint
from monitor.sight import read
from scrapers.extract import EXTRACTOR
from store import snapshots, sources, versions
from store.database import Store

# Open Terms Archive learnt it the hard way: compared across extractors, one in eight upgrades looks like a change.


def upgrade(source: SourceDocument, db: Store) -> bool:
    """Reads the captures of the newest version with today's extractor and selectors; whether that made another text.

    The new text is a version of its own, linked to the same captures and marked as a technical upgrade.
    """
    before = versions.latest(db, source.key)
    if before is None or before.origin is Origin.IMPORTED:
        return False
    state = sources.state(db, source.key)
    done = max(before.extractor, state.memory.get("extractor", 0)) >= EXTRACTOR
    kept = versions.snapshots_of(db, source.key, before.number)
    if (done and not reread_is_due(source, state)) or not kept:
        return False
    page = read(source, [snapshots.get(db, number) for number in kept])
    memory = dict(state.memory) | {"extractor": EXTRACTOR} | watch.note_of_reading(source, page)
    if not page.capture.is_policy or fingerprint(page.text) == before.fingerprint:
        sources.save(db, replace(state, memory=memory))
        return False
    memory["confirm"] = confirm.rebase(state.memory.get("confirm", {}), page, before.recorded_at)
    version, passages = _version(before, page), segment(page.text)
    facts = readings.facts_of(page.text)
    with db.transaction():
        if sources.state(db, source.key) != state:
            return False  # a check was quicker; the next start tries again
        versions.add(db, source.key, version, snapshots=kept, segments=passages)
        readings.note(db, source.key, version.number, facts)
        sources.save(db, replace(state, memory=memory))
    return True


def reread_is_due(source: SourceDocument, state: SourceState) -> bool:
    """Whether the operator's selectors are others than those under which the page was last read."""
    return state.verified_at is not None and watch.selectors(source) != state.memory.get("selectors", [])


def _version(before: Version, page: Page) -> Version:
    return replace(
        before,
        number=before.number + 1,
        text=page.text,
        fingerprint=fingerprint(page.text),
        extractor=EXTRACTOR,
        title=page.title,
        language=page.language,
        effective_date=page.effective_date,
        updated_date=page.updated_date,
        technical_upgrade=True,
        returns_to=None,
    )
