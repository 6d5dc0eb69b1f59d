"""A folder with a configuration and a history, for tests of commands."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.support.policies import PARTNERS, policy_page
from tests.support.watching import Watch

CONFIG = """
store = "watch.db"
[[vendors]]
name = "Gardenbell"
url = "https://gardenbell.example/privacy"
"""
EXTENDED = "up to fifteen years"


def fill(folder: Path) -> None:
    """A configuration and a history: 1 first record, 2 sharing changed, 3 back again, 4 retention."""
    (folder / "config.toml").write_text(CONFIG)
    stages = [policy_page(), policy_page(PARTNERS), policy_page(), policy_page(kept=EXTENDED)]
    watch = Watch(folder, lambda _url: stages[0])
    while stages:
        watch.checks(4, every=timedelta(days=1))
        stages.pop(0)
