"""Faults of the machine around the real daemon: it says what is wrong, ends with the right code, and loses nothing."""

from __future__ import annotations

import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette

from monitor.errors import ConfigError
from monitor.model import Outcome
from monitor.web.server import serve as listen
from store import checks, maintenance, outbox, sources, versions
from store.database import open_store
from tests.support.daemon import running_daemon, stored, wait_until
from tests.support.policies import PARTNERS, policy_page
from tests.support.receiver import Post, Reply, receive
from tests.support.repository import REPOSITORY
from tests.support.server import Answer, Request, page, serve

KEY = "gardenbell/privacy-policy"


def configure(folder: Path, url: str, *hooks: int) -> Path:
    channels = "".join(f'[channels.hook{n}]\naddress = "json://127.0.0.1:{port}/"\n' for n, port in enumerate(hooks))
    config = folder / "config.toml"
    config.write_text(
        'store = "watch.db"\ninterval = "1s"\nconfirm_after = "1s"\n[web]\nenabled = false\n'
        f'[fetch]\nallow_private = ["127.0.0.1"]\nspacing = "0s"\n{channels}'
        f'[[vendors]]\nname = "Gardenbell"\nurl = "{url}"\n'
    )
    return config


def daemon(config: Path, *, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """before: is called in the daemon's own process."""
    command = [sys.executable, "-m", "monitor", "run", "--config", str(config)]
    return subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True, preexec_fn=before)


def ends(process: subprocess.Popen[str], *, within: float = 60) -> tuple[int, str]:
    """(exit code, what it said)"""
    try:
        _, said = process.communicate(timeout=within)
    finally:
        process.kill()
    return process.returncode, said


def test_a_disk_that_fills_up_ends_the_daemon_with_a_clear_message_and_nothing_is_lost(tmp_path: Path) -> None:
    """From some moment on no file may grow beyond 100 kB: the kernel refuses to write as a full disk does."""
    texts = [policy_page(kept=f"up to {number} years") for number in range(2, 500)]
    count = 0

    def page(_request: Request) -> Answer:
        nonlocal count
        count += 1
        bulk = os.urandom(180_000).hex()  # nothing compresses it
        return Answer(body=texts[count // 2 % 400].replace("</body>", f"<!-- {bulk} --></body>").encode())

    with serve({"/privacy": page}) as server:
        config = configure(tmp_path, server.url("/privacy"))
        process = daemon(config)
        try:
            wait_until(lambda: stored(tmp_path, 3), seconds=60, what="some checks")
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (100_000, 100_000))
            code, said = ends(process)
        finally:
            process.kill()
        assert code == 4, said
        assert "watch.db" in said
        assert "Traceback" not in said, said
        with open_store(tmp_path / "watch.db") as db:
            assert list(maintenance.faults(db)) == []
            before = [versions.get(db, KEY, number + 1).text for number in range(versions.count(db, KEY))]
            made = len(checks.moments(db, 1_000))
        with running_daemon(config):
            wait_until(lambda: stored(tmp_path, made + 3), what="checks with room again")
    with open_store(tmp_path / "watch.db") as db:
        after = [versions.get(db, KEY, number + 1).text for number in range(versions.count(db, KEY))]
        assert after[: len(before)] == before
        assert list(maintenance.faults(db)) == []


def test_a_daemon_that_starts_on_a_full_disk_says_so_and_ends_with_the_code_of_the_store(tmp_path: Path) -> None:
    """No file may grow at all, as on a full disk."""
    config = configure(tmp_path, "http://127.0.0.1:9/privacy")
    process = daemon(config, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)))
    code, said = ends(process)
    assert (code, "cannot be written" in said) == (4, True), said
    assert "Traceback" not in said


def test_a_store_that_another_program_does_not_let_go_of_ends_the_daemon_with_a_clear_message(tmp_path: Path) -> None:
    with serve({"/privacy": lambda _request: Answer(body=policy_page().encode())}) as server:
        process = daemon(configure(tmp_path, server.url("/privacy")))
        try:
            wait_until(lambda: stored(tmp_path, 1), what="the first check")
            other = sqlite3.connect(tmp_path / "watch.db", timeout=10)
            other.execute("BEGIN IMMEDIATE")
            code, said = ends(process)
            other.rollback()
            other.close()
        finally:
            process.kill()
    assert code == 4, said
    assert "is locked by another process (wait for it to finish" in said
    assert "Traceback" not in said


def test_a_store_in_a_folder_that_is_not_there_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    config = configure(tmp_path, "http://127.0.0.1:9/privacy")
    config.write_text(config.read_text().replace("watch.db", "history/watch.db"))
    code, said = ends(daemon(config))
    assert (code, f"mkdir -p {tmp_path / 'history'}" in said) == (4, True)


def test_a_port_that_is_taken_is_told_before_anybody_is_asked_for_a_page(tmp_path: Path) -> None:
    with (
        serve({"/privacy": page(policy_page())}) as site,
        socket.create_server(("127.0.0.1", 0)) as taken,
    ):
        config = configure(tmp_path, site.url("/privacy"))
        text = config.read_text().replace("enabled = false", f"port = {taken.getsockname()[1]}")
        config.write_text(text)
        code, said = ends(daemon(config))
    assert (code, "another program may hold that port" in said) == (2, True)
    assert f"{config} has 1 fault" in said
    assert site.requests == []


@pytest.mark.parametrize("host", ["192.0.2.7", "nowhere.invalid"])
def test_a_host_that_is_not_this_machine_is_not_taken_for_a_port_that_is_taken(host: str) -> None:
    with pytest.raises(ConfigError) as caught:
        listen(Starlette(), host, 0)
    (fault,) = caught.value.faults
    assert (fault.path, "an address of this machine" in fault.hint) == ("web", True)


def test_a_daemon_that_is_told_to_stop_in_mid_fetch_finishes_and_records_it(tmp_path: Path) -> None:
    begun, released = threading.Event(), threading.Event()

    def page(_request: Request) -> Answer:
        begun.set()
        released.wait(30)
        return Answer(body=policy_page().encode())

    with serve({"/privacy": page}) as server:
        process = daemon(configure(tmp_path, server.url("/privacy")))
        assert begun.wait(30)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert process.poll() is None
        released.set()
        code, said = ends(process)
    assert code == 0, said
    with open_store(tmp_path / "watch.db") as db:
        assert [check.outcome for check in checks.recent(db, KEY, 9)] == [Outcome.FIRST_RECORD]
        assert versions.count(db, KEY) == 1


def test_a_daemon_that_is_told_to_stop_does_not_wait_for_the_turns_of_hosts(tmp_path: Path) -> None:
    robots = Answer(headers=(("Content-Type", "text/plain"),), body=b"User-agent: *\nDisallow:\n")
    with serve({"/robots.txt": lambda _request: robots}) as server:
        config = configure(tmp_path, server.url("/privacy"))
        config.write_text(config.read_text().replace('spacing = "0s"', 'spacing = "1h"'))
        process = daemon(config)
        wait_until(lambda: server.requests, what="robots.txt, after which the page has to wait for an hour")
        process.send_signal(signal.SIGTERM)
        code, said = ends(process)
    assert code == 0, said
    assert "Traceback" not in said
    with open_store(tmp_path / "watch.db") as db:
        assert checks.recent(db, KEY, 9) == []
        assert sources.state(db, KEY).failures == 0


def test_a_channel_that_hangs_keeps_neither_checks_nor_other_channels_from_their_work(tmp_path: Path) -> None:
    html = policy_page()

    def hang(_post: Post) -> Reply:
        return Reply(hang=True)

    with (
        serve({"/privacy": lambda _request: Answer(body=html.encode())}) as server,
        receive(answer=hang) as stuck,
        receive() as sound,
    ):
        config = configure(tmp_path, server.url("/privacy"), stuck.port, sound.port)
        with running_daemon(config):
            wait_until(lambda: stored(tmp_path, 1), what="the first check")
            html = policy_page(PARTNERS)
            wait_until(lambda: sound.posts and stuck.posts, what="the message on the sound channel")
            seen = len(server.requests)
            wait_until(lambda: len(server.requests) > seen + 1, what="checks while a channel hangs")
            stuck.released.set()
    with open_store(tmp_path / "watch.db") as db:
        sent = {delivery.channel: delivery.status for delivery in outbox.list_deliveries(db)}
        assert sources.state(db, KEY).failures == 0
    assert sent["hook1"] == "sent"
    assert sent["hook0"] != "sent"
