"""The edge as the daemon uses it: robots.txt at every place that a page leads to, browsers where they are wanted."""

from __future__ import annotations

import shutil
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.config import load
from monitor.edge import Edge
from monitor.errors import Failure, FetchError
from monitor.model import Snapshot, SourceDocument
from scrapers.extract import extract_page
from scrapers.shell import needs_scripts
from tests.support.policies import BOT_WALL, policy_page, shell_of
from tests.support.server import Answer, page, redirect, serve
from tests.support.watching import snapshot

NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)


def edge(tmp_path: Path, more: str = "") -> Edge:
    config = tmp_path / "config.toml"
    config.write_text(f'[fetch]\nallow_private = ["127.0.0.1"]\nspacing = "0s"\n{more}', encoding="utf-8")
    return Edge(load(config), lambda: NOW)


def source(url: str, *, ignore_robots: bool = False, browser: bool = False) -> SourceDocument:
    return SourceDocument(
        vendor="acorn",
        vendor_name="Acorn",
        terms_type="Privacy Policy",
        urls=(url,),
        interval=timedelta(days=1),
        ignore_robots=ignore_robots,
        browser=browser,
    )


def robots(*closed: str) -> Answer:
    rules = "".join(f"Disallow: {path}\n" for path in closed)
    return Answer(headers=(("Content-Type", "text/plain"),), body=f"User-agent: *\n{rules}".encode())


def test_robots_txt_is_obeyed_where_a_redirect_leads_unless_the_operator_answers_for_it(tmp_path: Path) -> None:
    fetch = edge(tmp_path)
    with serve({"/robots.txt": lambda _request: robots("/closed"), "/closed": page("x")}) as there:
        here_routes = {"/p": redirect(there.url("/closed")), "/q": redirect("/r"), "/r": page("open")}
        with serve(here_routes) as here:
            with pytest.raises(FetchError) as caught:
                fetch(source(here.url("/p")), here.url("/p"))
            assert caught.value.failure is Failure.ROBOTS
            assert [request.path for request in there.requests] == ["/robots.txt"]
            assert fetch(source(here.url("/p"), ignore_robots=True), here.url("/p")).final_url == there.url("/closed")
            assert fetch(source(here.url("/q")), here.url("/q")).final_url == here.url("/r")


def test_settings_taken_over_do_not_make_a_host_forget_its_pause(tmp_path: Path) -> None:
    fetch = edge(tmp_path)
    pausing = tmp_path / "pausing.toml"
    pausing.write_text('[fetch]\nallow_private = ["127.0.0.1"]\nspacing = "1h"\n', encoding="utf-8")
    fetch.configure(load(pausing))
    with serve({"/p": page("x")}) as server:
        document = source(server.url("/p"), ignore_robots=True)
        assert isinstance(fetch(document, server.url("/p")), Snapshot)
        fetch.configure(load(pausing))
        fetch.close()  # whoever would have to wait now is turned away
        with pytest.raises(CancelledError):
            fetch(document, server.url("/p"))
        assert len(server.requests) == 1


def turned_away(fetch: Edge, document: SourceDocument) -> bool:
    """Whether the document would have to wait for its host's turn now."""
    fetch.close()
    try:
        fetch(document, document.urls[0])
    except CancelledError:
        return True
    return False


def test_the_pause_after_robots_txt_is_that_after_any_page(tmp_path: Path) -> None:
    pausing = tmp_path / "pausing.toml"
    pausing.write_text('[fetch]\nallow_private = ["127.0.0.1"]\nspacing = "1h"\n', encoding="utf-8")
    with serve({"/p": page("x"), "/robots.txt": lambda _request: robots("/closed")}) as server:
        assert turned_away(Edge(load(pausing), lambda: NOW), source(server.url("/p")))
        assert [request.path for request in server.requests] == ["/robots.txt"]


@pytest.mark.parametrize("wish", ["", "Crawl-delay: 100\n"])
def test_a_hosts_own_wish_for_a_pause_is_honoured(tmp_path: Path, wish: str) -> None:
    rules = Answer(headers=(("Content-Type", "text/plain"),), body=f"User-agent: *\n{wish}Disallow: /closed".encode())
    fetch = edge(tmp_path)
    with serve({"/p": page("x"), "/robots.txt": lambda _request: rules}) as server:
        assert isinstance(fetch(source(server.url("/p")), server.url("/p")), Snapshot)
        assert turned_away(fetch, source(server.url("/p"))) is bool(wish)


def test_a_page_is_asked_for_with_what_the_operator_says_of_it_and_of_himself(tmp_path: Path) -> None:
    fetch = edge(tmp_path, 'contact = "dpo@acorn.example"\n')
    with serve({"/p": page("x")}) as server:
        own = replace(source(server.url("/p")), language="de", headers=(("X-Edition", "eu"),))
        fetch(own, server.url("/p"))
        asked = server.requests[-1].headers
    assert asked["user-agent"].endswith(" (+dpo@acorn.example)")
    assert (asked["x-edition"], asked["accept-language"]) == ("eu", "de, en;q=0.3")


def need_chromium() -> None:
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        pytest.skip("no Chromium on the PATH")


def test_a_source_that_needs_a_browser_is_read_with_one(tmp_path: Path) -> None:
    need_chromium()
    with serve({"/p": page("<p></p><script>document.querySelector('p').textContent = 'made'</script>")}) as server:
        got = edge(tmp_path, 'browser = "off"\n')(source(server.url("/p"), browser=True), server.url("/p"))
    assert isinstance(got, Snapshot)
    assert b"<p>made</p>" in got.content


def test_an_empty_shell_is_read_with_a_browser_without_being_asked_to(tmp_path: Path) -> None:
    need_chromium()
    with serve({"/p": page(shell_of(policy_page()), ("ETag", '"shell"')), "/robots.txt": page("")}) as server:
        got = edge(tmp_path)(source(server.url("/p")), server.url("/p"))
        assert isinstance(got, Snapshot)
        assert extract_page(got.content).capture.is_policy
        assert got.header("etag") is None
        plain = edge(tmp_path, 'browser = "off"\n')(source(server.url("/p")), server.url("/p"))
        assert isinstance(plain, Snapshot)
        assert not extract_page(plain.content).capture.is_policy


def test_where_the_browser_fails_the_shell_is_what_was_seen(tmp_path: Path) -> None:
    fetch = edge(tmp_path, 'browser_address = "ws://127.0.0.1:9/"\n')
    with serve({"/p": page(shell_of(policy_page()))}) as server:
        got = fetch(source(server.url("/p")), server.url("/p"))
    assert isinstance(got, Snapshot)
    assert got.content == shell_of(policy_page()).encode()


@pytest.mark.parametrize("html", [policy_page(), BOT_WALL, "<h1>Privacy</h1><p>Nothing here.</p>", shell_of(BOT_WALL)])
def test_only_an_empty_shell_needs_scripts(html: str) -> None:
    assert needs_scripts(snapshot(html)) is html.startswith("<title>Acorn")


def test_a_shell_with_menus_and_a_request_for_consent_needs_scripts_too() -> None:
    menu = "<ul>" + "<li><a href='/p'>one of many products</a></li>" * 90 + "</ul>"
    asked = "<div><p>We use cookies to learn how you use the site.</p><button>Accept all</button></div>"
    assert needs_scripts(snapshot(f"<nav>{menu}</nav><div id=app></div>{asked}<script src=app.js></script>"))
