"""clausewatch import: years of history from other people's archives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from monitor.cli.options import examples, settings_of, with_config, with_json
from monitor.cli.output import counted, print_json, progress_bar


@click.group("import")
def command() -> None:
    """Years of history from other people's archives: kept with their dates, judged, told to nobody."""


@examples(
    "clausewatch import ota contrib-versions.git",
    'clausewatch import ota contrib-versions.git --service "ASUS" --terms "Privacy Policy"',
)
@command.command("ota")
@click.argument("repository", type=click.Path(path_type=Path))
@click.option("--service", "services", multiple=True, help="Only this service; can be given several times.")
@click.option("--terms", multiple=True, help='Only this type of document: "Privacy Policy".')
@click.option("--no-judging", is_flag=True, help="Only keep the texts; `judge --again` judges them later.")
@with_config
@with_json
def ota(
    *,
    repository: Path,
    services: tuple[str, ...],
    terms: tuple[str, ...],
    no_judging: bool,
    config: Path,
    as_json: bool,
) -> None:
    """Reads an Open Terms Archive versions repository (REPOSITORY: a clone, bare or not).

    It can be interrupted, resumed and run again: what is known is passed over.
    """
    from monitor.importing import import_ota
    from store.database import open_store

    settings = settings_of(config)
    with open_store(settings.store) as db, progress_bar("Importing") as progress:
        done = import_ota(
            db,
            repository,
            now=datetime.now(UTC),
            services=services,
            terms=terms,
            judge=not no_judging,
            progress=progress,
        )
    if as_json:
        print_json(done)
        return
    click.echo(f"{counted(done.versions, 'version')} taken over from {counted(done.records, 'record')}.")
    if done.known or done.repeated:
        click.echo(f"Passed over: {done.known} known already, {done.repeated} that brought no other text.")
    for key in sorted(done.watched):
        click.echo(f"Left alone: {key} is watched already, and its versions are numbered from its first check on.")
