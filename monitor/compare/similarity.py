"""How alike two passages are, and the best pairs among those that are left."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from monitor.compare.noise import canonical
from monitor.compare.remembered import remembered
from monitor.model.text import Segment, SegmentKind

# Below this two passages have nothing in common that a reader would call an edit. Of the pairs between 0.36 and 0.5
# in a sample of 80 labelled changes nearly all were edits of each other; below it hardly any.
ENOUGH = 0.36

_MOST_POSTINGS = 48  # a word in more passages than this says nothing about which of them is meant
_MOST_CANDIDATES = 6  # passages compared in full with one passage


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A passage made ready for comparing. weight: the sum of its words' weights."""

    segment: Segment
    words: list[str]
    bag: Counter[str]
    weight: float


def assign(
    old: Sequence[Segment],
    new: Sequence[Segment],
    left_old: Sequence[int],
    left_new: Sequence[int],
    same: Mapping[int, int],
) -> list[tuple[int, int]]:
    """(old, new) ordinals of passages that were edited into each other, the most alike paired first.

    same: the pairs that are settled; passages between the same neighbours are likelier to belong together.
    """
    weights = _weights([*(bag(old[o].text) for o in left_old), *(bag(new[n].text) for n in left_new)])
    olds = {o: _passage(old[o], weights) for o in left_old}
    news = {n: _passage(new[n], weights) for n in left_new}
    scored = []
    for o, n in _candidates(olds, news, weights):
        likeness = _likeness(olds[o], news[n], weights)
        if likeness >= ENOUGH:
            scored.append((likeness + 0.05 * _is_neighbourly(o, n, same), o, n))
    return _best_first(scored)


@remembered(1024)
def bag(text: str) -> Counter[str]:
    """The canonical words of a passage with their counts."""
    return Counter(canonical(text).split())


def _weights(bags: Sequence[Counter[str]]) -> dict[str, float]:
    """Rare words weigh more: inverse document frequency over the passages that are left."""
    frequency: Counter[str] = Counter()
    for counted in bags:
        frequency.update(counted.keys())
    return {word: math.log(1 + len(bags) / count) for word, count in frequency.items()}


def _passage(segment: Segment, weights: Mapping[str, float]) -> _Passage:
    words = canonical(segment.text).split()
    weight = sum([weights[word] for word in words])
    return _Passage(segment=segment, words=words, bag=bag(segment.text), weight=weight)


def _candidates(
    olds: Mapping[int, _Passage], news: Mapping[int, _Passage], weights: Mapping[str, float]
) -> list[tuple[int, int]]:
    """(old, new) pairs worth a full comparison: for each new passage the old ones that share most rare words."""
    if len(olds) <= _MOST_CANDIDATES:
        return [(o, n) for n in news for o in olds]
    postings: dict[str, list[int]] = defaultdict(list)
    for o, passage in olds.items():
        for word in passage.bag:
            postings[word].append(o)
    found = []
    for n, passage in news.items():
        shared: dict[int, float] = defaultdict(float)
        for word in passage.bag:
            listed = postings.get(word, ())
            if len(listed) <= _MOST_POSTINGS:
                for o in listed:
                    shared[o] += weights[word]
        found += [(o, n) for o in sorted(shared, key=lambda o: (-shared[o], o))[:_MOST_CANDIDATES]]
    return found


def _likeness(old: _Passage, new: _Passage, weights: Mapping[str, float]) -> float:
    """0 to 1: shared words by weight (Dice), their order, and a little for the same kind and section."""
    shared = sum([weights[word] * min(count, old.bag[word]) for word, count in new.bag.items() if word in old.bag])
    total = old.weight + new.weight
    dice = 2 * shared / total if total else 0.0
    if dice < 0.25:
        return 0.0
    order = Indel.normalized_similarity(old.words, new.words)
    same_section = old.segment.section[-1:] == new.segment.section[-1:]
    same_kind = old.segment.kind == new.segment.kind
    likeness = 0.5 * dice + 0.4 * order + 0.05 * same_section + 0.05 * same_kind
    is_heading = SegmentKind.HEADING in (old.segment.kind, new.segment.kind)
    return likeness - 0.2 if is_heading and not same_kind else likeness


def _best_first(scored: list[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """The pairs that no better pair contradicts."""
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for _, o, n in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if o not in taken_old and n not in taken_new:
            taken_old.add(o)
            taken_new.add(n)
            pairs.append((o, n))
    return pairs


def _is_neighbourly(o: int, n: int, same: Mapping[int, int]) -> bool:
    """Whether the passages before or after both are the same passage."""
    return same.get(o - 1) == n - 1 or same.get(o + 1) == n + 1
