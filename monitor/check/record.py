"""What the stages of a check hand to one another: the operator's terms, and what is to be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from monitor.decide.watch import Patience
from monitor.model import Alert, Channel, Check, Judgement, Snapshot, SourceState, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The operator's terms of watching. confirm_after: when to look again before a change is believed."""

    channels: tuple[Channel, ...]
    confirm_after: timedelta
    patience: Patience


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one check writes, in one transaction."""

    check: Check
    state: SourceState
    captures: tuple[Snapshot, ...] = ()
    version: Version | None = None
    judgement: Judgement | None = None
    alerts: tuple[Alert, ...] = ()
