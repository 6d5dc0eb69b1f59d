"""clausewatch add: find a vendor's policy, show what was read, append it to the configuration."""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from monitor.cli.options import examples, settings_of, with_config
from monitor.cli.output import safe
from monitor.model import Page, slug

if TYPE_CHECKING:
    from scrapers.discover import Discovery

_LINES_SHOWN = 8  # of the text: enough to see that it is the policy


@examples("clausewatch add example.com", 'clausewatch add https://example.com/about --name "Example Inc."')
@click.command("add")
@click.argument("url")
@click.option("--name", help="The vendor's name (default: from the address).")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@with_config
def command(url: str, name: str | None, yes: bool, config: Path) -> None:
    """Finds the privacy policy from any page of a vendor's site, shows what it reads there, and adds the vendor."""
    from monitor import adding
    from monitor.daemon import utc_now

    address = adding.in_full(url)
    if address is None:
        raise click.UsageError(f"{url!r} is no web address; write it in full: https://example.com")
    name = name or adding.name_from(address)
    if name is None:
        raise click.UsageError(f"{address} suggests no name for the vendor; give it one with --name")
    with adding.begun(config):
        settings = settings_of(config)
        if slug(name) in {source.vendor for source in settings.sources}:
            raise click.UsageError(f"{name!r} is watched already; give another --name")
        found, page = adding.find(settings, address, utc_now)
        _show(found, page)
        if yes or click.confirm(f"Watch it as {name!r} (written to {config})?", default=True):
            adding.append(config, name, found.url, page.language)
            click.echo("Added. A running daemon takes it over on SIGHUP, or when it is started again;")
            click.echo(f"`clausewatch check {slug(name)}` reads it now.")


def _show(found: Discovery, page: Page) -> None:
    words = len(page.text.split())
    click.echo(f"Found {found.terms_type}: {found.url}\n  found by: {found.reason}")
    if found.warning:
        click.echo(f"  Warning: {found.warning}")
    dated = page.effective_date or page.updated_date
    click.echo(
        f"  {safe(page.title or 'No title')}; {words} words; language {page.language or 'unknown'}"
        + (f"; dated {dated}" if dated else "")
    )
    for line in [line for line in page.text.splitlines() if line.strip()][:_LINES_SHOWN]:
        click.echo(f"  | {shorten(safe(line), 76, placeholder=' ...')}")
    for other in found.others[:5]:
        click.echo(f"  Also seen: {other.terms_type}: {other.url}")
