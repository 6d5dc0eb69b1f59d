"""clausewatch export: an evidence pack that can be read and checked without clausewatch."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from monitor.cli.options import examples, open_history, with_config
from monitor.cli.output import plain


@examples("clausewatch export imou --output imou-evidence", "clausewatch export --all > dataset.jsonl")
@click.command("export")
@click.argument("vendor", required=False)
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="The folder to write (new or empty).")
@click.option("--all", "everything", is_flag=True, help="Every version of every vendor as JSONL on standard output.")
@with_config
def command(vendor: str | None, output: Path | None, everything: bool, config: Path) -> None:
    """Writes what was recorded of VENDOR: raw captures, headers, texts, judgements, ledger and a checker."""
    from store import export, sources

    if everything == bool(vendor) or bool(vendor) != bool(output):
        raise click.UsageError("give VENDOR and --output DIR, or --all")
    _, db = open_history(config)
    with db:
        if vendor and output:
            try:
                seal = export.export(db, sources.find(db, vendor), output, now=datetime.now(UTC))
            except FileExistsError:
                raise click.UsageError(f"{output} is not empty; name another folder") from None
            click.echo(f"Written to {output}; check it with `clausewatch verify {output}` or its own verify.py.")
            click.echo(f"Note this number where nobody can change it: sha256 of the manifest {seal}")
            return
        for line in export.dataset(db, [state.source for state in sources.all_states(db)] + sources.retired(db)):
            click.echo(json.dumps(plain(line), ensure_ascii=False))
