"""The sentences that really differ between two versions, paired: what the judge looks at. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from sys import intern
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from monitor.compare.noise import canonical
from monitor.compare.sentences import sentences
from monitor.judge.carrying import content, said_briefly, told
from monitor.judge.elsewhere import ENOUGH_TO_BE_FOUND, Joined, joined
from monitor.judge.periods import one_form
from monitor.model import Comparison, Operation, Segment, SegmentKind

# Below it two sentences share little but grammar (tried 50 to 70 on the labelled changes).
SIMILAR = 58
# Sentences may be alike in letters and share no more than "your personal data": of its words that can carry a fact, the
# shorter of two shares this much with the longer. With less they are two statements, and one would be told for both.
_SHARED = 0.35
# A rewrite of everything has nothing to pair; beyond this many candidates pairing would take seconds.
_PAIRS_AT_MOST = 60_000


@dataclass(slots=True)  # made by the thousand: frozen, it would take six times as long
class Passage:
    """One sentence, list item or cell. text: verbatim. words: its canonical words.

    context: canonical words of the two innermost headings, the lead-in and the table header. section: for people.
    near: canonical words of the sentences of its segment before and after it. home: the segment it stands in.
    """

    home: Segment = field(compare=False, repr=False)
    text: str
    words: tuple[str, ...]
    context: str
    near: str
    section: str
    kind: SegmentKind

    @property
    def ordinal(self) -> int:
        return self.home.ordinal


@dataclass(slots=True)
class Revision:
    """A passage before and after. added, removed: the words that one side only has, in order; kept: the others."""

    old: Passage | None
    new: Passage | None
    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def reworded(self) -> bool:
        """Whether it has both sides; else the passage was added or removed."""
        return self.old is not None and self.new is not None

    @property
    def shown(self) -> Passage:
        """The side to read it from: the new one where there is one."""
        passage = self.new or self.old
        assert passage is not None  # noqa: S101  a revision has at least one side by construction
        return passage


def revisions(comparison: Comparison, *, grown: bool = True) -> Iterator[Revision]:
    """Every passage that differs, paired with its other form where it has one; alone ones are made when asked for.

    grown: a sentence that grew or shrank is paired with what it was; else it stands alone, as readers labelled it.

    A sentence whose words stand in the other version, in the same order, has only moved: no revision. Nor is one
    whose letters do ("co-branded", "cobranded"; cells and lines run together by a reader of pages), nor a rewording
    that leaves every word that can carry a fact where it stood (of 442 such in the labelled changes one was quoted).
    """
    changed = [change for change in comparison.changes if change.operation is not Operation.MOVED]
    old_text, new_text = joined(comparison.old), joined(comparison.new)
    sides = [
        (_parted(change.old, new_text, change.new), _parted(change.new, old_text, change.old)) for change in changed
    ]
    found: list[Revision] = []
    if grown:
        found += [_revision(less, more) for old, new in sides for less, more in _grown(old, new, new_text)]
        found += [_revision(more, less) for old, new in sides for less, more in _grown(new, old, old_text)]
    for old, new in sides:
        found += _pair(old.lonely, new.lonely)
    lonely_old, lonely_new = [p for old, _ in sides for p in old.lonely], [p for _, new in sides for p in new.lonely]
    found += _pair(lonely_old, lonely_new)
    alone = chain((_revision(one, None) for one in lonely_old), (_revision(None, one) for one in lonely_new))
    return (revision for revision in _distinct(chain(found, alone)) if not _says_the_same(revision))


def _says_the_same(revision: Revision) -> bool:
    if "".join(revision.added) == "".join(revision.removed):
        return True
    old, new = revision.old, revision.new
    if old is None or new is None or told(revision.added) != told(revision.removed):
        return False
    return said_briefly(old.words) == said_briefly(new.words)


class _Parted(NamedTuple):
    """The passages of one side of a change: those that the other version does not hold, and those that it does."""

    lonely: list[Passage]
    held: list[Passage]


def _parted(segments: Iterable[Segment], other: Joined, counterparts: Sequence[Segment]) -> _Parted:
    """counterparts: the segments of the other version that these became."""
    found = _Parted([], [])
    # What another row says is said of another purpose: a ground that stood in one is news in the next.
    of_rows = bool(counterparts) and all(one.kind is SegmentKind.ROW for one in counterparts)
    same = joined(counterparts) if of_rows else other
    for segment in segments:
        nearby = same if segment.kind is SegmentKind.ROW else other
        for passage in passages(segment):
            (found.held if nearby.holds(passage.text, passage.kind) else found.lonely).append(passage)
    return found


def _grown(shorter: _Parted, longer: _Parted, other: Joined) -> Iterator[tuple[Passage, Passage]]:
    """Sentences that the other version holds only within a longer one ("..., except our insurers"), with that.

    The longer ones are taken out of the lonely.
    """
    for more in list(longer.lonely):
        words = _spaced(more)
        inside = [one for one in shorter.held if len(one.words) < len(more.words) and _spaced(one) in words]
        inside = [one for one in inside if len(one.words) >= ENOUGH_TO_BE_FOUND]
        less = max(inside, key=lambda one: len(one.words), default=None)
        if less and other.times(less.text) == 1:
            longer.lonely.remove(more)
            yield less, more


def _spaced(passage: Passage) -> str:
    return f" {' '.join(passage.words)} "


# "12 [Transfers to third countries](#transfers)": a line of a table of contents states nothing.
_OF_CONTENTS = re.compile(r"\W*\d{0,3}\W*\[[^\]]*\]\(#[^)]*\)\W*")


def section_name(section: tuple[str, ...]) -> str:
    """The headings above a segment, for people."""
    return " > ".join(section)


def passages(segment: Segment) -> Iterator[Passage]:
    """The sentences of a segment, with what stands above them."""
    section = section_name(segment.section)
    above = " . ".join(map(canonical, (*segment.section[-2:], segment.lead_in or "", *segment.header)))
    found = [
        (text, one_form(canonical(text))) for start, end in sentences(segment.text) if (text := segment.text[start:end])
    ]
    for number, (text, words) in enumerate(found):
        if words and not _OF_CONTENTS.fullmatch(text):
            near = " . ".join(
                other for _, other in (*found[max(0, number - 1) : number], *found[number + 1 : number + 2])
            )
            yield Passage(segment, text, tuple(map(intern, words.split())), above, near, section, segment.kind)


def _pair(old: list[Passage], new: list[Passage]) -> list[Revision]:
    """Takes the passages that belong together out of both lists, the most alike first."""
    if not old or not new or len(old) * len(new) > _PAIRS_AT_MOST:
        return []
    keys_old = [" ".join(sorted(passage.words)) for passage in old]
    keys_new = [" ".join(sorted(passage.words)) for passage in new]
    carried_old, carried_new = ([content(passage.words) for passage in side] for side in (old, new))
    candidates = [
        (score, i, j)
        for i, before in enumerate(keys_old)
        for _, score, j in process.extract_iter(before, keys_new, scorer=fuzz.ratio, score_cutoff=SIMILAR)
        if _share_words(carried_old[i], carried_new[j])
    ]
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    found = []
    for _, i, j in sorted(candidates, key=lambda entry: (-entry[0], abs(entry[1] - entry[2]))):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            found.append(_revision(old[i], new[j]))
    old[:] = [passage for i, passage in enumerate(old) if i not in taken_old]
    new[:] = [passage for j, passage in enumerate(new) if j not in taken_new]
    return found


def _share_words(old: Counter[str], new: Counter[str]) -> bool:
    return (old & new).total() >= _SHARED * min(old.total(), new.total())


def _revision(old: Passage | None, new: Passage | None) -> Revision:
    before, after = old.words if old else (), new.words if new else ()
    added: list[str] = []
    removed: list[str] = []
    kept: list[str] = []
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            kept += before[code.src_start : code.src_end]
        else:
            removed += before[code.src_start : code.src_end]
            added += after[code.dest_start : code.dest_end]
    return Revision(old, new, tuple(added), tuple(removed), tuple(kept))


def _distinct(found: Iterable[Revision]) -> Iterator[Revision]:
    """A page that says the same twice changes it twice; once is enough."""
    seen = set()
    for revision in found:
        key = (revision.old and revision.old.words, revision.new and revision.new.words)
        if key not in seen:
            seen.add(key)
            yield revision
