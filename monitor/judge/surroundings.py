"""What the rest of the two versions says: a fact that stands elsewhere is no news. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from monitor.compare.noise import canonical
from monitor.judge.features import Surroundings, content
from monitor.judge.passages import Passage, Revision
from monitor.judge.read import read_segments
from monitor.model import Comparison, Operation, Practice, Segment

# A word that stands in more passages than this tells none of them apart.
_COMMON = 60


def surroundings(comparison: Comparison, language: str) -> Surroundings:
    old, new = _bags(comparison.old), _bags(comparison.new)
    in_old, in_new = _finder(old), _finder(new)

    def restated(revision: Revision) -> float:
        """0 to 1: how much of an added (removed) passage one passage of the old (new) version says already."""
        if revision.old and revision.new:
            return 0.0
        return in_old(revision.added) if revision.new else in_new(revision.removed)

    changed = [change for change in comparison.changes if change.operation is not Operation.MOVED]
    return Surroundings(
        _vocabulary(old),
        _vocabulary(new),
        restated,
        _reader([segment for change in changed for segment in change.old], language),
        _reader([segment for change in changed for segment in change.new], language),
    )


def _reader(segments: list[Segment], language: str) -> Callable[[Passage], list[Practice]]:
    """The practices that changed segments state, passage by passage."""
    stated: defaultdict[int, list[Practice]] = defaultdict(list)
    for practice in read_segments(sorted(segments, key=lambda segment: segment.ordinal), language):
        stated[practice.ordinal].append(practice)

    def practices(passage: Passage) -> list[Practice]:
        return [p for p in stated[passage.ordinal] if p.quote in passage.text or passage.text in p.quote]

    return practices


def _bags(segments: Iterable[Segment]) -> list[frozenset[str]]:
    return [frozenset(canonical(segment.text).split()) for segment in segments]


def _vocabulary(bags: list[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*bags)


def _finder(bags: list[frozenset[str]]) -> Callable[[tuple[str, ...]], float]:
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for word in bag:
            index[word].append(number)

    def best(words: tuple[str, ...]) -> float:
        wanted = set(content(words))
        if not wanted:
            return 0.0
        told = [index[word] for word in wanted if 0 < len(index.get(word, ())) <= _COMMON]
        shared = Counter(number for numbers in told for number in numbers)
        candidates = [number for number, _ in shared.most_common(5)]
        return max((len(wanted & bags[number]) / len(wanted) for number in candidates), default=0.0)

    return best
