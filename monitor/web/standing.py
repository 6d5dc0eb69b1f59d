"""The quiet sign of a vendor's state, and what needs a person first. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.decide import watch
from store.changes import ChangeLine, LastChange
from store.overview import SourceLine

# How long a change stays news on the overview; a quarter is how often records of processing are commonly gone through.
RECENT = timedelta(days=30)
UNDECIDED_STAYS = timedelta(days=90)


class Standing(StrEnum):
    """In the order in which a person should look."""

    BLIND = "blind"
    STALE = "stale"
    REVIEW = "review"
    CHANGED = "changed"
    WAITING = "waiting"
    FINE = "fine"
    ARCHIVE = "archive"


_ORDER = {standing: place for place, standing in enumerate(Standing)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """A vendor's documents with their newest changes. last: the newest material change."""

    vendor: str
    name: str
    tags: tuple[str, ...]
    documents: tuple[SourceLine, ...]
    standing: Standing
    verified_at: datetime | None
    last: LastChange | None


def vendors(
    lines: Sequence[SourceLine],
    material: Mapping[str, LastChange],
    open_changes: Sequence[ChangeLine],
    *,
    intervals: Mapping[str, timedelta],
    now: datetime,
    blind_after: timedelta,
) -> list[Vendor]:
    """The vendors, those that need a person first, then by name.

    material: the newest material change by source. open_changes: the recent ones that the rules could not decide.
    intervals: how often each source is to be looked at, as far as that is known.
    """
    undecided = {change.source for change in open_changes if now - change.recorded_at < UNDECIDED_STAYS}
    by_vendor: dict[str, list[SourceLine]] = {}
    for line in lines:
        by_vendor.setdefault(line.vendor, []).append(line)
    stale = {line.source for line in lines if is_stale(line, intervals, now)}
    found = [
        _vendor(documents, material, undecided, stale, now=now, blind_after=blind_after)
        for documents in by_vendor.values()
    ]
    return sorted(found, key=lambda vendor: (_ORDER[vendor.standing], vendor.name.casefold()))


def is_stale(line: SourceLine, intervals: Mapping[str, timedelta], now: datetime) -> bool:
    """Whether a watched document was not verified for some of its intervals."""
    return line.watched and watch.is_stale(line.verified_at, now=now, interval=intervals.get(line.source))


def is_blind(line: SourceLine, blind_after: timedelta, now: datetime) -> bool:
    """Whether a document was not seen for as long as the operator has patience."""
    return line.blind_since is not None and now - line.blind_since >= blind_after


def _vendor(
    documents: Sequence[SourceLine],
    material: Mapping[str, LastChange],
    undecided: set[str],
    stale: set[str],
    *,
    now: datetime,
    blind_after: timedelta,
) -> Vendor:
    changes = [material[line.source] for line in documents if line.source in material]
    standings = [
        standing(
            line,
            material.get(line.source),
            undecided=line.source in undecided,
            stale=line.source in stale,
            now=now,
            blind_after=blind_after,
        )
        for line in documents
    ]
    verified = [line.verified_at for line in documents if line.watched]
    return Vendor(
        vendor=documents[0].vendor,
        name=documents[0].vendor_name,
        tags=tuple(dict.fromkeys(tag for line in documents for tag in line.tags)),
        documents=tuple(documents),
        standing=min(standings, key=_ORDER.__getitem__),
        # A vendor is as well verified as the document that was not seen for the longest time.
        verified_at=None if None in verified else min((moment for moment in verified if moment), default=None),
        last=max(changes, key=lambda change: change.recorded_at, default=None),
    )


def standing(
    line: SourceLine, last: LastChange | None, *, undecided: bool, stale: bool, now: datetime, blind_after: timedelta
) -> Standing:
    """Where one document stands.

    A failed check is no news until the operator's patience has run out, or until the policy is not verified for so
    long that it cannot be called known. Of a document that was never read it is: its address may be wrong.
    """
    if not line.watched:
        return Standing.ARCHIVE
    if line.blind_since and (line.verified_at is None or is_blind(line, blind_after, now)):
        return Standing.BLIND
    if stale:
        return Standing.STALE
    if undecided:
        return Standing.REVIEW
    if last and not last.settled and now - last.recorded_at < RECENT:
        return Standing.CHANGED
    return Standing.FINE if line.verified_at else Standing.WAITING
