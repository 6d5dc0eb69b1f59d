"""scripts/setup, with an interpreter that writes down what it is asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.repository import REPOSITORY

PYTHON = """#!/bin/sh
echo "$*" >> "$ASKED"
[ "$2" != venv ] || { mkdir -p .venv/bin && rm -f .venv/bin/python && cp "$0" .venv/bin/python; }
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "a clone"
    (folder / "scripts").mkdir(parents=True)
    shutil.copy(REPOSITORY / "scripts" / "setup", folder / "scripts")
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (folder / name).write_text(name)
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    return folder


def asked(clone: Path, *arguments: str) -> list[str]:
    """What the interpreters were asked for by one run of the script."""
    log = clone.parent / "asked"
    log.write_text("")
    environment = os.environ | {"PYTHON": str(log.with_name("python")), "ASKED": str(log)}
    subprocess.run(["scripts/setup", *arguments], cwd=clone, env=environment, check=True, capture_output=True)
    return [line for line in log.read_text().splitlines() if line.startswith("-m")]


def test_what_is_set_up_is_left_alone_until_something_else_is_asked_for(clone: Path) -> None:
    assert [line for line in asked(clone) if "requirements.lock" in line]
    assert asked(clone) == []
    (clone / "requirements.lock").write_text("more")
    assert asked(clone) != []
    assert [line for line in asked(clone, "dev") if "requirements-dev.lock" in line]
    (clone / "requirements.lock").write_text("yet more")
    assert asked(clone) == []  # what is needed for development holds all of it


def test_a_clone_that_was_moved_or_copied_is_set_up_anew(clone: Path) -> None:
    asked(clone)
    moved = clone.rename(clone.with_name("moved"))
    assert asked(moved) != []
    copied = Path(shutil.copytree(moved, clone.with_name("copied")))
    assert asked(copied) != []
    assert asked(copied) == []


def test_a_python_that_is_gone_is_replaced(clone: Path) -> None:
    asked(clone)
    interpreter = clone / ".venv" / "bin" / "python"
    interpreter.unlink()
    interpreter.symlink_to("/nowhere/python3")
    assert asked(clone)[0] == "-m venv --clear .venv"
