"""HTTP/2 is spoken where the server offers it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
def http2_server(*, trickle: bool = False) -> Iterator[int]:
    """Answers every request with its own headers, over HTTP/2 alone; trickle: begins to answer and never ends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    context.set_alpn_protocols(["h2"])
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        accepted, _ = listener.accept()
        with accepted, context.wrap_socket(accepted, server_side=True) as stream:
            _converse(stream, over, trickle=trickle)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        listener.close()
        thread.join(timeout=5)


def _converse(stream: ssl.SSLSocket, over: threading.Event, *, trickle: bool) -> None:
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
    connection.initiate_connection()
    stream.sendall(connection.data_to_send())
    while data := stream.recv(65536):
        for event in connection.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                body = "\n".join(": ".join(map(str, header)) for header in event.headers).encode()
                connection.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/plain")])
                connection.send_data(event.stream_id, body, end_stream=not trickle)
        stream.sendall(connection.data_to_send())
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
