"""The dates of alerts as an iCalendar (RFC 5545), for an attachment or a feed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta

from monitor.model import Alert, AlertKind
from notifiers.escape import one_line
from notifiers.facts import change_link
from notifiers.leads import lead
from notifiers.lexicon import ENGLISH, Lexicon, lexicon
from notifiers.titles import kind_of_document

_LINE = 75  # octets, RFC 5545, 3.1
_DAYS_BEFORE = 3  # a reminder in time to write an objection


def calendar(alerts: Sequence[Alert], *, language: str = "en") -> str | None:
    """All-day entries for the days that lie ahead of a change: when it takes effect, when objections or notice end.

    language: of its words. None where there is no such day.
    The same alerts give the same bytes, so that a calendar knows an entry again.
    """
    entries = [line for alert in alerts for line in _entries(alert, lexicon(language))]
    return _calendar(entries) if entries else None


def feed(alerts: Sequence[Alert], *, base_url: str | None = None) -> str:
    """The same to subscribe to, perhaps empty. base_url: where the operator's own pages are, for entries to link to."""
    return _calendar([line for alert in alerts for line in _entries(_linked(alert, base_url), ENGLISH)])


def _calendar(entries: Sequence[str]) -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//clausewatch//alerts//EN", "METHOD:PUBLISH"]
    return "".join(f"{_fold(line)}\r\n" for line in [*head, *entries, "END:VCALENDAR"])


def _linked(alert: Alert, base_url: str | None) -> Alert:
    """The alert with the address of its change's own page, where there is one."""
    own = change_link(alert, base_url) if base_url else None
    return replace(alert, url=own) if own else alert


def _entries(alert: Alert, words: Lexicon) -> Iterable[str]:
    if alert.kind is not AlertKind.CHANGE:  # a reminder's days are those of its change, and stand in calendars already
        return
    today = alert.created_at.date()
    if alert.effective_date is not None and alert.effective_date > today:
        yield from _entry(alert, "effective", alert.effective_date, words)
    if alert.objection_until is not None and alert.objection_until >= today:
        yield from _entry(alert, "objection", alert.objection_until, words, remind=True)
    if alert.notice_until is not None and alert.notice_until >= today:
        yield from _entry(alert, "notice", alert.notice_until, words)


def _entry(alert: Alert, kind: str, day: date, words: Lexicon, *, remind: bool = False) -> Iterable[str]:
    document = words.say("calendar.document", vendor=one_line(alert.vendor_name), terms=kind_of_document(alert, words))
    summary = words.say(f"calendar.{kind}", document=document)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one_line(alert.id))}:{kind}@clausewatch"
    yield f"DTSTAMP:{alert.created_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(lead(alert, words))}"
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
