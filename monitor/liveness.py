"""Signs of life to those who watch the watcher: systemd's notification socket, and a heartbeat address."""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable

import httpx

log = logging.getLogger(__name__)

_HANGING_SECONDS = 60.0


def notify_systemd(state: str) -> None:
    """Tells systemd ("READY=1", "WATCHDOG=1", "STOPPING=1"); does nothing where it does not listen (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # the abstract namespace
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.sendto(state.encode(), address)
    except OSError as error:
        log.warning("systemd could not be told %s: %s", state, error.strerror)


class Liveness:
    """Shows life while the daemon's ticks run, and falls silent when they hang: then somebody has to look.

    ticked_at: when it last looked for due checks, in monotonic seconds; None before the first time.
    """

    def __init__(self, ticked_at: Callable[[], float | None]) -> None:
        self._begun_at = time.monotonic()
        self._ticked_at = ticked_at

    def pat_watchdog(self) -> None:
        if self._ticks():
            notify_systemd("WATCHDOG=1")

    def beat(self, address: str | None) -> None:
        """Asks for the operator's heartbeat address (Healthchecks and its like), which raises an alarm when we stop."""
        if address is None or not self._ticks():
            return
        try:
            httpx.get(address, timeout=10).raise_for_status()
        except httpx.HTTPError as error:
            # The address itself is a secret: whoever knows it can keep the alarm silent.
            log.warning("The heartbeat could not be sent: %s", type(error).__name__)

    def _ticks(self) -> bool:
        return time.monotonic() - (self._ticked_at() or self._begun_at) < _HANGING_SECONDS
