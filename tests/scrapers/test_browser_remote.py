"""A browser on another machine, by WebSocket: it makes the pages, and reaches nothing but what our client fetches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import Failure, FetchError
from monitor.model import Snapshot
from scrapers.browser import BrowserFetcher
from scrapers.fetch import Limits
from tests.support.daemon import clausewatch, running_daemon, stored, wait_until
from tests.support.policies import PARTNERS, policy_page, shell_of
from tests.support.receiver import receive
from tests.support.remote_browser import PATH_OF_ITS_OWN, chromium, remote_browser
from tests.support.server import Answer, Request, page, redirect, serve

NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def browser() -> Iterator[str]:
    with remote_browser() as address:
        yield address


def browse(browser: str, url: str, *, hosts: tuple[str, ...] = ("127.0.0.1",)) -> Snapshot:
    fetcher = BrowserFetcher(
        user_agent="clausewatch/0",
        limits=Limits(total_seconds=30),
        allow_private=hosts,
        resolver=lambda _host, _port: ["127.0.0.1"],
        endpoint=browser,
    )
    return fetcher.fetch(url, now=lambda: NOW)


def test_a_remote_browser_makes_the_page_and_what_a_text_does_not_need_is_not_fetched(browser: str) -> None:
    html = """<link rel=stylesheet href=/s.css><img src=/i.png><video src=/v.mp4></video><p></p><script>
        new WebSocket('ws://' + location.host + '/w'); new EventSource('/e'); navigator.sendBeacon('/b');
        fetch('/api').then(answer => answer.text()).then(text => document.querySelector('p').append(text))</script>"""
    with serve({"/p": page(html), "/s.css": page(""), "/api": page("We keep lamps.")}) as server:
        got = browse(browser, server.url("/p"))
    assert b"<p>We keep lamps.</p>" in got.content
    assert {request.path for request in server.requests} == {"/p", "/s.css", "/api"}
    assert {request.headers["user-agent"] for request in server.requests} == {"clausewatch/0"}


def test_nothing_that_a_page_asks_a_remote_browser_for_reaches_the_private_network(browser: str) -> None:
    with serve({"*": page("secret")}) as inner:
        places = [inner.url("/a", host="inner.example"), inner.url("/b"), inner.url("/c", host="localhost")]
        html = "".join(f"<link rel=preconnect href={place}><iframe src={place}></iframe>" for place in places)
        html += f"""<p></p><script>for (const place of {places}) {{
            fetch(place, {{mode: 'no-cors'}}).catch(() => 0); new WebSocket(place.replace('http', 'ws'));
            new Worker(URL.createObjectURL(new Blob([`fetch('${{place}}', {{mode: 'no-cors'}})`])));
            }} document.body.append('made');</script>"""
        with serve({"/": page(html)}) as outer:
            got = browse(browser, outer.url("/", host="outer.example"), hosts=("outer.example",))
        assert b"made" in got.content
        assert b"secret" not in got.content
        assert inner.requests == []


def test_a_redirect_into_the_private_network_is_refused_for_a_remote_browser_too(browser: str) -> None:
    with serve({"*": page("secret")}) as inner, serve({"*": redirect(inner.url("/", host="inner.example"))}) as outer:
        with pytest.raises(FetchError) as caught:
            browse(browser, outer.url("/", host="outer.example"), hosts=("outer.example",))
        assert inner.requests == []
    assert caught.value.failure is Failure.FORBIDDEN_ADDRESS


def test_a_remote_browser_that_cannot_be_had_is_a_failure_that_does_not_tell_its_address(browser: str) -> None:
    wrong = browser.replace(PATH_OF_ITS_OWN, "/another-secret")
    for address in (wrong, "ws://127.0.0.1:9/another-secret"):
        with pytest.raises(FetchError, match="the browser does not start") as caught:
            browse(address, "http://gardenbell.example/")
        assert caught.value.failure is Failure.CONNECTION
        assert "another-secret" not in str(caught.value)


class Shell:
    """A page that holds nothing before its script has run."""

    def __init__(self) -> None:
        self.policy = policy_page()

    def __call__(self, _request: Request) -> Answer:
        return Answer(body=shell_of(self.policy).encode())


def configure(folder: Path, url: str, more: str = "") -> Path:
    config = folder / "config.toml"
    config.write_text(
        'store = "watch.db"\ninterval = "1s"\nconfirm_after = "1s"\n[web]\nenabled = false\n'
        f'[fetch]\nallow_private = ["127.0.0.1"]\nspacing = "0s"\n{more}\n'
        f'[[vendors]]\nname = "Gardenbell"\nurl = "{url}"\n'
    )
    return config


def test_the_check_command_reads_an_empty_shell_with_the_browser_of_this_machine(tmp_path: Path) -> None:
    chromium()
    with serve({"/privacy": Shell()}) as server:
        configure(tmp_path, server.url("/privacy"))
        clausewatch("check", cwd=tmp_path)
    shown = clausewatch("show", "gardenbell", cwd=tmp_path).stdout
    assert "We do not share your personal information with any other entity." in " ".join(shown.split())


@pytest.mark.timeout(300)  # each look takes a browser, and a busy machine's takes its time
def test_a_change_behind_an_empty_shell_is_noticed_by_the_daemon_with_a_remote_browser(
    tmp_path: Path, browser: str
) -> None:
    shell = Shell()
    with serve({"/privacy": shell}) as server, receive() as hook:
        channel = f'[channels.hook]\naddress = "json://127.0.0.1:{hook.port}/"\n'
        config = configure(tmp_path, server.url("/privacy"), f'browser_address = "${{env:BROWSER}}"\n{channel}')
        log = tmp_path / "daemon.log"
        with running_daemon(config, BROWSER=browser):
            wait_until(lambda: stored(tmp_path, 1), seconds=60, what="the first check")
            shell.policy = policy_page(PARTNERS)
            wait_until(lambda: hook.posts, seconds=60, what="the alert")
    assert PARTNERS in str(hook.posts[0].json)
    assert PATH_OF_ITS_OWN not in log.read_text()
