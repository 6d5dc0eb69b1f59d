"""Fetching pages that scripts make, with a browser (the extra clausewatch[browser]; same contract as scrapers.fetch).

The browser itself has no network: it is started behind a dead proxy, and every request of the page is answered by our
own guarded client, so that the rules of scrapers.addresses, the caps and the deadline hold for it as for any fetch.
Each fetch has a browser of its own, for Playwright's objects belong to one thread and a browser that lives on grows.
"""

from __future__ import annotations

import os
import shutil
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import httpx

from monitor.errors import Failure, FetchError
from monitor.model import Snapshot
from scrapers.addresses import parse_allowed
from scrapers.failures import as_fetch_errors, refusal
from scrapers.fetch import DEFAULT_LIMITS, Limits, accept_language, guarded_client, read_body
from scrapers.network import Guard, Resolver, resolve

if TYPE_CHECKING:
    from playwright.sync_api import Browser as PlaywrightBrowser
    from playwright.sync_api import Page as Tab
    from playwright.sync_api import Playwright, Request, Route

_NOT_NEEDED = frozenset(
    {"image", "media", "font", "websocket", "eventsource", "manifest", "texttrack", "ping", "beacon"}
)
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NO_NETWORK = (
    "--proxy-server=http://127.0.0.1:9",  # the discard port: nothing that slips past the routes gets anywhere
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-gpu",
)
_MAX_REQUESTS = 300
_QUIET_SECONDS = 1.0  # a page counts as made when its text has not changed for that long
_HOP_BY_HOP = frozenset({"host", "content-length", "connection", "accept-encoding", "accept-language", "user-agent"})
_ABOUT_BODY = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


@dataclass(slots=True)
class _Visit:
    """One page on its way. main: the answer for the page itself; moved_to: where it sends its visitors instead.

    failure: why there is no answer. ends: on the monotonic clock.
    """

    url: str
    client: httpx.Client
    headers: tuple[tuple[str, str], ...]
    permit: Callable[[str], None]
    ends: float
    requests: int = 0
    main: httpx.Response | None = None
    body: bytes = b""
    moved_to: str | None = None
    failure: FetchError | None = None


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
        ends = time.monotonic() + self._limits.total_seconds
        with (
            self._one_at_a_time,
            as_fetch_errors(url),
            guarded_client(self._guard, self._limits, self._ssl_context or httpx.create_ssl_context()) as client,
            _playwright(url) as playwright,
        ):
            client.headers.update({"User-Agent": self._user_agent, "Accept-Language": accept_language(language)})
            browser = self._start(playwright, url)
            try:
                return self._visit(browser, _Visit(url, client, headers, permit, ends), language, now)
            finally:
                browser.close()

    def _start(self, playwright: Playwright, url: str) -> PlaywrightBrowser:
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
            reason = str(error).splitlines()[0]
            raise FetchError(url, f"the browser does not start: {reason}", failure=Failure.CONNECTION) from error

    def _visit(
        self, browser: PlaywrightBrowser, visit: _Visit, language: str | None, now: Callable[[], datetime]
    ) -> Snapshot:
        from playwright.sync_api import Error

        context = browser.new_context(
            user_agent=self._user_agent, locale=language or "en", service_workers="block", accept_downloads=False
        )
        tab = context.new_page()
        context.route("**/*", lambda route, request: _answer(route, request, visit, self._limits))
        context.route_web_socket("**/*", lambda socket: socket.close())
        try:
            self._go(tab, visit)
            return _snapshot(visit, _settled(tab, visit, self._limits), tab.url, now)
        except Error as error:
            if visit.failure:
                raise visit.failure from error
            if visit.main and _is_file(visit.main):  # a download for the browser, and we have it already
                return _snapshot(visit, visit.body, str(visit.main.request.url), now)
            raise FetchError(visit.url, str(error).splitlines()[0], failure=_failure(error)) from error

    def _go(self, tab: Tab, visit: _Visit) -> None:
        """Opens the page. The browser does not ask us about the redirects of a page, so we lead it from hop to hop."""
        from playwright.sync_api import Error

        address = visit.url
        for _hop in range(self._limits.redirects + 1):
            visit.moved_to = None
            try:
                tab.goto(address, wait_until="domcontentloaded", timeout=_left(visit) * 1000)
            except Error:
                if visit.moved_to is None:
                    raise
            if visit.moved_to is None:
                return
            address = visit.moved_to
            visit.permit(address)
        raise FetchError(visit.url, f"more than {self._limits.redirects} redirects", failure=Failure.REDIRECTS)


@contextmanager
def _playwright(url: str) -> Iterator[Playwright]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        problem = "reading it with a browser needs clausewatch[browser], which is not installed"
        raise FetchError(url, problem, failure=Failure.CONNECTION) from error
    with sync_playwright() as playwright:
        yield playwright


def _answer(route: Route, request: Request, visit: _Visit, limits: Limits) -> None:
    """Answers one request of the page, or breaks it off."""
    visit.requests += 1
    web = request.url.startswith(("http://", "https://"))
    if not web or request.resource_type in _NOT_NEEDED or visit.requests > _MAX_REQUESTS:
        route.abort("blockedbyclient")
        return
    main = request.is_navigation_request() and request.frame.parent_frame is None
    try:
        with as_fetch_errors(request.url):
            response, body = _ask(request, visit, limits, main=main)
    except FetchError as error:
        visit.failure = error if main else visit.failure
        route.abort("failed")
        return
    if main:
        visit.main, visit.body = response, body
        visit.moved_to = str(response.next_request.url) if response.next_request else None
        if visit.moved_to or _is_file(response):
            route.abort("aborted")
            return
    headers = {name: value for name, value in response.headers.items() if name.lower() not in _ABOUT_BODY}
    route.fulfill(status=response.status_code, headers=headers, body=body)


def _ask(request: Request, visit: _Visit, limits: Limits, *, main: bool) -> tuple[httpx.Response, bytes]:
    """The answer of the network to one request. main: it is for the page itself, whose redirects are seen by `_go`."""
    headers = {name: value for name, value in request.headers.items() if name.lower() not in _HOP_BY_HOP}
    if _origin(request.url) == _origin(visit.url):
        headers.update(visit.headers)
    wanted = visit.client.build_request(request.method, request.url, headers=headers, content=request.post_data_buffer)
    response = visit.client.send(wanted, stream=True, follow_redirects=not main)
    try:
        return response, read_body(request.url, response, limits)
    finally:
        response.close()


def _settled(tab: Tab, visit: _Visit, limits: Limits) -> bytes:
    """The document, when its text stands still or half of the time is over."""
    last, since, patience = -1, time.monotonic(), _left(visit) / 2
    started = since
    while time.monotonic() - since < _QUIET_SECONDS and time.monotonic() - started < patience:
        length = int(_value(tab, "1 + document.documentElement.textContent.length", visit))
        if length != last:
            last, since = length, time.monotonic()
        tab.wait_for_timeout(100)
    html = "<!doctype html>\n" + _value(tab, "document.documentElement.outerHTML", visit)
    made = html.encode("utf-8", "replace")
    if len(made) > limits.max_decompressed_bytes:
        raise FetchError(visit.url, f"more than {limits.max_decompressed_bytes} bytes", failure=Failure.TOO_LARGE)
    return made


def _value(tab: Tab, expression: str, visit: _Visit) -> str:
    """The value of an expression in the page. (Unlike `evaluate`, this ends although the page's scripts never do.)"""
    return str(tab.wait_for_function(expression, timeout=_left(visit) * 1000, polling=50).json_value())


def _snapshot(visit: _Visit, made: bytes, final_url: str, now: Callable[[], datetime]) -> Snapshot:
    answer = visit.main
    if answer is None:
        raise FetchError(visit.url, "no answer reached the browser", failure=Failure.BAD_CONTENT)
    if answer.status_code >= 400:
        wish = answer.headers.get("retry-after")
        raise refusal(visit.url, answer.status_code, answer.reason_phrase, wish, now())
    file = _is_file(answer)
    kept = [(name.lower(), value) for name, value in answer.headers.multi_items() if name.lower() not in _ABOUT_BODY]
    if not file:
        kept = [(name, value) for name, value in kept if name != "content-type"]
        kept.append(("content-type", "text/html; charset=utf-8"))
    return Snapshot(
        url=visit.url,
        final_url=str(answer.request.url) if file else final_url.partition("#")[0],
        status=answer.status_code,
        headers=tuple(kept),
        content=visit.body if file else made,
        fetched_at=now(),
    )


def _is_file(answer: httpx.Response | None) -> bool:
    """Whether the browser got something that is no page, such as a PDF."""
    if answer is None or answer.status_code >= 400:
        return False
    kind = answer.headers.get("content-type", "text/html").lower()
    return not any(page in kind for page in ("html", "text/", "xml"))


def _failure(error: Exception) -> Failure:
    return Failure.TIMEOUT if type(error).__name__ == "TimeoutError" else Failure.CONNECTION


def _left(visit: _Visit) -> float:
    return max(visit.ends - time.monotonic(), 0.1)


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = httpx.URL(url)
    return parts.scheme, parts.host, parts.port
