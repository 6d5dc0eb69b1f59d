"""clausewatch verify: check an evidence pack."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from monitor.cli.failing import STORE
from monitor.cli.options import examples, with_json
from monitor.cli.output import print_json, safe
from monitor.errors import NotFoundError


@examples("clausewatch verify imou-evidence", "python3 imou-evidence/verify.py")
@click.command("verify")
@click.argument("folder", type=click.Path(path_type=Path))
@with_json
def command(folder: Path, as_json: bool) -> None:
    """Says whether every file of an evidence pack is as it was written, and what is not (exit code 4)."""
    from store import verify

    if not folder.is_dir():
        raise NotFoundError(f"the folder {folder}")
    faults = verify.faults(folder)
    if as_json:
        print_json({"folder": str(folder), "genuine": not faults, "faults": faults})
    elif not faults:
        click.echo("All is well: every file is as it was written, and the ledger's chain is whole.")
    for fault in faults if not as_json else ():
        click.echo(f"FAULT: {safe(fault)}")
    sys.exit(STORE if faults else 0)
