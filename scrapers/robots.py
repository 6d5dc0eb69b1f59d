"""robots.txt, by RFC 9309: asked once a day and host, and obeyed.

2xx: its rules count. 4xx: there are none, all is allowed. 5xx, 429 or no answer: nothing is allowed, except what the
last rules we saw allow; after 30 days of that a robots.txt counts as missing (RFC 9309, 2.3.1.4).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from monitor.errors import NO_ANSWER, Failure, FetchError
from monitor.model import Snapshot

_LIFETIME = timedelta(days=1)
_RETRY_UNREACHABLE = timedelta(hours=1)
_UNREACHABLE_COUNTS_AS_MISSING = timedelta(days=30)
_MAX_BYTES = 500 * 1024  # RFC 9309 asks for at least that much to be read
_MAX_HOSTS = 2_000
_OVERRIDES = "ignore_robots = true overrides"
_MAX_CRAWL_DELAY = 120.0  # seconds; more would hold a worker for too long for the few pages that we ask for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What is known of one host. rules: None where nothing has been read yet.

    unreachable_since, problem, failure: since when and why its robots.txt cannot be read.
    """

    rules: Protego | None
    until: datetime
    unreachable_since: datetime | None = None
    problem: str = ""
    failure: Failure = Failure.ROBOTS


class Robots:
    """What hosts allow to this program. Safe in threads.

    fetch: address of a robots.txt -> Snapshot; raises FetchError. product: our name, as robots.txt files use it.
    """

    def __init__(
        self, *, fetch: Callable[[str], Snapshot], clock: Callable[[], datetime], product: str = "clausewatch"
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._product = product
        self._hosts: dict[str, _Rules] = {}
        self._guard = threading.Lock()

    def check(self, url: str) -> None:
        """Raises FetchError (ROBOTS) where the host does not want `url` to be fetched."""
        known = self._rules(url)
        if known.rules is None:
            raise FetchError(url, _why_not(known), failure=known.failure)
        if not known.rules.can_fetch(url, self._product):
            raise FetchError(
                url,
                f"robots.txt forbids it to {self._product} ({_OVERRIDES})",
                failure=Failure.ROBOTS,
            )

    def crawl_delay(self, url: str) -> float:
        """The seconds that the host wants between two requests; 0 where it does not say."""
        known = self._rules(url)
        delay = known.rules.crawl_delay(self._product) if known.rules else None
        return min(max(delay or 0.0, 0.0), _MAX_CRAWL_DELAY)

    def _rules(self, url: str) -> _Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
        now = self._clock()
        with self._guard:
            known = self._hosts.get(origin)
        if known is None or now >= known.until or known.until - now > _LIFETIME:  # the last: the clock jumped back
            known = self._ask(origin, known, now)
            with self._guard:
                self._hosts.pop(origin, None)
                self._hosts[origin] = known
                if len(self._hosts) > _MAX_HOSTS:
                    del self._hosts[next(iter(self._hosts))]
        return known

    def _ask(self, origin: str, before: _Rules | None, now: datetime) -> _Rules:
        try:
            snapshot = self._fetch(f"{origin}/robots.txt")
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return _Rules(rules=parse(b""), until=now + _LIFETIME)
            return _unreachable(before, now, error)
        return _Rules(rules=parse(snapshot.content), until=now + _LIFETIME)


def _why_not(host: _Rules) -> str:
    """Where nobody answers at all, robots.txt has nothing to do with it."""
    if host.failure in NO_ANSWER:
        return host.problem
    return f"robots.txt cannot be read, so nothing may be fetched for now: {host.problem} ({_OVERRIDES})"


def parse(content: bytes) -> Protego:
    """The rules of a robots.txt (UTF-8, with or without a byte order mark; what is beyond 500 KiB is not read)."""
    return Protego.parse(content[:_MAX_BYTES].decode("utf-8-sig", errors="replace"))


def _unreachable(before: _Rules | None, now: datetime, error: FetchError) -> _Rules:
    since = (before and before.unreachable_since) or now
    rules = before.rules if before else None
    if now - since >= _UNREACHABLE_COUNTS_AS_MISSING:
        rules = rules or parse(b"")
    return _Rules(
        rules=rules,
        until=now + _RETRY_UNREACHABLE,
        unreachable_since=since,
        problem=error.problem,
        failure=error.failure,
    )
