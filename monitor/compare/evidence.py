"""What a comparison shows about two captures: how much came and went, where, and of what sort."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.compare.noise import canonical, links, stated_dates
from monitor.compare.remembered import remembered
from monitor.compare.similarity import bag
from monitor.model.change import Comparison, Operation, SegmentChange
from monitor.model.text import Segment, SegmentKind

_LINK_ONLY = re.compile(r"(?:\W*!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^)]*\)\W*)+$")
_SENTENCE_END = re.compile(r"[.!?;:。][\"'”’»)\]*_]*$")
_SHORTEST_SENTENCE = 8  # words; anything shorter is a label, an entry or a heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Two texts and their difference in figures; words are counted in the canonical form where passages changed.

    lost, gained: passages that stand on one side only. edited: passages that stand on both with other words.
    lost_words, gained_words: their words, with those that edits dropped or brought.
    """

    old: str
    new: str
    comparison: Comparison
    old_words: int
    new_words: int
    lost: tuple[Segment, ...]
    gained: tuple[Segment, ...]
    edited: tuple[SegmentChange, ...]
    lost_words: int
    gained_words: int

    @property
    def lost_share(self) -> float:
        return min(1.0, self.lost_words / max(1, self.old_words))

    @property
    def redated(self) -> bool:
        """Whether each text names a date that the other does not: the vendor dated the policy anew."""
        before, after = Counter(stated_dates(self.old)), Counter(stated_dates(self.new))
        return bool(before - after) and bool(after - before)

    @property
    def gained_share(self) -> float:
        return min(1.0, self.gained_words / max(1, self.new_words))


def evidence(old: str, new: str, comparison: Comparison) -> Evidence:
    """The figures of a comparison of these two texts."""
    lost, gained = _alone(comparison, Operation.REMOVED), _alone(comparison, Operation.ADDED)
    edited = tuple(change for change in comparison.changes if change.operation is Operation.MODIFIED)
    dropped = brought = 0
    for change in edited:
        before, after = _bag(change.old), _bag(change.new)
        dropped += (before - after).total()
        brought += (after - before).total()
    return Evidence(
        old=old,
        new=new,
        comparison=comparison,
        old_words=_raw_count(comparison.old),
        new_words=_raw_count(comparison.new),
        lost=lost,
        gained=gained,
        edited=edited,
        lost_words=count_words(lost) + dropped,
        gained_words=count_words(gained) + brought,
    )


def _alone(comparison: Comparison, operation: Operation) -> tuple[Segment, ...]:
    changes = (change for change in comparison.changes if change.operation is operation)
    return tuple(segment for change in changes for segment in (*change.old, *change.new))


def _bag(segments: Iterable[Segment]) -> Counter[str]:
    return sum((bag(segment.text) for segment in segments), Counter[str]())


def _raw_count(segments: Sequence[Segment]) -> int:
    """About as many words as the canonical form has, for a fraction of the cost."""
    return sum(_raw_words(segment.text) for segment in segments)


@remembered(4096)  # two versions share most passages
def _raw_words(text: str) -> int:
    return len(text.split())


def count_words(segments: Iterable[Segment]) -> int:
    return sum(len(canonical(segment.text).split()) for segment in segments)


def is_running_text(segment: Segment) -> bool:
    """Whether the passage states something: a sentence, a full table row; not a label, a link or a menu entry."""
    if segment.kind is SegmentKind.HEADING or _LINK_ONLY.match(segment.text):
        return False
    length = len(links(segment.text).split())
    return length >= 20 or (length >= _SHORTEST_SENTENCE and _SENTENCE_END.search(segment.text.rstrip()) is not None)


def running_text_share(segments: Sequence[Segment]) -> float:
    """The share of passages that state something."""
    return sum(map(is_running_text, segments)) / max(1, len(segments))
