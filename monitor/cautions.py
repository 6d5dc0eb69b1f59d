"""What there is to say of a document's settings: by the last reading of its page, and by the text on record."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.decide.pins import missing
from monitor.model import SourceDocument, SourceState
from store import sources, versions
from store.database import Store


def cautions(state: SourceState, lost: Iterable[str]) -> tuple[str, ...]:
    """All of it, a sentence each. lost: the pinned sentences that are not in the newest text."""
    of_reading: list[str] = state.memory.get("warnings", [])
    return (*of_reading, *(f"the pinned sentence “{pin}” is not in the text on record" for pin in lost))


def lost_pins(db: Store, source: SourceDocument) -> tuple[str, ...]:
    """The pinned sentences that are not in the newest text: what becomes of them would go unnoticed."""
    if not source.pins or source.key not in sources.keys(db, source.vendor):
        return ()
    newest = versions.latest(db, source.key)
    return missing(source.pins, newest.text) if newest else ()
