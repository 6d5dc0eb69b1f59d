"""What was seen too long ago is not called known, though no look at it has failed: nobody has looked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from monitor.config import load
from store import sources
from store.database import open_store
from tests.support.web_site import NOW, Clock, asking, filled, page, words

BRIGHTLAMP = """
[[vendors]]
name = "Brightlamp"
url = "https://brightlamp.example/privacy"
"""
KETTLE = """
[[vendors]]
name = "Kettle & Thread"
url = "https://kettle.example/privacy"
interval = "365d"
"""


def watching(folder: Path, config: str) -> None:
    """A store in which these vendors alone are watched, all of them seen lately."""
    (folder / "config.toml").write_text(config, encoding="utf-8")
    with open_store(filled(folder)) as db:
        sources.sync(db, load(folder / "config.toml").sources, NOW)


def test_after_months_without_a_daemon_nothing_is_called_known(tmp_path: Path) -> None:
    watching(tmp_path, BRIGHTLAMP)
    clock = Clock()
    with asking(tmp_path, BRIGHTLAMP, clock) as client:
        assert "not verified" not in words(page(client, "/"))
        clock.now = NOW + timedelta(days=240)
        assert "Nothing has been verified since 1 June 2026." in words(page(client, "/"))
        assert "as known" not in words(page(client, "/"))
        vendor = words(page(client, "/vendors/brightlamp"))
        assert "not verified lately" in vendor
        assert "What it says today" not in vendor


def test_programs_are_told_of_it(tmp_path: Path) -> None:
    watching(tmp_path, BRIGHTLAMP)
    with asking(tmp_path, BRIGHTLAMP, lambda: NOW + timedelta(days=240)) as client:
        assert client.get("/api/v1/vendors/brightlamp").json()["state"] == "stale"
        assert client.get("/api/v1/status").json()["vendors"]["stale"] == 1
        assert "\nclausewatch_documents_stale 1\n" in client.get("/metrics").text


def test_what_is_looked_at_seldom_stays_known_for_longer(tmp_path: Path) -> None:
    watching(tmp_path, BRIGHTLAMP + KETTLE)
    with asking(tmp_path, BRIGHTLAMP + KETTLE, lambda: NOW + timedelta(days=240)) as client:
        assert "1 vendor has not been verified lately." in words(page(client, "/"))
        assert "Nothing has been verified" not in words(page(client, "/"))
