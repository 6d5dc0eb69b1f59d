"""The difference between two versions, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from monitor.model.practice import Category
from monitor.model.sentence import Sentence
from monitor.model.text import Segment


class Operation(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MODIFIED = "modified"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentChange:
    """A passage that changed. A split or a merge is MODIFIED (or MOVED) with several segments on one side."""

    operation: Operation
    old: tuple[Segment, ...] = ()
    new: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two versions as segments, with every passage that differs; passages not named are the same on both sides."""

    old: tuple[Segment, ...]
    new: tuple[Segment, ...]
    changes: tuple[SegmentChange, ...]

    def count(self, operation: Operation) -> int:
        return sum(change.operation is operation for change in self.changes)


class Direction(StrEnum):
    """From the data subject's side."""

    LESS_PROTECTIVE = "less_protective"
    MORE_PROTECTIVE = "more_protective"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class Verdict(StrEnum):
    MATERIAL = "material"
    NOT_MATERIAL = "not_material"
    UNDECIDED = "undecided"
    SUSPECT_CAPTURE = "suspect_capture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fact that changed, with the words before and after, verbatim (None: not stated on that side).

    rule: the id of the rule that found it. reason: one plain sentence. source: the law or guidance behind the rule.
    doubtful: it may carry a fact, and most such do not; kept for whoever reads the whole change, not told in messages.
    sentence: the reason before it is in any language; None in findings that earlier versions stored. It says nothing
    but the reason, so that findings which differ in it alone are the same.
    """

    category: Category
    rule: str
    direction: Direction
    reason: str
    section: str
    old: str | None
    new: str | None
    source: str = ""
    doubtful: bool = False
    sentence: Sentence | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryVerdict:
    material: bool = False
    direction: Direction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a change means: a verdict per category and the findings that carry it, the doubtful ones last.

    changes: how many passages were added, removed, modified, moved.
    note: why, where no finding says it (the suspicion of a suspect capture, the language that is not read).
    """

    verdict: Verdict
    categories: Mapping[Category, CategoryVerdict]
    findings: tuple[Finding, ...]
    changes: Mapping[Operation, int]
    rules_version: int
    note: str = ""

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings that messages tell."""
        return tuple(finding for finding in self.findings if not finding.doubtful)

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """The findings that messages only count."""
        return tuple(finding for finding in self.findings if finding.doubtful)

    @property
    def material_categories(self) -> tuple[Category, ...]:
        return tuple(category for category in Category if self.categories[category].material)
