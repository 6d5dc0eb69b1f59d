"""Servers on loopback that never come to an end: every read brings a byte, for as long as the client stays."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.support.server import CERTIFICATE, KEY


@contextmanager
def trickle(beginning: bytes, *, tls: bool = False, pause: float = 0.02) -> Iterator[int]:
    """Each visitor gets `beginning`, and then a letter each `pause`; the port."""
    released = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)

        def visit(visitor: socket.socket) -> None:
            with suppress(OSError), _encrypted(visitor) if tls else visitor as connection:
                connection.sendall(beginning)
                while not released.wait(pause):
                    connection.sendall(b"x")

        def attend() -> None:
            while not released.is_set():
                with suppress(TimeoutError):
                    visitor = server.accept()[0]
                    threading.Thread(target=visit, args=(visitor,), daemon=True).start()

        thread = threading.Thread(target=attend, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            released.set()
            thread.join()


def _encrypted(visitor: socket.socket) -> ssl.SSLSocket:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    return context.wrap_socket(visitor, server_side=True)
