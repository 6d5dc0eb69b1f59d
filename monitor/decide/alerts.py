"""What is worth telling people, as alerts. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.decide.deadlines import NO_DEADLINES, Deadlines, deadlines
from monitor.decide.pins import changed
from monitor.decide.silent import silent_edit
from monitor.model import (
    Alert,
    AlertKind,
    Deadline,
    Judgement,
    Outage,
    PinnedChange,
    SilentEdit,
    SourceDocument,
    SourceState,
    Verdict,
    Version,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a change brings beside its judgement: its days, what became of pinned clauses, whether it was silent."""

    deadlines: Deadlines = NO_DEADLINES
    pins: tuple[PinnedChange, ...] = ()
    silent_edit: SilentEdit | None = None


def context(source: SourceDocument, *, old: Version, new: Version, judgement: Judgement) -> Context:
    return Context(
        deadlines=deadlines(old, new, contract_days=source.objection_days),
        pins=changed(source.pins, old.text, new.text),
        silent_edit=silent_edit(old, new, judgement),
    )


NO_CONTEXT = Context()


def of_change(
    source: SourceDocument,
    *,
    url: str,
    old: Version,
    new: Version,
    judgement: Judgement,
    now: datetime,
    context: Context = NO_CONTEXT,
) -> Alert | None:
    """The alert that a change deserves: one that is material, cannot be decided, or touches a pinned clause."""
    if judgement.verdict not in {Verdict.MATERIAL, Verdict.UNDECIDED} and not context.pins:
        return None
    days = context.deadlines
    return replace(
        _of_document(source, f"{source.key}:{new.number}", AlertKind.CHANGE, url=url, now=now),
        judgement=judgement,
        old_version=old.number,
        new_version=new.number,
        old_recorded_at=old.recorded_at,
        effective_date=days.effective_date or new.effective_date,
        objection_until=days.objection_until,
        objection_reason=days.objection_reason,
        notice_days=days.notice_days,
        notice_until=days.notice_until,
        returns_to=new.returns_to,
        pins=context.pins,
        silent_edit=context.silent_edit,
    )


def told_before(history: Sequence[str], old: str, new: str) -> bool:
    """Whether the step from one text to another was already made once: a page that flaps is told once each way.

    history: the fingerprints of the versions on record, oldest first. More than a third of the recorded changes of
    real policies are such returns.
    """
    return (old, new) in set(itertools.pairwise(history))


def of_deadline(change: Alert, deadline: Deadline, *, now: datetime) -> Alert:
    """The reminder of a day that a change brings with it; one for each of its days."""
    return replace(_again(change, f"{change.id}:{deadline}", AlertKind.DUE, now=now), deadline=deadline)


def of_unreviewed(change: Alert, week: int, *, now: datetime) -> Alert:
    """The reminder that nobody has reviewed a change; one for each week, counted from the first."""
    return _again(change, f"{change.id}:unreviewed:{week}", AlertKind.UNREVIEWED, now=now)


def _again(change: Alert, id: str, kind: AlertKind, *, now: datetime) -> Alert:
    """The alert of a change as a reminder of it."""
    return replace(change, id=id, kind=kind, created_at=now, confirmed_at=change.created_at)


def of_state(source: SourceDocument, state: SourceState, kind: AlertKind, *, now: datetime) -> Alert:
    """The alarm that a policy cannot be verified (BLIND), or the notice that it can be again (RECOVERED)."""
    url = state.url or next(iter(source.urls), source.site or "")
    return replace(
        _of_document(source, f"{source.key}:{kind}:{now:%Y%m%dT%H%M%SZ}", kind, url=url, now=now),
        problem=state.problem,
        blind_since=state.blind_since,
        never_seen=state.verified_at is None,
    )


def _of_document(source: SourceDocument, id: str, kind: AlertKind, *, url: str, now: datetime) -> Alert:
    """An alert about a document, but for what there is to say of it."""
    return Alert(
        id=id,
        kind=kind,
        vendor=source.vendor,
        vendor_name=source.vendor_name,
        source=source.key,
        terms_type=source.terms_type,
        url=url,
        created_at=now,
        tags=source.tags,
    )


def of_outage(outage: Outage, kind: AlertKind, *, now: datetime) -> Alert:
    """The alarm that clausewatch itself reaches next to nothing (OUTAGE), or that it does again (OUTAGE_OVER)."""
    return Alert(
        id=f"{kind}:{now:%Y%m%dT%H%M%SZ}",
        kind=kind,
        vendor="",
        vendor_name="clausewatch",
        source="",
        terms_type="",
        url="",
        created_at=now,
        problem=outage.problem,
        outage=outage,
    )
