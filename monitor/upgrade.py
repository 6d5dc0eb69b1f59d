"""Technical upgrades: our extractor changed, the policy did not. Stored captures are read again; nobody is alerted."""

from __future__ import annotations

from dataclasses import replace

from monitor import confirm, readings
from monitor.compare.segment import segment
from monitor.model import Origin, Page, SourceDocument, Version, fingerprint
from monitor.pipeline import read
from scrapers.extract import EXTRACTOR
from store import snapshots, sources, versions
from store.database import Store

# Open Terms Archive learnt it the hard way: compared across extractors, one in eight upgrades looks like a change.


def upgrade(source: SourceDocument, db: Store) -> bool:
    """Reads the captures of the newest version with today's extractor; whether that made another text.

    The new text is a version of its own, linked to the same captures and marked as a technical upgrade.
    """
    before = versions.latest(db, source.key)
    if before is None or before.origin is Origin.IMPORTED or before.extractor >= EXTRACTOR:
        return False
    state = sources.state(db, source.key)
    kept = versions.snapshots_of(db, source.key, before.number)
    if state.memory.get("extractor") == EXTRACTOR or not kept:
        return False
    page = read(source, [snapshots.get(db, number) for number in kept])
    memory = dict(state.memory) | {"extractor": EXTRACTOR}
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
