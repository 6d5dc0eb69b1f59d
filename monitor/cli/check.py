"""clausewatch check: one pass now."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.logs import set_up_logging
from monitor.cli.options import Vendor, examples, settings_of, with_config, with_json
from monitor.cli.output import console, print_json, safe
from monitor.errors import NotFoundError, did_you_mean
from monitor.model import Check, Outcome, SourceDocument, slug

if TYPE_CHECKING:
    from monitor.config import Settings

_STYLE = {
    Outcome.FIRST_RECORD: "green",
    Outcome.NEW_VERSION: "bold yellow",
    Outcome.PENDING: "yellow",
    Outcome.SUSPECT: "red",
    Outcome.FAILED: "red",
}


@examples("clausewatch check", "clausewatch check imou homeok", "clausewatch check --json")
@click.command("check")
@click.argument("vendors", nargs=-1, type=Vendor())
@with_config
@with_json
def command(vendors: tuple[str, ...], config: Path, as_json: bool) -> None:
    """Checks all vendors, or the ones named, once and now, and delivers what is to be told.

    The same path as the daemon's: a changed text is believed when a later look sees it too (confirm_after).
    """
    settings = settings_of(config)
    chosen = _chosen(settings, vendors)
    set_up_logging("text")
    results = _check_all(settings, chosen, quiet=as_json)
    if as_json:
        print_json(results)
    elif not settings.sources:
        click.echo("No vendor is configured; `clausewatch add URL` adds one.")


def _chosen(settings: Settings, vendors: tuple[str, ...]) -> tuple[SourceDocument, ...]:
    known = {name for source in settings.sources for name in _names(source)}
    for vendor in vendors:
        if vendor not in known:
            names = [source.key if "/" in vendor else source.vendor for source in settings.sources]
            configured = f"configured are: {', '.join(dict.fromkeys(names)) or 'none'}"
            raise NotFoundError(f"vendor {vendor!r}", did_you_mean(vendor, names, configured))
    return tuple(source for source in settings.sources if not vendors or not _names(source).isdisjoint(vendors))


def _names(source: SourceDocument) -> set[str]:
    """By what it may be called for."""
    return {source.vendor, source.key, slug(source.vendor_name)}


def _check_all(settings: Settings, chosen: tuple[SourceDocument, ...], *, quiet: bool) -> list[Check]:
    from monitor import dispatch, pipeline, reminders
    from monitor.clock import utc_now
    from monitor.daemon import sender, terms, wishes
    from monitor.edge import Edge
    from monitor.upgrade import upgrade_first
    from store import sources
    from store.database import open_store

    edge = Edge(settings, utc_now)

    def check_one(source: SourceDocument) -> Check:
        with open_store(settings.store) as db:
            upgrade_first(source, db)
            return pipeline.check(source, fetch=edge, db=db, clock=utc_now, terms=terms(settings))

    with open_store(settings.store) as db:
        sources.sync(db, settings.sources, utc_now())
        results = []
        with ThreadPoolExecutor(settings.fetch.at_once) as pool:
            for result in pool.map(check_one, chosen):
                results.append(result)
                if not quiet:
                    _show(result, len(results), len(chosen))
        reminders.remind(db, wishes=wishes(settings), channels=settings.channels, now=utc_now())
        dispatch.deliver_due(db, clock=utc_now, send=sender(settings).send_together, channels=settings.channels)
    return results


def _show(check: Check, done: int, total: int) -> None:
    from rich.text import Text

    line = Text(f"[{done}/{total}] {check.source}: ")
    line.append(check.outcome.replace("_", " "), style=_STYLE.get(check.outcome, ""))
    line.append(f" ({safe(check.detail)})" if check.detail else "")
    line.append(f" {check.duration_ms} ms", style="dim")
    console().print(line, soft_wrap=True)  # a line each, also in a pipe
