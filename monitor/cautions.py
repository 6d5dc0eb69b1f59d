"""What there is to say of a document's settings: by the last reading of its page, and by the text on record."""

from __future__ import annotations

from monitor.model import SourceDocument, SourceState
from monitor.pins import missing
from store import sources, versions
from store.database import Store


def cautions(db: Store, source: SourceDocument | None, state: SourceState) -> tuple[str, ...]:
    """All of it, a sentence each. source: as configured; None where it is not (any longer)."""
    of_reading: list[str] = state.memory.get("warnings", [])
    pins = lost_pins(db, source) if source else ()
    return (*of_reading, *(f"the pinned sentence “{pin}” is not in the text on record" for pin in pins))


def lost_pins(db: Store, source: SourceDocument) -> tuple[str, ...]:
    """The pinned sentences that are not in the newest text: what becomes of them would go unnoticed."""
    if not source.pins or source.key not in sources.keys(db, source.vendor):
        return ()
    newest = versions.latest(db, source.key)
    return missing(source.pins, newest.text) if newest else ()
