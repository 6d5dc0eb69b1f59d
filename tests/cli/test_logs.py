"""What the program logs, as text and as JSON."""

from __future__ import annotations

import subprocess
import sys

import pytest

BUG = """
import logging
from monitor.cli.logs import set_up_logging
set_up_logging({form!r})
try:
    raise ValueError("no policy: \\x1b[31m \\x9b2J \\u202eexe")
except ValueError:
    logging.getLogger("monitor").exception("A bug came up at %s", "acme\\x1b]0;title")
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_bug_is_logged_with_where_it_came_up_and_with_nothing_that_a_terminal_obeys(form: str) -> None:
    logged = subprocess.run(
        [sys.executable, "-c", BUG.format(form=form)], capture_output=True, text=True, check=True
    ).stderr
    assert "A bug came up at acme" in logged
    assert "Traceback (most recent call last)" in logged
    assert "ValueError: no policy" in logged
    assert logged.replace("\n", "").isprintable()
    assert (logged.count("\n") == 1) == (form == "json")
