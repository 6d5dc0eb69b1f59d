"""One fetch over real sockets: redirects, conditions, limits, encodings, failures."""

from __future__ import annotations

import gzip
import itertools
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import brotli
import pytest
import zstandard

from monitor.errors import Failure, FetchError
from monitor.model import NotModified, Snapshot
from scrapers.failures import retry_after
from scrapers.fetch import Fetcher, Limits, Validators
from tests.server import CERTIFICATE, Answer, Request, gzipped, page, redirect, serve

NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
POLICY = b"<h1>Privacy</h1><p>We keep account data for two years.</p>"


DEFAULT = Limits()


def fetcher(limits: Limits = DEFAULT) -> Fetcher:
    return Fetcher(user_agent="clausewatch/0 (+https://watcher.example)", limits=limits, allow_private=("127.0.0.1",))


def fetch(
    url: str,
    limits: Limits = DEFAULT,
    *,
    validators: Validators | None = None,
    language: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
) -> Snapshot | NotModified:
    with fetcher(limits) as ours:
        return ours.fetch(url, now=lambda: NOW, validators=validators, language=language, headers=headers)


def snapshot(url: str, limits: Limits = DEFAULT) -> Snapshot:
    answer = fetch(url, limits)
    assert isinstance(answer, Snapshot)
    return answer


def failure(url: str, limits: Limits = DEFAULT) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, limits)
    assert caught.value.subject == url
    return caught.value


def answer(*headers: tuple[str, str], body: bytes = POLICY) -> Answer:
    return Answer(headers=headers, body=body)


# ---------------------------------------------------------------- what comes back


def test_a_page_comes_back_as_served() -> None:
    with serve({"/policy": page("<p>é</p>", ("X-Thing", "1"), ("x-thing", "2"))}) as server:
        got = snapshot(server.url("/policy#retention"))
    assert got.content == "<p>é</p>".encode()
    assert got.status == 200
    assert got.final_url == server.url("/policy")
    assert got.url == server.url("/policy#retention")
    assert got.fetched_at == NOW
    assert [value for name, value in got.headers if name == "x-thing"] == ["1", "2"]
    assert got.header("content-type") == "text/html; charset=utf-8"


def test_the_request_says_honestly_who_asks_and_pins_the_language() -> None:
    with serve({"*": page("x")}) as server:
        fetch(server.url())
        fetch(server.url(), language="de", headers=(("X-Key", "secret"),))
    plain, german = (request.headers for request in server.requests)
    assert plain["user-agent"] == "clausewatch/0 (+https://watcher.example)"
    assert plain["accept-language"] == "en"
    assert german["accept-language"] == "de, en;q=0.3"
    assert german["x-key"] == "secret"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(POLICY)),
        ("x-gzip", gzip.compress(POLICY[:20]) + gzip.compress(POLICY[20:])),
        ("deflate", zlib.compress(POLICY)),
        ("deflate", zlib.compress(POLICY, wbits=-15)),
        ("br", brotli.compress(POLICY)),
        ("zstd", zstandard.compress(POLICY)),
        ("gzip, br", brotli.compress(gzip.compress(POLICY))),
        ("identity", POLICY),
    ],
)
def test_compressed_answers_are_unpacked(encoding: str, body: bytes) -> None:
    with serve({"*": lambda _request: answer(("Content-Encoding", encoding), body=body)}) as server:
        assert snapshot(server.url()).content == POLICY


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(POLICY)[:-9]),
        ("gzip", POLICY),
        ("deflate", zlib.compress(POLICY)[:-6]),
        ("br", brotli.compress(POLICY)[:-3]),
        ("br", POLICY),
        ("zstd", zstandard.compress(POLICY)[:-3]),
        ("zstd", POLICY),
        ("compress", POLICY),
        ("gzip, gzip, gzip, gzip", POLICY),
    ],
)
def test_a_body_that_is_not_what_its_encoding_says_is_no_page(encoding: str, body: bytes) -> None:
    with serve({"*": lambda _request: answer(("Content-Encoding", encoding), body=body)}) as server:
        assert failure(server.url()).failure is Failure.BAD_CONTENT


# ---------------------------------------------------------------- redirects


def test_redirects_are_followed_and_the_final_address_is_told() -> None:
    routes = {"/a": redirect("/b", 301), "/b": redirect("c?x=1", 307), "/c": page("policy")}
    with serve(routes) as server:
        got = snapshot(server.url("/a"))
    assert got.final_url == server.url("/c?x=1")
    assert got.url == server.url("/a")


def test_endless_redirects_are_given_up() -> None:
    with serve({"*": lambda request: redirect(f"/x{request.path}")(request)}) as server:
        assert failure(server.url("/a"), Limits(redirects=5)).failure is Failure.REDIRECTS
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("file:///etc/passwd", Failure.FORBIDDEN_ADDRESS),
        ("gopher://127.0.0.1/", Failure.FORBIDDEN_ADDRESS),
        ("http://user:secret@127.0.0.1/", Failure.FORBIDDEN_ADDRESS),
        ("http://10.0.0.1/", Failure.FORBIDDEN_ADDRESS),
        ("http://[::ffff:169.254.169.254]/latest/meta-data", Failure.FORBIDDEN_ADDRESS),
        ("http://2130706434/", Failure.FORBIDDEN_ADDRESS),
        ("http://[::1", Failure.BAD_CONTENT),
        ("http://127.0.0.1:99999/", Failure.FORBIDDEN_ADDRESS),
    ],
)
def test_a_redirect_to_a_place_that_is_not_public_is_refused(location: str, kind: Failure) -> None:
    with serve({"*": redirect(location)}) as server:
        assert failure(server.url()).failure is kind


@pytest.mark.parametrize(
    ("html", "leads_on"),
    [
        ('<meta http-equiv="refresh" content="0; url=/new">', True),
        ("<META content='0;URL=new?a=1&amp;b=2' http-equiv=Refresh>", True),
        ('<noscript><meta http-equiv="refresh" content="0; url=/new"></noscript>', False),
        ('<meta http-equiv="refresh" content="300; url=/new">', False),
        ('<meta http-equiv="refresh" content="0">', False),
        ('<meta http-equiv="refresh" content="0; url=/old">', False),
        ('<meta name="description" content="0; url=/new">', False),
        ('<meta http-equiv="refresh" content="0; url=/new">' + "<p>Real text.</p>" * 2000, False),
    ],
)
def test_a_sign_that_the_page_has_moved_is_followed(html: str, leads_on: bool) -> None:
    with serve({"/old": page(html), "/new": page("the policy")}) as server:
        assert (snapshot(server.url("/old")).content == b"the policy") is leads_on


def test_a_sign_into_the_private_network_is_not_followed() -> None:
    with serve({"*": page('<meta http-equiv="refresh" content="0; url=http://10.0.0.1/">')}) as server:
        assert failure(server.url()).failure is Failure.FORBIDDEN_ADDRESS


def test_every_redirect_may_be_forbidden_before_it_is_followed() -> None:
    def permit(address: str) -> None:
        if address.endswith("/closed"):
            raise FetchError(address, "robots.txt forbids it", failure=Failure.ROBOTS)

    with serve({"/a": redirect("/b"), "/b": redirect("/closed"), "/closed": page("x")}) as server, fetcher() as ours:
        with pytest.raises(FetchError) as caught:
            ours.fetch(server.url("/a"), now=lambda: NOW, permit=permit)
        assert caught.value.failure is Failure.ROBOTS
        assert caught.value.subject == server.url("/a")
        assert [request.path for request in server.requests] == ["/a", "/b"]


def test_a_redirect_without_an_address_is_no_page() -> None:
    with serve({"*": lambda _request: Answer(status=302)}) as server:
        assert failure(server.url()).failure is Failure.BAD_CONTENT


def test_extra_headers_do_not_follow_to_another_site_and_cookies_live_for_one_fetch() -> None:
    def set_cookie(_request: Request) -> Answer:
        return Answer(status=302, headers=(("Location", "/b"), ("Set-Cookie", "seen=1")))

    with (
        serve({"*": page("policy")}) as other,
        serve({"/a": set_cookie, "/b": redirect(other.url("/c"))}) as server,
        fetcher() as ours,
    ):
        for _ in range(2):
            ours.fetch(server.url("/a"), now=lambda: NOW, headers=(("X-Key", "secret"),))
    first, second, again = server.requests[:3]
    assert "cookie" not in first.headers
    assert "cookie" not in again.headers
    assert second.headers["cookie"] == "seen=1"
    assert second.headers["x-key"] == "secret"
    assert "x-key" not in other.requests[0].headers


# ---------------------------------------------------------------- conditional requests


def not_modified(request: Request) -> Answer:
    if request.headers.get("if-none-match") == '"v1"':
        return Answer(status=304, headers=(("Cache-Control", "max-age=60"),))
    return answer(("ETag", '"v1"'))


def test_an_unchanged_page_is_not_sent_again() -> None:
    with serve({"/p": not_modified}) as server:
        validators = (server.url("/p"), '"v1"', "Sat, 28 Mar 2026 11:00:00 GMT")
        got = fetch(server.url("/p"), validators=validators)
    assert isinstance(got, NotModified)
    assert (got.url, got.final_url, got.fetched_at) == (server.url("/p"), server.url("/p"), NOW)
    assert ("cache-control", "max-age=60") in got.headers
    assert server.requests[0].headers["if-modified-since"] == "Sat, 28 Mar 2026 11:00:00 GMT"


def test_conditions_are_sent_only_to_the_address_that_gave_them() -> None:
    with serve({"/p": redirect("/new"), "/old": not_modified, "/new": not_modified}) as server:
        moved = fetch(server.url("/p"), validators=(server.url("/old"), '"v1"', None))
        still = fetch(server.url("/p"), validators=(server.url("/new"), '"v1"', None))
    assert isinstance(moved, Snapshot)
    assert isinstance(still, NotModified)
    assert "if-none-match" not in server.requests[0].headers


def test_not_modified_without_having_asked_is_no_page() -> None:
    with serve({"*": lambda _request: Answer(status=304)}) as server:
        assert failure(server.url()).failure is Failure.BAD_CONTENT


# ---------------------------------------------------------------- refusals of the server


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, Failure.HTTP_4XX),
        (403, Failure.HTTP_403),
        (404, Failure.HTTP_404),
        (410, Failure.HTTP_410),
        (429, Failure.HTTP_429),
        (500, Failure.HTTP_5XX),
        (503, Failure.HTTP_5XX),
    ],
)
def test_a_refusal_is_told_by_its_status(status: int, kind: Failure) -> None:
    with serve({"*": lambda _request: Answer(status=status, headers=(("Retry-After", "120"),))}) as server:
        error = failure(server.url())
    assert error.failure is kind
    assert error.status == status
    assert error.retry_after == timedelta(minutes=2)


def test_a_part_of_a_page_is_no_page() -> None:
    with serve({"*": lambda _request: Answer(status=206, body=POLICY)}) as server:
        assert failure(server.url()).failure is Failure.BAD_CONTENT


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("90", timedelta(seconds=90)),
        ("Sat, 28 Mar 2026 12:30:00 GMT", timedelta(minutes=30)),
        ("Sat, 28 Mar 2026 11:30:00 GMT", timedelta(0)),
        ("soon", None),
        ("-5", None),
        ("9" * 30, None),
        ("Sat, 99 Mar 2026 11:30:00 GMT", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, expected: timedelta | None) -> None:
    assert retry_after(value, NOW) == expected


# ---------------------------------------------------------------- broken and hostile servers


def test_a_page_above_the_size_limit_is_refused_before_it_is_read_where_it_says_so() -> None:
    with serve({"*": lambda _request: Answer(body=b"x" * 200_000)}) as server:
        assert failure(server.url(), Limits(max_bytes=100_000)).failure is Failure.TOO_LARGE
        assert len(snapshot(server.url(), Limits(max_bytes=200_000)).content) == 200_000


def test_an_endless_page_is_cut_off_at_the_size_limit() -> None:
    with serve({"*": lambda _request: Answer(body=itertools.repeat(b"x" * 10_000))}) as server:
        assert failure(server.url(), Limits(max_bytes=1_000_000)).failure is Failure.TOO_LARGE


def _brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=2))


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", _brotli), ("zstd", zstandard.compress)],
)
def test_a_decompression_bomb_is_stopped(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    body = pack(bytes(50_000_000))
    with serve({"*": lambda _request: answer(("Content-Encoding", encoding), body=body)}) as server:
        assert failure(server.url(), Limits(max_decompressed_bytes=1_000_000)).failure is Failure.TOO_LARGE


def test_a_gzip_inside_a_gzip_is_bounded_too() -> None:
    bomb = gzip.compress(gzip.compress(bytes(50_000_000)))
    with serve({"*": lambda _request: answer(("Content-Encoding", "gzip, gzip"), body=bomb)}) as server:
        assert failure(server.url(), Limits(max_decompressed_bytes=1_000_000)).failure is Failure.TOO_LARGE


@pytest.mark.parametrize("where", ["head", "body", "nothing"])
def test_a_server_that_trickles_or_hangs_is_left_when_the_time_is_over(where: str) -> None:
    def trickle(start: bytes) -> Iterator[bytes]:
        yield start
        while not server.released.wait(0.02):
            if where != "nothing":
                yield b"x"

    start = {"head": b"HTTP/1.1 200 OK\r\nX-Slow: ", "body": b"HTTP/1.1 200 OK\r\n\r\n", "nothing": b""}[where]
    with serve({"*": lambda _request: Answer(raw=trickle(start))}) as server:
        assert failure(server.url(), Limits(total_seconds=0.3)).failure is Failure.TIMEOUT


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nshortX",
        b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"y" * 200_000,
        b"\x00\x01\x02\x03\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
)
def test_a_broken_answer_is_a_clear_failure(raw: bytes) -> None:
    with serve({"*": lambda _request: Answer(raw=[raw])}) as server:
        assert failure(server.url(), Limits(total_seconds=5)).failure in (Failure.CONNECTION, Failure.BAD_CONTENT)


def test_bytes_beyond_the_declared_length_are_not_read() -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshort and more"
    with serve({"*": lambda _request: Answer(raw=[raw])}) as server:
        assert snapshot(server.url()).content == b"short"


def test_nobody_listening_is_told_apart_from_a_broken_connection() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert failure(f"http://127.0.0.1:{port}/").failure is Failure.REFUSED


@pytest.mark.parametrize("url", ["", "privacy", "ftp://vendor.example/", "http://", "http://x:99999/", "http://[::1"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    assert failure(url).failure in (Failure.FORBIDDEN_ADDRESS, Failure.BAD_CONTENT)


# ---------------------------------------------------------------- TLS


def test_a_certificate_that_cannot_be_verified_is_refused() -> None:
    with serve({"*": page("policy")}, tls=True) as server:
        assert failure(server.url()).failure is Failure.TLS


def test_the_certificate_is_verified_for_the_name_although_an_address_is_connected_to() -> None:
    ours = Fetcher(
        user_agent="t",
        allow_private=("127.0.0.1",),
        resolver=lambda _host, _port: ["127.0.0.1"],
        ssl_context=ssl.create_default_context(cafile=str(CERTIFICATE)),
    )
    with serve({"*": page("policy")}, tls=True) as server:
        got = ours.fetch(server.url("/", host="vendor.example"), now=lambda: NOW)
        assert isinstance(got, Snapshot)
        assert server.requests[0].headers["host"] == f"vendor.example:{server.port}"
        with pytest.raises(FetchError) as caught:
            ours.fetch(server.url("/", host="other.example"), now=lambda: NOW)
    assert caught.value.failure is Failure.TLS


def test_http_on_a_tls_port_is_a_tls_failure() -> None:
    with serve({"*": page("policy")}) as server:
        assert failure(server.url().replace("http:", "https:")).failure is Failure.TLS


# ---------------------------------------------------------------- threads


def test_one_fetcher_serves_many_threads() -> None:
    with serve({"*": lambda request: gzipped(request.path.encode() * 100)}) as server, fetcher() as ours:
        wrong: list[str] = []

        def visit(name: str) -> None:
            for turn in range(5):
                got = ours.fetch(server.url(f"/{name}{turn}"), now=lambda: NOW)
                if not isinstance(got, Snapshot) or got.content != f"/{name}{turn}".encode() * 100:
                    wrong.append(name)

        with _running([threading.Thread(target=visit, args=(f"t{number}",)) for number in range(12)]):
            pass
    assert wrong == []
    assert len(server.requests) == 60


@contextmanager
def _running(threads: list[threading.Thread]) -> Iterator[None]:
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()
