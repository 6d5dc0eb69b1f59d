"""clausewatch status: where every source stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.coverage import in_words, uncovered
from monitor.cli.options import examples, open_history, with_config, with_json
from monitor.cli.output import ago, console, counted, print_json, safe, span_of, table
from monitor.model import Outage, SourceDocument, SourceState

if TYPE_CHECKING:
    from monitor.config import Settings
    from store.database import Store

_LATELY = timedelta(days=30)  # the days that are looked through for holes; `history` looks through all


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watch:
    """How the watch is now. states: of the watched documents, by key. stale: those not verified for some intervals.

    free_at: until when the budget holds all checks up, None where it does not. lost_pins: pinned sentences that are
    not in the text on record, by key. missed: the days not watched of the last 30, by key.
    """

    now: datetime
    outage: Outage | None
    states: Sequence[SourceState]
    stale: Collection[str]
    free_at: datetime | None
    lost_pins: Mapping[str, Sequence[str]]
    missed: Mapping[str, Sequence[date]]


@examples("clausewatch status", "clausewatch status --json")
@click.command("status")
@with_config
@with_json
def command(config: Path, as_json: bool) -> None:
    """Per source: last verified, last changed, next check, failures, blind since, days not watched in the last 30."""
    settings, db = open_history(config)
    with db:
        watch = _watch(settings, db, datetime.now(UTC))
        if as_json:
            print_json([_as_json(state, watch, db) for state in watch.states])
            return
    _print(watch, settings.fetch.budget)


def _watch(settings: Settings, db: Store, now: datetime) -> _Watch:
    from monitor.watch import is_stale
    from store import outages, sources

    states = sources.all_states(db)
    intervals = settings.intervals
    return _Watch(
        now=now,
        outage=outages.standing(db),
        states=states,
        stale={one.source for one in states if is_stale(one.verified_at, now=now, interval=intervals.get(one.source))},
        free_at=_free_at(settings.fetch.budget, db, now),
        lost_pins={source.key: _lost_pins(source, db) for source in settings.sources if source.pins},
        missed={source.key: uncovered(db, source, now, since=now - _LATELY) for source in _known(settings, states)},
    )


def _print(watch: _Watch, budget: int | None) -> None:
    now, screen = watch.now, console()
    if watch.outage:
        screen.print(Text(_outage(watch.outage, now), style="bold red"))
    rows = [_row(state, now, stale=state.source in watch.stale) for state in watch.states]
    screen.print(table(["source", "last verified", "last changed", "next check", "state"], rows))
    for state in watch.states:
        for note in _notes(state, now, stale=state.source in watch.stale):
            screen.print(note, soft_wrap=True)  # addresses can be copied
    if watch.free_at:
        screen.print(f"The budget of {budget} checks a day is used up; the next one begins {ago(watch.free_at, now)}.")
    for key, days in watch.missed.items():
        if days:
            screen.print(Text(f"{key}: {in_words(days)}", style="yellow"))
    for key, pins in watch.lost_pins.items():
        for pin in pins:
            click.echo(f"Warning: {key}: a pinned sentence is not in the text on record: {safe(pin)}", err=True)


def _is_silent(state: SourceState) -> bool:
    """Whether a document cannot be reached, as all cannot in an outage."""
    from monitor.outage import is_unreached

    return bool(state.failures) and is_unreached(state.memory.get("trouble"))


def _outage(outage: Outage, now: datetime) -> str:
    return (
        f"Next to nothing can be reached since {outage.since:%Y-%m-%d %H:%M} UTC ({ago(outage.since, now)}): "
        f"{outage.documents} of {outage.looked_at} documents fail ({safe(outage.problem)}). "
        "Look at this machine first: its network, name server, firewall and clock."
    )


def _known(settings: Settings, states: list[SourceState]) -> list[SourceDocument]:
    """The configured documents that the store knows: one just added it may not know yet."""
    keys = {state.source for state in states}
    return [source for source in settings.sources if source.key in keys]


def _lost_pins(source: SourceDocument, db: Store) -> tuple[str, ...]:
    """The pinned sentences that are not in the newest text: what becomes of them would go unnoticed."""
    from monitor.pins import missing
    from store import sources, versions

    newest = versions.latest(db, source.key) if source.key in sources.keys(db, source.vendor) else None
    return missing(source.pins, newest.text) if newest else ()


def _free_at(budget: int | None, db: Store, now: datetime) -> datetime | None:
    """Until when the budget holds all checks up; None where it does not."""
    from scrapers.politeness import budget_allows
    from store import checks

    free_at = budget_allows(budget=budget, fetched=checks.moments(db, budget or 0), now=now)
    return free_at if free_at > now else None


def _as_json(state: SourceState, watch: _Watch, db: Store) -> dict[str, object]:
    from store import versions

    return {
        "source": state.source,
        "url": state.url,
        "versions": versions.count(db, state.source),
        "last_verified": state.verified_at,
        "last_changed": state.changed_at,
        "last_checked": state.checked_at,
        "next_check": state.next_check_at,
        "failures": state.failures,
        "problem": state.problem or None,
        "trouble": state.memory.get("trouble"),
        "moved_to": state.memory.get("moved_to"),
        "warnings": state.memory.get("warnings", []),
        "blind_since": state.blind_since,
        "pending_since": _pending_since(state),
        "stale": state.source in watch.stale,
        "held_until": watch.free_at,
        "outage_since": watch.outage.since if watch.outage and _is_silent(state) else None,
        "pins_not_found": watch.lost_pins.get(state.source, ()),
        "uncovered_days": watch.missed.get(state.source, ()),
    }


def _row(state: SourceState, now: datetime, *, stale: bool) -> list[str | Text]:
    return [
        state.source,
        ago(state.verified_at, now),
        ago(state.changed_at, now),
        ago(state.next_check_at, now) if state.next_check_at > now else "due",
        _standing(state, stale=stale),
    ]


def _standing(state: SourceState, *, stale: bool) -> Text:
    if state.blind_since:
        return Text("cannot be read", style="red")
    if stale:
        return Text("not verified", style="yellow")
    if _pending_since(state):
        return Text("another text", style="yellow")
    if state.memory.get("warnings"):
        return Text("warning", style="yellow")
    if state.verified_at is None:
        return Text("not yet checked", style="dim")
    return Text("fine", style="green")


def _notes(state: SourceState, now: datetime, *, stale: bool) -> Iterator[Text]:
    """What there is to say of a source at more length than its line in the table has room for."""
    if state.blind_since:
        length, checks = span_of(now - state.blind_since), counted(state.failures, "failed check")
        moved = f"; it may be at {state.memory['moved_to']} now" if state.memory.get("moved_to") else ""
        yield _note(state, f"cannot be read for {length} ({checks}): {state.problem}{moved}", style="red")
    if stale and state.verified_at:
        yield _note(state, f"not verified for {span_of(now - state.verified_at)}")
    if since := _pending_since(state):
        yield _note(state, f"another text, first seen {ago(since, now)}; it is recorded and judged when it lasts")
    for warning in state.memory.get("warnings", []):
        yield _note(state, warning)


def _note(state: SourceState, words: str, style: str = "yellow") -> Text:
    return Text(safe(f"{state.source}: {words}"), style=style)


def _pending_since(state: SourceState) -> datetime | None:
    """Since when another text is there that waits to be believed."""
    from monitor import confirm

    return confirm.pending_since(state.memory.get("confirm", {}))
