"""clausewatch search: full text over all versions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.options import Limit, Vendor, When, examples, open_history, with_config, with_form
from monitor.cli.output import console, instant, plain, print_json, safe
from monitor.cli.tabular import print_rows

if TYPE_CHECKING:
    from store.search import Hit

_COLUMNS = ("source", "vendor_name", "first_version", "last_version", "first_stood", "last_stood", "text")


@examples(
    'clausewatch search "advertising partners"',
    "clausewatch search retention --vendor imou --at 2026-03-03",
    "clausewatch search retention --format csv > hits.csv",
)
@click.command("search")
@click.argument("query")
@click.option("--at", type=When(), help="Only passages that stood at that date.")
@click.option("--vendor", type=Vendor(), help="Only this vendor.")
@click.option("--limit", type=Limit, default=20, show_default=True, help="At most so many passages.")
@with_config
@with_form
def command(*, query: str, at: datetime | None, vendor: str | None, limit: int, config: Path, form: str) -> None:
    """Finds passages with the words of QUERY in every version ever recorded, best first; "..." keeps words together.

    In the table the earlier wordings of a passage stand under it; the other formats have a row for each wording.
    """
    from store.search import search
    from store.wordings import WIDER, by_wording

    _, db = open_history(config)
    with db:
        hits = search(db, query, at=at, vendor=vendor, limit=limit * WIDER if form == "table" else limit)
    if form == "json":
        print_json(hits)
        return
    if form != "table":
        print_rows(form, _COLUMNS, (plain(hit) for hit in hits))
        return
    if not hits:
        click.echo("Nothing was found.", err=True)
    elif not hits[0].every_word:
        click.echo("No passage has all these words; these have some of them.\n", err=True)

    for newest, *earlier in by_wording(hits)[:limit]:
        line = Text(f"{newest.source}  ", style="bold").append(_stood(newest), style="dim")
        console().print(line.append(f"\n  {safe(newest.snippet)}", style="default"))
        for hit in earlier:
            line = Text("  in other words: ", style="dim").append(f"{_stood(hit)}\n", style="dim")
            console().print(line.append(f"    {safe(hit.snippet)}", style="default"))
        console().print()


def _stood(hit: Hit) -> str:
    still = "and still" if hit.watched else "and still when it was last recorded"
    until = f"until {instant(hit.last_stood)}" if hit.last_stood else still
    one = hit.first_version == hit.last_version
    versions = f"version {hit.first_version}" if one else f"versions {hit.first_version} to {hit.last_version}"
    return f"{versions}, since {instant(hit.first_stood)} {until}"
