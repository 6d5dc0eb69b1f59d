"""clausewatch history: the life of a vendor in one screen."""

from __future__ import annotations

import itertools
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.options import When, examples, open_history, with_config, with_json
from monitor.cli.output import console, instant, print_json, safe, table
from monitor.cli.reading import topic, verdict_line
from monitor.model import Category, Judgement, Origin, VersionSummary

if TYPE_CHECKING:
    from store.database import Store
    from store.overview import Spell

_TOPICS = [category.value for category in Category]


@examples("clausewatch history imou", "clausewatch history imou --topic retention --since 2026-01-01")
@click.command("history")
@click.argument("vendor")
@click.option("--topic", "category", type=click.Choice(_TOPICS), help="Only changes material to it.")
@click.option("--since", type=When(), help="Only from that date on.")
@click.option("--until", type=When(), help="Only up to that date.")
@with_config
@with_json
def command(
    *, vendor: str, category: str | None, since: datetime | None, until: datetime | None, config: Path, as_json: bool
) -> None:
    """Lists the versions of VENDOR's documents and what changed in each."""
    from store import sources

    _, db = open_history(config)
    with db:
        entries = [
            (key, summary, judgement)
            for key in sources.find(db, vendor)
            for summary, judgement in _entries(db, key)
            if _wanted(summary, judgement, category, since, until)
        ]
        if as_json:
            print_json([_as_json(*entry) for entry in entries])
            return
        spells = [] if category else [(key, spell) for key in sources.find(db, vendor) for spell in _blind(db, key)]
    lines = [_line(list(run)) for _, run in itertools.groupby(entries, key=_run)]
    lines += [
        (spell.start, [key, "", instant(spell.start), _blindness(spell)])
        for key, spell in spells
        if not (since and spell.end and spell.end < since) and not (until and spell.start > until)
    ]
    rows = [cells for _, cells in sorted(lines, key=lambda line: line[0])]
    console().print(table(["document", "version", "since", "what changed"], rows))


def _entries(db: Store, key: str) -> list[tuple[VersionSummary, Judgement | None]]:
    from store import judgements, versions

    judged = {new: judgement for _, new, judgement in judgements.all(db, key)}
    return [(summary, judged.get(summary.number)) for summary in versions.summaries(db, key)]


def _wanted(
    summary: VersionSummary,
    judgement: Judgement | None,
    category: str | None,
    since: datetime | None,
    until: datetime | None,
) -> bool:
    if (since and summary.recorded_at < since) or (until and summary.recorded_at > until):
        return False
    return category is None or (judgement is not None and judgement.categories[Category(category)].material)


Entry = tuple[str, VersionSummary, "Judgement | None"]


def _run(entry: Entry) -> tuple[str, int]:
    """Equal for entries that make one line: technical upgrades in a row tell nothing one by one."""
    key, summary, _ = entry
    return key, 0 if summary.technical_upgrade else summary.number


def _line(run: list[Entry]) -> tuple[datetime, list[str | Text]]:
    """(when, cells) of a version, or of several technical upgrades in a row."""
    key, summary, judgement = run[0]
    last = run[-1][1].number
    numbers = str(summary.number) if last == summary.number else f"{summary.number} to {last}"
    return summary.recorded_at, [key, numbers, instant(summary.recorded_at), _what(summary, judgement)]


def _blind(db: Store, key: str) -> list[Spell]:
    from store.overview import spells_of_blindness

    return spells_of_blindness(db, key)


def _blindness(spell: Spell) -> Text:
    until = f"until {instant(spell.end)}" if spell.end else "and still"
    return Text(f"could not be verified, {until}: {safe(spell.problem)}", style="red")


def _what(summary: VersionSummary, judgement: Judgement | None) -> Text:
    if summary.technical_upgrade:
        reader = "the archive that it was imported from" if summary.origin is Origin.IMPORTED else "a newer clausewatch"
        return Text(f"read anew by {reader}; the policy did not change", style="dim")
    line = verdict_line(judgement) if judgement else Text("first record", style="dim")
    if summary.returns_to:
        line.append(f" (the words of version {summary.returns_to} again)", style="dim")
    for finding in judgement.findings[:3] if judgement else ():
        line.append(f"\n{topic(finding.category)}: {finding.reason}", style="dim")
    more = len(judgement.findings) - 3 if judgement else 0
    return line.append(f"\nand {more} more: clausewatch diff --to {summary.number}", style="dim") if more > 0 else line


def _as_json(key: str, summary: VersionSummary, judgement: Judgement | None) -> dict[str, object]:
    from monitor.judge.report import comparison

    return {
        "source": key,
        "version": summary.number,
        "recorded_at": summary.recorded_at,
        "effective_date": summary.effective_date,
        "first_record": summary.number == 1,
        "technical_upgrade": summary.technical_upgrade,
        "returns_to": summary.returns_to,
        "judgement": comparison(judgement) if judgement else None,
    }
