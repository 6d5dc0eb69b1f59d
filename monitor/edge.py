"""The edge to the network, wired from the settings: guarded fetching, robots.txt, one request at a time per host."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from importlib.metadata import version
from threading import Event
from urllib.parse import urlsplit

from monitor.check.sight import unconditional
from monitor.clock import Clock
from monitor.config import Settings
from monitor.errors import FetchError
from monitor.measures import Histogram, Measures
from monitor.model import NotModified, Snapshot, SourceDocument, Validators
from scrapers.browser import BrowserFetcher
from scrapers.fetch import Fetcher, Limits
from scrapers.politeness import HostGate
from scrapers.robots import Robots
from scrapers.shell import needs_scripts

log = logging.getLogger(__name__)


class Edge:
    """Fetches for sources, politely; safe in threads. `configure` takes other settings over.

    After `close` nobody waits for a host's turn any more: fetches that have not begun raise CancelledError.
    """

    def __init__(self, settings: Settings, clock: Clock, seconds: Histogram | None = None) -> None:
        """seconds: observes how long each page takes, once its host's turn has come."""
        self._clock = clock
        self._seconds = seconds or Measures().fetching
        self._closed = Event()
        self._gate = HostGate(spacing=0.0, clock=time.monotonic, sleep=self._wait)
        self.configure(settings)

    def configure(self, settings: Settings) -> None:
        """Fetches as these settings say from now on; requests under way end as they began."""
        wanted = settings.fetch
        agent = f"clausewatch/{version('clausewatch')}" + (f" (+{wanted.contact})" if wanted.contact else "")
        limits = Limits(
            max_bytes=wanted.max_size,
            max_decompressed_bytes=2 * wanted.max_size,
            total_seconds=wanted.timeout.total_seconds(),
            ports=frozenset(wanted.ports),
        )
        allowed = tuple(wanted.allow_private)
        self._fetcher = Fetcher(user_agent=agent, limits=limits, allow_private=allowed)
        self._browser = BrowserFetcher(
            user_agent=agent, limits=limits, allow_private=allowed, endpoint=wanted.browser_address
        )
        self._escalate = wanted.browser == "on demand" and self._browser.available()
        self._gate.spacing = wanted.spacing.total_seconds()
        self._robots = Robots(fetch=self._robots_txt, clock=self._clock)

    def close(self) -> None:
        self._closed.set()

    def _wait(self, seconds: float) -> None:
        if self._closed.wait(seconds):
            raise CancelledError("nothing is begun any more")

    def __call__(
        self, source: SourceDocument, url: str, validators: Validators | None = None
    ) -> Snapshot | NotModified:
        """One conditional GET for a source, when its host's turn has come. Raises FetchError.

        A page that turns out to be an empty shell is read with the browser instead, where there is one.
        """
        if source.browser:
            return self._with_browser(source, url)
        delay, permit = self._rules(source, url)
        with self._gate.turn(_host(url), spacing=delay), self._seconds.timing():
            answer = self._fetcher.fetch(
                url,
                now=self._clock,
                validators=validators,
                language=source.language,
                headers=source.headers,
                permit=permit,
            )
        if isinstance(answer, Snapshot) and self._escalate and _is_shell(answer):
            return self._escalated(source, answer)
        return answer

    def _with_browser(self, source: SourceDocument, url: str) -> Snapshot:
        delay, permit = self._rules(source, url)
        with self._gate.turn(_host(url), spacing=delay), self._seconds.timing():
            return self._browser.fetch(
                url, now=self._clock, language=source.language, headers=source.headers, permit=permit
            )

    def _escalated(self, source: SourceDocument, shell: Snapshot) -> Snapshot:
        """The page as its scripts make it; the shell, where the browser fails."""
        try:
            made = self._with_browser(source, shell.url)
        except FetchError as error:
            log.warning("%s looks like an empty shell, and the browser did not help: %s", source.key, error.problem)
            return shell
        # The shell's validators say nothing of the text: a 304 would hide a change that the scripts bring.
        kept = tuple((name, value) for name, value in made.headers if name not in {"etag", "last-modified"})
        return replace(made, headers=kept)

    def _rules(self, source: SourceDocument, url: str) -> tuple[float, Callable[[str], None]]:
        """What robots.txt says: the pause between two requests, and who is asked about redirects. Raises FetchError."""
        if source.ignore_robots:
            return 0.0, _anything
        self._robots.check(url)
        return self._robots.crawl_delay(url), self._robots.check

    def _robots_txt(self, url: str) -> Snapshot:
        with self._gate.turn(_host(url)):
            return unconditional(self._fetcher.fetch(url, now=self._clock))


def _is_shell(answer: Snapshot) -> bool:
    try:
        return needs_scripts(answer)
    except Exception:
        # A bug in reading must not look like one in fetching: the pipeline meets it again, and tells of it.
        log.exception("%s could not be read", answer.url)
        return False


def _anything(_address: str) -> None:
    """Permits every redirect."""


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
