"""clausewatch practices: what a vendor said, item by item, with quotes and since when."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.options import (
    Vendor,
    When,
    examples,
    one_source,
    open_history,
    version_at,
    with_config,
    with_form,
)
from monitor.cli.output import console, indented, instant, print_json, progress_bar, safe
from monitor.cli.reading import topic
from monitor.cli.seen import lines
from monitor.cli.tabular import print_rows
from monitor.decide.gist import gist
from monitor.model import Category, Version
from notifiers.escape import readable

if TYPE_CHECKING:
    from store.practices import PracticeLife

_COLUMNS = ("source", "version", "category", "said", "quote", "section", "since_version", "since")


@examples(
    "clausewatch practices imou",
    "clausewatch practices imou --topic retention --at 2026-03-03",
    "clausewatch practices imou --topic sharing --format markdown",
)
@click.command("practices")
@click.argument("vendor", type=Vendor())
@click.option("--topic", "category", type=click.Choice([c.value for c in Category]), help="Only this topic.")
@click.option("--at", type=When(), help="What it said at that date (default: now).")
@with_config
@with_form
def command(*, vendor: str, category: str | None, at: datetime | None, config: Path, form: str) -> None:
    """Says what VENDOR stated on sharing, retention and legal bases, item by item, and since when each has stood."""
    from monitor import readings
    from store import practices, sightings

    _, db = open_history(config)
    with db:
        key = one_source(db, vendor)
        version = version_at(db, key, at)
        with progress_bar(f"Reading {key}") as progress:
            readings.bring_up_to_date(db, key, progress=progress)
        seen = sightings.of_version(db, key, version, at or datetime.now(UTC))
        items = [found for found in practices.at(db, key, version.number) if category in {None, found.body["category"]}]
    if form in {"csv", "markdown"}:
        print_rows(form, _COLUMNS, [_as_row(key, version.number, found) for found in items])
    elif form == "json":
        said = [{**found.body, "since_version": found.since_version, "since": found.since} for found in items]
        print_json({**_about(key, version, at), "seen": seen, "practices": said})
    else:
        console().print(Text(f"{key}, version {version.number}, since {instant(version.recorded_at)}", style="bold"))
        for line in lines(version, seen, at):
            console().print(Text(line, style="dim"))
        for wanted in Category:
            _print_topic(wanted, [found for found in items if found.body["category"] == wanted])


def _about(key: str, version: Version, at: datetime | None) -> dict[str, object]:
    return {
        "source": key,
        "version": version.number,
        "recorded_at": version.recorded_at,
        "effective_date": version.effective_date,
        "at": at or datetime.now(UTC),
    }


def _as_row(key: str, version: int, found: PracticeLife) -> dict[str, object]:
    return {
        **{name: found.body[name] for name in ("category", "quote", "section")},
        "source": key,
        "version": version,
        "said": gist(found.body),
        "since_version": found.since_version,
        "since": found.since,
    }


def _print_topic(category: Category, items: list[PracticeLife]) -> None:
    if not items:
        return
    console().print(Text(f"\n{topic(category).capitalize()} ({len(items)})", style="bold"))
    for found in items:
        line = Text(safe(gist(found.body)))
        line.append(f"   since version {found.since_version}, {instant(found.since)}", style="dim")
        console().print(indented(line, 2))
        console().print(indented(Text(f"“{readable(safe(found.body['quote']))}”", style="dim"), 4))
