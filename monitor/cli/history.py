"""clausewatch history: the life of a vendor in one screen."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.coverage import in_words, uncovered
from monitor.cli.options import When, examples, open_history, with_config, with_form
from monitor.cli.output import console, instant, print_json, safe, table
from monitor.cli.reading import topic, verdict_line
from monitor.cli.tabular import print_rows
from monitor.model import Category, Judgement, Origin, SilentEdit, VersionSummary

if TYPE_CHECKING:
    from monitor.config import Settings
    from store.database import Store
    from store.figures import Spell

_TOPICS = [category.value for category in Category]
_COLUMNS = (
    *("source", "version", "recorded_at", "effective_date", "updated_date", "technical_upgrade", "returns_to"),
    *("verdict", *_TOPICS, "reasons"),
)


@examples(
    "clausewatch history imou",
    "clausewatch history imou --topic retention --since 2026-01-01",
    "clausewatch history imou --format csv",
)
@click.command("history")
@click.argument("vendor")
@click.option("--topic", "category", type=click.Choice(_TOPICS), help="Only changes material to it.")
@click.option("--since", type=When(), help="Only from that date on.")
@click.option("--until", type=When(), help="Only up to that date.")
@with_config
@with_form
def command(
    *, vendor: str, category: str | None, since: datetime | None, until: datetime | None, config: Path, form: str
) -> None:
    """Lists the versions of VENDOR's documents and what changed in each."""
    from store import sources

    settings, db = open_history(config)
    with db:
        entries = [
            entry
            for key in sources.find(db, vendor)
            for entry in _entries(db, key)
            if _wanted(entry, category, since, until)
        ]
        if form == "json":
            print_json([_as_json(entry) for entry in entries])
            return
        if form != "table":
            print_rows(form, _COLUMNS, map(_as_row, entries))
            return
        missed = _uncovered(db, settings, vendor, since, until)
        spells = [] if category else [(key, spell) for key in sources.find(db, vendor) for spell in _blind(db, key)]
    lines = [_line(list(run)) for _, run in itertools.groupby(entries, key=_run)]
    lines += [
        (spell.start, [key, "", instant(spell.start), _blindness(spell)])
        for key, spell in spells
        if not (since and spell.end and spell.end < since) and not (until and spell.start > until)
    ]
    rows = [cells for _, cells in sorted(lines, key=lambda line: line[0])]
    console().print(table(["document", "version", "since", "what changed"], rows))
    for key, days in missed.items():
        console().print(Text(f"{key}: {in_words(days)}", style="yellow"))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A version of a document, and the change that made it."""

    key: str
    summary: VersionSummary
    judgement: Judgement | None
    silent: SilentEdit | None


def _entries(db: Store, key: str) -> list[_Entry]:
    from monitor.silent import silent_edit
    from store import judgements, versions

    judged = {new: judgement for _, new, judgement in judgements.all(db, key)}
    found: list[_Entry] = []
    for summary in versions.summaries(db, key):
        judgement = judged.get(summary.number)
        silent = silent_edit(found[-1].summary, summary, judgement) if found and judgement else None
        found.append(_Entry(key, summary, judgement, silent))
    return found


def _uncovered(
    db: Store, settings: Settings, vendor: str, since: datetime | None, until: datetime | None
) -> dict[str, list[date]]:
    """The days on which the vendor's documents that are watched were not seen, by document."""
    from store import sources

    now = min(until or datetime.now(UTC), datetime.now(UTC))
    keys = sources.find(db, vendor)
    found = {one.key: uncovered(db, one, now, since=since) for one in settings.sources if one.key in keys}
    return {key: days for key, days in found.items() if days}


def _wanted(entry: _Entry, category: str | None, since: datetime | None, until: datetime | None) -> bool:
    recorded_at, judgement = entry.summary.recorded_at, entry.judgement
    if (since and recorded_at < since) or (until and recorded_at > until):
        return False
    return category is None or (judgement is not None and judgement.categories[Category(category)].material)


def _run(entry: _Entry) -> tuple[str, int]:
    """Equal for entries that make one line: technical upgrades in a row tell nothing one by one."""
    return entry.key, 0 if entry.summary.technical_upgrade else entry.summary.number


def _line(run: list[_Entry]) -> tuple[datetime, list[str | Text]]:
    """(when, cells) of a version, or of several technical upgrades in a row."""
    first, last = run[0].summary, run[-1].summary.number
    numbers = str(first.number) if last == first.number else f"{first.number} to {last}"
    return first.recorded_at, [run[0].key, numbers, instant(first.recorded_at), _what(run[0])]


def _blind(db: Store, key: str) -> list[Spell]:
    from store.figures import spells_of_blindness

    return spells_of_blindness(db, key)


def _blindness(spell: Spell) -> Text:
    until = f"until {instant(spell.end)}" if spell.end else "and still"
    return Text(f"could not be verified, {until}: {safe(spell.problem)}", style="red")


def _what(entry: _Entry) -> Text:
    summary, judgement = entry.summary, entry.judgement
    if summary.technical_upgrade:
        reader = "the archive that it was imported from" if summary.origin is Origin.IMPORTED else "a newer clausewatch"
        return Text(f"read anew by {reader}; the policy did not change", style="dim")
    line = verdict_line(judgement) if judgement else Text("first record", style="dim")
    if summary.returns_to:
        line.append(f" (the words of version {summary.returns_to} again)", style="dim")
    if entry.silent:
        line.append(f"\n{_silent(entry.silent)}", style="yellow")
    for finding in judgement.findings[:3] if judgement else ():
        line.append(f"\n{topic(finding.category)}: {finding.reason}", style="dim")
    more = len(judgement.findings) - 3 if judgement else 0
    return line.append(f"\nand {more} more: clausewatch diff --to {summary.number}", style="dim") if more > 0 else line


def _silent(edit: SilentEdit) -> str:
    from notifiers.facts import SILENT_EDITS

    return SILENT_EDITS[edit]


def _as_json(entry: _Entry) -> dict[str, object]:
    from monitor.judge.report import comparison

    summary, judgement = entry.summary, entry.judgement
    return {
        "source": entry.key,
        "version": summary.number,
        "recorded_at": summary.recorded_at,
        "effective_date": summary.effective_date,
        "updated_date": summary.updated_date,
        "first_record": summary.number == 1,
        "technical_upgrade": summary.technical_upgrade,
        "returns_to": summary.returns_to,
        "silent_edit": entry.silent,
        "judgement": comparison(judgement) if judgement else None,
    }


def _as_row(entry: _Entry) -> dict[str, object]:
    """An entry in one line of a table: under each topic the direction of what is material to it."""
    judgement = entry.judgement
    topics = {category.value: _direction(judgement, category) for category in Category}
    return {
        **_as_json(entry),
        **topics,
        "verdict": judgement and judgement.verdict,
        "reasons": [finding.reason for finding in judgement.findings] if judgement else None,
    }


def _direction(judgement: Judgement | None, category: Category) -> str | None:
    if judgement is None or not judgement.categories[category].material:
        return None
    return judgement.categories[category].direction or "material"
