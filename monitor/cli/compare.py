"""clausewatch compare: judge two texts without a store."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from monitor.cli.jsonl import records
from monitor.cli.options import examples, with_json
from monitor.cli.output import console, json_text, print_json
from monitor.cli.reading import print_judgement
from monitor.cli.texts import FORMATS, policy_text, read_policy
from monitor.judge import compare_texts
from monitor.judge.report import comparison
from monitor.model import Judgement, Verdict

_YOUNG_OBJECTS = 200_000  # 700 by default


@examples(
    "clausewatch compare old.md new.md",
    "curl -s https://example.com/privacy | clausewatch compare old.html -",
    "clausewatch compare old.md new.md --json --exit-code",
    "clausewatch compare --pairs pairs.jsonl > verdicts.jsonl",
)
@click.command("compare")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--pairs", type=click.Path(), help='JSONL with {"id", "old", "new"} a line; answers in the same order.')
@click.option("--exit-code", is_flag=True, help="Exit with 1 where something is material.")
@with_json
def command(old: str | None, new: str | None, pairs: str | None, exit_code: bool, as_json: bool) -> None:
    """Judges the change from OLD to NEW (.md, .txt, .html; - is standard input)."""
    if pairs is not None and not old and not new:
        material = _judge_pairs(pairs)
    elif old and new and pairs is None:
        material = _judge_two(old, new, as_json=as_json)
    else:
        raise click.UsageError("give OLD and NEW, or --pairs FILE")
    sys.exit(1 if exit_code and material else 0)


def _judge_two(old: str, new: str, *, as_json: bool) -> bool:
    if old == new == "-":
        raise click.UsageError("only one of the two can be standard input")
    judgement = compare_texts(read_policy(old), read_policy(new))
    if as_json:
        print_json({"id": None, **comparison(judgement)})
    else:
        print_judgement(console(), judgement)
    return judgement.verdict is Verdict.MATERIAL


def _judge_pairs(file: str) -> bool:
    material = False
    with collecting_rarely():
        for pair in records(file, required=("id", "old", "new")):
            judgement = _judge_pair(pair)
            material |= judgement.verdict is Verdict.MATERIAL
            click.echo(json_text({"id": pair["id"], **comparison(judgement)}))
    return material


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """For a batch: judging leaves no cycles behind, and looking for some among its rules and caches took a twentieth of
    its time."""
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _judge_pair(pair: dict[str, Any]) -> Judgement:
    form = pair.get("format", "markdown")
    if form not in FORMATS:
        raise click.UsageError(f'{pair["_place"]}: "format" has to be one of {", ".join(FORMATS)}')
    if not isinstance(pair["old"], str) or not isinstance(pair["new"], str):
        raise click.UsageError(f'{pair["_place"]}: "old" and "new" have to be texts')
    return compare_texts(policy_text(pair["old"], form), policy_text(pair["new"], form))
