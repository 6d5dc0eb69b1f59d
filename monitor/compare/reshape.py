"""Passages that changed their shape: split, merged, a list run into a paragraph, a table turned into a list."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain, takewhile
from typing import NamedTuple

from monitor.compare.remembered import remembered
from monitor.compare.similarity import bag, canonical_words
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
    beginnings = _Beginnings(new, left_new)
    found: list[Group] = []
    taken: set[int] = set()
    for run in _runs(left_old):
        index = 0
        while index < len(run):
            group = _best_match(old, new, _Place(run, index), beginnings, taken)
            if group is None:
                index += 1
                continue
            found.append(group)
            taken.update(group[1])
            index += len(group[0])
    return found


class _Place(NamedTuple):
    """A passage in a stretch of passages."""

    run: tuple[int, ...]
    at: int


class _Beginnings:
    """Passages by their words: a thousand begin with "we share data with", and few are another's beginning."""

    def __init__(self, segments: Sequence[Segment], ordinals: Sequence[int]) -> None:
        self._places: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
        for run in _runs(ordinals):
            for at, ordinal in enumerate(run):
                self._places[_plain_words(segments[ordinal])].append(_Place(run, at))
        self._sorted = sorted(self._places)
        self._lengths = sorted(set(map(len, self._sorted)))

    def alike(self, words: tuple[str, ...]) -> list[_Place]:
        """Those that begin with these words, or are but the first of them; in the order of the text."""
        if not words:
            return []
        shorter = (words[:length] for length in self._lengths[: bisect_left(self._lengths, len(words))] if length)
        found = [self._places[beginning] for beginning in shorter if beginning in self._places]
        following = map(self._sorted.__getitem__, range(bisect_left(self._sorted, words), len(self._sorted)))
        found += [self._places[one] for one in takewhile(lambda one: one[: len(words)] == words, following)]
        return sorted(chain.from_iterable(found), key=lambda place: place.run[place.at])


def _best_match(
    old: Sequence[Segment], new: Sequence[Segment], place: _Place, beginnings: _Beginnings, taken: set[int]
) -> Group | None:
    words = _plain_words(old[place.run[place.at]])
    untaken = (other for other in beginnings.alike(words) if other.run[other.at] not in taken)
    return next((group for other in untaken if (group := _walk(old, new, place, other)) is not None), None)


def _walk(old: Sequence[Segment], new: Sequence[Segment], place: _Place, other: _Place) -> Group | None:
    """The shortest beginnings of both runs that have the same words; None where the words part before."""
    ahead_old, ahead_new = _plain_words(old[place.run[place.at]]), _plain_words(new[other.run[other.at]])
    olds, news = place.at + 1, other.at + 1  # the ends of what was walked
    while True:
        common = min(len(ahead_old), len(ahead_new))
        if ahead_old[:common] != ahead_new[:common]:
            return None
        ahead_old, ahead_new = ahead_old[common:], ahead_new[common:]
        if not ahead_old and not ahead_new:
            return place.run[place.at : olds], other.run[other.at : news]
        if not ahead_old:
            if olds == len(place.run):
                return None
            ahead_old, olds = _plain_words(old[place.run[olds]]), olds + 1
        else:
            if news == len(other.run):
                return None
            ahead_new, news = _plain_words(new[other.run[news]]), news + 1


def _plain_words(segment: Segment) -> tuple[str, ...]:
    return _without_joiners(segment.text)


@remembered(8192)
def _without_joiners(text: str) -> tuple[str, ...]:
    return tuple([word for word in canonical_words(text) if word not in _JOINERS])


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
