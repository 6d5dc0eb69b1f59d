"""clausewatch read: practices found in one text."""

from __future__ import annotations

import click
from rich.text import Text

from monitor.cli.options import examples, with_json
from monitor.cli.output import console, print_json, safe
from monitor.cli.reading import topic
from monitor.cli.texts import read_policy
from monitor.judge import read_text
from monitor.judge.report import reading
from monitor.model import Category, Practice


@examples("clausewatch read policy.md", "clausewatch read policy.html --json", "clausewatch read - < policy.txt")
@click.command("read")
@click.argument("file")
@with_json
def command(file: str, as_json: bool) -> None:
    """Says who gets data, how long it is kept and on which basis, by the words of FILE (.md, .txt, .html; or -)."""
    practices = read_text(read_policy(file))
    if as_json:
        print_json(reading(practices))
        return
    for category in Category:
        found = [practice for practice in practices if practice.category is category]
        console().print(Text(f"{topic(category).capitalize()} ({len(found)})", style="bold"))
        for practice in found:
            console().print(Text("  ").append_text(practice_line(practice)))


def practice_line(practice: Practice) -> Text:
    """One practice: what it says in short, and its words."""
    line = Text(_gist(practice))
    line.append(f"\n    “{safe(practice.quote)}”", style="dim")
    return line.append(f"\n    {safe(practice.section)}" if practice.section else "", style="dim italic")


def _gist(practice: Practice) -> str:
    if practice.retention:
        kept = practice.retention
        length = kept.period or kept.criteria or kept.kind.value
        return f"kept: {length}" + (f" ({kept.applies_to})" if kept.applies_to else "")
    if practice.legal_basis:
        basis = f"{topic(practice.legal_basis.basis)}, Art. {practice.legal_basis.article}"
        return basis + (f" for {', '.join(practice.purposes)}" if practice.purposes else "")
    names = [recipient.name or recipient.kind.replace("_", " ") for recipient in practice.recipients]
    verb = practice.action.replace("_", " ") if practice.affirmed else f"does not {practice.action.replace('_', ' ')}"
    return f"{verb}: {', '.join(names) or 'anyone'}" + (f", if {practice.condition}" if practice.condition else "")
