"""clausewatch export: an evidence pack that can be read and checked without clausewatch."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from monitor.cli.options import Vendor, examples, open_history, with_config, with_json
from monitor.cli.output import json_text, plain, print_json
from monitor.cli.tabular import print_rows

_COLUMNS = (
    *("source", "vendor", "number", "recorded_at", "title", "language", "effective_date", "updated_date"),
    *("technical_upgrade", "returns_to", "origin", "fingerprint", "verdict", "judgement", "text"),
)


@examples(
    "clausewatch export imou --output imou-evidence",
    "clausewatch export imou --output imou-evidence --json | jq -r .manifest_sha256",
    "clausewatch export --all > dataset.jsonl",
    "clausewatch export --all --format csv > dataset.csv",
)
@click.command("export")
@click.argument("vendor", required=False, type=Vendor())
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="The folder to write (new or empty).")
@click.option("--all", "everything", is_flag=True, help="Every version of every vendor on standard output.")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", help="Of --all.", show_default=True
)
@with_config
@with_json
def command(
    *, vendor: str | None, output: Path | None, everything: bool, form: str, config: Path, as_json: bool
) -> None:
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
            except OSError as error:
                raise click.UsageError(f"{output} cannot be written: {error.strerror}; name another folder") from error
            if as_json:
                print_json({"folder": str(output), "manifest_sha256": seal})
                return
            click.echo(f"Written to {output}; check it with `clausewatch verify {output}` or its own verify.py.")
            click.echo(f"Note this number where nobody can change it: sha256 of the manifest {seal}")
            return
        lines = export.dataset(db, sources.every(db))
        if form == "csv":
            print_rows(form, _COLUMNS, map(_as_row, lines))
            return
        for line in lines:
            click.echo(json_text(line))


def _as_row(line: dict[str, Any]) -> dict[str, Any]:
    """A version in one line of a table, with its judgement as JSON."""
    judgement = line["judgement"]
    return {
        **line,
        "verdict": judgement and judgement["verdict"],
        "judgement": judgement and json.dumps(plain(judgement), ensure_ascii=False),
    }
