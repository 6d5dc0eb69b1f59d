"""The page over a filled store, served on a socket of loopback as the daemon does it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import httpx
from starlette.applications import Starlette

from monitor.config import load
from monitor.web.adding import Adding
from monitor.web.app import create_app
from monitor.web.health import Health
from monitor.web.server import Serving, serve
from store.database import open_store
from tests.support.web_history import fill

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


class Clock:
    """A time that tests move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def store_at(folder: Path) -> Path:
    return folder / "clausewatch.db"


def filled(folder: Path) -> Path:
    """A store with the invented vendors."""
    path = store_at(folder)
    path.write_bytes(_filled())
    return path


@cache  # a third of a second, for scores of tests
def _filled() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = store_at(Path(folder))
        with open_store(path) as db:
            fill(db, NOW)
        return path.read_bytes()


def healthy() -> Health:
    return Health(started_at=NOW - timedelta(days=3), ticked_at=NOW - timedelta(seconds=2), tick=timedelta(seconds=5))


def app_of(
    folder: Path,
    config: str = "",
    clock: Callable[[], datetime] | None = None,
    health: Callable[[], Health] = healthy,
    add: Adding | None = None,
) -> Starlette:
    """The application on the store in that folder."""
    file = folder / "config.toml"
    file.write_text(config, encoding="utf-8")
    settings = load(file)
    now = clock or Clock()
    return create_app(
        open_db=lambda: open_store(settings.store),
        settings=lambda: settings,
        health=health,
        clock=now,
        add=add,
    )


@contextmanager
def served(folder: Path, config: str = "", clock: Callable[[], datetime] | None = None) -> Iterator[Serving]:
    """The page on a free port of loopback."""
    serving = serve(app_of(folder, config, clock), "127.0.0.1", 0)
    try:
        yield serving
    finally:
        serving.stop()


@contextmanager
def asking(folder: Path, config: str = "", clock: Callable[[], datetime] | None = None) -> Iterator[httpx.Client]:
    """A client of the served page that keeps cookies and follows no redirects."""
    with served(folder, config, clock) as serving, httpx.Client(base_url=serving.url, timeout=30) as client:
        yield client


def page(site: httpx.Client, address: str) -> str:
    answer = site.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


def words(html: str) -> str:
    """What a reader sees, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()
