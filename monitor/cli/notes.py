"""What there is to say of a source at more length than its line in a table has room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from monitor.cli.output import ago, counted, span_of
from monitor.coverage import in_words
from monitor.decide import confirm
from monitor.model import SourceState

LATELY = timedelta(days=30)  # the days that `status` looks through for holes; `history` looks through all


def notes(
    state: SourceState, now: datetime, *, stale: bool, silent: bool, cautions: Sequence[str], missed: Sequence[date]
) -> Iterator[str]:
    """Sentences. missed: those `holes` that are to be told here. silent: not to be reached in an outage, as all are."""
    if state.blind_since and not silent:
        yield _blindness(state, state.blind_since, now)
    elif stale and state.verified_at and not silent:
        yield f"not verified for {span_of(now - state.verified_at)}"
    if since := pending_since(state):
        yield f"another text, first seen {ago(since, now)}; it is recorded and judged when it lasts"
    yield from cautions
    if missed:
        yield in_words(missed, of_last=LATELY.days)


def holes(state: SourceState, missed: Sequence[date], *, stale: bool) -> tuple[date, ...]:
    """The days not watched, without those since which it is not verified: the first sentence tells of these."""
    since = (state.verified_at if stale else None) or state.blind_since
    return tuple(day for day in missed if since is None or day < since.date())


def _blindness(state: SourceState, since: datetime, now: datetime) -> str:
    length, checks = span_of(now - since), counted(state.failures, "failed check")
    moved = f"; it may be at {state.memory['moved_to']} now" if state.memory.get("moved_to") else ""
    return f"cannot be read for {length} ({checks}): {state.problem}{moved}"


def pending_since(state: SourceState) -> datetime | None:
    """Since when another text is there that waits to be believed."""
    return confirm.pending_since(state.memory.get("confirm", {}))
