"""A real HTTP server on loopback that takes what services are sent, and answers as a test tells it.

with receive(Reply(status=500), Reply()) as receiver:
    post_twice_to(receiver.port)
    assert receiver.posts[0].json["id"] == receiver.posts[1].json["id"]
"""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.server import CERTIFICATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server answers; hang: it answers nothing until the test ends."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b"{}"
    hang: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A request as it arrived. headers: names lower-cased."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True, kw_only=True)
class Receiver:
    """A running server. replies: used up in order; the last one stays. answer: decides instead of them."""

    port: int
    replies: list[Reply]
    answer: Callable[[Post], Reply] | None = None
    posts: list[Post] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def take(self, post: Post) -> Reply:
        self.posts.append(post)
        if self.answer is not None:
            return self.answer(post)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def receive(*replies: Reply, answer: Callable[[Post], Reply] | None = None, tls: bool = False) -> Iterator[Receiver]:
    """Serves on a free port of 127.0.0.1 until the block ends. tls: with the tests' own certificate."""
    receiver = Receiver(port=0, replies=list(replies) or [Reply()], answer=answer)
    handler = type("Handler", (_Handler,), {"receiver": receiver})
    with _Server(("127.0.0.1", 0), handler) as http:
        receiver.port = http.server_address[1]
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_name("key.pem"))
            http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            receiver.released.set()
            http.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up early are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.receiver.take(Post(method=self.command, path=self.path, headers=headers, body=body))
        if reply.hang:
            self.receiver.released.wait()
            return
        self.send_response(reply.status)
        for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    do_PUT = do_POST  # noqa: N815
    do_GET = do_POST  # noqa: N815

    def log_message(self, format: str, *arguments: object) -> None:
        """The test's own output says enough."""
