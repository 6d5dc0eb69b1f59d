"""clausewatch import: years of history from other people's archives and from other watchers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.options import examples, settings_of, with_config, with_json
from monitor.cli.output import counted, print_json, progress_bar, safe

if TYPE_CHECKING:
    from monitor.adding import Appended
    from monitor.config import Settings
    from store.history import Imported


@click.group("import")
def command() -> None:
    """Years of history that others recorded: kept with their dates, judged, told to nobody."""


@examples(
    "clausewatch import ota contrib-versions.git",
    'clausewatch import ota contrib-versions.git --service "ASUS" --terms "Privacy Policy"',
    "clausewatch import ota contrib-versions.git --declarations contrib-declarations",
)
@command.command("ota", short_help="an Open Terms Archive versions repository")
@click.argument("repository", type=click.Path(path_type=Path))
@click.option("--service", "services", multiple=True, help="Only this service; can be given several times.")
@click.option("--terms", multiple=True, help='Only this type of document: "Privacy Policy".')
@click.option(
    "--declarations",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of its declarations: what they name is added to the configuration, and watched from then on.",
)
@click.option("--no-judging", is_flag=True, help="Only keep the texts; `judge --again` judges them later.")
@with_config
@with_json
def ota(
    *,
    repository: Path,
    services: tuple[str, ...],
    terms: tuple[str, ...],
    declarations: Path | None,
    no_judging: bool,
    config: Path,
    as_json: bool,
) -> None:
    """Reads an Open Terms Archive versions repository (REPOSITORY: a clone, bare or not).

    It can be interrupted, resumed and run again: what is known is passed over.
    """
    from monitor import adding
    from monitor.importing import import_ota
    from store.database import open_store
    from store.declarations import declared

    with adding.begun(config, for_history=True):
        settings = settings_of(config)
        documents, left_out = declared(declarations, services=services, terms=terms) if declarations else ([], {})
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
        added = adding.append_documents(config, documents) if declarations else None
    if as_json:
        print_json(done if added is None else {"history": done, "watch_list": added, "left_out": left_out})
        return
    _tell(done, judged=not no_judging)
    if added:
        _tell_added(added, config, left_out)
    elif done.versions:
        click.echo(
            "This is history alone: --declarations FOLDER, or `clausewatch add` by the same names, goes on with it."
        )


def _options_of_peers(function: Callable[..., None]) -> Callable[..., None]:
    """What the imports from other watchers share."""
    for option in (
        click.option("--history-only", is_flag=True, help="Do not add what it watches to the configuration."),
        click.option("--watch-list-only", is_flag=True, help="Only add what it watches to the configuration."),
        click.option("--no-judging", is_flag=True, help="Only keep the texts; `judge --again` judges them later."),
        with_config,
        with_json,
    ):
        function = option(function)
    return function


_FILE = click.Path(path_type=Path, dir_okay=False)
_with_watch_list = click.option(
    "--watch-list", type=_FILE, required=True, help="Its YAML file: the history names pages only by their hashes."
)


@examples("clausewatch import urlwatch ~/.cache/urlwatch/cache.db --watch-list ~/.config/urlwatch/urls.yaml")
@command.command("urlwatch", short_help="what urlwatch recorded and watches")
@click.argument("history", type=_FILE)
@_with_watch_list
@_options_of_peers
def urlwatch(*, history: Path, watch_list: Path, **options: Any) -> None:
    """Takes over what urlwatch recorded (HISTORY: its cache.db), and adds what it watches to the configuration."""
    _import_peer(history, watch_list, **options)


@examples("clausewatch import webchanges snapshots.db --watch-list ~/.config/webchanges/jobs.yaml")
@command.command("webchanges", short_help="what webchanges recorded and watches")
@click.argument("history", type=_FILE)
@_with_watch_list
@_options_of_peers
def webchanges(*, history: Path, watch_list: Path, **options: Any) -> None:
    """Takes over what webchanges recorded (HISTORY: its database), and adds what it watches to the configuration."""
    _import_peer(history, watch_list, **options)


@examples("clausewatch import changedetection /var/lib/docker/volumes/changedetection/_data")
@command.command("changedetection", short_help="what changedetection.io recorded and watches")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_options_of_peers
def changedetection(*, folder: Path, **options: Any) -> None:
    """Takes over what changedetection.io recorded (FOLDER: its data), and adds what it watches to the configuration."""
    _import_peer(folder, None, **options)


def _import_peer(
    place: Path,
    watch_list: Path | None,
    *,
    history_only: bool,
    watch_list_only: bool,
    no_judging: bool,
    config: Path,
    as_json: bool,
) -> None:
    from monitor import adding
    from store import watch_lists

    if history_only and watch_list_only:
        raise click.UsageError("--history-only and --watch-list-only exclude each other")
    with adding.begun(config, for_history=True):
        settings = settings_of(config)
        watches = watch_lists.read_watches(watch_list or place)
        done = None if watch_list_only else _history(settings, place, watch_list, judge=not no_judging)
        added = None
        if not history_only:
            # Named as the history's sources are, whether or not one is gone on with.
            named = zip(watches, watch_lists.documents(watches), strict=True)
            added = adding.append_documents(config, [document for watch, document in named if not watch.unfit])
    unfit = {watch.name or watch.url: watch.unfit for watch in watches if watch.unfit and not history_only}
    if as_json:
        print_json({"history": done, "watch_list": added, "left_out": unfit})
        return
    if done:
        _tell(done, judged=not no_judging)
    if added:
        _tell_added(added, config, unfit)


def _history(settings: Settings, place: Path, watch_list: Path | None, *, judge: bool) -> Imported:
    from monitor.importing import import_peer
    from store.database import open_store

    with open_store(settings.store) as db, progress_bar("Importing") as progress:
        return import_peer(db, place, watch_list, now=datetime.now(UTC), judge=judge, progress=progress)


def _tell(done: Imported, *, judged: bool) -> None:
    click.echo(f"{counted(done.versions, 'version')} taken over from {counted(done.records, 'record')}.")
    if done.versions and not judged:
        click.echo("Their changes are not judged yet: `clausewatch judge --again` does that.")
    if done.known or done.repeated:
        click.echo(f"Passed over: {done.known} known already, {done.repeated} that brought no other text.")
    if done.empty:
        click.echo(f"Passed over: {done.empty} without any words of a policy; they are tried again next time.")
    for key in sorted(done.beside):
        click.echo(f"Kept beside: {key} was watched before, so its older history is under {key}-archive.")
    for key in sorted(done.watched):
        click.echo(f"Left alone: {key} is watched already, and its versions are numbered from its first check on.")


def _tell_added(added: Appended, config: Path, unfit: Mapping[str, str]) -> None:
    click.echo(f"{counted(len(added.added), 'vendor')} added to {config}.")
    for name in added.added:
        click.echo(f"  {safe(name)}")
    for name in added.known:
        click.echo(f"Left alone: {safe(name)} is in the configuration already.")
    for name, problem in {**added.refused, **unfit}.items():
        click.echo(f"Left out: {safe(name)}: {problem}")
