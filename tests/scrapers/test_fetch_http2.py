"""HTTP/2 is spoken where the server offers it, and what it breaks there is told as any other failure."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import h2.connection
import h2.events
import pytest

from monitor.errors import Failure, FetchError
from monitor.model import Snapshot
from scrapers.fetch import Fetcher, Limits
from tests.support.server import CERTIFICATE, KEY

NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)


@contextmanager
def http2_server(*, trickle: bool = False, then: bytes = b"", length: str = "") -> Iterator[int]:
    """Answers every request with its own headers, over HTTP/2 alone.

    trickle: begins to answer and never ends. then: what it sends after it has begun. length: its Content-Length.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    context.set_alpn_protocols(["h2"])
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        accepted, _ = listener.accept()
        # A client that finds a fault closes the connection at once.
        with suppress(OSError), accepted, context.wrap_socket(accepted, server_side=True) as stream:
            _converse(stream, over, trickle=trickle, then=then, length=length)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        listener.close()
        thread.join(timeout=5)


def _converse(stream: ssl.SSLSocket, over: threading.Event, *, trickle: bool, then: bytes, length: str) -> None:
    own = [("content-length", length)] if length else []
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
    connection.initiate_connection()
    stream.sendall(connection.data_to_send())
    while data := stream.recv(65536):
        for event in connection.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                body = "\n".join(": ".join(map(str, header)) for header in event.headers).encode()
                connection.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/plain"), *own])
                connection.send_data(event.stream_id, body, end_stream=not (trickle or then))
        stream.sendall(connection.data_to_send())
        if connection.highest_inbound_stream_id:  # it was asked
            stream.sendall(then)  # a record of TLS of its own, which the client reads when it has the headers
        if trickle:
            over.wait(5)


def fetcher(limits: Limits) -> Fetcher:
    context = ssl.create_default_context(cafile=str(CERTIFICATE))
    return Fetcher(user_agent="t", limits=limits, allow_private=("127.0.0.1",), ssl_context=context)


def test_a_page_is_fetched_over_http2() -> None:
    with http2_server() as port:
        got = fetcher(Limits(total_seconds=10)).fetch(f"https://127.0.0.1:{port}/policy", now=lambda: NOW)
    assert isinstance(got, Snapshot)
    assert b":path: /policy" in got.content
    assert b"accept-language: en" in got.content


def test_a_stream_that_never_ends_is_left_when_the_time_is_over() -> None:
    with http2_server(trickle=True) as port, pytest.raises(FetchError) as caught:
        fetcher(Limits(total_seconds=0.5)).fetch(f"https://127.0.0.1:{port}/", now=lambda: NOW)
    assert caught.value.failure is Failure.TIMEOUT


def frame(kind: int, *, stream: int, payload: bytes, flags: int = 0) -> bytes:
    """RFC 9113, 4.1."""
    return len(payload).to_bytes(3) + bytes([kind, flags]) + stream.to_bytes(4) + payload


DATA, HEADERS, RST_STREAM, GOAWAY, WINDOW_UPDATE = 0, 1, 3, 7, 8


@pytest.mark.parametrize(
    "broken",
    [
        frame(DATA, stream=99, payload=b"of a stream that nobody opened"),
        frame(DATA, stream=1, payload=b"\xff too much padding", flags=8),
        frame(HEADERS, stream=1, payload=b"\xff\xff\xff\xff\xff", flags=5),
        frame(RST_STREAM, stream=1, payload=b"cut"),
        frame(GOAWAY, stream=0, payload=bytes(8)) + frame(DATA, stream=1, payload=b"and on"),
        frame(WINDOW_UPDATE, stream=0, payload=b"\x7f\xff\xff\xff"),
    ],
)
def test_a_server_that_breaks_http2_within_an_answer_has_failed(broken: bytes) -> None:
    with http2_server(then=broken) as port, pytest.raises(FetchError) as caught:
        fetcher(Limits(total_seconds=10)).fetch(f"https://127.0.0.1:{port}/", now=lambda: NOW)
    assert caught.value.failure is Failure.CONNECTION


def test_an_answer_of_another_length_than_it_says_has_failed() -> None:
    end = frame(DATA, stream=1, payload=b"", flags=1)
    with http2_server(length="9999", then=end) as port, pytest.raises(FetchError) as caught:
        fetcher(Limits(total_seconds=10)).fetch(f"https://127.0.0.1:{port}/", now=lambda: NOW)
    assert caught.value.failure is Failure.CONNECTION
