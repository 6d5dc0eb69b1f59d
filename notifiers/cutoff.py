"""An end to a connection whose other side trickles: the timeout of a socket is for each read alone."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Any


class Cutoff:
    """Breaks the held connection off when its seconds are over; who reads from it then meets its end.

    So a delivery is over before its lease is (monitor.dispatch.LEASE), and before a daemon that is told to stop is
    killed (two minutes).
    """

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self.wish: str | None = None  # Retry-After, as the last answer has it (notifiers.held)
        self._connection: socket.socket | None = None
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Cutoff:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def hold(self, connection: socket.socket) -> None:
        """From now on this is the connection."""
        self._connection = connection
        if self.is_over:
            self._break_off()

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Holds the connection of an httpx request that has this as its extension "trace"."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):  # a proxy's among them
            self.hold(info["return_value"].get_extra_info("socket"))

    def _end(self) -> None:
        self.is_over = True
        self._break_off()

    def _break_off(self) -> None:
        if self._connection is not None:
            with suppress(OSError):  # it ended by itself
                # Not by its own method: that of a TLS socket would have what follows read in the clear.
                socket.socket.shutdown(self._connection, socket.SHUT_RDWR)
