"""Passages whose words stayed while what they hang on changed: an item under another lead-in, a row's filled cell.

"Advertisers" under "We share data with:" and under "We never share data with:" are the same words and opposite
statements. A lead-in that was edited in place is a change of its own passage and is seen there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.compare.noise import canonical
from monitor.model.text import Segment, SegmentKind


def changed_context(
    pairs: Iterable[tuple[int, int]], old: Sequence[Segment], new: Sequence[Segment]
) -> list[tuple[int, int]]:
    """The pairs of same words that say something else now: (old, new) ordinals."""
    doubtful = [(o, n) for o, n in pairs if _hangs_on_other_words(old[o], new[n])]
    if not doubtful:
        return []
    words_old, words_new = _introducing(old), _introducing(new)
    return [(o, n) for o, n in doubtful if _changed_place(old[o], new[n], words_old, words_new)]


def _hangs_on_other_words(old: Segment, new: Segment) -> bool:
    if old.kind is not new.kind or old.kind not in (SegmentKind.ITEM, SegmentKind.ROW):
        return False
    return _hook(old) != _hook(new) or old.cells != new.cells


def _hook(segment: Segment) -> str:
    """The words that a list item hangs on: its lead-in, else its heading."""
    return segment.lead_in or (segment.section[-1] if segment.section else "")


def _introducing(segments: Sequence[Segment]) -> set[str]:
    return {canonical(_hook(segment)) for segment in segments if segment.kind is SegmentKind.ITEM}


def _changed_place(old: Segment, new: Segment, words_old: set[str], words_new: set[str]) -> bool:
    """Whether the passage went from one list to another (both are on both sides), or its filled cells changed."""
    if old.kind is SegmentKind.ROW:
        return len(old.cells) == len(new.cells) and list(map(canonical, old.cells)) != list(map(canonical, new.cells))
    before, after = canonical(_hook(old)), canonical(_hook(new))
    if not before or not after or before == after:
        return False
    return before in words_new and after in words_old
