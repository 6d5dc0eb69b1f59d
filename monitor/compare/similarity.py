"""How alike two passages are, and the best pairs among those that are left."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from rapidfuzz.distance import Indel

from monitor.compare.noise import canonical
from monitor.compare.remembered import remembered
from monitor.model.text import Segment, SegmentKind

# Below this two passages have nothing in common that a reader would call an edit. Of the pairs between 0.36 and 0.5
# in a sample of 80 labelled changes nearly all were edits of each other; below it hardly any.
ENOUGH = 0.36

_MOST_POSTINGS = 48  # a word in more passages than this says nothing about which of them is meant
_MOST_CANDIDATES = 6  # passages compared in full with one passage
_MOST_CELLS = 100_000_000  # old words times new words of two passages whose words are aligned


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A passage made ready for comparing. weight: the sum of its words' weights."""

    segment: Segment
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
    weights = _Weights([*(old[o] for o in left_old), *(new[n] for n in left_new)])
    candidates = _Candidates({o: _passage(old[o], weights) for o in left_old}, weights)
    scored = []
    for n in left_new:  # each made ready when it is its turn: all of a long text take ten times its memory
        passage = _passage(new[n], weights)
        for o, candidate in candidates.of(passage):
            likeness = _likeness(candidate, passage, weights)
            if likeness >= ENOUGH:
                scored.append((likeness + 0.05 * _is_neighbourly(o, n, same), o, n))
    return _best_first(scored)


@remembered(1024)
def bag(text: str) -> Counter[str]:
    """The canonical words of a passage with their counts."""
    return Counter(canonical_words(text))


def canonical_words(text: str) -> list[str]:
    """The canonical words of a passage, each word one string wherever it stands."""
    return list(map(intern, canonical(text).split()))


class _Weights(dict[str, float]):
    """Rare words weigh more: inverse document frequency over the passages that are left. Only the words of several
    passages are kept: the others weigh the same, and no two passages share them.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        frequency: Counter[str] = Counter()
        for segment in segments:
            frequency.update(bag(segment.text).keys())
        shared = ((word, count) for word, count in frequency.items() if count > 1)
        super().__init__((word, math.log(1 + len(segments) / count)) for word, count in shared)
        self._once = math.log(1 + len(segments))

    def __missing__(self, word: str) -> float:
        return self._once


def _passage(segment: Segment, weights: Mapping[str, float]) -> _Passage:
    words = canonical(segment.text).split()
    weight = sum([weights[word] for word in words])
    return _Passage(segment=segment, bag=bag(segment.text), weight=weight)


class _Candidates:
    """Old passages by their words: which of them are worth a full comparison."""

    def __init__(self, olds: Mapping[int, _Passage], weights: Mapping[str, float]) -> None:
        self._olds = olds
        self._weights = weights
        self._postings: dict[str, list[int]] = defaultdict(list)
        for o, passage in olds.items():
            for word in passage.bag.keys() & weights.keys():
                self._postings[word].append(o)

    def of(self, passage: _Passage) -> list[tuple[int, _Passage]]:
        """Those that share most rare words with a new passage; all where there are few."""
        if len(self._olds) <= _MOST_CANDIDATES:
            return list(self._olds.items())
        shared: dict[int, float] = defaultdict(float)
        for word in passage.bag:
            listed = self._postings.get(word, ())
            if len(listed) <= _MOST_POSTINGS:
                for o in listed:
                    shared[o] += self._weights[word]
        return [(o, self._olds[o]) for o in sorted(shared, key=lambda o: (-shared[o], o))[:_MOST_CANDIDATES]]


def _likeness(old: _Passage, new: _Passage, weights: Mapping[str, float]) -> float:
    """0 to 1: shared words by weight (Dice), their order, and a little for the same kind and section."""
    shared = sum([weights[word] * min(count, old.bag[word]) for word, count in new.bag.items() if word in old.bag])
    total = old.weight + new.weight
    dice = 2 * shared / total if total else 0.0
    if dice < 0.25:
        return 0.0
    order = _in_order(canonical(old.segment.text).split(), canonical(new.segment.text).split(), instead=dice)
    same_section = old.segment.section[-1:] == new.segment.section[-1:]
    same_kind = old.segment.kind == new.segment.kind
    likeness = 0.5 * dice + 0.4 * order + 0.05 * same_section + 0.05 * same_kind
    is_heading = SegmentKind.HEADING in (old.segment.kind, new.segment.kind)
    return likeness - 0.2 if is_heading and not same_kind else likeness


def _in_order(old: list[str], new: list[str], *, instead: float) -> float:
    """The share of words that both have in one order; of passages as long as books, where aligning them takes the
    square of their length, the share of words that both have."""
    if len(old) * len(new) > _MOST_CELLS:
        return instead
    return float(Indel.normalized_similarity(old, new))


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
