"""A daemon that is killed, stopped and disturbed at random moments loses nothing; benchmarks/soak.py does it longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.soak import soak


@pytest.mark.timeout(400)
def test_a_daemon_that_is_killed_again_and_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    report = soak(tmp_path, rounds=6, seed=20260302, sources=2, stages=4)
    assert report.faults == [], (tmp_path / "daemon.log").read_text()[-3000:]
    assert report.kills >= 3
