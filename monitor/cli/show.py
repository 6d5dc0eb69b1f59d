"""clausewatch show: the text in force at a date."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.options import (
    Number,
    Vendor,
    When,
    examples,
    one_source,
    open_history,
    version_at,
    with_config,
    with_json,
)
from monitor.cli.output import instant, print_json, safe
from monitor.cli.seen import lines
from monitor.errors import NotFoundError
from monitor.model import Version

if TYPE_CHECKING:
    from store.database import Store


@examples(
    "clausewatch show imou",
    "clausewatch show imou --at 2026-03-03",
    "clausewatch show imou/privacy-policy --version 7 --json",
    "clausewatch show imou --raw > page.html",
)
@click.command("show")
@click.argument("vendor", type=Vendor())
@click.option("--at", type=When(), help="The version in force at that date.")
@click.option("--version", "number", type=Number, help="The version of that number.")
@click.option("--raw", is_flag=True, help="The page as the server sent it, byte for byte.")
@with_config
@with_json
def command(*, vendor: str, at: datetime | None, number: int | None, raw: bool, config: Path, as_json: bool) -> None:
    """Prints the text of VENDOR (a vendor, or vendor/document): the newest, or the one asked for."""
    if at and number:
        raise click.UsageError("give --at or --version, not both")
    from store import sightings, versions

    _, db = open_history(config)
    with db:
        key = one_source(db, vendor)
        version = version_at(db, key, at or number)
        seen = sightings.of_version(db, key, version, at or datetime.now(UTC))
        if raw:
            sys.stdout.buffer.write(b"".join(_captures(db, key, version.number)))
        elif as_json:
            print_json({"source": key, **_fields(version), "seen": seen})
        else:
            click.echo(_heading(key, version, versions.count(db, key)), err=True)
            click.echo("\n".join([*lines(version, seen, at), ""]), err=True)
            click.echo(safe(version.text) if sys.stdout.isatty() else version.text)


def _captures(db: Store, key: str, number: int) -> list[bytes]:
    from store import snapshots, versions

    ids = versions.snapshots_of(db, key, number)
    if not ids:
        raise NotFoundError(f"a raw capture of version {number} of {key}", "imported versions have only their text")
    return [snapshots.get(db, id).content for id in ids]


def _fields(version: Version) -> dict[str, object]:
    return {
        "version": version.number,
        "recorded_at": version.recorded_at,
        "title": version.title,
        "language": version.language,
        "effective_date": version.effective_date,
        "updated_date": version.updated_date,
        "origin": version.origin,
        "returns_to": version.returns_to,
        "text": version.text,
    }


def _heading(key: str, version: Version, count: int) -> str:
    effective = f", effective {version.effective_date}" if version.effective_date else ""
    return f"{key}, version {version.number} of {count}, since {instant(version.recorded_at)}{effective}"
