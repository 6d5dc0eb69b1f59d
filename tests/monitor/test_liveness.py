"""Signs of life: the real daemon tells systemd, and asks for the heartbeat address."""

from __future__ import annotations

import select
import socket
import time
from pathlib import Path

import pytest

from monitor.liveness import Liveness
from tests.support.daemon import running_daemon, wait_until
from tests.support.policies import policy_page
from tests.support.server import page, serve


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


@pytest.mark.parametrize("idle", [5, 300])
def test_a_daemon_whose_ticks_hang_falls_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, idle: float) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    liveness = Liveness(lambda: time.monotonic() - idle)
    with (
        serve({"/beat": page("ok")}) as server,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd,
    ):
        systemd.bind(str(tmp_path / "notify"))
        systemd.setblocking(False)
        liveness.beat(server.url("/beat"))
        liveness.pat_watchdog()
        heard = select.select([systemd], [], [], 0)[0] != []
    assert [heard, bool(server.requests)] == [idle < 60] * 2


def test_a_heartbeat_that_cannot_be_sent_is_told_without_its_address(caplog: pytest.LogCaptureFixture) -> None:
    Liveness(lambda: time.monotonic()).beat("http://127.0.0.1:9/a-secret-path")
    assert "The heartbeat could not be sent: ConnectError" in caplog.text
    assert "a-secret-path" not in caplog.text
