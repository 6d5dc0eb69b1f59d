"""A calendar (RFC 5545) to subscribe to: when changes take effect, when objections and promised notice end."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.responses import Response

from monitor.web.site import View
from notifiers.ics import feed
from store import reminding

_BACK = timedelta(days=90)  # a calendar should not forget an entry on the day after


def deadlines(view: View) -> Response:
    """The days of the changes that people were told of."""
    told = reminding.dated(view.db, view.now.date() - _BACK, date.max)
    base = str(view.request.base_url)
    return Response(feed(told, base_url=base).encode(), media_type="text/calendar; charset=utf-8")
