"""uvicorn in a thread of the daemon."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import threading
from contextlib import ExitStack
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from monitor.errors import ConfigError, ConfigFault

log = logging.getLogger(__name__)

# Requests under way get so long to end when the daemon stops.
_GRACE_SECONDS = 5

_HINTS = {
    errno.EADDRINUSE: "another program may hold that port; choose another one with port = ...",
    errno.EACCES: "this user may not take that port; choose one above 1024 with port = ...",
}
_NO_HOST = 'host has to be an address of this machine: "127.0.0.1", or "0.0.0.0" for all that it has'


@dataclass(frozen=True, slots=True)
class Serving:
    """A running server. url: where it is reached from this machine."""

    url: str
    _server: uvicorn.Server
    _thread: threading.Thread

    def stop(self) -> None:
        """Takes no more requests, lets those under way end, and waits for it."""
        self._server.should_exit = True
        self._thread.join(timeout=2 * _GRACE_SECONDS)


def serve(app: Starlette, host: str, port: int, *, file: str = "config.toml") -> Serving:
    """Listens when this returns. port 0: any free one. file: that says so.

    Raises ConfigError where it cannot listen there.
    """
    try:
        listener = _listen(host, port)
    except OSError as error:
        problem = f"cannot listen at {host}, port {port}: {error.strerror or error}"
        fault = ConfigFault(path="web", problem=problem, hint=_HINTS.get(error.errno or 0, _NO_HOST))
        raise ConfigError(file, (fault,)) from error
    config = uvicorn.Config(
        app,
        log_config=None,  # the daemon's log is set up already
        access_log=False,
        server_header=False,
        date_header=True,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        limit_concurrency=200,
        h11_max_incomplete_event_size=32_768,
    )
    server = uvicorn.Server(config)  # outside the main thread it leaves signals alone
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])), name="web", daemon=True)
    thread.start()
    name = f"[{host}]" if ":" in host else host
    url = f"http://{name}:{listener.getsockname()[1]}/"
    log.info("The page is at %s", url)
    return Serving(url, server, thread)


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with ExitStack() as unless_it_listens:
        listener = unless_it_listens.enter_context(socket.socket(family, kind, protocol))
        # A restarted daemon takes its port again although old connections still linger.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
        unless_it_listens.pop_all()
    return listener
