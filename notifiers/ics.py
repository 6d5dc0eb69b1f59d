"""The dates of alerts as an iCalendar (RFC 5545), for an attachment or a feed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta

from monitor.model import Alert, AlertKind
from notifiers.escape import one_line
from notifiers.facts import change_link
from notifiers.wording import lead

_LINE = 75  # octets, RFC 5545, 3.1
_DAYS_BEFORE = 3  # a reminder in time to write an objection


def calendar(alerts: Sequence[Alert]) -> str | None:
    """All-day entries for the days that lie ahead of a change: when it takes effect, when objections or notice end.

    None where there is no such day. The same alerts give the same bytes, so that a calendar knows an entry again.
    """
    return feed(alerts) if any(True for alert in alerts for _ in _entries(alert)) else None


def feed(alerts: Sequence[Alert], *, base_url: str | None = None) -> str:
    """The same to subscribe to, perhaps empty. base_url: where the operator's own pages are, for entries to link to."""
    entries = [line for alert in alerts for line in _entries(_linked(alert, base_url))]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//clausewatch//alerts//EN", "METHOD:PUBLISH"]
    return "".join(f"{_fold(line)}\r\n" for line in [*head, *entries, "END:VCALENDAR"])


def _linked(alert: Alert, base_url: str | None) -> Alert:
    """The alert with the address of its change's own page, where there is one."""
    own = change_link(alert, base_url) if base_url else None
    return replace(alert, url=own) if own else alert


def _entries(alert: Alert) -> Iterable[str]:
    if alert.kind is not AlertKind.CHANGE:  # a reminder's days are those of its change, and stand in calendars already
        return
    what = f"{one_line(alert.vendor_name)}: {one_line(alert.terms_type)}"
    if alert.effective_date is not None and alert.effective_date > alert.created_at.date():
        yield from _entry(alert, "effective", alert.effective_date, f"{what} takes effect")
    if alert.objection_until is not None and alert.objection_until >= alert.created_at.date():
        yield from _entry(alert, "objection", alert.objection_until, f"{what}: last day for an objection", remind=True)
    if alert.notice_until is not None and alert.notice_until >= alert.created_at.date():
        yield from _entry(alert, "notice", alert.notice_until, f"{what}: the promised notice ends")


def _entry(alert: Alert, kind: str, day: date, summary: str, *, remind: bool = False) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one_line(alert.id))}:{kind}@clausewatch"
    yield f"DTSTAMP:{alert.created_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(lead(alert))}"
    yield f"URL:{one_line(alert.url)}"
    yield "TRANSP:TRANSPARENT"
    if remind:
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(summary)}",
            f"TRIGGER:-P{_DAYS_BEFORE}D",
            "END:VALARM",
        )
    yield "END:VEVENT"


def _text(value: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", value)


def _fold(line: str) -> str:
    """The line in pieces of at most 75 octets, never inside a character."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > _LINE:
            pieces.append(piece)
            piece = " "
        piece += character
    return "\r\n".join([*pieces, piece])
