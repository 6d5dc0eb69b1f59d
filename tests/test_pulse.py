"""Signs of life: the real daemon tells systemd, and asks for the heartbeat address."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.daemon import running_daemon, wait_until
from tests.policies import policy_page
from tests.server import page, serve


def test_systemd_hears_that_the_daemon_is_ready_alive_and_stopping(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    with serve({"/privacy": page(policy_page()), "/beat": page("ok")}) as server:
        config.write_text(
            f"""
            [alarms]
            heartbeat = "{server.url("/beat")}"
            [web]
            enabled = false
            [fetch]
            allow_private = ["127.0.0.1"]
            [[vendors]]
            name = "Gardenbell"
            url = "{server.url("/privacy")}"
            """
        )
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
            systemd.bind(str(tmp_path / "notify"))
            systemd.settimeout(30)
            with running_daemon(config, NOTIFY_SOCKET=str(tmp_path / "notify")):
                heard = {systemd.recv(100), systemd.recv(100)}
                wait_until(lambda: "/beat" in [request.path for request in server.requests], what="the heartbeat")
            assert heard == {b"READY=1", b"WATCHDOG=1"}
            while (last := systemd.recv(100)) == b"WATCHDOG=1":
                pass
            assert last == b"STOPPING=1"
