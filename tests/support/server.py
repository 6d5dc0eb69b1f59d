"""A real HTTP server on loopback for tests: routes are callables, answers may be slow, endless, broken or encrypted.

with serve({"/policy": lambda request: Answer(body=b"<h1>Privacy</h1>")}) as server:
    fetch(server.url("/policy"))
    assert server.requests[0].headers["user-agent"]
"""

from __future__ import annotations

import gzip
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CERTIFICATE = Path(__file__).parent / "certificates" / "certificate.pem"
EXPIRED = Path(__file__).parent / "certificates" / "expired.pem"
KEY = Path(__file__).parent / "certificates" / "key.pem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it arrived. headers: names lower-cased. content: its body."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a route answers. body: bytes, or pieces that are sent as they come, without a Content-Length.

    raw: the whole answer as bytes for the socket, status line included; nothing else is sent then.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    body: bytes | Iterable[bytes] = b""
    raw: Iterable[bytes] | None = None


Route = Callable[[Request], Answer]


def page(html: str, *headers: tuple[str, str]) -> Route:
    """A route that always answers this page."""
    answer = Answer(body=html.encode(), headers=(("Content-Type", "text/html; charset=utf-8"), *headers))
    return lambda _request: answer


def redirect(location: str, status: int = 302) -> Route:
    """A route that always sends its visitors on."""
    return lambda _request: Answer(status=status, headers=(("Location", location),))


def gzipped(body: bytes) -> Answer:
    """The body as a server with compression sends it."""
    return Answer(body=gzip.compress(body), headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")))


@dataclass(slots=True, kw_only=True)
class Server:
    """A running server. routes may be changed while it runs; requests holds what came, in order.

    `released` is set when the server goes: a route that keeps a visitor waiting waits on it, so that no test hangs.
    """

    port: int
    scheme: str
    routes: dict[str, Route]
    requests: list[Request] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def answer(self, request: Request) -> Answer:
        """The answer of the route of that path ("*" serves all that have none), 404 without one."""
        self.requests.append(request)
        route = self.routes.get(request.path) or self.routes.get("*")
        return route(request) if route else Answer(status=404, body=b"not found")


@contextmanager
def serve(
    routes: Mapping[str, Route],
    *,
    tls: bool = False,
    certificate: Path = CERTIFICATE,
    address: tuple[str, int] = ("127.0.0.1", 0),
) -> Iterator[Server]:
    """Serves the routes until the block ends. certificate: for tls. address: of loopback; port 0 is any free one."""
    server = Server(port=0, scheme="https" if tls else "http", routes=dict(routes))
    handler = type("Handler", (_Handler,), {"site": server})
    with _QuietServer(address, handler) as http:
        server.port = http.server_address[1]
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, KEY)
            http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            http.shutdown()
            thread.join()


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128  # the default of 5 makes parallel clients wait a second

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up early are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    site: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        answer = self.site.answer(
            Request(
                method=self.command,
                path=path.path,
                query=path.query,
                headers={name.lower(): value for name, value in self.headers.items()},
                content=self.rfile.read(int(self.headers.get("Content-Length", "0"))),
            )
        )
        if answer.raw is not None:
            self.close_connection = True
            self._stream(answer.raw)
        elif isinstance(answer.body, bytes):
            self._head(answer, ("Content-Length", str(len(answer.body))))
            self.wfile.write(answer.body)
        else:
            self.close_connection = True
            self._head(answer, ("Connection", "close"))
            self._stream(answer.body)

    do_POST = do_GET  # noqa: N815  (the names are http.server's)

    def _head(self, answer: Answer, *more: tuple[str, str]) -> None:
        self.send_response(answer.status)
        for name, value in (*answer.headers, *more):
            self.send_header(name, value)
        self.end_headers()

    def _stream(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            if self.site.released.is_set():
                return
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, format: str, *arguments: object) -> None:
        """The test's own output says enough."""
