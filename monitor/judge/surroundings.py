"""What the rest of the two versions says: a fact that stands elsewhere is no news. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from monitor.compare.noise import canonical
from monitor.compare.remembered import remembered
from monitor.judge.carrying import carrying
from monitor.judge.passages import Passage, Revision, section_name
from monitor.judge.reading.facts import facts
from monitor.judge.reading.policy import read_segments
from monitor.model import Category, Comparison, Operation, Practice, Segment

# A word that stands in more passages than this tells none of them apart.
_COMMON = 60
# So many passages that share rare words with a revision are looked at.
_CANDIDATES = 5
# The share of a revision's words from which a passage may say the same.
_ALIKE = 0.3

Said = tuple[object, ...]


@dataclass(slots=True)
class _Version:
    """One version, for looking things up. index: where the wanted words stand. stated: what changed segments state."""

    segments: Sequence[Segment]
    language: str
    index: Mapping[str, list[int]]
    stated: Mapping[int, list[Practice]]
    sections: frozenset[str]
    read: dict[int, frozenset[Said]] = field(default_factory=dict)
    similar: dict[frozenset[str], list[int]] = field(default_factory=dict)

    def words(self, number: int) -> frozenset[str]:
        """The canonical words of a segment; not held, since those of all would take more than the text itself."""
        return _words(self.segments[number].text)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The two versions around a revision. old_words, new_words: every word of each."""

    old_words: frozenset[str]
    new_words: frozenset[str]
    old: _Version
    new: _Version

    def in_new_section(self, passage: Passage) -> bool:
        """Whether the other version has no section of this name."""
        return not (passage.section in self.old.sections and passage.section in self.new.sections)

    def old_practices(self, passage: Passage | None) -> list[Practice]:
        return _practices(self.old, passage)

    def new_practices(self, passage: Passage | None) -> list[Practice]:
        return _practices(self.new, passage)

    def restated(self, revision: Revision) -> float:
        """0 to 1: how much of an added (removed) passage one passage of the old (new) version says already."""
        if revision.reworded:
            return 0.0
        words, other = (revision.added, self.old) if revision.new else (revision.removed, self.new)
        wanted = frozenset(carrying(words))
        return max((len(wanted & other.words(one)) / len(wanted) for one in _similar(other, wanted)), default=0.0)

    def standing(self, revision: Revision) -> Mapping[Category, float]:
        """Per category it speaks of: the share of an added (removed) passage's facts that similar passages of the other
        version state as well."""
        if revision.reworded:
            return {}
        other = self.old if revision.new else self.new
        practices = self.new_practices(revision.new) if revision.new else self.old_practices(revision.old)
        if not practices:
            return {}
        said: defaultdict[Category, set[Said]] = defaultdict(set)
        for practice in practices:
            said[practice.category].update(_said(practice))
        missing = set[Said]().union(*said.values())
        words = frozenset(carrying(revision.shown.words))
        for number in _similar(other, words):
            if missing and len(words & other.words(number)) >= _ALIKE * len(words):  # else it need not be read
                missing -= _read(other, number)
        return {category: len(facts - missing) / len(facts) for category, facts in said.items()}


def surroundings(comparison: Comparison, found: Sequence[Revision], language: str) -> Surroundings:
    """What stands around these revisions of a comparison."""
    changed = [change for change in comparison.changes if change.operation is not Operation.MOVED]
    sides = [one.old for one in found if one.old], [one.new for one in found if one.new]
    stated_old = _stated((segment for change in changed for segment in change.old), sides[0], language)
    stated_new = _stated((segment for change in changed for segment in change.new), sides[1], language)
    old = _version(comparison.old, stated_old, [one.new for one in found if one.new and not one.old], language)
    new = _version(comparison.new, stated_new, [one.old for one in found if one.old and not one.new], language)
    return Surroundings(*_vocabularies(comparison, old, new), old, new)


def _vocabularies(comparison: Comparison, old: _Version, new: _Version) -> tuple[frozenset[str], frozenset[str]]:
    """Every word of the old and of the new version; what did not change has the same words on both sides."""
    lost = {segment.ordinal for change in comparison.changes for segment in change.old}
    gained = {segment.ordinal for change in comparison.changes for segment in change.new}
    shared = frozenset[str]().union(*(new.words(one) for one in range(len(new.segments)) if one not in gained))
    return shared.union(*map(old.words, lost)), shared.union(*map(new.words, gained))


def _version(
    segments: Sequence[Segment], stated: Mapping[int, list[Practice]], sought: Sequence[Passage], language: str
) -> _Version:
    """sought: the passages that stand in the other version only, and may be said in this one all the same."""
    wanted = frozenset[str]().union(*(carrying(passage.words) for passage in sought))
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, segment in enumerate(segments if wanted else ()):
        for word in _words(segment.text) & wanted:
            index[word].append(number)
    sections = frozenset(map(section_name, {segment.section for segment in segments}))
    return _Version(segments, language, index, stated, sections)


def _stated(changed: Iterable[Segment], passages: Iterable[Passage], language: str) -> Mapping[int, list[Practice]]:
    """What these passages of the changed segments state, by segment; nothing else of them is read."""
    quoted: defaultdict[int, list[str]] = defaultdict(list)
    for passage in passages:
        quoted[passage.ordinal].append(passage.text)
    stated: defaultdict[int, list[Practice]] = defaultdict(list)
    for practice in read_segments(sorted(changed, key=lambda segment: segment.ordinal), language, quoted):
        stated[practice.ordinal].append(practice)
    return stated


@remembered(1024)
def _words(text: str) -> frozenset[str]:
    """The canonical words of a passage. Two versions share most passages: remembered, each is split once."""
    return frozenset(canonical(text).split())


def _practices(version: _Version, passage: Passage | None) -> list[Practice]:
    """What a passage of a changed segment states, by itself or as a part of the row or segment that states it.

    The words of a short one ("Ireland") may stand in its neighbours, whose statements are none of it.
    """
    if passage is None:
        return []
    quotes = (passage.text, version.segments[passage.ordinal].text)
    return [practice for practice in version.stated.get(passage.ordinal, []) if practice.quote in quotes]


def _similar(version: _Version, wanted: frozenset[str]) -> list[int]:
    """The passages that share most of the words that are not common; asked for each revision more than once."""
    if wanted not in version.similar:
        version.similar[wanted] = _most_alike(version, wanted)
    return version.similar[wanted]


def _most_alike(version: _Version, wanted: frozenset[str]) -> list[int]:
    told = [numbers for word in wanted if len(numbers := version.index.get(word, [])) <= _COMMON]
    shared = Counter(chain.from_iterable(told))
    # Ties go to the earlier passage, so that a judgement can be repeated whatever order a set is walked in.
    ranked = sorted((-times, number) for number, times in shared.items())
    return [number for _, number in ranked[:_CANDIDATES]]


def _read(version: _Version, number: int) -> frozenset[Said]:
    """What a passage says, read once."""
    if number not in version.read:
        practices = read_segments([version.segments[number]], version.language)
        version.read[number] = frozenset(one for practice in practices for one in _said(practice))
    return version.read[number]


def _said(practice: Practice) -> Iterable[Said]:
    """The facts of a practice, less the verb and how firmly it is said."""
    for fact in facts(practice):
        if practice.category is Category.SHARING:
            yield (practice.category, *fact[2:5])
        else:
            yield (practice.category, fact[3], *fact[5:])
