"""Times as HTTP headers write them (RFC 9110, 5.6.7 and 10.2.3), for pages and webhooks alike. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_DIGITS = 11  # of seconds: three thousand years, whatever follows


def http_date(value: str) -> datetime | None:
    """The moment that a date header names; None where it names none ("0" and "-1" are common in Expires)."""
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Retry-After in either form (seconds, or a date) as a duration from now; None where it says nothing usable.

    As long as the server likes: who waits for it knows a limit.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():  # "²" is a digit too, and no number
        return timedelta(seconds=int(text[:_DIGITS]))
    until = http_date(text)
    return max(until - now, timedelta()) if until else None
