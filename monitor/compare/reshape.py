"""Passages that changed their shape: split, merged, a list run into a paragraph, a table turned into a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from monitor.compare.noise import canonical
from monitor.compare.remembered import remembered
from monitor.compare.similarity import bag
from monitor.model.text import Segment

Group = tuple[tuple[int, ...], tuple[int, ...]]  # ordinals of old and new segments that belong together

_JOINERS = frozenset(("and", "or", "et", "ou", "und", "oder", "y", "o"))
_MOST_NEIGHBOURS = 3
_GAIN = 0.15  # how much likelier a pair must become for taking in a neighbour


def same_words(
    old: Sequence[Segment], new: Sequence[Segment], left_old: Sequence[int], left_new: Sequence[int]
) -> list[Group]:
    """Neighbouring passages on both sides whose joined words are the same, "and" and "or" between them aside.

    Walks the words of each stretch of old passages from every new passage that begins with the same words.
    """
    begins: dict[str, list[tuple[int, ...]]] = {}
    for run in _runs(left_new):
        for index in range(len(run)):
            first = _plain_words(new[run[index]])[:1]
            if first:
                begins.setdefault(first[0], []).append(run[index:])
    found: list[Group] = []
    taken: set[int] = set()
    for run in _runs(left_old):
        index = 0
        while index < len(run):
            group = _best_match(old, new, run[index:], begins, taken)
            if group is None:
                index += 1
                continue
            found.append(group)
            taken.update(group[1])
            index += len(group[0])
    return found


def _best_match(
    old: Sequence[Segment],
    new: Sequence[Segment],
    run: tuple[int, ...],
    begins: dict[str, list[tuple[int, ...]]],
    taken: set[int],
) -> Group | None:
    words = _plain_words(old[run[0]])
    for other in begins.get(words[0], []) if words else []:
        both_begin = zip(words[1:4], _plain_words(new[other[0]])[1:4], strict=False)
        if other[0] in taken or any(one != another for one, another in both_begin):
            continue
        if (group := _walk(old, new, run, other)) is not None:
            return group
    return None


def _walk(old: Sequence[Segment], new: Sequence[Segment], run: tuple[int, ...], other: tuple[int, ...]) -> Group | None:
    """The shortest beginnings of both runs that have the same words; None where the words part before."""
    ahead_old, ahead_new = _plain_words(old[run[0]]), _plain_words(new[other[0]])
    olds, news = 1, 1
    while True:
        common = min(len(ahead_old), len(ahead_new))
        if ahead_old[:common] != ahead_new[:common]:
            return None
        ahead_old, ahead_new = ahead_old[common:], ahead_new[common:]
        if not ahead_old and not ahead_new:
            return run[:olds], other[:news]
        if not ahead_old:
            if olds == len(run):
                return None
            ahead_old, olds = _plain_words(old[run[olds]]), olds + 1
        else:
            if news == len(other):
                return None
            ahead_new, news = _plain_words(new[other[news]]), news + 1


def _plain_words(segment: Segment) -> tuple[str, ...]:
    return _without_joiners(segment.text)


@remembered(8192)
def _without_joiners(text: str) -> tuple[str, ...]:
    return tuple(word for word in canonical(text).split() if word not in _JOINERS)


def _runs(ordinals: Sequence[int]) -> list[tuple[int, ...]]:
    """Stretches of ordinals that follow each other."""
    found: list[list[int]] = []
    for ordinal in ordinals:
        if found and found[-1][-1] == ordinal - 1:
            found[-1].append(ordinal)
        else:
            found.append([ordinal])
    return [tuple(run) for run in found]


def take_in_neighbours(
    old: Sequence[Segment],
    new: Sequence[Segment],
    pairs: Sequence[tuple[int, int]],
    left_old: Sequence[int],
    left_new: Sequence[int],
) -> list[Group]:
    """Each pair with the neighbours that make it more alike: the pieces of a passage that was split or merged."""
    free_old = set(left_old) - {o for o, _ in pairs}
    free_new = set(left_new) - {n for _, n in pairs}
    groups: list[Group] = []
    for o, n in pairs:
        olds: tuple[int, ...] = (o,)
        news: tuple[int, ...] = (n,)
        if free_new:
            news = _grown(news, new, bag(old[o].text), free_new)
        if free_old and len(news) == 1:
            olds = _grown(olds, old, bag(new[n].text), free_old)
        groups.append((olds, news))
    return groups


def _grown(
    ordinals: tuple[int, ...], segments: Sequence[Segment], target: Counter[str], free: set[int]
) -> tuple[int, ...]:
    """The passages with those free neighbours that raise their joint likeness to the target; they are then taken."""
    joint = sum((bag(segments[ordinal].text) for ordinal in ordinals), Counter[str]())
    likeness = _dice(joint, target)
    while len(ordinals) <= _MOST_NEIGHBOURS:
        options = [
            (_dice(joint + bag(segments[beside].text), target), beside)
            for beside in (ordinals[0] - 1, ordinals[-1] + 1)
            if beside in free
        ]
        if not options or max(options)[0] < likeness + _needed(segments, max(options)[1], target):
            break
        likeness, beside = max(options)
        joint += bag(segments[beside].text)
        free.discard(beside)
        ordinals = tuple(sorted((*ordinals, beside)))
    return ordinals


def _needed(segments: Sequence[Segment], beside: int, target: Counter[str]) -> float:
    """The gain asked of a neighbour: less where nearly all its words are in the target."""
    counted = bag(segments[beside].text)
    shared = (counted & target).total()
    return 0.02 if counted.total() >= 4 and shared >= 0.8 * counted.total() else _GAIN


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
