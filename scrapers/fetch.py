"""Fetching one page: a polite, bounded, conditional GET, guarded at every hop.

    fetch(url) -> hop, hop, ... (each resolved, checked, connected) -> Snapshot | NotModified, or FetchError

Each fetch has a small client of its own on one shared TLS context. httpx's connection pool is quadratic in its open
connections and a daily watcher rarely asks one host twice in a row, so there is little to keep alive; a client costs
0.3 ms, is safe in threads, carries its own deadline, and leaves no cookies to the next fetch.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpcore
import httpx

from monitor.errors import Failure, FetchError
from monitor.model import NotModified, Snapshot
from scrapers.addresses import parse_allowed
from scrapers.encoding import ACCEPT_ENCODING, EncodingError, TooLargeError, decode_content
from scrapers.network import Deadline, Guard, GuardedBackend, GuardedTransport, Resolver, resolve

Validators = tuple[str, str | None, str | None]

_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one fetch. max_bytes: as sent; max_decompressed_bytes: after undoing Content-Encoding."""

    max_bytes: int = 10_000_000
    max_decompressed_bytes: int = 20_000_000
    total_seconds: float = 60.0
    connect_seconds: float = 10.0
    redirects: int = 8
    ports: frozenset[int] = frozenset({80, 443})


@dataclass(frozen=True, slots=True)
class _Wish:
    """What one fetch was asked to do; see Fetcher.fetch."""

    url: str
    validators: Validators | None
    headers: tuple[tuple[str, str], ...]
    permit: Callable[[str], None]
    now: Callable[[], datetime]


class Fetcher:
    """Fetches pages; safe to share between threads.

    user_agent: says honestly who asks ("clausewatch/1.0 (+https://example.org/contact)").
    allow_private: addresses, networks and host names that may be reached although they are not public.
    resolver: (host, port) -> addresses; raises OSError. ssl_context: for servers signed by an authority of one's own.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        limits: Limits = Limits(),
        allow_private: tuple[str, ...] = (),
        resolver: Resolver = resolve,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._limits = limits
        self._guard = Guard(allowed=parse_allowed(allow_private), ports=limits.ports, resolver=resolver)
        self._ssl_context = ssl_context or httpx.create_ssl_context()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is held open between fetches; here so that callers need not know."""

    def fetch(
        self,
        url: str,
        *,
        now: Callable[[], datetime],
        validators: Validators | None = None,
        language: str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        permit: Callable[[str], None] = lambda _address: None,
    ) -> Snapshot | NotModified:
        """The page at `url`, or the server's word that it has not changed.

        validators: (final address, ETag, Last-Modified) of the capture we have; they are sent only to that address.
        headers: extra request headers; they may be secrets, so they go to the host of `url` alone.
        permit: asked for the address of every redirect before it is followed; it raises FetchError to stop there.
        Raises FetchError, whose subject is `url`.
        """
        wish = _Wish(url, validators, headers, permit, now)
        transport = GuardedTransport(
            GuardedBackend(self._guard, Deadline(self._limits.total_seconds)), self._ssl_context
        )
        try:
            with httpx.Client(
                transport=transport,
                timeout=httpx.Timeout(self._limits.total_seconds, connect=self._limits.connect_seconds),
                headers={
                    "User-Agent": self._user_agent,
                    "Accept": _ACCEPT,
                    "Accept-Language": accept_language(language),
                    "Accept-Encoding": ACCEPT_ENCODING,
                },
            ) as client:
                return self._follow(client, wish)
        except FetchError as error:
            raise _about(url, error) from error
        except httpcore.TimeoutException as error:
            raise FetchError(url, f"no complete answer in time ({error})", failure=Failure.TIMEOUT) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise FetchError(url, _words(error), failure=_network_failure(error)) from error
        except (httpx.InvalidURL, httpx.TransportError, ValueError) as error:
            raise FetchError(url, _words(error), failure=Failure.BAD_CONTENT) from error

    def _follow(self, client: httpx.Client, wish: _Wish) -> Snapshot | NotModified:
        first = at = _checked(httpx.URL(wish.url))
        for _hop in range(self._limits.redirects + 1):
            own = wish.headers if _origin(at) == _origin(first) else ()
            conditions = _conditions(wish.validators, str(at))
            request = client.build_request("GET", at, headers=[*own, *conditions])
            response = client.send(request, stream=True)
            try:
                if response.status_code not in _REDIRECTS:
                    return self._answer(wish, at, response, conditional=bool(conditions))
                at = _next_address(wish.url, response)
            finally:
                response.close()
            wish.permit(str(at))
        raise FetchError(wish.url, f"more than {self._limits.redirects} redirects", failure=Failure.REDIRECTS)

    def _answer(
        self, wish: _Wish, at: httpx.URL, response: httpx.Response, *, conditional: bool
    ) -> Snapshot | NotModified:
        status = response.status_code
        if status == 304 and conditional:
            return NotModified(url=wish.url, final_url=str(at), fetched_at=wish.now())
        if status >= 400:
            raise FetchError(
                wish.url,
                f"HTTP {status} {response.reason_phrase}".rstrip(),
                failure=status_failure(status),
                status=status,
                retry_after=retry_after(response.headers.get("retry-after"), wish.now()),
            )
        if not 200 <= status < 300 or status == 206:
            raise FetchError(wish.url, f"HTTP {status} where a page was asked for", failure=Failure.BAD_CONTENT)
        body = self._read(wish.url, response)
        return Snapshot(
            url=wish.url,
            final_url=str(at),
            status=status,
            headers=tuple((name.lower(), value) for name, value in response.headers.multi_items()),
            content=self._decode(wish.url, body, response.headers.get("content-encoding", "")),
            fetched_at=wish.now(),
        )

    def _read(self, url: str, response: httpx.Response) -> bytes:
        cap = self._limits.max_bytes
        too_large = FetchError(url, f"more than {cap} bytes", failure=Failure.TOO_LARGE)
        declared = response.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > cap:
            raise too_large
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > cap:
                raise too_large
        return bytes(body)

    def _decode(self, url: str, body: bytes, encoding: str) -> bytes:
        try:
            return decode_content(body, encoding, cap=self._limits.max_decompressed_bytes)
        except TooLargeError as error:
            raise FetchError(url, str(error), failure=Failure.TOO_LARGE) from error
        except EncodingError as error:
            raise FetchError(url, f"Content-Encoding: {error}", failure=Failure.BAD_CONTENT) from error


def accept_language(language: str | None) -> str:
    """The pinned Accept-Language: the language asked for, English after it, never what the machine happens to be."""
    return "en" if language in (None, "en") else f"{language}, en;q=0.3"


def status_failure(status: int) -> Failure:
    """The kind of failure that an HTTP status of 400 and more means."""
    named = {403: Failure.HTTP_403, 404: Failure.HTTP_404, 410: Failure.HTTP_410, 429: Failure.HTTP_429}
    return named.get(status, Failure.HTTP_4XX if status < 500 else Failure.HTTP_5XX)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Retry-After in either form (seconds, or an HTTP date) as a duration from now; None where it says nothing."""
    if value is None:
        return None
    value = value.strip()
    try:
        if value.isascii() and value.isdigit():
            return timedelta(seconds=int(value))
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(until - now, timedelta(0))


def _checked(url: httpx.URL) -> httpx.URL:
    """The address without its fragment. Raises FetchError where it is no plain web address."""
    if url.scheme not in ("http", "https") or not url.host or not 0 < (url.port or 80) < 65536:
        raise FetchError(str(url), "only http and https addresses are fetched", failure=Failure.FORBIDDEN_ADDRESS)
    if url.userinfo:
        raise FetchError(
            url.host, "addresses with a user name in them are not fetched", failure=Failure.FORBIDDEN_ADDRESS
        )
    return url.copy_with(fragment=None)


def _next_address(url: str, response: httpx.Response) -> httpx.URL:
    if response.next_request is None:
        problem = f"HTTP {response.status_code} without an address to go to"
        raise FetchError(url, problem, failure=Failure.BAD_CONTENT)
    return _checked(response.next_request.url)


def _conditions(validators: Validators | None, address: str) -> list[tuple[str, str]]:
    if validators is None or validators[0] != address:
        return []
    _, etag, last_modified = validators
    conditions = [("If-None-Match", etag), ("If-Modified-Since", last_modified)]
    return [(name, value) for name, value in conditions if value]


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _about(url: str, error: FetchError) -> FetchError:
    """The same error with the address that was asked for as its subject; what went wrong elsewhere keeps its name."""
    problem = error.problem if error.subject == url else f"{error.subject}: {error.problem}"
    return FetchError(url, problem, failure=error.failure, status=error.status, retry_after=error.retry_after)


def _network_failure(error: BaseException) -> Failure:
    """Tells by the types in the chain of causes, since httpcore names only the phase.

    (The chain of contexts, to be exact: httpcore's pool raises "from None", which clears the cause.)
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Failure.TLS
        if isinstance(cause, ConnectionRefusedError):
            return Failure.REFUSED
        cause = cause.__context__
    return Failure.CONNECTION


def _words(error: BaseException) -> str:
    return str(error) or type(error).__name__
