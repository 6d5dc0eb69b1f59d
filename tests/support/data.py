"""Where the texts of real policies lie, which tests and benchmarks read and the project never holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.repository import REPOSITORY


def data_folder() -> Path:
    """The data folder: $CLAUSEWATCH_DATA, else `shared` beside the repository; the test is skipped without one."""
    named = os.environ.get("CLAUSEWATCH_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"no data folder with real texts at {folder} (set CLAUSEWATCH_DATA; scripts/get-data makes one)")
    return folder
