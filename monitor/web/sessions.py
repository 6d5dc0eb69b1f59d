"""Passwords, tokens and the sessions of people who gave the password. Kept in memory: a restart asks again."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import Lock

from monitor.clock import Clock

LASTS = timedelta(days=14)
# Wrong passwords from one place before it has to wait, and for how long they are remembered.
_TRIES = 5
_REMEMBERED = timedelta(minutes=15)
_AT_MOST = 10_000


def token_in(given: str, known: Iterable[str]) -> bool:
    """Whether a token is one of ours, in a time that tells nothing of how near it came."""
    digest = hashlib.sha256(given.encode()).digest()
    found = False
    for token in known:
        found |= hmac.compare_digest(digest, hashlib.sha256(token.encode()).digest())
    return found and bool(given)


class Sessions:
    """Safe in threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._salt = secrets.token_bytes(16)
        self._open: dict[str, tuple[datetime, bytes]] = {}  # hash of the session -> (its end, hash of the password)
        self._wrong: dict[str, list[datetime]] = {}

    def wait(self, address: str) -> timedelta:
        """How long this place has to wait before its next try; zero where it need not."""
        with self._lock:
            tries = self._recent(_place(address))
        if len(tries) < _TRIES:
            return timedelta(0)
        return max(tries[-_TRIES] + _REMEMBERED - self._clock(), timedelta(0))

    def open(self, given: str, password: str, address: str) -> str | None:
        """A new session, None for a wrong password."""
        with self._lock:
            self._remember(_place(address))  # before the slow hash, so that many tries at once are all counted
        # scrypt with its usual cost (16 MB, some 50 ms): a guess is slow even for who can send many.
        if not hmac.compare_digest(self._slow_hash(given), self._slow_hash(password)):
            return None
        session = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._open = {key: entry for key, entry in self._open.items() if entry[0] > now}
            self._open[_digest(session)] = (now + LASTS, self._quick_hash(password))
            self._wrong.pop(_place(address), None)
        return session

    def holds(self, session: str, password: str) -> bool:
        """Whether this session is open. Another password in the configuration ends the sessions of the old one."""
        with self._lock:
            entry = self._open.get(_digest(session))
        return (
            entry is not None and entry[0] > self._clock() and hmac.compare_digest(entry[1], self._quick_hash(password))
        )

    def close(self, session: str) -> None:
        with self._lock:
            self._open.pop(_digest(session), None)

    def _slow_hash(self, password: str) -> bytes:
        return hashlib.scrypt(password.encode(), salt=self._salt, n=2**14, r=8, p=1)

    def _quick_hash(self, password: str) -> bytes:
        return hmac.new(self._salt, password.encode(), hashlib.sha256).digest()

    def _remember(self, place: str) -> None:
        if len(self._wrong) >= _AT_MOST:
            self._wrong.clear()  # a flood from many places; the slow hash still stands in its way
        self._wrong[place] = [*self._recent(place), self._clock()]

    def _recent(self, place: str) -> list[datetime]:
        now = self._clock()  # which may have been set back since a try
        return [moment for moment in self._wrong.get(place, []) if abs(now - moment) < _REMEMBERED]


def _digest(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()


def _place(address: str) -> str:
    """Who counts as one: an IPv4 address, an IPv6 network of /64, which is what one customer gets."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
