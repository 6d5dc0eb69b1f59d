"""clausewatch extract: page bytes -> policy text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from monitor.cli.jsonl import records
from monitor.cli.options import examples, with_json
from monitor.cli.output import json_text, print_json, safe
from monitor.cli.texts import content_of
from monitor.model import Page
from scrapers.extract import extract_page


@examples(
    "clausewatch extract page.html",
    "curl -s https://example.com/privacy | clausewatch extract --url https://example.com/privacy --json",
    "clausewatch extract --pages pages.jsonl > texts.jsonl",
)
@click.command("extract")
@click.argument("file", required=False)
@click.option("--url", help="The page's address, which helps to read it.")
@click.option("--content-type", help='What the server called it: "text/html; charset=utf-8".')
@click.option("--pages", type=click.Path(), help='JSONL with {"id", "html" or "path", "url"} a line.')
@with_json
def command(file: str | None, url: str | None, content_type: str | None, pages: str | None, as_json: bool) -> None:
    """Prints the policy text of a page (FILE, or standard input)."""
    if pages is not None:
        if file is not None:
            raise click.UsageError("give FILE or --pages, not both")
        for record in records(pages, required=("id",)):
            click.echo(json_text(_extracted(record, Path(pages))))
        return
    page = extract_page(content_of(file or "-"), url=url, content_type=content_type)
    if as_json:
        print_json(_fields(page))
        return
    if not page.capture.is_policy:
        click.echo(f"Not a policy ({page.capture.kind}): {safe(page.capture.reason)}", err=True)
    for warning in page.warnings:
        click.echo(f"Warning: {safe(warning)}", err=True)
    click.echo(safe(page.text) if sys.stdout.isatty() else page.text)


def _extracted(record: dict[str, Any], file: Path) -> dict[str, object]:
    """paths are seen from the folder of the JSONL file."""
    given = (record.get("html", ""), record.get("path", ""), record.get("url") or "", record.get("content_type") or "")
    if not all(isinstance(text, str) for text in given):
        raise click.UsageError(f'{record["_place"]}: "html", "path", "url" and "content_type" have to be texts')
    if not record.keys() & {"html", "path"}:
        raise click.UsageError(f'{record["_place"]}: has neither "html" nor "path"')
    content = record["html"] if "html" in record else content_of(str(file.parent / record["path"]))
    page = extract_page(content, url=record.get("url"), content_type=record.get("content_type"))
    return {"id": record["id"], "text": page.text, "capture": _capture(page)}


def _fields(page: Page) -> dict[str, object]:
    return {
        "text": page.text,
        "title": page.title,
        "language": page.language,
        "effective_date": page.effective_date,
        "updated_date": page.updated_date,
        "capture": _capture(page),
        "links": page.links,
        "warnings": page.warnings,
    }


def _capture(page: Page) -> dict[str, str]:
    return {"kind": page.capture.kind.value, "reason": page.capture.reason}
