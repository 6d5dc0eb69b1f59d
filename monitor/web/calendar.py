"""A calendar (RFC 5545) of the days on which changed policies take effect, as their texts say."""

from __future__ import annotations

import re
from datetime import UTC, timedelta

from starlette.responses import Response

from monitor.model import Verdict
from monitor.web import wording
from monitor.web.site import View
from notifiers.escape import one_line
from store import overview
from store.overview import ChangeLine

_LENGTH = 200
_OCTETS = 73  # of a line, without its break and the space that continues it


def effective_dates(view: View) -> Response:
    base = str(view.request.base_url).rstrip("/")
    told = (Verdict.MATERIAL, Verdict.UNDECIDED)
    found = overview.changes(view.db, verdicts=told, dated=True, limit=_LENGTH)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//clausewatch//effective dates//EN"]
    for change in found:
        lines += _event(change, base)
    lines.append("END:VCALENDAR")
    body = "".join(f"{_folded(line)}\r\n" for line in lines)
    return Response(body.encode(), media_type="text/calendar; charset=utf-8")


def _event(change: ChangeLine, base: str) -> list[str]:
    day = change.effective_date
    assert day is not None  # noqa: S101 - only dated changes were asked for
    title = f"{change.vendor_name}: changed {change.terms_type} takes effect"
    reason = f"{wording.headline(change.verdict, change.topics)}. {change.reason}"
    return [
        "BEGIN:VEVENT",
        f"UID:{change.id}@clausewatch",
        f"DTSTAMP:{change.recorded_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(reason)}",
        f"URL:{base}/changes/{change.id}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", one_line(text))


def _folded(line: str) -> str:
    """Lines of at most 75 octets, broken between characters."""
    parts, room = [""], _OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append("")
            room = _OCTETS
        parts[-1] += character
        room -= size
    return "\r\n ".join(parts)
