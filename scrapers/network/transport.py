"""The network under httpx: connects only to checked addresses, and never longer than a deadline.

A name is resolved once per connection, what it resolved to is checked, and exactly that address is connected to, so
a name that answers differently the second time (DNS rebinding) gains nothing. TLS still names and verifies the host.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from monitor.errors import Failure, FetchError, words_of
from scrapers.network.addresses import Allowed, permitted

Resolver = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, in the system's order of preference. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What may be connected to, and how names are resolved."""

    allowed: Allowed
    ports: frozenset[int]
    resolver: Resolver = resolve

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """The checked addresses of `host`. Raises FetchError (DNS, FORBIDDEN_ADDRESS)."""
        try:
            addresses = self.resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(host, f"the name cannot be resolved ({words_of(error)})", failure=Failure.DNS) from error
        if not addresses:
            raise FetchError(host, "the name has no address", failure=Failure.DNS)
        if not permitted(host, addresses, port, allowed=self.allowed, ports=self.ports):
            places = [*(address for address in addresses if address != host), f"port {port}"]
            problem = "is not a public web address ([fetch] allow_private and ports in config.toml name exceptions)"
            raise FetchError(host, f"{', '.join(places)} {problem}", failure=Failure.FORBIDDEN_ADDRESS)
        return addresses


class Deadline:
    """A point on the monotonic clock after which no socket of the fetch waits any longer."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self, timeout: float | None) -> float:
        """The seconds that one operation may still take. Raises httpcore.ReadTimeout when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole fetch is over")
        return left if timeout is None else min(left, timeout)


def _in_time(seconds: float, call: Callable[[], Sequence[str]]) -> Sequence[str]:
    """What a call answers, or raises. Raises httpcore.ConnectTimeout where it takes longer; it then ends by itself.

    (The system's resolver knows no deadline: it asks each of its servers several times, and a hanging one holds it.)
    """
    answer: Future[Sequence[str]] = Future()

    def make() -> None:
        try:
            answer.set_result(call())
        except Exception as error:  # noqa: BLE001 - the fetch raises it
            answer.set_exception(error)

    threading.Thread(target=make, daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except FutureTimeoutError as error:
        raise httpcore.ConnectTimeout("the name was not resolved in time") from error


class GuardedBackend(httpcore.NetworkBackend):
    """httpcore's sockets, behind the guard and the deadline."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self._guard = guard
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        wait = self._deadline.remaining(timeout)
        *earlier, last = _in_time(wait, lambda: self._guard.addresses(host, port))
        for address in earlier:
            try:
                return self._connect(address, port, timeout, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # the next address of the same host
        return self._connect(last, port, timeout, socket_options)

    def _connect(
        self, address: str, port: int, timeout: float | None, options: Iterable[httpcore.SOCKET_OPTION] | None
    ) -> httpcore.NetworkStream:
        stream = self._sockets.connect_tcp(address, port, self._deadline.remaining(timeout), None, options)
        return _DeadlineStream(stream, self._deadline)


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every operation ends at the deadline, so that a trickling server cannot hold a fetch."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.remaining(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.remaining(timeout))
        return _DeadlineStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.BaseTransport):
    """httpx over httpcore's public interface, with a network backend of our own.

    (httpx.HTTPTransport takes none.) Errors of httpcore pass as they are.
    """

    def __init__(self, backend: httpcore.NetworkBackend, ssl_context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=ssl_context, http2=True, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
