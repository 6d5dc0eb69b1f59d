"""Settings and fixtures of all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

from tests.support.cli_folder import fill
from tests.support.web_site import asking, filled

# No test has a clock to beat: machines are noisy. In CI the examples are the same from run to run.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The page over a filled store."""
    folder = tmp_path_factory.mktemp("site")
    filled(folder)
    with asking(folder) as client:
        yield client


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration and a history, for commands."""
    folder = tmp_path_factory.mktemp("watched")
    fill(folder)
    return folder
