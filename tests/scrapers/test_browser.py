"""Pages that scripts make, read with a real Chromium that has no network but ours."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from monitor.errors import Failure, FetchError
from monitor.model import Snapshot
from scrapers.browser import BrowserFetcher
from scrapers.fetch import Limits
from tests.support.server import Answer, Request, Route, page, redirect, serve

NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
SHELL = '<title>Acorn</title><div id="app"></div><img src="/i.png"><script src="/app.js"></script>'
SCRIPT = """setTimeout(async () => {
  const answer = await fetch('/api', {method: 'POST', body: 'policy'});
  document.getElementById('app').textContent = await answer.text();
}, 200);"""


def script(source: str) -> Route:
    return lambda _request: Answer(headers=(("Content-Type", "text/javascript"),), body=source.encode())


def api(request: Request) -> Answer:
    return Answer(body=b"We keep your " + request.content + b" for two years.")


def browse(
    url: str,
    *,
    hosts: Sequence[str] = ("127.0.0.1",),
    seconds: float = 30.0,
    headers: tuple[tuple[str, str], ...] = (),
    permit: Callable[[str], None] = lambda _address: None,
) -> Snapshot:
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        pytest.skip("no Chromium on the PATH")
    fetcher = BrowserFetcher(
        user_agent="clausewatch/0",
        limits=Limits(total_seconds=seconds),
        allow_private=tuple(hosts),
        resolver=lambda _host, _port: ["127.0.0.1"],
    )
    return fetcher.fetch(url, now=lambda: NOW, language="de", headers=headers, permit=permit)


def failure(url: str, seconds: float = 30.0) -> FetchError:
    with pytest.raises(FetchError) as caught:
        browse(url, seconds=seconds)
    assert caught.value.subject == url
    return caught.value


def test_a_page_comes_as_its_scripts_have_made_it_over_redirects() -> None:
    routes = {"/r": redirect("/p"), "/p": page(SHELL), "/app.js": script(SCRIPT), "/api": api}
    with serve(routes) as server:
        got = browse(server.url("/r"), headers=(("X-Key", "secret"),))
    assert b"We keep your policy for two years." in got.content
    assert got.final_url == server.url("/p")
    assert (got.url, got.status, got.fetched_at) == (server.url("/r"), 200, NOW)
    assert got.header("content-type") == "text/html; charset=utf-8"
    assert [request.path for request in server.requests] == ["/r", "/p", "/app.js", "/api"]
    for request in server.requests:
        assert request.headers["user-agent"] == "clausewatch/0"
        assert request.headers["accept-language"] == "de, en;q=0.3"
        assert request.headers["x-key"] == "secret"


def test_nothing_that_the_page_asks_for_reaches_the_private_network() -> None:
    inner_scripts = """
        for (const url of ['http://inner.example:PORT/a', 'http://127.0.0.1:PORT/b', 'http://localhost:PORT/c']) {
          fetch(url, {mode: 'no-cors'}).catch(() => 0); new Image().src = url + 'i'; navigator.sendBeacon(url + 'b');
          new WebSocket(url.replace('http', 'ws') + 'w');
        }
        document.body.append('made');"""
    with serve({"*": page("secret")}) as inner:
        port = str(inner.port)
        html = f"<link rel=preconnect href=http://inner.example:{port}><iframe src=http://127.0.0.1:{port}/f></iframe><p>Hi"
        routes = {"/": page(html + f"<script>{inner_scripts.replace('PORT', port)}</script>")}
        with serve(routes) as outer:
            got = browse(outer.url("/", host="outer.example"), hosts=["outer.example"])
        assert b"made" in got.content
        assert inner.requests == []


def test_secret_headers_do_not_follow_what_a_page_asks_for_to_another_host() -> None:
    asking = "<script>fetch('/moved').then(answer => answer.text()).then(text => document.body.append(text));</script>"
    with serve({"*": page("We keep lamps.")}) as other:
        routes = {"/": page(asking), "/moved": redirect(other.url("/text", host="other.example"))}
        with serve(routes) as own:
            address = own.url("/", host="own.example")
            got = browse(address, hosts=["own.example", "other.example"], headers=(("X-Key", "secret"),))
    assert b"We keep lamps." in got.content
    assert [request.headers.get("x-key") for request in own.requests] == ["secret", "secret"]
    assert [request.headers.get("x-key") for request in other.requests] == [None]


def test_what_a_page_asks_for_and_never_comes_to_an_end_ends_all_the_same() -> None:
    asking = "<script>fetch('/turn').catch(() => document.body.append('It does not come.'));</script>"
    with serve({"/": page(asking), "/turn": redirect("/turn")}) as server:
        assert b"It does not come." in browse(server.url("/")).content
        assert len(server.requests) == 2 + Limits().redirects


def test_a_redirect_into_the_private_network_is_refused() -> None:
    with serve({"*": page("secret")}) as inner, serve({"*": redirect(inner.url("/", host="inner.example"))}) as outer:
        with pytest.raises(FetchError) as caught:
            browse(outer.url("/", host="outer.example"), hosts=["outer.example"])
        assert caught.value.failure is Failure.FORBIDDEN_ADDRESS
        assert inner.requests == []


def test_a_redirect_to_where_robots_may_not_go_is_not_followed() -> None:
    def permit(address: str) -> None:
        raise FetchError(address, "robots.txt forbids it", failure=Failure.ROBOTS)

    with serve({"/r": redirect("/p"), "/p": page(SHELL)}) as server:
        with pytest.raises(FetchError) as caught:
            browse(server.url("/r"), permit=permit)
        assert (caught.value.subject, caught.value.failure) == (server.url("/r"), Failure.ROBOTS)
        assert [request.path for request in server.requests] == ["/r"]


def test_text_in_custom_elements_and_frames_is_part_of_the_page() -> None:
    element = """customElements.define('a-policy', class extends HTMLElement { connectedCallback() {
        this.attachShadow({mode: 'open'}).innerHTML = '<p>We sell nothing.</p><a-inner></a-inner>'; }});
        customElements.define('a-inner', class extends HTMLElement { connectedCallback() {
        this.attachShadow({mode: 'open'}).innerHTML = '<p>Not even names.</p>'; }});"""
    frame = page("<p>We keep lamps.</p>" * 100)
    html = f"<a-policy></a-policy><iframe src=/frame></iframe><iframe src=/ad></iframe><script>{element}</script>"
    with serve({"/": page(html), "/frame": frame, "/ad": page("Buy lamps!")}) as server:
        got = browse(server.url("/"))
    assert b"<p>We sell nothing.</p><a-inner><p>Not even names.</p></a-inner>" in got.content
    assert got.content.count(b"We keep lamps.") == 100
    assert b"Buy lamps!" not in got.content


def test_a_pdf_comes_as_served() -> None:
    pdf = Answer(headers=(("Content-Type", "application/pdf"),), body=b"%PDF-1.4 lamps")
    with serve({"/r": redirect("/p.pdf"), "/p.pdf": lambda _request: pdf}) as server:
        got = browse(server.url("/r"))
    assert got.content == b"%PDF-1.4 lamps"
    assert got.final_url == server.url("/p.pdf")


def test_failures_are_told_as_those_of_any_fetch() -> None:
    with serve({"/loop": page("<p>x</p><script>while (true) {}</script>"), "/turn": redirect("/turn")}) as server:
        assert failure(server.url("/none")).failure is Failure.HTTP_404
        assert failure(server.url("/turn")).failure is Failure.REDIRECTS
        assert failure(server.url("/loop"), seconds=6).failure is Failure.TIMEOUT
