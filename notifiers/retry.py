"""When a failed delivery is tried again. Pure.

Tries come about 1, 3, 9 and 27 minutes, 1.4 and 4 hours, then three times 12 hours after one another: ten in about two
days, which outlast a weekend's outage of a mail server without filling its log. Then people have to know, and one try a
day follows for a month: a server that was away for longer comes back, and what it was not told of is still news.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

PROMPT_ATTEMPTS = 10
MAX_ATTEMPTS = PROMPT_ATTEMPTS + 30
_FIRST = timedelta(minutes=1)
_CAP = timedelta(hours=12)
_LATER = timedelta(days=1)
_JITTER = 0.2
_LONGEST_WISH = timedelta(hours=24)  # a Retry-After of a year is a mistake or an attack


def next_attempt(attempts: int, now: datetime, *, key: str, retry_after: timedelta | None = None) -> datetime | None:
    """When to try again after `attempts` failed tries (1 or more), or None: the delivery is dead.

    key: what is delivered (the delivery's id); equal keys give equal jitter, so that deciding twice decides the same.
    retry_after: the service's own wish; never undercut.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    prompt = min(_FIRST * 3 ** min(max(attempts - 1, 0), PROMPT_ATTEMPTS), _CAP)
    delay = prompt if attempts < PROMPT_ATTEMPTS else _LATER
    wish = min(retry_after or timedelta(), _LONGEST_WISH)
    return now + max(delay, wish) * (1 + _JITTER * _fraction(f"{key}:{attempts}"))


def _fraction(key: str) -> float:
    """A number in [0, 1) that depends only on the key."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest()) / 2**32
