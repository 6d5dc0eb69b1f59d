"""The real daemon, as a process, for tests."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.support.repository import REPOSITORY


def clausewatch(*arguments: str, cwd: Path, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "monitor", *arguments],
        cwd=cwd,
        env=_environment(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert not check or done.returncode == 0, f"exit code {done.returncode}: {done.stderr}"
    return done


@contextmanager
def running_daemon(config: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A daemon on this configuration; its log goes to daemon.log beside it. It is stopped, and has to stop well."""
    log = config.with_name("daemon.log")
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "monitor", "run", "--config", str(config)],
            cwd=config.parent,
            env=_environment(environment),
            stderr=output,
            text=True,
        )
        try:
            yield process
            process.terminate()
            assert process.wait(timeout=30) == 0, log.read_text()
        finally:
            process.kill()
            process.wait()


def wait_until(condition: Callable[[], object], *, seconds: float = 30, what: str = "it") -> None:
    """Waits for something that has to come."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not come within {seconds} s"
        time.sleep(0.05)


def stored(folder: Path, count: int) -> bool:
    """Whether so many checks are on record."""
    if not (folder / "watch.db").exists():
        return False
    with closing(sqlite3.connect(f"file:{folder / 'watch.db'}?mode=ro", uri=True, timeout=10)) as db:
        tables = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'checks'").fetchone()[0]
        return bool(tables) and db.execute("SELECT count(*) FROM checks").fetchone()[0] >= count


def _environment(extra: dict[str, str]) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), **extra}
