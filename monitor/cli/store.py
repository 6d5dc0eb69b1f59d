"""clausewatch store: back the store up, check it, let go of old raw captures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from monitor.cli.failing import STORE
from monitor.cli.options import When, examples, open_history, with_config, with_json
from monitor.cli.output import counted, print_json


@click.group("store")
def command() -> None:
    """Back the store up, check it, let go of old raw captures; all while the daemon runs."""


@examples("clausewatch store backup /backups/clausewatch-$(date +%F).db")
@command.command("backup", short_help="a consistent copy, while the daemon runs")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_config
def backup(file: Path, config: Path) -> None:
    """Writes a consistent copy of the store to FILE, which must not exist yet."""
    from store import maintenance

    _, db = open_history(config)
    with db:
        maintenance.back_up(db, file)
    click.echo(f"{file} is a whole copy ({file.stat().st_size / 1_000_000:.1f} MB).")


@examples("clausewatch store check", "clausewatch store check --json")
@command.command("check", short_help="look for damage")
@with_config
@with_json
@click.pass_context
def check(ctx: click.Context, config: Path, as_json: bool) -> None:
    """Looks for damage: pages, references, and the hash chain of every source. Exit code 4 where there is some."""
    from store import maintenance

    settings, db = open_history(config)
    with db:
        found = list(maintenance.faults(db))
    if as_json:
        print_json({"store": str(settings.store), "faults": found})
    else:
        for fault in found:
            click.echo(fault)
        click.echo(f"{settings.store}: {counted(len(found), 'fault') if found else 'sound'}")
    if found:
        ctx.exit(STORE)


@examples("clausewatch store prune --before 2024-01-01")
@command.command("prune", short_help="let go of old raw captures")
@click.option("--before", type=When(begins=True), required=True, help="Only captures fetched before that.")
@click.option("--cited", is_flag=True, help="Also what versions but the newest were read from: weakens evidence packs.")
@with_config
def prune(before: datetime, cited: bool, config: Path) -> None:
    """Lets go of the bytes of old raw captures; versions, judgements, hashes and headers stay, and chains hold."""
    from store import maintenance

    _, db = open_history(config)
    with db:
        pruned = maintenance.prune_captures(db, before, keep_cited=not cited)
    click.echo(f"{counted(pruned.captures, 'capture')} let go, {pruned.freed / 1_000_000:.1f} MB freed.")
