"""How the state of a source moves from check to check, and when a broken watch is worth an alarm. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from monitor.model import Outage, Page, SourceDocument, SourceState

# A page that is fresh by its own word is looked at in the slot after next: two intervals may pass without any fault.
_INTERVALS = 3
_LOOKS = 2
_RAREST = 8  # times `remind_every`: eight weeks, where the first reminder comes after one
_SHORTEST = timedelta(days=1)  # a policy that is looked at every hour is known for longer than three


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a policy may stay unverified before an alarm, and when to remind first while it stays so."""

    blind_after: timedelta
    remind_every: timedelta


def selectors(source: SourceDocument) -> list[list[str]]:
    """The operator's selectors as a state's memory keeps them; [] for none."""
    return [list(source.select), list(source.remove)] if source.select or source.remove else []


def note_of_reading(source: SourceDocument, page: Page) -> dict[str, Any]:
    """What a state's memory keeps of how its page was read: the selectors, and what there was to say of them."""
    return {"selectors": selectors(source), "warnings": list(page.warnings)}


def reading_on_record(state: SourceState) -> dict[str, Any]:
    """What a state's memory keeps of how the text on record was read, while another one is in doubt."""
    kept = {name: value for name, value in state.memory.items() if name in {"selectors", "extractor"}}
    return {"selectors": []} | kept


def seen(state: SourceState, *, now: datetime, next_check_at: datetime, changed: bool = False) -> SourceState:
    """The state after a check that saw the policy."""
    return replace(
        state,
        checked_at=now,
        verified_at=now,
        changed_at=now if changed else state.changed_at,
        next_check_at=next_check_at,
        failures=0,
        problem="",
        blind_since=None,
        alarmed_at=None,
    )


def missed(state: SourceState, *, now: datetime, next_check_at: datetime, problem: str) -> SourceState:
    """The state after a check that did not see the policy."""
    return replace(
        state,
        checked_at=now,
        next_check_at=next_check_at,
        failures=state.failures + 1,
        problem=problem,
        blind_since=min(state.blind_since or now, now),  # a clock that ran ahead must not put the alarm off
    )


def is_stale(verified_at: datetime | None, *, now: datetime, interval: timedelta | None) -> bool:
    """Whether a policy was seen too long ago to be called known, be it that looks failed or that nobody looked.

    interval: None for a document that is not configured: nobody has said how often it is to be seen.
    """
    if verified_at is None or interval is None:
        return False
    return now - verified_at > max(_INTERVALS * interval, _SHORTEST)


def unseen_since(state: SourceState, *, interval: timedelta) -> datetime | None:
    """Since when a blind source was not seen: since the first look that failed, or since the last that did not, where
    nobody looked for long in between (the daemon was off). None: it is not blind."""
    if state.blind_since and is_stale(state.verified_at, now=state.blind_since, interval=interval):
        return state.verified_at
    return state.blind_since


def alarm_is_due(state: SourceState, *, now: datetime, interval: timedelta, patience: Patience) -> bool:
    """Whether people have to be told of a blind source now: the first time, or as a reminder.

    One look that fails proves nothing, however long nobody has looked before.
    """
    since = unseen_since(state, interval=interval)
    if since is None or now - since < patience.blind_after or state.failures < _LOOKS:
        return False
    return _is_time_to_tell(state.blind_since or since, state.alarmed_at, now=now, patience=patience)


def outage_is_due(outage: Outage, *, now: datetime, patience: Patience) -> bool:
    """The same for an outage of clausewatch itself."""
    if now - outage.since < patience.blind_after:
        return False
    return _is_time_to_tell(outage.since, outage.alarmed_at, now=now, patience=patience)


def _is_time_to_tell(since: datetime, told_at: datetime | None, *, now: datetime, patience: Patience) -> bool:
    """The first time at once; then each pause is as long as all before it together (weeks 1, 2, 4, 8), up to a bound.

    A vendor that is gone for good is not to ring every week, and nobody is to forget that it is not watched.
    """
    if told_at is None:
        return True
    told_for = min(told_at, now) - since - patience.blind_after
    pause = min(max(told_for, patience.remind_every), _RAREST * patience.remind_every)
    return abs(now - told_at) >= pause


def trouble(state: SourceState) -> dict[str, Any]:
    """What a state's memory keeps of a trouble until it is over: its kind, and where the policy may be now."""
    return {name: value for name, value in state.memory.items() if name in {"trouble", "moved_to"}}


def untroubled(state: SourceState) -> SourceState:
    over = trouble(state)
    return replace(state, memory={name: value for name, value in state.memory.items() if name not in over})


def with_warnings(detail: str, state: SourceState) -> str:
    """The detail of a check, and what the last reading of the page said of the operator's selectors."""
    return " ".join([detail, *(f"Warning: {warning}." for warning in state.memory.get("warnings", []))]).strip()
