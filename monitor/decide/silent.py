"""Silent edits: the text changed and the date that it states of itself did not, or the reverse. Pure."""

from __future__ import annotations

from datetime import date

from monitor.model import Judgement, Operation, SilentEdit, VersionSummary

_IN_WORDS = (Operation.ADDED, Operation.REMOVED, Operation.MODIFIED)


def silent_edit(old: VersionSummary, new: VersionSummary, judgement: Judgement) -> SilentEdit | None:
    """How text and stated date disagree; None where they agree, or where a text states no date of itself.

    judgement: of this change; its counts say whether anything but dates, typography and order changed. One without
    counts (a change that could not be judged) tells nothing.
    """
    before, after = _stated(old, new)
    if before is None or after is None or not judgement.changes or new.technical_upgrade:
        return None
    reworded = any(judgement.changes.get(operation, 0) for operation in _IN_WORDS)
    if reworded and before == after:
        return SilentEdit.TEXT_WITHOUT_DATE
    if not reworded and before != after:
        return SilentEdit.DATE_WITHOUT_TEXT
    return None


def _stated(old: VersionSummary, new: VersionSummary) -> tuple[date | None, date | None]:
    """The dates of the last update, else those of effect: the same kind on both sides."""
    if old.updated_date and new.updated_date:
        return old.updated_date, new.updated_date
    return old.effective_date, new.effective_date
