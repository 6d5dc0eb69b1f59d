"""Killed processes, full disks, rival processes: a clear error, and nothing that was stored is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from monitor.errors import StoreError
from store import chain, versions
from store.database import Store, open_store
from store.maintenance import faults
from tests.support.repository import REPOSITORY
from tests.support.storing import KEY, acme_store, add_texts, one_change


def counts(db: Store) -> dict[str, int]:
    tables = ("versions", "snapshots", "checks", "judgements", "alerts", "deliveries")
    return {table: db.value(f"SELECT count(*) FROM {table}") for table in tables}


def whole(number: int) -> dict[str, int]:
    """What the store holds after that many changes."""
    told = max(number - 1, 0)
    return {
        **dict.fromkeys(("versions", "snapshots", "checks"), number),
        **dict.fromkeys(("judgements", "alerts"), told),
        "deliveries": told * 2,
    }


KILLED = """
import os, signal, sys
from pathlib import Path
from store.database import open_store
from tests.support.storing import one_change

left = int(sys.argv[2])

def countdown(statement):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

with open_store(Path(sys.argv[1])) as db:
    one_change(db)
    print("first change stored", flush=True)
    db.connection.set_trace_callback(countdown)
    one_change(db)
    db.connection.set_trace_callback(None)
    print("second change stored", flush=True)
"""


def run_python(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(program), *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def statements_of_a_change(folder: Path) -> int:
    seen: list[str] = []
    with acme_store(folder) as db:
        one_change(db)
        db.connection.set_trace_callback(seen.append)
        one_change(db)
        db.connection.set_trace_callback(None)
    return len(seen)


def test_a_process_killed_at_any_statement_leaves_a_whole_change_or_none(tmp_path: Path) -> None:
    """SIGKILL just before statements all through a change, BEGIN and COMMIT included."""
    (tmp_path / "count").mkdir()
    total = statements_of_a_change(tmp_path / "count")
    assert total > 30
    for statement in [0, 1, *range(2, total - 1, 7), total - 1]:
        folder = tmp_path / str(statement)
        folder.mkdir()
        acme_store(folder).close()
        done = run_python(KILLED, str(folder / "store.db"), str(statement))
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert done.stdout == "first change stored\n"
        with open_store(folder / "store.db") as db:
            assert counts(db) == whole(1)
            one_change(db)
            assert counts(db) == whole(2)
            assert list(faults(db)) == []


def test_a_process_killed_just_after_a_change_has_stored_it(tmp_path: Path) -> None:
    acme_store(tmp_path).close()
    done = run_python(
        KILLED.replace('print("second', 'os.kill(os.getpid(), 9); print("'), str(tmp_path / "store.db"), "999"
    )
    assert done.returncode == -signal.SIGKILL
    with open_store(tmp_path / "store.db") as db:
        assert counts(db) == whole(2)


def test_two_processes_that_write_at_once_both_succeed(tmp_path: Path) -> None:
    acme_store(tmp_path).close()
    program = """
    import sys
    from pathlib import Path
    from monitor.model import Check, Outcome
    from store import checks
    from store.database import open_store
    from tests.support.storing import KEY, NOON
    with open_store(Path(sys.argv[1])) as db:
        for _ in range(50):
            checks.add(db, Check(source=KEY, checked_at=NOON, outcome=Outcome.UNCHANGED))
    """
    results: list[subprocess.CompletedProcess[str]] = []
    runs = [
        threading.Thread(target=lambda: results.append(run_python(program, str(tmp_path / "store.db"))))
        for _ in range(2)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [(done.returncode, done.stderr) for done in results] == [(0, ""), (0, "")]
    with open_store(tmp_path / "store.db") as db:
        assert counts(db)["checks"] == 100
        assert chain.faults(db, KEY) == []


def test_a_full_store_says_so_and_keeps_what_it_has(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        one_change(db)
        db.value(f"PRAGMA max_page_count = {db.value('PRAGMA page_count') + 2}")
        with pytest.raises(StoreError, match="the disk is full"):
            add_texts(db, "".join(f"{number:x} " for number in range(40_000)))
        assert counts(db) == whole(1)
        db.value("PRAGMA max_page_count = 1000000")
        one_change(db)
        assert counts(db) == whole(2)
        assert list(faults(db)) == []


FILLED = """
import resource, signal, sys
from pathlib import Path
from monitor.errors import StoreError
from store.database import open_store
from tests.support.storing import add_texts

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_store(Path(sys.argv[1])) as db:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
    try:
        for number in range(1000):
            add_texts(db, "".join(f"{number + place:x} " for place in range(5_000)))
    except StoreError as error:
        print(error.problem)
"""


def test_a_disk_that_fills_up_under_the_process_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    """The limit is the system's own on the size of a file: writing beyond it fails as on a full disk."""
    with acme_store(tmp_path) as db:
        one_change(db)
    size = os.path.getsize(tmp_path / "store.db")  # noqa: PTH202 - the very number that the limit is set by
    done = run_python(FILLED, str(tmp_path / "store.db"), str(size + 200_000))
    assert (done.returncode, done.stderr) == (0, "")
    assert "cannot" in done.stdout
    with open_store(tmp_path / "store.db") as db:
        assert versions.get(db, KEY, 1).text == "text 1"
        assert list(faults(db)) == []
        one_change(db)


READ_ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from monitor.errors import StoreError
from store import versions
from store.database import open_to_read
from tests.support.storing import KEY, one_change

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, -1))
with open_to_read(Path(sys.argv[1])) as db:
    print(versions.get(db, KEY, 1).text)
    try:
        one_change(db)
    except StoreError as error:
        print(error.problem)
"""


def test_a_store_on_a_full_disk_is_read_all_the_same_and_writing_says_why_not(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        one_change(db)
    for _ in range(2):  # what the first reader leaves behind is in nobody's way
        done = run_python(READ_ON_A_FULL_DISK, str(tmp_path / "store.db"))
        assert (done.returncode, done.stderr) == (0, "")
        text, problem = done.stdout.splitlines()
        assert (text, "disk" in problem or "cannot be read or written" in problem) == ("text 1", True)
    with open_store(tmp_path / "store.db") as db:
        assert counts(db) == whole(1)
        one_change(db)
        assert list(faults(db)) == []


def test_a_write_that_waits_too_long_for_a_rival_loses_nothing(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        one_change(db)
        rival = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        rival.execute("BEGIN IMMEDIATE")
        with open_store(tmp_path / "store.db", busy_seconds=0.05) as late:
            with pytest.raises(StoreError, match="locked by another process"):
                one_change(late)
            rival.execute("ROLLBACK")
            one_change(late)
        rival.close()
        assert counts(db) == whole(2)
