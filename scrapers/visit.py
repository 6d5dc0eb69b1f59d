"""One visit of a browser to one page: every request of the page is answered here, by our own guarded client."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import httpx

from monitor.errors import Failure, FetchError
from monitor.model import Snapshot
from scrapers.fetch import Limits, read_body
from scrapers.network.failures import as_fetch_errors, refusal

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Request, Route
    from playwright.sync_api import Page as Tab

_NOT_NEEDED = frozenset(
    {"image", "media", "font", "websocket", "eventsource", "manifest", "texttrack", "ping", "beacon"}
)
_MAX_REQUESTS = 300
_MAX_FRAMES = 10
_QUIET_SECONDS = 1.0  # a page counts as made when its text has not changed for that long
_HOP_BY_HOP = frozenset({"host", "content-length", "connection", "accept-encoding", "accept-language", "user-agent"})
_ABOUT_BODY = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})


# The text inside custom elements (open shadow roots) is brought to where HTML can say it.
_WHOLE = """() => {
  const open = root => root.querySelectorAll('*').forEach(element => {
    if (element.shadowRoot) { open(element.shadowRoot); element.append(...element.shadowRoot.childNodes); }
  });
  open(document);
  return document.documentElement.outerHTML;
}"""
# Some policies stand in the frame of a service; the space lets an empty answer count as one.
_WHOLE_FRAME = "() => document.body && document.body.innerText.length > 1000 ? document.body.innerHTML : ' '"


@dataclass(slots=True)
class Visit:
    """One page on its way. main: the answer for the page itself; moved_to: where it sends its visitors instead.

    failure: why there is no answer. ends: on the monotonic clock.
    """

    url: str
    client: httpx.Client
    headers: tuple[tuple[str, str], ...]
    permit: Callable[[str], None]
    limits: Limits
    ends: float
    requests: int = 0
    main: httpx.Response | None = None
    body: bytes = b""
    moved_to: str | None = None
    failure: FetchError | None = None


def visit_page(tab: Tab, visit: Visit, now: Callable[[], datetime]) -> Snapshot:
    """The page as its scripts have made it, or the file that was served instead of one. Raises FetchError."""
    from playwright.sync_api import Error

    tab.context.route("**/*", lambda route, request: _answer(route, request, visit))
    tab.context.route_web_socket("**/*", lambda socket: socket.close())
    try:
        _open(tab, visit)
        return _snapshot(visit, _made(tab, visit), tab.url, now)
    except Error as error:
        if visit.failure:
            raise visit.failure from error
        if visit.main and _is_file(visit.main):  # a download for the browser, and we have it already
            return _snapshot(visit, visit.body, str(visit.main.request.url), now)
        raise FetchError(visit.url, str(error).splitlines()[0], failure=_failure(error)) from error


def _open(tab: Tab, visit: Visit) -> None:
    """Opens the page. The browser does not ask us about the redirects of a page, so we lead it from hop to hop."""
    from playwright.sync_api import Error

    address = visit.url
    for _hop in range(visit.limits.redirects + 1):
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
    raise FetchError(visit.url, f"more than {visit.limits.redirects} redirects", failure=Failure.REDIRECTS)


def _answer(route: Route, request: Request, visit: Visit) -> None:
    """Answers one request of the page, or breaks it off."""
    visit.requests += 1
    web = request.url.startswith(("http://", "https://"))
    if not web or request.resource_type in _NOT_NEEDED or visit.requests > _MAX_REQUESTS:
        route.abort("blockedbyclient")
        return
    main = request.is_navigation_request() and request.frame.parent_frame is None
    try:
        with as_fetch_errors(request.url):
            response, body = _ask(request, visit, main=main)
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


def _ask(request: Request, visit: Visit, *, main: bool) -> tuple[httpx.Response, bytes]:
    """The answer of the network to one request. main: it is for the page itself, whose redirects `_open` follows."""
    headers = {name: value for name, value in request.headers.items() if name.lower() not in _HOP_BY_HOP}
    if _origin(request.url) == _origin(visit.url):
        headers.update(visit.headers)
    wanted = visit.client.build_request(request.method, request.url, headers=headers, content=request.post_data_buffer)
    for _hop in range(visit.limits.redirects + 1):
        response = visit.client.send(wanted, stream=True)
        try:
            if main or response.next_request is None:
                return response, read_body(request.url, response, visit.limits)
            wanted = _onward(response.next_request, visit)
        finally:
            response.close()
    raise FetchError(request.url, f"more than {visit.limits.redirects} redirects", failure=Failure.REDIRECTS)


def _onward(wanted: httpx.Request, visit: Visit) -> httpx.Request:
    """The request that a redirect asks for, without the operator's headers where it leads elsewhere.

    (httpx, following by itself, takes all but Authorization along, and reads the body of a redirect without bounds.)
    """
    if _origin(str(wanted.url)) != _origin(visit.url):
        for name, _ in visit.headers:
            wanted.headers.pop(name, None)
    return wanted


def _made(tab: Tab, visit: Visit) -> bytes:
    """The document, when its text stands still or half of the time is over; the text of its frames comes at its end."""
    last, since, patience = -1, time.monotonic(), _left(visit) / 2
    started = since
    while time.monotonic() - since < _QUIET_SECONDS and time.monotonic() - started < patience:
        length = int(_value(tab.main_frame, "1 + document.documentElement.textContent.length", visit))
        if length != last:
            last, since = length, time.monotonic()
        tab.wait_for_timeout(100)
    html = _value(tab.main_frame, _WHOLE, visit)
    frames = "".join(_frame_text(frame) for frame in tab.frames[1 : 1 + _MAX_FRAMES])
    made = f"<!doctype html>\n{html}{frames}".encode("utf-8", "replace")
    if len(made) > visit.limits.max_decompressed_bytes:
        problem = f"more than {visit.limits.max_decompressed_bytes} bytes"
        raise FetchError(visit.url, problem, failure=Failure.TOO_LARGE)
    return made


def _frame_text(frame: Frame) -> str:
    from playwright.sync_api import Error

    try:
        return str(frame.wait_for_function(_WHOLE_FRAME, timeout=2_000, polling=50).json_value())
    except Error:  # gone meanwhile, or busy: what a frame does is not the page's fault
        return ""


def _value(frame: Frame, expression: str, visit: Visit) -> str:
    """The value of an expression in the page. (Unlike `evaluate`, this ends although the page's scripts never do.)"""
    return str(frame.wait_for_function(expression, timeout=_left(visit) * 1000, polling=50).json_value())


def _snapshot(visit: Visit, made: bytes, final_url: str, now: Callable[[], datetime]) -> Snapshot:
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


def _left(visit: Visit) -> float:
    return max(visit.ends - time.monotonic(), 0.1)


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = httpx.URL(url)
    return parts.scheme, parts.host, parts.port
