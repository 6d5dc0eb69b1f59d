"""When to ask a host again: next checks, spacing per host, a budget per day. Pure, but for the waiting of HostGate.

Checks sit in slots: every source has a slot of its own in its interval, given by its key. So 5,000 daily sources
spread over the day, keep their places through restarts, and come back to them after failures and manual checks.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from monitor.http_time import http_date

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_MIN_RETRY = timedelta(minutes=5)
_MAX_RETRY_AFTER = timedelta(days=7)  # a server that asks for more would blind the watch for as long as it likes
_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,10})\"?\s*(?:,|$)", re.IGNORECASE)


def next_check(
    *,
    interval: timedelta,
    now: datetime,
    source_key: str,
    failures: int = 0,
    retry_after: timedelta | None = None,
    fresh_for: timedelta | None = None,
) -> datetime:
    """When to look at the source next.

    failures: failed checks in a row, the one just made included; 0 after a success.
    retry_after: the server's wish, where it answered with one. fresh_for: see `freshness`.
    """
    if failures:
        wish = min(retry_after or timedelta(0), max(interval, _MAX_RETRY_AFTER))
        return now + max(_back_off(interval, failures, source_key), wish)
    # Not sooner than a fifth of an interval, so that a check out of turn is not repeated at once, and none comes so
    # late after it that a day would count as not watched (store/checks.py allows a quarter more). And freshness may not
    # fill the whole interval, or a check that came a second late would wait for the slot after the next.
    earliest = now + max(interval / 5, min(fresh_for or timedelta(0), interval * 0.9))
    return _next_slot(earliest, interval, source_key)


def _back_off(interval: timedelta, failures: int, source_key: str) -> timedelta:
    """A daily source is tried again after about 1, 2, 4, 8 and 16 hours, then daily."""
    first = max(interval / 24, _MIN_RETRY)
    delay: timedelta = first * 2.0 ** min(failures - 1, 10)
    jitter = 1 + _fraction(f"{source_key} {failures}") / 4  # a host that fails for many sources is not asked in step
    return min(delay, max(interval, _MIN_RETRY)) * jitter


def _next_slot(earliest: datetime, interval: timedelta, source_key: str) -> datetime:
    first = _EPOCH + interval * _fraction(source_key)
    passed = -((first - earliest) // interval)  # rounded up
    return first + passed * interval


def _fraction(key: str) -> float:
    """A stable number in [0, 1) for a key."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6).digest()) / 2**48


def freshness(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the server calls its answer fresh (Cache-Control max-age, else Expires); None where it does not say.

    headers: names lower-cased.
    """
    control = headers.get("cache-control", "")
    if re.search(r"no-cache|no-store", control, re.IGNORECASE):
        return None
    if match := _MAX_AGE.search(control):
        return timedelta(seconds=int(match[1]))
    until = http_date(headers.get("expires", ""))
    return until - now if until and until > now else None


def spread(
    overdue: Sequence[str],
    now: datetime,
    *,
    pace: timedelta = timedelta(seconds=2),
    within: timedelta = timedelta(hours=1),
) -> dict[str, datetime]:
    """When to check each of the overdue sources (keys), so that a restart or a long sleep is no stampede.

    The first is due now and the rest follow at `pace`, faster where they would not fit `within` otherwise. They keep
    their order: where a budget lets only some of them through, it has to be those that have waited longest, however
    often the machine sleeps.
    """
    step = min(pace, within / max(len(overdue), 1))
    return {key: now + step * place for place, key in enumerate(overdue)}


def budget_allows(*, budget: int | None, fetched: Sequence[datetime], now: datetime) -> datetime:
    """The earliest moment at which another fetch stays within `budget` fetches in 24 hours (None: no limit).

    fetched: when the fetches of the last day were made, in any order. What lies ahead of `now` was made under a wrong
    clock and does not count: it would hold all fetches up until then.
    """
    if budget is None:
        return now
    recent = sorted(moment for moment in fetched if timedelta(0) <= now - moment < _DAY)
    return now if len(recent) < budget else recent[len(recent) - budget] + _DAY


class HostGate:
    """Lets one request at a time through to a host, and keeps them apart. Safe in threads.

    A request inside a turn (the robots.txt of a place that a redirect leads to) does not wait for another turn: two
    threads with a turn each could wait for the other's for ever.

    spacing: seconds between the end of one request and the start of the next; may be set anew. clock: monotonic
    seconds. sleep: what it raises ends the wait, and the turn does not come.
    """

    def __init__(self, *, spacing: float, clock: Callable[[], float], sleep: Callable[[float], object]) -> None:
        self.spacing = spacing
        self._clock = clock
        self._sleep = sleep
        self._guard = threading.Lock()
        self._hosts: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._thread = threading.local()

    @contextmanager
    def turn(self, host: str, *, spacing: float = 0.0) -> Iterator[None]:
        """Waits for the host's turn and holds it. spacing: the host's own wish (Crawl-delay), where it is longer."""
        if getattr(self._thread, "has_turn", False):
            yield
            return
        with self._guard:
            lock = self._hosts.setdefault(host.lower(), threading.Lock())
        with lock:
            wait = self._free_at.get(host.lower(), 0.0) - self._clock()
            if wait > 0:
                self._sleep(wait)
            self._thread.has_turn = True
            try:
                yield
            finally:
                self._thread.has_turn = False
                self._free_at[host.lower()] = self._clock() + max(self.spacing, spacing)
