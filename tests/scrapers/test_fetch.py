"""One fetch over real sockets: redirects, conditions, limits, encodings, failures."""

from __future__ import annotations

import gzip
import zlib
from datetime import timedelta

import brotli
import pytest
import zstandard

from monitor.errors import Failure, words_of
from monitor.model import NotModified, Snapshot
from tests.support.fetching import NOW, POLICY, answer, failure, fetch, snapshot
from tests.support.server import Answer, Request, page, redirect, serve


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
        ("gzip, gzip, gzip, gzip", gzip.compress(gzip.compress(gzip.compress(gzip.compress(POLICY))))),
    ],
)
def test_a_body_that_is_not_what_its_encoding_says_is_no_page(encoding: str, body: bytes) -> None:
    with serve({"*": lambda _request: answer(("Content-Encoding", encoding), body=body)}) as server:
        assert failure(server.url()).failure is Failure.BAD_CONTENT


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


@pytest.mark.parametrize("tag", ['"\xe9"', f'"{"v" * 2_000}"'])
def test_a_tag_that_no_request_can_carry_is_not_sent_back_and_the_page_comes_again(tag: str) -> None:
    head = f"HTTP/1.1 200 OK\r\nETag: {tag}\r\nContent-Length: {len(POLICY)}\r\n\r\n".encode("latin-1")
    with serve({"*": lambda _request: Answer(raw=[head, POLICY])}) as server:
        before = snapshot(server.url())
        again = fetch(server.url(), validators=(before.final_url, before.header("etag"), None))
    assert before.header("etag") == tag
    assert isinstance(again, Snapshot)
    assert "if-none-match" not in server.requests[1].headers


def test_not_modified_without_having_asked_is_no_page() -> None:
    with serve({"*": lambda _request: Answer(status=304)}) as server:
        assert failure(server.url()).failure is Failure.BAD_CONTENT


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
    ("said", "told"),
    [
        ("[Errno -2] Name or service not known", "Name or service not known"),
        ("[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)", "wrong version number"),
        (
            "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)",
            "certificate verify failed: certificate has expired",
        ),
        ("[SSL] internal error (_ssl.c:1006)", "internal error"),
        ("", "OSError"),
    ],
)
def test_what_a_library_says_is_told_without_its_numbers(said: str, told: str) -> None:
    assert words_of(OSError(said)) == told
