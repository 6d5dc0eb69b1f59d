"""The connections of Apprise's plugins, held by the cutoff of their delivery, and their answers, of a bounded length.

Apprise stops waiting for a plugin by itself, but leaves it at work in one of a few threads that all share: six targets
that trickle and nobody else would be told anything, nor could the process end. So its plugins work in the thread of
their delivery, and what they read from ends. (They speak HTTP by requests, and so by urllib3; those few that speak
another protocol keep the time limits that they have.)
"""

from __future__ import annotations

import socket
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.response import HTTPResponse

from notifiers.cutoff import Cutoff

_LONGEST_ANSWER = 1_000_000

_under_way: ContextVar[tuple[Cutoff, ExitStack] | None] = ContextVar("_under_way", default=None)


@contextmanager
def cut_off(seconds: float) -> Iterator[Cutoff]:
    """All connections that this thread makes inside end after so many seconds."""
    with Cutoff(seconds) as cutoff, ExitStack() as copies:
        token = _under_way.set((cutoff, copies))
        try:
            yield cutoff
        finally:
            _under_way.reset(token)


def _held(connection: socket.socket) -> socket.socket:
    if delivery := _under_way.get():
        cutoff, copies = delivery
        # A copy: what is held stays the same connection when TLS takes the original over.
        cutoff.hold(copies.enter_context(connection.dup()))
    return connection


def _bounded(answer: HTTPResponse) -> HTTPResponse:
    """Requests reads an answer to its end, and keeps all of it: what it gets is the beginning."""
    if delivery := _under_way.get():
        delivery[0].wish = answer.headers.get("retry-after")
    whole = answer.stream

    def stream(amt: int | None = None, decode_content: bool | None = None) -> Generator[bytes]:
        size = 0
        for part in whole(amt, decode_content):
            yield part
            size += len(part)
            if size > _LONGEST_ANSWER:
                answer.close()
                return

    answer.stream = stream  # type: ignore[method-assign]
    return answer


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _held(super()._new_conn())

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        return _bounded(super().getresponse())


class _Encrypted(HTTPSConnection, _Plain):
    """The same over TLS, whose socket it puts around the plain one."""


HTTPConnectionPool.ConnectionCls = _Plain
HTTPSConnectionPool.ConnectionCls = _Encrypted
