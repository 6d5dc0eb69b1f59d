"""clausewatch judge: stored versions under today's rules."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.options import Vendor, examples, open_history, with_config, with_json
from monitor.cli.output import console, counted, print_json, progress_bar
from monitor.cli.reading import verdict_line

if TYPE_CHECKING:
    from monitor.again import Rejudged


@examples("clausewatch judge --again", "clausewatch judge --again imou --json")
@click.command("judge")
@click.option("--again", is_flag=True, required=True, help="Judge stored versions with today's rules.")
@click.argument("vendor", required=False, type=Vendor())
@with_config
@with_json
def command(again: bool, vendor: str | None, config: Path, as_json: bool) -> None:
    """Judges the stored changes of VENDOR (or of all) again, and shows which alerts would be new or gone.

    The new judgements are stored beside the old ones. Nothing is sent.
    """
    from monitor.again import judge_again
    from store import sources, versions

    _, db = open_history(config)
    with db, progress_bar("Judging") as progress:
        keys = sources.find(db, vendor) if vendor else sources.every(db)
        total = sum(versions.count(db, key) for key in keys)
        results: list[Rejudged] = []
        for key in keys:
            for result in judge_again(db, key, now=datetime.now(UTC)):
                results.append(result)
                progress(len(results), total)
    differing = [result for result in results if result.alert_is_new or result.alert_is_gone]
    if as_json:
        print_json({"judged": len(results), "differing": [_as_json(result) for result in differing]})
    else:
        _print(len(results), differing)


def _print(judged: int, differing: list[Rejudged]) -> None:
    new = sum(result.alert_is_new for result in differing)
    click.echo(
        f"{counted(judged, 'change')} judged; {counted(len(differing), 'alert')} would differ: "
        f"{new} new, {len(differing) - new} gone."
    )
    for result in differing:
        head = "new alert" if result.alert_is_new else "alert gone"
        line = Text(f"{head}: {result.source}, version {result.old_number} -> {result.new_number}", style="bold")
        was = verdict_line(result.before) if result.before else Text("never judged")
        line.append("\n  was ", style="default").append_text(was)
        line.append("\n  now ", style="default").append_text(verdict_line(result.now))
        console().print(line)


def _as_json(result: Rejudged) -> dict[str, object]:
    from monitor.judge.report import comparison

    return {
        "source": result.source,
        "from": result.old_number,
        "to": result.new_number,
        "alert": "new" if result.alert_is_new else "gone",
        "before": comparison(result.before) if result.before else None,
        "now": comparison(result.now),
    }
