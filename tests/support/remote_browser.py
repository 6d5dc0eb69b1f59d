"""A browser elsewhere: a Playwright server with a Chromium, started as docs/operations.md says, on loopback."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.daemon import wait_until
from tests.support.repository import REPOSITORY

PATH_OF_ITS_OWN = "/a-secret-path"


def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium on the PATH")
    return found


@contextmanager
def remote_browser() -> Iterator[str]:
    """The address of a browser that runs while the block does."""
    wanted = documented() | {"host": "127.0.0.1", "port": 0, "wsPath": PATH_OF_ITS_OWN, "executablePath": chromium()}
    with tempfile.TemporaryDirectory() as folder:
        config, said = Path(folder, "browser.json"), Path(folder, "said")
        config.write_text(json.dumps(wanted))
        command = [
            sys.executable,
            "-m",
            "playwright",
            "launch-server",
            "--browser",
            "chromium",
            "--config",
            str(config),
        ]
        with said.open("w") as output:
            server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            wait_until(lambda: "ws://" in said.read_text(), what="the address of the browser")
            yield said.read_text().strip()
        finally:
            os.killpg(server.pid, signal.SIGTERM)  # the command waits for a process of its own, which holds the browser
            server.wait()


def documented() -> dict[str, Any]:
    """The options that the documentation gives."""
    text = (REPOSITORY / "docs" / "operations.md").read_text()
    [block] = re.findall(r"# browser\.json: (\{.*?\})\n```", text, re.DOTALL)
    options: dict[str, Any] = json.loads(re.sub(r"^#", "", block, flags=re.MULTILINE))
    return options
