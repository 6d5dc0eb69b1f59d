"""clausewatch add: find a vendor's policy, show what was read, add it to the configuration; one vendor, or a list."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from monitor.cli.failing import USAGE
from monitor.cli.options import examples, settings_of, with_config
from monitor.cli.output import counted, safe
from monitor.cli.texts import lines_of
from monitor.errors import FetchError
from monitor.model import Page, slug

if TYPE_CHECKING:
    from monitor.listed import Result
    from scrapers.discover import Discovery

_KINDS = ("Sub-processors", "Data Processor Agreement", "Trackers Policy", "Terms of Service")
_LINES_SHOWN = 8  # of the text: enough to see that it is the policy


@examples(
    "clausewatch add example.com",
    'clausewatch add https://example.com/about --name "Example Inc."',
    "clausewatch add --file vendors.txt",
    "clausewatch add --file processors.txt --tag processors --with Sub-processors",
)
@click.command("add")
@click.argument("url", required=False)
@click.option("--name", help="The vendor's name (default: from the address).")
@click.option(
    "--file",
    "listed",
    help="A list: an address a line, perhaps with the vendor's name behind it; - is standard input. Does not ask.",
)
@click.option("--tag", "tags", multiple=True, help="A word to group vendors by; can be given several times.")
@click.option(
    "--with",
    "kinds",
    type=click.Choice(_KINDS, case_sensitive=False),
    multiple=True,
    help="A document to look for and watch beside the policy; can be given several times.",
)
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@with_config
def command(
    *,
    url: str | None,
    name: str | None,
    listed: str | None,
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    yes: bool,
    config: Path,
) -> None:
    """Finds the privacy policy from any page of a vendor's site, shows what it reads there, and adds the vendor."""
    from monitor import adding

    if (url is None) == (listed is None):
        raise click.UsageError("give one URL, or a list with --file")
    if listed is not None and name:
        raise click.UsageError("--name is for one URL; in a list the name stands behind the address")
    with adding.begun(config):
        if listed is not None:
            _add_all(config, listed, tags, kinds)
        else:
            _add_one(config, url or "", name, tags, kinds, yes=yes)


def _add_one(
    config: Path, url: str, name: str | None, tags: tuple[str, ...], kinds: tuple[str, ...], *, yes: bool
) -> None:
    from monitor import adding
    from monitor.clock import utc_now
    from monitor.edge import Edge

    address = adding.in_full(url)
    if address is None:
        raise click.UsageError(f"{url!r} is no web address; write it in full: https://example.com")
    name = name or adding.name_from(address)
    if name is None:
        raise click.UsageError(f"{address} suggests no name for the vendor; give it one with --name")
    if problem := adding.unfit(name, tags):
        raise click.UsageError(problem)
    settings = settings_of(config)
    if slug(name) in {source.vendor for source in settings.sources}:
        hint = f"give another --name, or write a further document of it into {config} ([[vendors.documents]])"
        raise click.UsageError(f"{name!r} is watched already; {hint}")
    pause = settings.fetch.spacing.total_seconds()
    click.echo(f"Looking for the policy at {address} (a few pages, {pause:g} s apart) ...", err=True)
    edge = Edge(settings, utc_now)
    found, page = adding.find(edge, address)
    _show(found, page, kinds)
    others = _others(adding.also(edge, found, kinds))
    for source in settings.sources:
        if found.url in source.urls:
            click.echo(f"  Watched already as {safe(source.vendor_name)}.")
    if yes or _confirmed(f"Watch it as {name!r} (written to {config})?"):
        adding.append(config, name, found.url, page.language, tags=tags, others=others)
        click.echo("Added. A running daemon takes it over on SIGHUP, or when it is started again;")
        click.echo(f"`clausewatch check {slug(name)}` reads it now.")


def _confirmed(question: str) -> bool:
    try:
        return click.confirm(question, default=True)
    except click.Abort:
        if not sys.stdin.isatty():
            click.echo("\nNobody is there to answer, so nothing was added; --yes adds without asking.", err=True)
        raise


def _show(found: Discovery, page: Page, kinds: Collection[str]) -> None:
    """kinds: those that are looked for anyway."""
    click.echo(f"Found {found.terms_type}: {safe(found.url)}\n  found by: {safe(found.reason)}")
    if found.warning:
        click.echo(f"  Warning: {safe(found.warning)}")
    click.echo(f"  {_gist(page)}")
    for line in [line for line in page.text.splitlines() if line.strip()][:_LINES_SHOWN]:
        click.echo(f"  | {shorten(safe(line), 76, placeholder=' ...')}")
    for other in [other for other in found.others if other.terms_type not in kinds][:5]:
        hint = f"  (--with {shlex.quote(other.terms_type)})" if other.terms_type in _KINDS else ""
        click.echo(f"  Also seen: {other.terms_type}: {safe(other.url)}{hint}")


def _others(found: Iterable[Discovery | FetchError]) -> list[Discovery]:
    """Those that were found; all are told, also where there is none."""
    there = []
    for other in found:
        if isinstance(other, FetchError):
            click.echo(f"  Not added beside it: {safe(other.problem)}", err=True)
        else:
            click.echo(f"  {other.terms_type}: {safe(other.url)}")
            there.append(other)
    return there


def _gist(page: Page) -> str:
    words = len(page.text.split())
    dated = page.effective_date or page.updated_date
    told = f"{safe(page.title or 'No title')}; {words} words; language {page.language or 'unknown'}"
    return told + (f"; dated {dated}" if dated else "")


def _add_all(config: Path, file: str, tags: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    """Adds what the list names; each line that fails is told on standard error, and the exit code says so."""
    from monitor import listed
    from monitor.clock import utc_now

    settings = settings_of(config)
    results = []
    for result in listed.add(config, settings, listed.entries(lines_of(file)), utc_now, tags=tags, kinds=kinds):
        results.append(result)
        _tell(file, result)
    added = sum(result.found is not None for result in results)
    known, failed = sum(result.known for result in results), sum(bool(result.problem) for result in results)
    click.echo(f"{counted(added, 'vendor')} added to {config}; {known} watched already; {failed} not added.")
    if added:
        click.echo("A running daemon takes them over on SIGHUP, or when it is started again.")
    if failed:
        click.echo("The same list can be given again: what is watched already is passed over.", err=True)
        raise click.exceptions.Exit(USAGE)  # as `add URL` ends that adds nothing


def _tell(file: str, result: Result) -> None:
    place = f"{file}, line {result.entry.number}"
    if result.problem:
        click.echo(f"{place}: {safe(result.entry.address)}: {safe(result.problem)}", err=True)
    elif result.known:
        click.echo(f"{place}: {safe(result.name)} is watched already")
    elif result.found and result.page:
        click.echo(f"{place}: {safe(result.name)}: {safe(result.found.url)}\n  {_gist(result.page)}")
        _others(result.others)
