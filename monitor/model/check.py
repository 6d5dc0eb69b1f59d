"""The ledger of watching: one check per fetch of a source, and where a source stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What a check brought. NEW_VERSION is the only one that moves the baseline."""

    FIRST_RECORD = "first_record"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    PENDING = "pending"
    NEW_VERSION = "new_version"
    SUSPECT = "suspect"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One look at a source. detail: the kind of failure or capture, in words. version: the version in force after it.

    duration_ms: wall time of fetching and reading. snapshot: id of the stored capture, where one was kept.
    """

    source: str
    checked_at: datetime
    outcome: Outcome
    detail: str = ""
    version: int | None = None
    snapshot: int | None = None
    duration_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """Where a source stands between two checks; the database is the queue.

    validators: per page address, (final address, etag, last-modified) for conditional requests.
    memory: what the confirmation logic remembers (see monitor.decide.confirm), JSON values only.
    url: the address in use (discovered or configured). verified_at: the last check that saw the policy.
    """

    source: str
    next_check_at: datetime
    url: str | None = None
    validators: Mapping[str, tuple[str, str | None, str | None]] = field(default_factory=dict)
    memory: Mapping[str, Any] = field(default_factory=dict)
    failures: int = 0
    problem: str = ""
    blind_since: datetime | None = None
    alarmed_at: datetime | None = None
    verified_at: datetime | None = None
    changed_at: datetime | None = None
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A time in which clausewatch reached next to no host: its own way out is broken, not the vendors.

    documents: how many could not be reached, of those `looked_at` since then. problem: how they fail, in words.
    alarmed_at: when people were told last, None where nobody was. ended_at: None while it lasts.
    """

    since: datetime
    documents: int
    looked_at: int
    problem: str
    alarmed_at: datetime | None = None
    ended_at: datetime | None = None
