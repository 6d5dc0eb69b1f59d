"""What is told, to whom, and how far that has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from monitor.model.change import Direction, Judgement
from monitor.model.check import Outage
from monitor.model.practice import Category


class AlertKind(StrEnum):
    CHANGE = "change"
    BLIND = "blind"
    RECOVERED = "recovered"
    TEST = "test"
    UNDELIVERED = "undelivered"
    DUE = "due"
    UNREVIEWED = "unreviewed"
    OUTAGE = "outage"
    OUTAGE_OVER = "outage_over"


class Deadline(StrEnum):
    """A day that a change brings with it."""

    EFFECTIVE = "effective"
    OBJECTION = "objection"
    NOTICE = "notice"


class PinFate(StrEnum):
    """What became of a pinned clause. ALTERED: its denials, permissions, exceptions or figures differ.

    MOVED: the same words hang on another heading or lead-in now.
    """

    ALTERED = "altered"
    REWORDED = "reworded"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedChange:
    """A pinned clause that is not what it was. old: the clause before; new: the words now, None where it is gone.

    section: where it stands now, or stood. reason: one plain sentence.
    """

    fate: PinFate
    old: str
    new: str | None
    section: str
    reason: str


class SilentEdit(StrEnum):
    """How a text and the date that it states of itself disagree."""

    TEXT_WITHOUT_DATE = "text_without_date"
    DATE_WITHOUT_TEXT = "date_without_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing worth telling. id: stable, the same after a crash and a repeat ("imou/privacy-policy:7").

    source: the source's key. judgement, old_version, new_version: for CHANGE. problem: for BLIND, what is wrong;
    advice: what to do about it, "" where waiting is all there is; never_seen: whether no look has ever seen the policy.
    returns_to: the earlier version that the text returned to, where it did.
    objection_until: the last day for an objection, where the text or the operator's contract gives one.
    failed_channel: for UNDELIVERED, the channel that an alert could not be delivered to; problem says why.
    objection_reason: whose period objection_until is, in words.
    notice_days: the notice of a change that the text promises; notice_until: its end, counted from the first sight of
    the change.
    pins: pinned clauses that are not what they were. silent_edit: where text and stated date disagree.
    deadline: for DUE, which of the alert's days is near. DUE and UNREVIEWED repeat the change that they remind of;
    confirmed_at: when that was told first.
    OUTAGE and OUTAGE_OVER are about clausewatch itself: they name no vendor and no source ("") and carry the outage
    with its beginning and end; blind_since is of a source.
    """

    id: str
    kind: AlertKind
    vendor: str
    vendor_name: str
    source: str
    terms_type: str
    url: str
    created_at: datetime
    tags: tuple[str, ...] = ()
    judgement: Judgement | None = None
    old_version: int | None = None
    new_version: int | None = None
    old_recorded_at: datetime | None = None
    effective_date: date | None = None
    returns_to: int | None = None
    problem: str = ""
    blind_since: datetime | None = None
    objection_until: date | None = None
    failed_channel: str = ""
    objection_reason: str = ""
    notice_days: int | None = None
    notice_until: date | None = None
    pins: tuple[PinnedChange, ...] = ()
    silent_edit: SilentEdit | None = None
    deadline: Deadline | None = None
    confirmed_at: datetime | None = None
    outage: Outage | None = None
    advice: str = ""
    never_seen: bool = False

    @property
    def day(self) -> date | None:
        """The day that a reminder (DUE) is of."""
        days = {
            Deadline.OBJECTION: self.objection_until,
            Deadline.NOTICE: self.notice_until,
            Deadline.EFFECTIVE: self.effective_date,
        }
        return days[self.deadline] if self.deadline else None


class Rhythm(StrEnum):
    """When changes are told: each at once, or collected."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A named way to people. address: an Apprise address; it holds secrets, so it is kept out of `repr`.

    vendors, tags, categories, directions: what it wants (empty: everything). alarms: whether broken watches are told
    here.
    rhythm: when changes are told; digests come at digest_at, weekly ones on Mondays. quiet: from when to when nothing
    is sent, (22:00, 07:00) for the night. timezone: an IANA name, for both. language: of the words around the quotes.
    """

    name: str
    address: str
    vendors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    undecided: bool = False
    alarms: bool = True
    directions: tuple[Direction, ...] = ()
    rhythm: Rhythm = Rhythm.IMMEDIATE
    digest_at: time = time(8)
    quiet: tuple[time, time] | None = None
    timezone: str = "UTC"
    language: str = "en"

    def __repr__(self) -> str:
        return f"Channel({self.name!r})"


class DeliveryStatus(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One alert on its way to one channel. next_attempt_at: None where no further try is due."""

    id: int
    alert: Alert
    channel: str
    status: DeliveryStatus
    attempts: int
    next_attempt_at: datetime | None
    leased_until: datetime | None = None
    last_error: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An alert in words: title (one line), text (plain or chat markup), html (None where the medium has none)."""

    title: str
    text: str
    html: str | None = None
