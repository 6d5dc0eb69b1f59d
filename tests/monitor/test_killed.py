"""Kill -9 at any moment of a round loses nothing, and repeats at most one message, under the same id."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.model import DeliveryStatus
from store import checks, outbox, versions
from store.database import open_store
from tests.support import killed
from tests.support.policies import PARTNERS, policy_page
from tests.support.receiver import Receiver, receive
from tests.support.watching import START

KEY = "gardenbell/privacy-policy"
CONFIRMING = START + timedelta(days=1, hours=1)
ROUNDS = 24


_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.support.killed"])  # else each of fifty processes would load the program anew


def rounds(folder: Path, receiver: Receiver, *hours: float, kill_at: int = 0) -> tuple[int | None, int]:
    """A process that does a round at each of these hours: its exit code, and how many statements that took."""
    moments = [CONFIRMING + timedelta(hours=hour) for hour in hours]
    heard, told = _PROCESSES.Pipe(duplex=False)
    with heard, told:
        process = _PROCESSES.Process(
            target=killed.rounds, args=(folder, receiver.port, kill_at, moments, told), daemon=True
        )
        process.start()
        process.join(timeout=60)
        return process.exitcode, heard.recv() if heard.poll() else 0


@pytest.fixture(scope="module")
def before_the_change_is_confirmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a first record and a change that was seen once; the next round confirms, judges and tells it."""
    folder = tmp_path_factory.mktemp("watch")
    with receive() as receiver:
        (folder / "page.html").write_text(policy_page())
        assert rounds(folder, receiver, -25)[0] == 0
        (folder / "page.html").write_text(policy_page(PARTNERS))
        assert rounds(folder, receiver, -1)[0] == 0
        assert receiver.posts == []
    return folder


def test_a_kill_at_any_statement_loses_nothing(before_the_change_is_confirmed: Path, tmp_path: Path) -> None:
    with receive() as receiver:
        whole = tmp_path / "whole"
        shutil.copytree(before_the_change_is_confirmed, whole)
        code, statements = rounds(whole, receiver, 0)
        assert code == 0
        assert len(receiver.posts) == 1
    for kill_at in range(1, statements + 1, max(1, statements // ROUNDS)):
        folder = tmp_path / str(kill_at)
        shutil.copytree(before_the_change_is_confirmed, folder)
        with receive() as receiver:
            assert rounds(folder, receiver, 0, kill_at=kill_at)[0] == -signal.SIGKILL
            assert rounds(folder, receiver, 1, 2, 3)[0] == 0
            ids = [post.json["id"] for post in receiver.posts]
        assert 1 <= len(ids) <= 2, f"killed at statement {kill_at}: sent {len(ids)} times"
        assert len(set(ids)) == 1
        with open_store(folder / "watch.db") as db:
            assert versions.count(db, KEY) == 2
            assert [delivery.status for delivery in outbox.list_deliveries(db)] == [DeliveryStatus.SENT]
            assert len(checks.recent(db, KEY, 10)) in {5, 6}
