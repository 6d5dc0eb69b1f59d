"""The page and the API beside the daemon's work: wired to its settings, its store and its health."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor import adding
from monitor.clock import Clock
from monitor.config import Settings
from monitor.edge import Edge
from monitor.measures import Measures
from monitor.model import Page
from monitor.web.adding import Adding
from monitor.web.app import create_app
from monitor.web.health import Health
from monitor.web.server import serve
from scrapers.discover import Discovery
from store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """What the page needs of the daemon. settings: those in force now. ticked_at: monotonic seconds, None before the
    first tick. reload: asks the daemon to read its configuration again."""

    settings: Callable[[], Settings]
    open_db: Callable[[], Store]
    clock: Clock
    tick: timedelta
    ticked_at: Callable[[], float | None]
    measures: Measures
    reload: Callable[[], None]


@contextlib.contextmanager
def served(wiring: Wiring) -> Iterator[str]:
    """Serves until the block ends; gives the page's address. Raises ConfigError where it cannot listen."""
    started, settings = time.monotonic(), wiring.settings

    def real(moment: float) -> datetime:
        """A monotonic moment on the daemon's clock: what hangs is told by real time, however the clock jumps."""
        return wiring.clock() - timedelta(seconds=time.monotonic() - moment)

    def health() -> Health:
        ticked = wiring.ticked_at()
        return Health(started_at=real(started), ticked_at=None if ticked is None else real(ticked), tick=wiring.tick)

    def find(url: str) -> tuple[Discovery, Page]:
        return adding.find(Edge(settings(), wiring.clock), url)

    def add(name: str, url: str, language: str | None, tags: Sequence[str]) -> None:
        adding.append(settings().file, name, url, language, tags=tags)
        wiring.reload()

    app = create_app(
        open_db=wiring.open_db,
        settings=settings,
        health=health,
        clock=wiring.clock,
        measures=wiring.measures,
        add=Adding(find=find, name_from=adding.name_from, save=add),
    )
    serving = serve(app, settings().web.host, settings().web.port, file=str(settings().file))
    try:
        yield serving.url
    finally:
        serving.stop()
