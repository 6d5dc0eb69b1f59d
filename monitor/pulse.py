"""Signs of life to those who watch the watcher: systemd's notification socket, and a heartbeat address."""

from __future__ import annotations

import logging
import os
import socket

import httpx

log = logging.getLogger(__name__)


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


def beat(address: str) -> None:
    """Asks for the operator's heartbeat address (Healthchecks and its like), which raises the alarm when we stop."""
    try:
        httpx.get(address, timeout=10).raise_for_status()
    except httpx.HTTPError as error:
        # The address itself is a secret: whoever knows it can keep the alarm silent.
        log.warning("The heartbeat could not be sent: %s", type(error).__name__)
