"""Fetching pages that scripts make, with a browser (the extra clausewatch[browser]; same contract as scrapers.fetch).

The browser itself has no network: it is started behind a dead proxy, and every request of the page is answered by our
own guarded client (scrapers.visit), so that the rules of scrapers.network.addresses, the caps and the deadline hold as
for any fetch. Each fetch has a browser of its own: Playwright's objects belong to one thread, and browsers that live on
grow.
"""

from __future__ import annotations

import os
import re
import shutil
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

import httpx

from monitor.errors import Failure, FetchError
from monitor.model import Snapshot
from scrapers.fetch import DEFAULT_LIMITS, Limits, accept_language, guarded_client
from scrapers.network.addresses import parse_allowed
from scrapers.network.failures import as_fetch_errors
from scrapers.network.transport import Guard, Resolver, resolve
from scrapers.visit import Visit, visit_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ADDRESS = re.compile(r"wss?://\S+")  # of a remote browser: whoever knows its path may use it
_NO_NETWORK = (
    "--proxy-server=http://127.0.0.1:9",  # the discard port: nothing that slips past the routes gets anywhere
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-gpu",
)


class BrowserFetcher:
    """Fetches pages with a browser, one at a time; safe to share between threads.

    program: the browser to start (default: a Chromium on the PATH, else Playwright's own). endpoint: the WebSocket
    address of a Playwright server, to use a browser on another machine instead. Others: see scrapers.fetch.Fetcher.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        limits: Limits = DEFAULT_LIMITS,
        allow_private: tuple[str, ...] = (),
        resolver: Resolver = resolve,
        ssl_context: ssl.SSLContext | None = None,
        program: str | None = None,
        endpoint: str | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._limits = limits
        self._guard = Guard(allowed=parse_allowed(allow_private), ports=limits.ports, resolver=resolver)
        self._ssl_context = ssl_context
        self._program = program or next(filter(None, map(shutil.which, _PROGRAMS)), None)
        self._endpoint = endpoint
        self._one_at_a_time = threading.Lock()

    def available(self) -> bool:
        """Whether there is something to try: Playwright, and a browser on the PATH or elsewhere."""
        return find_spec("playwright") is not None and bool(self._program or self._endpoint)

    def fetch(
        self,
        url: str,
        *,
        now: Callable[[], datetime],
        language: str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        permit: Callable[[str], None] = lambda _address: None,
    ) -> Snapshot:
        """The page at `url` as scripts have made it: the HTML of its document, or a file as served (PDF).

        Arguments and errors are those of scrapers.fetch.Fetcher.fetch; conditional requests make no sense here.
        """
        with (
            self._one_at_a_time,
            as_fetch_errors(url),
            guarded_client(self._guard, self._limits, self._ssl_context or httpx.create_ssl_context()) as client,
            _playwright(url) as playwright,
        ):
            ends = time.monotonic() + self._limits.total_seconds
            client.headers.update({"User-Agent": self._user_agent, "Accept-Language": accept_language(language)})
            browser = self._start(playwright, url)
            try:
                context = browser.new_context(
                    user_agent=self._user_agent,
                    locale=language or "en",
                    service_workers="block",
                    accept_downloads=False,
                )
                visit = Visit(url, client, headers, permit, self._limits, ends)
                return visit_page(context.new_page(), visit, now)
            finally:
                browser.close()

    def _start(self, playwright: Playwright, url: str) -> Browser:
        from playwright.sync_api import Error

        try:
            if self._endpoint:
                return playwright.chromium.connect(self._endpoint, timeout=self._limits.connect_seconds * 1000)
            return playwright.chromium.launch(
                executable_path=self._program,
                args=list(_NO_NETWORK),
                chromium_sandbox=os.geteuid() != 0,  # Chromium's sandbox does not work for root
                timeout=self._limits.total_seconds * 1000,
            )
        except Error as error:
            reason = _ADDRESS.sub("the remote browser", str(error).splitlines()[0])
            raise FetchError(url, f"the browser does not start: {reason}", failure=Failure.CONNECTION) from error


@contextmanager
def _playwright(url: str) -> Iterator[Playwright]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        problem = "reading it with a browser needs Playwright: pip install 'clausewatch[browser]'"
        raise FetchError(url, problem, failure=Failure.CONNECTION) from error
    with sync_playwright() as playwright:
        yield playwright
