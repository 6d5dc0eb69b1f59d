"""Judgements and differences as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from monitor.cli.output import safe
from monitor.compare.edits import EditKind, edits
from monitor.model import Comparison, Direction, Finding, Judgement, Operation, SegmentChange, Verdict
from monitor.model.text import unbroken

_REMOVED, _ADDED = "red", "green"
_DIRECTIONS = {
    Direction.LESS_PROTECTIVE: ("less protective", "red"),
    Direction.MORE_PROTECTIVE: ("more protective", "green"),
    Direction.MIXED: ("mixed", "yellow"),
    Direction.NEUTRAL: ("altered", "yellow"),
}
VERDICTS = {
    Verdict.MATERIAL: "bold yellow",
    Verdict.NOT_MATERIAL: "green",
    Verdict.UNDECIDED: "yellow",
    Verdict.SUSPECT_CAPTURE: "red",
}


def topic(category: str) -> str:
    """A category in words: "legal basis"."""
    return category.replace("_", " ")


def verdict_line(judgement: Judgement) -> Text:
    """material: sharing (less protective), retention (more protective)"""
    line = Text(topic(judgement.verdict), style=VERDICTS[judgement.verdict])
    parts = []
    for category in judgement.material_categories:
        direction = judgement.categories[category].direction
        words = f" ({_DIRECTIONS[direction][0]})" if direction else ""
        parts.append(f"{topic(category)}{words}")
    line.append(": " + ", ".join(parts) if parts else "", style="default")
    line.append(f": {safe(judgement.note)}" if judgement.note else "", style="default")
    return line


def print_judgement(console: Console, judgement: Judgement) -> None:
    """The verdict, then each finding with the words before and after, the doubtful ones last."""
    console.print(verdict_line(judgement))
    for finding in judgement.told:
        _print_finding(console, finding)
    if judgement.doubtful:
        console.print(Text("\nLess certain, and not told in messages:", style="bold"))
    for finding in judgement.doubtful:
        _print_finding(console, finding)
    counts = [f"{judgement.changes.get(operation, 0)} {operation}" for operation in Operation]
    console.print(Text(f"Passages: {', '.join(counts)}.", style="dim"))


def _print_finding(console: Console, finding: Finding) -> None:
    words, style = _DIRECTIONS[finding.direction]
    head = Text(f"\n{topic(finding.category).capitalize()}, ", style="bold")
    head.append(words, style=style)
    head.append(f": {safe(finding.reason)}", style="default")
    console.print(head)
    if finding.section:
        console.print(Text(f"  {safe(finding.section)}", style="dim"))
    print_sides(console, finding.old, finding.new)
    console.print(Text(f"  rule {finding.rule}" + (f"; {finding.source}" if finding.source else ""), style="dim"))


def print_sides(console: Console, old: str | None, new: str | None) -> None:
    """The words before and after, whole, with the changed words marked by colour and by brackets."""
    before, after = _marked(old or "", new or "") if old and new else (Text(safe(old or "")), Text(safe(new or "")))
    if old is not None:
        console.print(Padding(Text("- ", style=_REMOVED).append_text(before), (0, 0, 0, 2)))
    if new is not None:
        console.print(Padding(Text("+ ", style=_ADDED).append_text(after), (0, 0, 0, 2)))


def _marked(old: str, new: str) -> tuple[Text, Text]:
    old, new = unbroken(old), unbroken(new)
    before, after = Text(), Text()
    for edit in edits(old, new):
        changed = edit.kind is not EditKind.EQUAL
        _append(before, old[edit.old_start : edit.old_end], f"bold {_REMOVED}" if changed else "", "[-", "-]")
        _append(after, new[edit.new_start : edit.new_end], f"bold {_ADDED}" if changed else "", "{+", "+}")
    return before, after


def _append(text: Text, words: str, style: str, begin: str, end: str) -> None:
    """Changed words stand in brackets too: colour alone is nothing to a pipe, a log or a colour-blind reader."""
    if style and words.strip():
        core = words.strip()
        left, _, right = words.partition(core)
        text.append(safe(left)).append(begin, style).append(safe(core), style).append(end, style).append(safe(right))
    else:
        text.append(safe(words))


def print_comparison(console: Console, comparison: Comparison, *, moved: bool) -> None:
    """Every passage that differs, under its heading, in the order of the newer text."""
    section: str | None = None
    for change in _in_order(comparison):
        if change.operation is Operation.MOVED and not moved:
            continue
        here = " > ".join((change.new or change.old)[0].section)
        if here != section:
            section = here
            console.print(Text(f"\n{safe(section) or '(beginning)'}", style="bold"))
        console.print(Text(f"  {change.operation}", style="dim"))
        print_sides(console, _joined(change, old=True), _joined(change, old=False))


def _in_order(comparison: Comparison) -> Iterator[SegmentChange]:
    """Removed passages stand where they stood, as far as that place still exists: by their relative position."""
    old_size, new_size = max(len(comparison.old), 1), max(len(comparison.new), 1)

    def place(change: SegmentChange) -> float:
        return change.new[0].ordinal / new_size if change.new else change.old[0].ordinal / old_size

    yield from sorted(comparison.changes, key=place)


def _joined(change: SegmentChange, *, old: bool) -> str | None:
    segments = change.old if old else change.new
    return "\n".join(segment.text for segment in segments) if segments else None
