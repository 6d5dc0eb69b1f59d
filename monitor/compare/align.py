"""Which passage of the old text became which passage of the new one.

compare():
 1. segment both texts;
 2. pair passages with the same characters, then with the same canonical form, wherever they stand; those that hang
    on other words now (an item that went to another list) are modified;
 3. pair stretches that say the same words in another shape (a list run into a paragraph, a paragraph split);
 4. pair what is left by likeness, best pairs first;
 5. let a pair take in its neighbours where a passage was split or merged;
 6. what stays alone was added or removed; what kept its words but not its place was moved.

Cost: everything unchanged is found by hashing; only what is left is compared, and only with passages that share rare
words with it, so that the cost grows about linearly with the length of the texts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from monitor.compare import reshape, similarity
from monitor.compare.context import changed_context
from monitor.compare.noise import canonical
from monitor.compare.segment import segment
from monitor.model.change import Comparison, Operation, SegmentChange
from monitor.model.text import Segment, SegmentKind

Pair = tuple[int, int]  # ordinals of an old and a new segment


def compare(old: str, new: str) -> Comparison:
    """Both texts as segments, and every passage that differs, in the order of the new text."""
    return compare_segments(segment(old), segment(new))


def compare_segments(old: Sequence[Segment], new: Sequence[Segment]) -> Comparison:
    """The same for texts that are segmented already; ordinals count from 0."""
    same = _same_passages(old, new)
    left_old, left_new = _left(len(old), {o for o, _ in same}), _left(len(new), {n for _, n in same})
    elsewhere = set(changed_context(same, old, new))
    moved = _out_of_order([pair for pair in same if pair not in elsewhere])
    changes = _changes(Operation.MOVED, [((o,), (n,)) for o, n in moved], old, new)
    changes += _changes(Operation.MODIFIED, [((o,), (n,)) for o, n in elsewhere], old, new)
    if left_old and left_new:
        reshaped = reshape.same_words(old, new, left_old, left_new)
        changes += _changes(Operation.MOVED, reshaped, old, new)
        left_old, left_new = _without(left_old, left_new, reshaped)
        pairs = similarity.assign(old, new, left_old, left_new, dict(same))
        edited = reshape.take_in_neighbours(old, new, pairs, left_old, left_new)
        changes += _changes(Operation.MODIFIED, edited, old, new)
        left_old, left_new = _without(left_old, left_new, edited)
    changes += [SegmentChange(operation=Operation.REMOVED, old=(old[o],)) for o in left_old]
    changes += [SegmentChange(operation=Operation.ADDED, new=(new[n],)) for n in left_new]
    return Comparison(old=tuple(old), new=tuple(new), changes=tuple(_in_reading_order(changes, same)))


def _changes(
    operation: Operation, groups: Sequence[reshape.Group], old: Sequence[Segment], new: Sequence[Segment]
) -> list[SegmentChange]:
    return [
        SegmentChange(operation=operation, old=tuple(old[o] for o in olds), new=tuple(new[n] for n in news))
        for olds, news in groups
    ]


def _left(count: int, taken: set[int]) -> list[int]:
    return [ordinal for ordinal in range(count) if ordinal not in taken]


def _without(left_old: list[int], left_new: list[int], groups: Sequence[reshape.Group]) -> tuple[list[int], list[int]]:
    olds = {o for group, _ in groups for o in group}
    news = {n for _, group in groups for n in group}
    return [o for o in left_old if o not in olds], [n for n in left_new if n not in news]


def _same_passages(old: Sequence[Segment], new: Sequence[Segment]) -> list[Pair]:
    """Pairs that say the same: the same characters first, since that is free, then the same canonical form.

    A heading is a heading before it is an entry of the table of contents, so equal kinds are paired first.
    """
    pairs: list[Pair] = []
    left_old, left_new = list(range(len(old))), list(range(len(new)))
    for key in (_characters, _words_as_kind, _words):
        pairs += _pair_by(key, old, new, left_old, left_new)
        left_old, left_new = _left(len(old), {o for o, _ in pairs}), _left(len(new), {n for _, n in pairs})
    return sorted(pairs)


def _characters(segment: Segment) -> tuple[bool, str]:
    return segment.kind is SegmentKind.HEADING, segment.text


def _words_as_kind(segment: Segment) -> tuple[bool, str]:
    return segment.kind is SegmentKind.HEADING, canonical(segment.text)


def _words(segment: Segment) -> str:
    return canonical(segment.text)


def _pair_by(
    key: Callable[[Segment], Hashable],
    old: Sequence[Segment],
    new: Sequence[Segment],
    left_old: Sequence[int],
    left_new: Sequence[int],
) -> list[Pair]:
    """Pairs of equal key; where words stand several times, those of one list or section first, then in order."""
    olds, news = _grouped(key, old, left_old), _grouped(key, new, left_new)
    pairs: list[Pair] = []
    for words, candidates in news.items():
        origins = olds.get(words, [])
        if len(origins) > 1 or (origins and len(candidates) > 1):
            pairs += _pair_repeated([old[o] for o in origins], [new[n] for n in candidates])
        elif origins:
            pairs.append((origins[0], candidates[0]))
    return pairs


def _grouped(
    key: Callable[[Segment], Hashable], segments: Sequence[Segment], ordinals: Sequence[int]
) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for ordinal in ordinals:
        groups[key(segments[ordinal])].append(ordinal)
    return groups


def _pair_repeated(old: list[Segment], new: list[Segment]) -> list[Pair]:
    """Pairs of passages with the same words: those in the same list first, then in the same section, then in order."""
    pairs = []
    for place in (_list_place, _section_place, _any_place):
        waiting: dict[Hashable, list[Segment]] = defaultdict(list)
        for origin in reversed(old):
            waiting[place(origin)].append(origin)
        for passage in new[:]:
            if waiting[place(passage)]:
                origin = waiting[place(passage)].pop()
                pairs.append((origin.ordinal, passage.ordinal))
                old.remove(origin)
                new.remove(passage)
    return pairs


def _list_place(segment: Segment) -> Hashable:
    return segment.section, segment.lead_in, segment.header


def _section_place(segment: Segment) -> Hashable:
    return segment.section


def _any_place(_: Segment) -> Hashable:
    return None


def _out_of_order(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs outside the longest run of pairs that kept their order: the fewest that can be said to have moved."""
    ends: list[int] = []  # smallest last `new` of a run of each length
    at: list[int] = []  # its index in pairs
    before: list[int] = []
    for index, (_, n) in enumerate(pairs):
        length = bisect_left(ends, n)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(n)
            at.append(index)
        else:
            ends[length], at[length] = n, index
    kept = set()
    index = at[-1] if at else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return [pair for index, pair in enumerate(pairs) if index not in kept]


def _in_reading_order(changes: list[SegmentChange], same: Sequence[Pair]) -> list[SegmentChange]:
    """By place in the new text; what was removed stands behind the unchanged passage that preceded it."""
    olds = [o for o, _ in same]

    def place(change: SegmentChange) -> tuple[float, int]:
        if change.new:
            return (change.new[0].ordinal, 1)
        index = bisect_left(olds, change.old[0].ordinal) - 1
        return (same[index][1] + 0.5 if index >= 0 else -1, change.old[0].ordinal)

    return sorted(changes, key=place)
