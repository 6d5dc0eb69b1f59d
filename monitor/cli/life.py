"""The life of a document in few lines: what each version changed, and what no longer needs a line of its own.

A page that alternates between two texts, technical upgrades and immaterial changes in a row take one line together;
CSV and JSON have every version.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rich.text import Text

from monitor.cli.output import instant, safe
from monitor.cli.reading import VERDICTS, topic, verdict_line
from monitor.model import Judgement, Origin, SilentEdit, Verdict, VersionSummary
from notifiers.facts import SILENT_EDITS
from notifiers.lexicon import ENGLISH

if TYPE_CHECKING:
    from store.database import Store
    from store.figures import Spell

_REASONS = 3  # in one line; `diff` shows all
_NAMED = 4
_NOT_JUDGED = "not judged yet (clausewatch judge --again)"
Line = tuple[datetime, tuple[str, str, Text]]  # when it began, and (versions, since, what changed)


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a document, and the change that made it. first_reading: ours, after another program's."""

    key: str
    summary: VersionSummary
    judgement: Judgement | None
    silent: SilentEdit | None
    first_reading: bool

    @property
    def returned(self) -> bool:
        return self.summary.returns_to is not None


def entries(db: Store, key: str) -> list[Entry]:
    """Every version of a document, oldest first."""
    from monitor.decide.silent import silent_edit
    from store import judgements, versions

    judged = {new: judgement for _, new, judgement in judgements.all(db, key)}
    found: list[Entry] = []
    for summary in versions.summaries(db, key):
        judgement, before = judged.get(summary.number), found[-1].summary if found else None
        silent = silent_edit(before, summary, judgement) if before and judgement else None
        handed_over = before is not None and before.origin != summary.origin
        found.append(Entry(key, summary, judgement, silent, handed_over))
    return found


def lines(found: Sequence[Entry], spells: Sequence[Spell]) -> list[Line]:
    """The entries of one document and its times of blindness, in the order of time."""
    told = [line for _, run in itertools.groupby(found, key=_kind) for line in _of_run(list(run))]
    told += [(spell.start, ("", instant(spell.start), _blindness(spell))) for spell in spells]
    return sorted(told, key=lambda line: line[0])


def _kind(entry: Entry) -> str:
    """Neighbours of one kind may share a line."""
    if entry.summary.technical_upgrade:
        return "technical"
    if entry.summary.number == 1 or entry.first_reading:
        return "own line"
    if entry.returned:
        return "returned"
    if entry.judgement is None:
        return "not judged"
    return "quiet" if entry.judgement.verdict is Verdict.NOT_MATERIAL else "own line"


def _of_run(run: list[Entry]) -> Iterator[Line]:
    first, last = run[0].summary, run[-1].summary
    kind = _kind(run[0])
    if kind in _TOGETHER and len(run) >= _TOGETHER[kind]:
        numbers = str(first.number) if first is last else f"{first.number} to {last.number}"
        yield first.recorded_at, (numbers, instant(first.recorded_at), _what_run(kind, run))
        return
    for entry in run:
        yield entry.summary.recorded_at, (str(entry.summary.number), instant(entry.summary.recorded_at), _what(entry))


# From how many on neighbours of a kind share a line.
_TOGETHER = {"technical": 1, "returned": 3, "not judged": 3, "quiet": 3}


def _what_run(kind: str, run: Sequence[Entry]) -> Text:
    if kind == "technical":
        return _technical(run[0])
    until = f"until {instant(run[-1].summary.recorded_at)}"
    if kind == "returned":
        return Text(f"earlier words by turns, {len(run)} times {until}: those of {_origins(run)}", style="dim")
    if kind == "not judged":
        return Text(f"{len(run)} versions {until}, {_NOT_JUDGED}", style="dim")
    silent = sum(entry.silent is not None for entry in run)
    also = f", {silent} of them silent edits" if silent else ""
    return Text(f"not material: {len(run)} changes {until}{also}", style=VERDICTS[Verdict.NOT_MATERIAL])


def _technical(entry: Entry) -> Text:
    imported = entry.summary.origin is Origin.IMPORTED
    reader = "the archive that it was imported from" if imported else "a newer clausewatch"
    return Text(f"read anew by {reader}; the policy did not change", style="dim")


def _origins(run: Sequence[Entry]) -> str:
    """ "versions 7 and 8": those whose words come back, each told by the first that this run knows of."""
    back: dict[int, int] = {}
    for entry in run:
        origin = entry.summary.returns_to or 0
        back[entry.summary.number] = back.get(origin, origin)
    origins = [str(number) for number in sorted(set(back.values()))]
    if len(origins) == 1:
        return f"version {origins[0]}"
    more = [f"{len(origins) - _NAMED} others"] if len(origins) > _NAMED + 1 else origins[_NAMED:]
    return f"versions {ENGLISH.listed([*origins[:_NAMED], *more])}"


def _what(entry: Entry) -> Text:
    summary, judgement = entry.summary, entry.judgement
    if summary.number == 1:
        return Text("first record", style="dim")
    line = verdict_line(judgement) if judgement else Text(_NOT_JUDGED, style="dim")
    if entry.returned:
        line.append(f" (the words of version {summary.returns_to} again)", style="dim")
    if entry.first_reading:
        line.append("\nfirst own reading after the imported ones: it may differ by the reader", style="dim")
    if entry.silent and judgement and judgement.verdict is not Verdict.SUSPECT_CAPTURE:
        line.append(f"\n{SILENT_EDITS[entry.silent]}", style="yellow")
    found = judgement.told if judgement else ()
    reasons = list(dict.fromkeys(f"{topic(finding.category)}: {safe(finding.reason)}" for finding in found))
    for reason in reasons[:_REASONS]:
        line.append(f"\n{reason}", style="dim")
    more = len(reasons) - _REASONS
    return (
        line.append(f"\nand {more} more: clausewatch diff {entry.key} --to {summary.number}", style="dim")
        if more > 0
        else line
    )


def _blindness(spell: Spell) -> Text:
    until = f"until {instant(spell.end)}" if spell.end else "and still"
    return Text(f"could not be verified, {until}: {safe(spell.problem)}", style="red")
