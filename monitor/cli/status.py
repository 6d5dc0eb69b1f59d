"""clausewatch status: where every source stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.notes import LATELY, holes, notes, pending_since
from monitor.cli.options import examples, open_history, with_config, with_json
from monitor.cli.output import ago, console, print_json, safe, span_of, table
from monitor.coverage import in_words, uncovered
from monitor.model import Outage, SourceState

if TYPE_CHECKING:
    from monitor.config import Settings
    from store.database import Store

_TAKE_OVER = "send the daemon SIGHUP (systemctl reload), or run `clausewatch check`"
_TOGETHER = 4  # documents with the same gap that take one line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watch:
    """How the watch is now. states: of the watched documents, by key. stale: those not verified for some intervals.

    free_at: until when the budget holds all checks up, None where it does not. cautions: sentences on the settings of a
    document, lost_pins: pinned sentences that are not in its text, missed: the days not watched of the last 30, all by
    key. untaken: the configured documents that no daemon has taken over yet.
    retired: those that are on record and not watched (any longer). renamed: those of one of which they go on, with it.
    """

    now: datetime
    outage: Outage | None
    states: Sequence[SourceState]
    stale: Collection[str]
    free_at: datetime | None
    cautions: Mapping[str, Sequence[str]]
    lost_pins: Mapping[str, Sequence[str]]
    missed: Mapping[str, Sequence[date]]
    untaken: Sequence[str]
    retired: Sequence[str]
    renamed: Mapping[str, str]


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
    from monitor.cautions import cautions, lost_pins
    from monitor.decide.watch import is_stale
    from store import outages, sources

    states = sources.all_states(db)
    known = {state.source for state in states}  # one just added the store may not know yet
    configured = {source.key: source for source in settings.sources}
    intervals = settings.intervals
    lost = {key: lost_pins(db, source) for key, source in configured.items()}
    return _Watch(
        now=now,
        outage=outages.standing(db),
        states=states,
        stale={one.source for one in states if is_stale(one.verified_at, now=now, interval=intervals.get(one.source))},
        free_at=_free_at(settings.fetch.budget, db, now),
        cautions={state.source: cautions(state, lost.get(state.source, ())) for state in states},
        lost_pins=lost,
        missed={key: uncovered(db, one, now, since=now - LATELY) for key, one in configured.items() if key in known},
        untaken=[key for key in configured if key not in known],
        retired=[key for key in sources.retired(db) if key not in configured],
        renamed=sources.renamed(db),
    )


def _print(watch: _Watch, budget: int | None) -> None:
    from monitor.config.changes import renamed

    now, screen = watch.now, console()
    if watch.outage:
        screen.print(Text(_outage(watch.outage, now), style="bold red"))
    if watch.states:
        rows = [_row(state, watch) for state in watch.states]
        screen.print(table(["source", "last verified", "last changed", "next check", "state"], rows))
    else:
        screen.print("Nothing is watched yet.")
    together, stale = _gaps_together(watch), _stale_together(watch)
    for state in watch.states:
        _print_notes(state, watch, together, stale)
    if stale:
        length = span_of(now - max(stale.values()))
        screen.print(Text(f"{len(stale)} documents: not verified for {length} or longer", style="yellow"))
    for days, count in together.items():
        gap = in_words(days, of_last=LATELY.days)
        screen.print(Text(f"{count} documents: {gap}", style="yellow"), soft_wrap=True)
    for line in renamed(watch.renamed):
        screen.print(Text(safe(line), style="yellow"), soft_wrap=True)
    for key in watch.untaken:
        screen.print(Text(f"{key}: not taken over from config.toml yet; {_TAKE_OVER}", style="yellow"), soft_wrap=True)
    if watch.retired:
        kept = "Not watched, but their history is kept: " + ", ".join(watch.retired)
        screen.print(Text(safe(kept), style="dim"), soft_wrap=True)
    if watch.free_at:
        screen.print(f"The budget of {budget} checks a day is used up; the next one begins {ago(watch.free_at, now)}.")


def _gaps_together(watch: _Watch) -> dict[tuple[date, ...], int]:
    """Days on which several documents were not watched, and how many: a daemon that was off leaves all the same gap."""
    counts = Counter(days for state in watch.states if (days := _holes(state, watch)))
    return {days: count for days, count in counts.items() if count >= _TOGETHER}


def _stale_together(watch: _Watch) -> dict[str, datetime]:
    """Since when several documents are not verified whose checks do not fail: mostly the daemon is off."""
    states = (state for state in watch.states if state.source in watch.stale and not state.blind_since)
    found = {state.source: state.verified_at for state in states if state.verified_at}
    return found if len(found) >= _TOGETHER else {}


def _holes(state: SourceState, watch: _Watch) -> tuple[date, ...]:
    return holes(state, watch.missed.get(state.source, ()), stale=state.source in watch.stale)


def _print_notes(
    state: SourceState, watch: _Watch, gaps_told: Collection[tuple[date, ...]], stale_told: Collection[str]
) -> None:
    key = state.source
    stale = key in watch.stale and key not in stale_told
    missed = _holes(state, watch)
    missed = () if missed in gaps_told else missed
    silent = watch.outage is not None and _is_silent(state)
    told = notes(state, watch.now, stale=stale, silent=silent, cautions=watch.cautions.get(key, ()), missed=missed)
    for note in told:
        style = "red" if state.blind_since else "yellow"
        console().print(Text(safe(f"{key}: {note}"), style=style), soft_wrap=True)  # addresses can be copied


def _is_silent(state: SourceState) -> bool:
    """Whether a document cannot be reached, as all cannot in an outage."""
    from monitor.decide.outage import is_unreached

    return bool(state.failures) and is_unreached(state.memory.get("trouble"))


def _outage(outage: Outage, now: datetime) -> str:
    return (
        f"Next to nothing can be reached since {outage.since:%Y-%m-%d %H:%M} UTC ({ago(outage.since, now)}): "
        f"{outage.documents} of {outage.looked_at} documents fail ({safe(outage.problem)}). "
        "Look at this machine first: its network, name server, firewall and clock."
    )


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
        "pending_since": pending_since(state),
        "stale": state.source in watch.stale,
        "held_until": watch.free_at,
        "outage_since": watch.outage.since if watch.outage and _is_silent(state) else None,
        "pins_not_found": watch.lost_pins.get(state.source, ()),
        "uncovered_days": watch.missed.get(state.source, ()),
    }


def _row(state: SourceState, watch: _Watch) -> list[str | Text]:
    now, key = watch.now, state.source
    return [
        state.source,
        ago(state.verified_at, now),
        ago(state.changed_at, now),
        ago(state.next_check_at, now) if state.next_check_at > now else "due",
        _standing(state, stale=key in watch.stale, cautious=bool(watch.cautions.get(key))),
    ]


def _standing(state: SourceState, *, stale: bool, cautious: bool) -> Text:
    if state.blind_since:
        return Text("cannot be read", style="red")
    if stale:
        return Text("not verified", style="yellow")
    if pending_since(state):
        return Text("another text", style="yellow")
    if cautious:
        return Text("warning", style="yellow")
    if state.verified_at is None:
        return Text("not yet checked", style="dim")
    return Text("fine", style="green")
