"""clausewatch read: practices found in one text."""

from __future__ import annotations

from typing import Any

import click
from rich.text import Text

from monitor.cli.options import examples, with_json
from monitor.cli.output import console, indented, print_json, safe
from monitor.cli.reading import topic
from monitor.cli.texts import read_policy
from monitor.decide.gist import gist
from monitor.judge import read_text, unread_language
from monitor.judge.report import reading
from notifiers.escape import readable


@examples("clausewatch read policy.md", "clausewatch read policy.html --json", "clausewatch read - < policy.txt")
@click.command("read")
@click.argument("file")
@with_json
def command(file: str, as_json: bool) -> None:
    """Says who gets data, how long it is kept and on which basis, by the words of FILE (.md, .txt, .html; or -)."""
    text = read_policy(file)
    found = reading(read_text(text))
    if language := unread_language(text):
        click.echo(f"Not read: language {language}. What the text states is not known.", err=True)
    if as_json:
        print_json(found)
        return
    for category, items in found.items():
        console().print(Text(f"{topic(category).capitalize()} ({len(items)})", style="bold"))
        for said in items:
            _print(said)


def _print(said: dict[str, Any]) -> None:
    console().print(indented(Text(safe(gist(said))), 2))
    console().print(indented(Text(f"“{readable(safe(said['quote']))}”", style="dim"), 4))
    if said["section"]:
        console().print(indented(Text(safe(said["section"]), style="dim italic"), 4))
