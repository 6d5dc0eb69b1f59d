"""clausewatch add: find a vendor's policy, show what was read, append it to the configuration."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from monitor.cli.options import examples, settings_of, with_config
from monitor.cli.output import safe
from monitor.errors import ConfigError
from monitor.model import NotModified, Page, Snapshot, SourceDocument, slug

if TYPE_CHECKING:
    from monitor.config import Settings
    from scrapers.discover import Discovery

# Domain endings of two parts, whose first part is no vendor's name. For a suggestion a short list will do.
_SECOND_LEVEL = {"ac", "co", "com", "edu", "gov", "net", "org"}


@examples("clausewatch add https://example.com", 'clausewatch add https://example.com/about --name "Example Inc."')
@click.command("add")
@click.argument("url")
@click.option("--name", help="The vendor's name (default: from the address).")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@with_config
def command(url: str, name: str | None, yes: bool, config: Path) -> None:
    """Finds the privacy policy from any page of a vendor's site, shows what it reads there, and adds the vendor."""
    if not config.exists():
        config.write_text("# Written by `clausewatch add`; `clausewatch config schema` describes every key.\n")
    settings = settings_of(config)
    name = name or _name_from(url)
    if slug(name) in {source.vendor for source in settings.sources}:
        raise click.UsageError(f"{name!r} is watched already; give another --name")
    found, page = _find(settings, url)
    _show(found, page)
    if yes or click.confirm(f"Watch it as {name!r} (written to {config})?", default=True):
        _append(config, name, found.url)
        click.echo(f"Added. A running daemon takes it over on SIGHUP; `clausewatch check {slug(name)}` reads it now.")


def _find(settings: Settings, url: str) -> tuple[Discovery, Page]:
    """Where the policy is, and the page as it reads. Raises FetchError."""
    from monitor.daemon import utc_now
    from monitor.edge import Edge
    from scrapers.discover import discover
    from scrapers.extract import extract_page

    edge = Edge(settings, utc_now)
    source = SourceDocument(
        vendor="new", vendor_name="new", terms_type="Privacy Policy", urls=(url,), interval=timedelta(days=1)
    )

    def fetch(address: str) -> Snapshot:
        answer = edge(source, address)
        assert not isinstance(answer, NotModified), "a request without conditions is not answered so"  # noqa: S101
        return answer

    def read(capture: Snapshot) -> Page:
        return extract_page(capture.content, url=capture.final_url, content_type=capture.header("content-type"))

    found = discover(url, fetch=fetch, read=read)
    return found, read(fetch(found.url))


def _show(found: Discovery, page: Page) -> None:
    words = len(page.text.split())
    click.echo(f"Found {found.terms_type}: {found.url}\n  {found.reason}")
    if found.warning:
        click.echo(f"  Warning: {found.warning}")
    dated = page.effective_date or page.updated_date
    click.echo(
        f"  {safe(page.title or 'No title')}; {words} words; language {page.language or 'unknown'}"
        + (f"; dated {dated}" if dated else "")
    )
    for line in page.text.splitlines()[:12]:
        click.echo(f"  | {safe(line)[:100]}")
    for other in found.others[:5]:
        click.echo(f"  Also seen: {other.terms_type}: {other.url}")


def _name_from(url: str) -> str:
    """A name for the vendor of an address: "https://www.example.co.uk/about" -> "Example"."""
    parts = [part for part in (urlsplit(url).hostname or "").split(".") if part]
    if len(parts) > 2 and parts[-2] in _SECOND_LEVEL:
        parts.pop()
    if len(parts) < 2:
        raise click.UsageError(f"{url!r} is no web address; write it in full: https://example.com")
    return parts[-2].capitalize()


def _append(config: Path, name: str, url: str) -> None:
    """Adds the vendor at the end of the file, which stays as it was before; the new file is read before it counts."""
    before = config.read_text(encoding="utf-8-sig")
    # A JSON string is a TOML string.
    entry = f"\n[[vendors]]\nname = {json.dumps(name)}\nurl = {json.dumps(url)}\n"
    draft = config.with_name(config.name + ".new")
    draft.write_text(before.rstrip("\n") + "\n" + entry, encoding="utf-8")
    try:
        settings_of(draft)
    except ConfigError as error:
        draft.unlink()
        raise click.UsageError(
            f"{config} could not be added to ({error.faults[0].problem}); add by hand:{entry}"
        ) from error
    draft.replace(config)
