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
from datetime import datetime

import httpx

from monitor.errors import Failure, FetchError
from monitor.model import NotModified, Snapshot, Validators
from scrapers.network.addresses import parse_allowed
from scrapers.network.encoding import ACCEPT_ENCODING, EncodingError, TooLargeError, decode_content
from scrapers.network.failures import as_fetch_errors, refusal
from scrapers.network.refresh import refresh_target
from scrapers.network.transport import Deadline, Guard, GuardedBackend, GuardedTransport, Resolver, resolve

_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_VALIDATOR = 1_000  # characters; servers refuse requests with long headers, and then the page would never come again
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


DEFAULT_LIMITS = Limits()


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
        limits: Limits = DEFAULT_LIMITS,
        allow_private: tuple[str, ...] = (),
        resolver: Resolver = resolve,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._limits = limits
        self._guard = Guard(allowed=parse_allowed(allow_private), ports=limits.ports, resolver=resolver)
        self._ssl_context = ssl_context or httpx.create_ssl_context()

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
        with as_fetch_errors(url), guarded_client(self._guard, self._limits, self._ssl_context) as client:
            client.headers.update(
                {
                    "User-Agent": self._user_agent,
                    "Accept": _ACCEPT,
                    "Accept-Language": accept_language(language),
                    "Accept-Encoding": ACCEPT_ENCODING,
                }
            )
            return self._follow(client, wish)

    def _follow(self, client: httpx.Client, wish: _Wish) -> Snapshot | NotModified:
        first = at = _checked(httpx.URL(wish.url))
        for _hop in range(self._limits.redirects + 1):
            own = wish.headers if _origin(at) == _origin(first) else ()
            conditions = _conditions(wish.validators, str(at))
            request = client.build_request("GET", at, headers=[*own, *conditions])
            response = client.send(request, stream=True)
            try:
                if response.status_code in _REDIRECTS:
                    at = _next_address(wish.url, response)
                else:
                    answer = self._answer(wish, at, response, conditional=bool(conditions))
                    target = refresh_target(answer) if isinstance(answer, Snapshot) else None
                    if target is None or (to := _checked(at.join(target))) == at:
                        return answer
                    at = to
            finally:
                response.close()
            wish.permit(str(at))
        raise FetchError(wish.url, f"more than {self._limits.redirects} redirects", failure=Failure.REDIRECTS)

    def _answer(
        self, wish: _Wish, at: httpx.URL, response: httpx.Response, *, conditional: bool
    ) -> Snapshot | NotModified:
        status = response.status_code
        headers = tuple((name.lower(), value) for name, value in response.headers.multi_items())
        if status == 304 and conditional:
            return NotModified(url=wish.url, final_url=str(at), fetched_at=wish.now(), headers=headers)
        if status >= 400:
            wait = response.headers.get("retry-after")
            raise refusal(wish.url, status, response.reason_phrase, wait, wish.now())
        if not 200 <= status < 300 or status == 206:
            raise FetchError(wish.url, f"HTTP {status} where a page was asked for", failure=Failure.BAD_CONTENT)
        return Snapshot(
            url=wish.url,
            final_url=str(at),
            status=status,
            headers=headers,
            content=read_body(wish.url, response, self._limits),
            fetched_at=wish.now(),
        )


def read_body(url: str, response: httpx.Response, limits: Limits) -> bytes:
    """The body of an answer without its Content-Encoding, read within the limits. Raises FetchError."""
    too_large = FetchError(url, f"more than {limits.max_bytes} bytes", failure=Failure.TOO_LARGE)
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limits.max_bytes:
        raise too_large
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > limits.max_bytes:
            raise too_large
    encoding = response.headers.get("content-encoding", "")
    try:
        return decode_content(bytes(body), encoding, cap=limits.max_decompressed_bytes)
    except TooLargeError as error:
        raise FetchError(url, str(error), failure=Failure.TOO_LARGE) from error
    except EncodingError as error:
        raise FetchError(url, f"Content-Encoding: {error}", failure=Failure.BAD_CONTENT) from error


def guarded_client(guard: Guard, limits: Limits, ssl_context: ssl.SSLContext) -> httpx.Client:
    """A client for one fetch: it reaches only what the guard lets through, and ends at the deadline."""
    backend = GuardedBackend(guard, Deadline(limits.total_seconds))
    timeout = httpx.Timeout(limits.total_seconds, connect=limits.connect_seconds)
    return httpx.Client(transport=GuardedTransport(backend, ssl_context), timeout=timeout)


def accept_language(language: str | None) -> str:
    """The pinned Accept-Language: the language asked for, English after it, never what the machine happens to be."""
    return "en" if language in (None, "en") else f"{language}, en;q=0.3"


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
    return [(name, value) for name, value in conditions if value and value.isascii() and len(value) <= _VALIDATOR]


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
