"""clausewatch review: what people made of a change."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from monitor.cli.options import Change, Vendor, examples, one_source, open_history, version_at, with_config, with_json
from monitor.cli.output import console, instant, print_json, table
from monitor.model import Review, ReviewAction


@examples(
    "clausewatch review imou 7",
    "clausewatch review imou 7 --acknowledge",
    'clausewatch review imou 7 --dismiss "only a new name for the same processor" --by "A. Example"',
    "clausewatch review imou 7 --assign legal@example.com",
    "clausewatch review imou 7 --ticket https://tickets.example.com/123",
)
@click.command("review")
@click.argument("vendor", type=Vendor())
@click.argument("version", type=Change())
@click.option("--acknowledge", is_flag=True, help="Somebody has looked at it.")
@click.option("--assign", metavar="WHO", help="Who is to look at it.")
@click.option("--dismiss", metavar="REASON", help="It needs nothing, and why.")
@click.option("--ticket", metavar="TICKET", help="Where it is dealt with.")
@click.option("--by", help="Who says so (default: your user name).")
@with_config
@with_json
def command(
    *,
    vendor: str,
    version: int,
    acknowledge: bool,
    assign: str | None,
    dismiss: str | None,
    ticket: str | None,
    by: str | None,
    config: Path,
    as_json: bool,
) -> None:
    """Shows the record of the change that made VERSION of VENDOR's text, or adds to it; nothing is ever taken back."""
    given = {
        ReviewAction.ACKNOWLEDGED: "" if acknowledge else None,
        ReviewAction.ASSIGNED: assign,
        ReviewAction.DISMISSED: dismiss,
        ReviewAction.LINKED: ticket,
    }
    wanted = [(action, note) for action, note in given.items() if note is not None]
    if len(wanted) > 1:
        raise click.UsageError("give one of --acknowledge, --assign, --dismiss, --ticket")
    from store import reviews

    _, db = open_history(config)
    with db:
        key = one_source(db, vendor)
        version_at(db, key, version)
        for action, note in wanted:
            reviews.add(db, _review(key, version, action, note, by))
        record = reviews.of_version(db, key, version)
    _print(record, as_json=as_json)


def _print(record: Sequence[Review], *, as_json: bool) -> None:
    if as_json:
        print_json(record)
    elif not record:
        click.echo("Nobody has looked at this change yet.")
    else:
        rows = [[instant(entry.at), entry.action.value, entry.by, entry.note] for entry in record]
        console().print(table(["when", "what", "by", "note"], rows))


def _review(key: str, version: int, action: ReviewAction, note: str, by: str | None) -> Review:
    try:
        return Review(source=key, version=version, action=action, by=by or _user(), at=datetime.now(UTC), note=note)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number alone, as in some containers
        raise click.UsageError("this user has no name; give one with --by") from None
