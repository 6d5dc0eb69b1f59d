"""clausewatch history: the life of a vendor in one screen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.life import Entry, entries, lines
from monitor.cli.options import Vendor, When, examples, open_history, require_order, with_config, with_form
from monitor.cli.output import console, counted, print_json, table
from monitor.cli.tabular import print_rows
from monitor.coverage import in_words, uncovered
from monitor.model import Category, Judgement

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
@click.argument("vendor", type=Vendor())
@click.option("--topic", "category", type=click.Choice(_TOPICS), help="Only changes material to it.")
@click.option("--since", type=When(begins=True), help="Only from that date on.")
@click.option("--until", type=When(), help="Only up to that date.")
@with_config
@with_form
def command(
    *, vendor: str, category: str | None, since: datetime | None, until: datetime | None, config: Path, form: str
) -> None:
    """Lists the versions of VENDOR's documents and what changed in each."""
    from store import sources
    from store.figures import spells_of_blindness

    require_order(since, until)
    settings, db = open_history(config)
    with db:
        life = {
            key: [entry for entry in entries(db, key) if _wanted(entry, category, since, until)]
            for key in sources.find(db, vendor)
        }
        if form != "table":
            _print_data(form, [entry for found in life.values() for entry in found])
            return
        missed = _uncovered(db, settings, vendor, since, until)
        for key, found in life.items():
            spells = [] if category else [one for one in spells_of_blindness(db, key) if _within(one, since, until)]
            _print_life(key, found, spells, missed.get(key, []), narrowed=bool(category or since or until))


def _print_data(form: str, found: list[Entry]) -> None:
    if form == "json":
        print_json([_as_json(entry) for entry in found])
    else:
        print_rows(form, _COLUMNS, map(_as_row, found))


def _print_life(key: str, found: list[Entry], spells: list[Spell], missed: list[date], *, narrowed: bool) -> None:
    screen = console()
    count = counted(len(found), "version") if found else "no version yet"
    screen.print(Text(f"{key}: {'no version fits' if narrowed and not found else count}", style="bold"))
    if found or spells:
        screen.print(table(["version", "since", "what changed"], [cells for _, cells in lines(found, spells)]))
    if missed:
        screen.print(Text(in_words(missed), style="yellow"))
    screen.print()


def _uncovered(
    db: Store, settings: Settings, vendor: str, since: datetime | None, until: datetime | None
) -> dict[str, list[date]]:
    """The days on which the vendor's documents that are watched were not seen, by document."""
    from store import sources

    keys = sources.find(db, vendor)
    now = datetime.now(UTC)
    found = {one.key: uncovered(db, one, now, since=since, until=until) for one in settings.sources if one.key in keys}
    return {key: days for key, days in found.items() if days}


def _wanted(entry: Entry, category: str | None, since: datetime | None, until: datetime | None) -> bool:
    recorded_at, judgement = entry.summary.recorded_at, entry.judgement
    if (since and recorded_at < since) or (until and recorded_at > until):
        return False
    return category is None or (judgement is not None and judgement.categories[Category(category)].material)


def _within(spell: Spell, since: datetime | None, until: datetime | None) -> bool:
    return not (since and spell.end and spell.end < since) and not (until and spell.start > until)


def _as_json(entry: Entry) -> dict[str, object]:
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


def _as_row(entry: Entry) -> dict[str, object]:
    """An entry in one line of a table: under each topic the direction of what is material to it."""
    judgement = entry.judgement
    topics = {category.value: _direction(judgement, category) for category in Category}
    return {
        **_as_json(entry),
        **topics,
        "verdict": judgement and judgement.verdict,
        "reasons": [finding.reason for finding in judgement.told] if judgement else None,
    }


def _direction(judgement: Judgement | None, category: Category) -> str | None:
    if judgement is None or not judgement.categories[category].material:
        return None
    return judgement.categories[category].direction or "material"
