"""A look that did not see the policy: what is recorded of it, and whether people are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.check.record import Record
from monitor.check.sight import Sight, is_gone
from monitor.decide import alerts, watch
from monitor.decide.confirm import Observation
from monitor.decide.troubles import trouble
from monitor.decide.watch import Patience
from monitor.errors import FetchError
from monitor.model import AlertKind, CaptureKind, Check, Outcome, Page, Snapshot, SourceDocument, SourceState
from scrapers.politeness import next_check

# "Page not found" is often said with status 200, and an old address may lead to a page about something else,
# or in another language.
_MAYBE_MOVED = frozenset({CaptureKind.ERROR, CaptureKind.WRONG_DOCUMENT, CaptureKind.WRONG_LANGUAGE})

Suggest = Callable[[], str]  # where the policy may be now; "": nothing to suggest


def nothing() -> str:
    """Where there is no cause to look for the policy elsewhere."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """Why the policy was not seen. problem: in words; trouble: its kind, in one word of Failure or CaptureKind,
    "elsewhere", "unreadable", "restless" or "doubtful". retry_after: the server's wish. suggest: asked only when people
    are told.
    """

    outcome: Outcome
    problem: str
    trouble: str
    captures: tuple[Snapshot, ...] = ()
    retry_after: timedelta | None = None
    suggest: Suggest = nothing


def by_error(error: FetchError, suggest: Suggest) -> Unseen:
    """Nothing came."""
    return Unseen(
        outcome=Outcome.FAILED,
        problem=error.problem,
        trouble=error.failure,
        retry_after=error.retry_after,
        suggest=suggest if is_gone(error) else nothing,
    )


def by_fault() -> Unseen:
    """A bug of ours stood in the way, in fetching or in what is made of a page."""
    problem = "It could not be checked: a fault of clausewatch, see its log."
    return Unseen(outcome=Outcome.FAILED, problem=problem, trouble="unreadable")


def by_capture(sight: Sight, problem: str, *, trouble: str = "doubtful", suggest: Suggest = nothing) -> Unseen:
    """Something came that is not the policy, or not in a state to be believed: kept, never as the baseline."""
    return Unseen(outcome=Outcome.SUSPECT, problem=problem, trouble=trouble, captures=sight.captures, suggest=suggest)


def by_page(sight: Sight, page: Page, observation: Observation, suggest: Suggest) -> Unseen:
    """The same of a page that could be read."""
    problem = observation.reason
    if page.capture.is_policy:
        return by_capture(sight, problem, trouble=observation.trouble)
    if sight.elsewhere is None:
        known = suggest if page.capture.kind in _MAYBE_MOVED else nothing
        return by_capture(sight, problem, trouble=page.capture.kind, suggest=known)
    problem = f"Redirected to another place ({sight.elsewhere}). {problem}"
    return by_capture(sight, problem, trouble="elsewhere", suggest=suggest)


def record(
    source: SourceDocument, state: SourceState, unseen: Unseen, *, now: datetime, patience: Patience, may_tell: bool
) -> Record:
    """What comes of it. may_tell: False where something graver is told in its place."""
    due = next_check(
        interval=source.interval,
        now=now,
        source_key=source.key,
        failures=state.failures + 1,
        retry_after=unseen.retry_after,
    )
    state = replace(state, memory={**state.memory, "trouble": unseen.trouble})
    after = watch.missed(state, now=now, next_check_at=due, problem=unseen.problem)
    check = Check(source=source.key, checked_at=now, outcome=unseen.outcome, detail=unseen.problem)
    quiet = Record(check=check, state=after, captures=unseen.captures)
    if not may_tell or not watch.alarm_is_due(after, now=now, interval=source.interval, patience=patience):
        return quiet
    after, advice = replace(after, alarmed_at=now), trouble(unseen.trouble).advice
    if found := unseen.suggest():
        after = replace(after, memory={**after.memory, "moved_to": found})
        advice = f"It may have moved: clausewatch found a policy at {found}; if that is right, set url to it."
    told = replace(after, blind_since=watch.unseen_since(after, interval=source.interval))
    alarm = alerts.of_state(source, told, AlertKind.BLIND, now=now)
    return replace(quiet, state=after, alerts=(replace(alarm, advice=advice),))
