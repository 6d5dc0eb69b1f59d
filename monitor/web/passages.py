"""Two versions as rows to read side by side or in one column: what changed, what moved, what is folded away. Pure."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from monitor.compare.edits import Edit, EditKind, edits
from monitor.model import Comparison, Finding, Operation, Segment, SegmentChange, SegmentKind

Item = TypeVar("Item")
SAME, MOVED_AWAY = "same", "moved_away"
# Unchanged passages that stay visible next to a change.
_CONTEXT = 1
# Links show their words; targets and emphasis are for the verbatim text, which the page offers beside this one.
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_BREAK = re.compile(r"<br\s*/?>")
_EMPHASIS = re.compile(r"^\s*[*+-]\s+|\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|\\(?=[^\w\s])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words. mark: "" (on both sides), "del" or "ins"."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Passages that belong together.

    kind: an Operation, SAME, or MOVED_AWAY (where something stood that is further on now). place: the anchor's number.
    old, new: each side's words in pieces, empty where the side has none. both: old and new in one column.
    style: of the first segment. section: the headings above. elsewhere: for a moved passage, its other section.
    findings: the numbers of the findings that lie here.
    """

    kind: str
    place: int
    style: SegmentKind
    section: tuple[str, ...]
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    both: tuple[Piece, ...] = ()
    elsewhere: tuple[str, ...] = ()
    target: int = 0
    findings: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        return sum(len(piece.text) for piece in (*self.old, *self.new, *self.both))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Unchanged passages between two places of interest."""

    rows: tuple[Row, ...]

    @property
    def length(self) -> int:
        return sum(row.length for row in self.rows)


def rows(comparison: Comparison, findings: Sequence[Finding] = ()) -> list[Row]:
    """Every passage of both versions, in the order of the new one, numbered from 1; findings laid at their places."""
    found = [replace(row, place=number) for number, row in enumerate(_unnumbered(comparison), start=1)]
    homes = {row.target: row.place for row in found if row.kind == Operation.MOVED}
    found = [replace(row, target=homes.get(row.target, 0)) if row.kind == MOVED_AWAY else row for row in found]
    words = {side: [_squeezed(_words(row, side)) for row in found] for side in ("old", "new")} if findings else {}
    for number, finding in enumerate(findings, start=1):
        home = _home(finding, found, words)
        if home is not None:
            found[home] = replace(found[home], findings=(*found[home].findings, number))
    return found


def _home(finding: Finding, found: Sequence[Row], words: Mapping[str, Sequence[str]]) -> int | None:
    """The index of the row that a finding speaks of: the first changed one that holds its words, else any that does."""
    for quote, side in ((finding.new, "new"), (finding.old, "old")):
        needle = _squeezed(quote or "")
        if not needle:
            continue
        holding = [index for index, text in enumerate(words[side]) if needle in text]
        changed = [index for index in holding if found[index].kind not in {SAME, MOVED_AWAY}]
        if holding:
            return (changed or holding)[0]
    return None


def folded(found: Sequence[Row]) -> list[Row | Fold]:
    """The rows with long unchanged stretches folded; the passages next to a change stay."""
    wanted = {number for number, row in enumerate(found) if row.kind != SAME or row.findings}
    near = {number + step for number in wanted for step in range(-_CONTEXT, _CONTEXT + 1)}
    kept: list[Row | Fold] = []
    hidden: list[Row] = []
    for number, row in enumerate(found):
        if number in near:
            kept += _fold(hidden)
            hidden = []
            kept.append(row)
        else:
            hidden.append(row)
    return kept + _fold(hidden)


def parts(items: Sequence[Item], limit: int, *, length: Callable[[Item], int]) -> list[list[Item]]:
    """The items in parts of about `limit` characters; at least one part, which may be empty."""
    found: list[list[Item]] = [[]]
    room = limit
    for item in items:
        if length(item) > room and found[-1]:
            found.append([])
            room = limit
        found[-1].append(item)
        room -= length(item)
    return found


def shown_length(item: Row | Fold) -> int:
    """Folds count for nothing: they are left out of long pages."""
    return item.length if isinstance(item, Row) else 0


def readable(text: str) -> str:
    """A passage without link targets and emphasis."""
    return _EMPHASIS.sub("", _BREAK.sub("\n", _LINK.sub(r"\1", text)))


def _fold(hidden: Sequence[Row]) -> list[Row | Fold]:
    if len(hidden) < 2:  # a line that says "1 passage" is no shorter than the passage
        return list(hidden)
    return [Fold(rows=tuple(hidden))]


def _unnumbered(comparison: Comparison) -> Iterator[Row]:
    """By place in the new text; a removed passage, and the old place of a moved one, after what preceded it."""
    touched_old = {segment.ordinal for change in comparison.changes for segment in change.old}
    touched_new = {segment.ordinal for change in comparison.changes for segment in change.new}
    # What is named in no change is the same on both sides and in the same order.
    same = list(
        zip(
            (segment for segment in comparison.old if segment.ordinal not in touched_old),
            (segment for segment in comparison.new if segment.ordinal not in touched_new),
            strict=False,
        )
    )
    before = {old.ordinal: new.ordinal for old, new in same}
    places = list(before)

    def after_unchanged(old: Segment) -> float:
        earlier = bisect_left(places, old.ordinal)
        return before[places[earlier - 1]] + 0.5 if earlier else -0.5

    unchanged = (((new.ordinal, 0, 0), _same(new)) for _, new in same)
    changed: list[tuple[tuple[float, int, int], Row]] = []
    for change in comparison.changes:
        if change.new:
            changed.append(((change.new[0].ordinal, 1, 0), _changed(change)))
        else:
            changed.append(((after_unchanged(change.old[0]), 2, change.old[0].ordinal), _changed(change)))
        if change.operation is Operation.MOVED:
            where = (after_unchanged(change.old[0]), 2, change.old[0].ordinal)
            changed.append((where, _moved_away(change)))
    yield from (row for _, row in heapq.merge(unchanged, sorted(changed, key=lambda entry: entry[0]), key=_first))


def _first(entry: tuple[tuple[float, int, int], Row]) -> tuple[float, int, int]:
    return entry[0]


def _same(segment: Segment) -> Row:
    return Row(kind=SAME, place=0, style=segment.kind, section=segment.section, both=(Piece(text=_joined((segment,))),))


def _moved_away(change: SegmentChange) -> Row:
    first = change.old[0]
    return Row(
        kind=MOVED_AWAY,
        place=0,
        style=first.kind,
        section=first.section,
        old=(Piece(text=_joined(change.old)),),
        elsewhere=change.new[0].section,
        target=_mark_of(change),
    )


def _mark_of(change: SegmentChange) -> int:
    """Ties both rows of a moved passage together until places are numbered."""
    return change.new[0].ordinal + 1


def _changed(change: SegmentChange) -> Row:
    old, new = _joined(change.old), _joined(change.new)
    home = (change.new or change.old)[0]
    row = Row(kind=change.operation.value, place=0, style=home.kind, section=home.section)
    if not change.new:
        return replace(row, old=(Piece(text=old),), both=(Piece(text=old, mark="del"),))
    if not change.old:
        return replace(row, new=(Piece(text=new),), both=(Piece(text=new, mark="ins"),))
    found = edits(old, new)
    row = replace(row, old=_side(found, old, "del"), new=_side(found, new, "ins"), both=_both(found, old, new))
    if change.operation is Operation.MOVED:
        return replace(row, elsewhere=change.old[0].section, target=_mark_of(change))
    return row


def _side(found: Iterable[Edit], text: str, mark: str) -> tuple[Piece, ...]:
    pieces = []
    for edit in found:
        start, end = (edit.old_start, edit.old_end) if mark == "del" else (edit.new_start, edit.new_end)
        pieces += _pieces(text[start:end], "" if edit.kind is EditKind.EQUAL else mark)
    return tuple(pieces)


def _both(found: Iterable[Edit], old: str, new: str) -> tuple[Piece, ...]:
    pieces = []
    for edit in found:
        if edit.kind is EditKind.EQUAL:
            pieces += _pieces(new[edit.new_start : edit.new_end], "")
        else:
            pieces += _pieces(old[edit.old_start : edit.old_end], "del")
            pieces += _pieces(new[edit.new_start : edit.new_end], "ins")
    return tuple(pieces)


def _pieces(text: str, mark: str) -> list[Piece]:
    """The space behind marked words stays unmarked."""
    words = text.rstrip()
    if not mark or not words:
        return [Piece(text=text)] if text else []
    space = text[len(words) :]
    return [Piece(text=words, mark=mark), *([Piece(text=space)] if space else [])]


def _joined(segments: Sequence[Segment]) -> str:
    return "\n".join(readable(segment.text) for segment in segments)


def _words(row: Row, side: str) -> str:
    return "".join(piece.text for piece in (getattr(row, side) or row.both))


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", " ", readable(text)).strip().casefold()
