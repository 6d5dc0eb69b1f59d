"""clausewatch report: the record of the watch, for those who ask whether there was one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.options import When, examples, open_history, require_order, with_config, with_form
from monitor.cli.output import console, counted, print_json, safe, table
from monitor.cli.tabular import print_rows
from monitor.errors import NotFoundError, did_you_mean

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.model import SourceDocument
    from monitor.report import Entry, Report, Reported

_DOCUMENTS = (
    *("vendor", "document", "url", "tags", "first_day", "last_day", "days", "days_watched", "days_not_watched"),
    *("looks", "looks_that_saw_it", "last_verified", "version", "version_since", "changes_to_look_at", "reviewed"),
    *("other_changes", "seal"),
)
_CHANGES = ("vendor", "document", "version", "recorded_at", "verdict", "topics", "reason", "review", "by", "at", "note")

_NAMED = 3  # documents before their common gap; of more the number


@examples(
    "clausewatch report",
    "clausewatch report --tag processors --since 2026-01-01 --until 2026-12-31",
    "clausewatch report --since 2026-01-01 --format markdown > report.md",
)
@click.command("report")
@click.option("--since", type=When(begins=True), help="From that day on (default: the first look).")
@click.option("--until", type=When(), help="Up to that day (default: now).")
@click.option("--tag", help="Only vendors with this tag.")
@with_config
@with_form
def command(*, since: datetime | None, until: datetime | None, tag: str | None, config: Path, form: str) -> None:
    """Shows for each document how often it was looked at, on which days it was not watched, what changed, and who has
    looked at that. The csv has a row for each document, the others the changes, too."""
    from monitor.report import report

    require_order(since, until)
    settings, db = open_history(config)
    now = datetime.now(UTC)
    with db:
        found = report(db, _chosen(settings, tag), since=since, until=until, now=now)
    if form == "json":
        print_json(_as_json(found, since, until, now))
    elif form == "csv":
        print_rows(form, _DOCUMENTS, map(_document, found.entries))
    elif form == "markdown":
        click.echo(f"{_heading(since, until, now)}\n\n{found.summary}\n")
        print_rows(form, _DOCUMENTS, map(_document, found.entries))
        click.echo()
        print_rows(form, _CHANGES, _changes(found))
    else:
        _print(found, _heading(since, until, now))


def _chosen(settings: Settings, tag: str | None) -> list[SourceDocument]:
    """Raises NotFoundError for a tag that no vendor has."""
    tags = sorted({each for source in settings.sources for each in source.tags})
    if tag is not None and tag not in tags:
        raise NotFoundError(f"the tag {tag!r}", did_you_mean(tag, tags, f"there are: {', '.join(tags) or 'none'}"))
    return [source for source in settings.sources if tag is None or tag in source.tags]


def _heading(since: datetime | None, until: datetime | None, now: datetime) -> str:
    begin = f"from {since:%Y-%m-%d}" if since else "from the first look"
    return f"How policies were watched {begin} to {until or now:%Y-%m-%d}, as on record on {now:%Y-%m-%d at %H:%M} UTC"


def _print(found: Report, heading: str) -> None:
    screen = console()
    screen.print(Text(heading, style="bold"))
    screen.print(found.summary)
    if found.entries:
        columns = ["document", "days watched", "looks", "verified", "changes"]
        screen.print(table(columns, [_row(entry) for entry in found.entries]))
    if found.retired:
        left_out = f"Not watched, and not in this report: {', '.join(found.retired)}"
        screen.print(Text(safe(left_out), style="dim"), soft_wrap=True)
    for gap, entries in found.gaps.items():
        keys = [entry.source.key for entry in entries]
        of = ", ".join(keys) if len(keys) <= _NAMED else counted(len(keys), "document")
        screen.print(Text(safe(f"{of}: {gap}"), style="yellow"), soft_wrap=True)
    for entry, one in found.told:
        change, by = one.change, one.review
        said = f"{change.recorded_at:%Y-%m-%d} {entry.source.key}:{change.number}: {change.reason}"
        read = f"  {by.action} by {by.by}, {by.at:%Y-%m-%d}" if by else "  not reviewed"
        screen.print(Text(safe(said)).append(safe(read), style="dim" if by else "yellow"), soft_wrap=True)


def _row(entry: Entry) -> list[str | Text]:
    watched = f"{entry.days_watched} of {entry.days}"
    return [
        entry.source.key,
        Text(watched, style=_colour(entry.uncovered)),
        f"{entry.looks.seen} of {entry.looks.all}",
        f"{entry.looks.last_seen:%Y-%m-%d}" if entry.looks.last_seen else "never",
        Text(_changed(entry), style=_colour(entry.open)),
    ]


def _changed(entry: Entry) -> str:
    count = len(entry.told)
    return f"{count}, {count - entry.open} reviewed" if count else "none"


def _colour(missing: object) -> str:
    return "yellow" if missing else ""


def _document(entry: Entry) -> dict[str, object]:
    source, version = entry.source, entry.version
    return {
        "vendor": source.vendor_name,
        "document": source.terms_type,
        "url": ", ".join(source.urls) or source.site,
        "tags": source.tags,
        "first_day": entry.first,
        "last_day": entry.last,
        "days": entry.days,
        "days_watched": entry.days_watched,
        "days_not_watched": entry.uncovered,
        "looks": entry.looks.all,
        "looks_that_saw_it": entry.looks.seen,
        "last_verified": entry.looks.last_seen,
        "version": version and version.number,
        "version_since": version and version.recorded_at,
        "changes_to_look_at": len(entry.told),
        "reviewed": len(entry.told) - entry.open,
        "other_changes": entry.quiet,
        "seal": entry.seal,
    }


def _changes(found: Report) -> Iterator[dict[str, object]]:
    return (_change(entry, one) for entry, one in found.told)


def _change(entry: Entry, one: Reported) -> dict[str, object]:
    change, review = one.change, one.review
    return {
        "vendor": entry.source.vendor_name,
        "document": entry.source.terms_type,
        "version": change.number,
        "recorded_at": change.recorded_at,
        "verdict": change.verdict,
        "topics": list(change.topics),
        "reason": change.reason,
        "review": review and review.action,
        "by": review and review.by,
        "at": review and review.at,
        "note": review and review.note,
    }


def _as_json(found: Report, since: datetime | None, until: datetime | None, now: datetime) -> dict[str, object]:
    return {
        "since": since,
        "until": until or now,
        "made_at": now,
        "summary": found.summary,
        "not_watched": found.retired,
        "documents": [{"source": entry.source.key, **_document(entry)} for entry in found.entries],
        "changes": [{"source": entry.source.key, **_change(entry, one)} for entry, one in found.told],
    }
