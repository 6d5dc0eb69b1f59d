"""What is worth telling people, as alerts. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime

from monitor.model import Alert, AlertKind, Judgement, SourceDocument, SourceState, Verdict, Version


def of_change(
    source: SourceDocument, *, url: str, old: Version, new: Version, judgement: Judgement, now: datetime
) -> Alert | None:
    """The alert that a change deserves: one for a material change or one that the rules cannot decide."""
    if judgement.verdict not in {Verdict.MATERIAL, Verdict.UNDECIDED}:
        return None
    return Alert(
        id=f"{source.key}:{new.number}",
        kind=AlertKind.CHANGE,
        vendor=source.vendor,
        vendor_name=source.vendor_name,
        source=source.key,
        terms_type=source.terms_type,
        url=url,
        created_at=now,
        tags=source.tags,
        judgement=judgement,
        old_version=old.number,
        new_version=new.number,
        old_recorded_at=old.recorded_at,
        effective_date=new.effective_date,
        returns_to=new.returns_to,
    )


def told_before(history: Sequence[str], old: str, new: str) -> bool:
    """Whether the step from one text to another was already made once: a page that flaps is told once each way.

    history: the fingerprints of the versions on record, oldest first. More than a third of the recorded changes of
    real policies are such returns.
    """
    return (old, new) in set(itertools.pairwise(history))


def of_state(source: SourceDocument, state: SourceState, kind: AlertKind, *, now: datetime) -> Alert:
    """The alarm that a policy cannot be verified (BLIND), or the notice that it can be again (RECOVERED)."""
    return Alert(
        id=f"{source.key}:{kind}:{now:%Y%m%dT%H%M%SZ}",
        kind=kind,
        vendor=source.vendor,
        vendor_name=source.vendor_name,
        source=source.key,
        terms_type=source.terms_type,
        url=state.url or next(iter(source.urls), source.site or ""),
        created_at=now,
        tags=source.tags,
        problem=state.problem,
        blind_since=state.blind_since or now,
    )
