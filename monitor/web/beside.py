"""What a change brings beside its judgement: its days, what became of pinned clauses, whether it was silent.

Days and pinned clauses stand in the alert that told of the change, as the configuration of that day had them; a change
that was not told has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.decide.silent import silent_edit
from monitor.model import Alert, Judgement, PinnedChange, SilentEdit, Version
from notifiers.facts import days
from store import outbox
from store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """alert: None where the change was not told. silent_edit: where text and stated date disagree."""

    effective_date: date | None
    alert: Alert | None = None
    silent_edit: SilentEdit | None = None

    @property
    def days(self) -> tuple[tuple[str, str], ...]:
        """(label, words), as messages say them."""
        return tuple(days(self.alert)) if self.alert else ()

    @property
    def pins(self) -> tuple[PinnedChange, ...]:
        return self.alert.pins if self.alert else ()


def beside(db: Store, source: str, old: Version, new: Version, judgement: Judgement | None) -> Beside:
    """judgement: of the change from `old` to `new`; None where they do not follow each other, or it is not judged."""
    if judgement is None:
        return Beside(effective_date=new.effective_date)
    alert = outbox.find_alert(db, f"{source}:{new.number}")
    return Beside(
        effective_date=(alert and alert.effective_date) or new.effective_date,
        alert=alert,
        # Our first reading after another program's may differ by the reader; that is no edit.
        silent_edit=silent_edit(old, new, judgement) if old.origin is new.origin else None,
    )
