"""clausewatch diff: readable difference between two versions or dates."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from rich.text import Text

from monitor.cli.options import Place, Vendor, examples, one_source, open_history, version_at, with_config, with_json
from monitor.cli.output import console, instant, print_json
from monitor.cli.reading import print_comparison, print_judgement
from monitor.errors import NotFoundError
from monitor.model import Version


@examples(
    "clausewatch diff imou",
    "clausewatch diff imou --from 3 --to 7",
    "clausewatch diff imou --from 2026-01-01 --to 2026-06-30 --json",
)
@click.command("diff")
@click.argument("vendor", type=Vendor())
@click.option("--from", "start", type=Place(), help="A version's number or a date (default: the one before --to).")
@click.option("--to", "end", type=Place(), help="A version's number or a date (default: the newest).")
@click.option("--moved", is_flag=True, help="Also show passages that only moved.")
@with_config
@with_json
def command(
    *, vendor: str, start: datetime | int | None, end: datetime | int | None, moved: bool, config: Path, as_json: bool
) -> None:
    """Shows what changed in VENDOR's text: the judgement first, then every passage that differs."""
    _, db = open_history(config)
    with db:
        key = one_source(db, vendor)
        new = version_at(db, key, end)
        if start is None and new.first_record:
            raise NotFoundError(
                f"a version of {key} before its first record", "there is nothing to compare it with yet"
            )
        old = version_at(db, key, start if start is not None else new.number - 1)
    if as_json:
        _print_json(key, old, new)
    else:
        _print(key, old, new, moved=moved)


def _print_json(key: str, old: Version, new: Version) -> None:
    from monitor.compare.align import compare
    from monitor.judge import compare_texts
    from monitor.judge.report import comparison

    passages = [
        {
            "operation": change.operation,
            "section": " > ".join((change.new or change.old)[0].section),
            "old": [segment.text for segment in change.old],
            "new": [segment.text for segment in change.new],
        }
        for change in compare(old.text, new.text).changes
    ]
    judged = comparison(compare_texts(old.text, new.text))
    print_json({"source": key, "from": old.number, "to": new.number, **judged, "passages": passages})


def _print(key: str, old: Version, new: Version, *, moved: bool) -> None:
    from monitor.compare.align import compare
    from monitor.judge import compare_texts

    screen = console()
    if old.number == new.number:
        screen.print(f"{key}: both are version {new.number}, since {instant(new.recorded_at)}: nothing differs")
        return
    times = f"{instant(old.recorded_at)} -> {instant(new.recorded_at)}"
    screen.print(Text(f"{key}: version {old.number} -> {new.number} ({times})", style="bold"))
    print_judgement(screen, compare_texts(old.text, new.text))
    print_comparison(screen, compare(old.text, new.text), moved=moved)
