"""Servers that send too much, too slowly or nonsense, on purpose or not: each ends in time, as a clear failure."""

from __future__ import annotations

import gzip
import itertools
import os
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli
import pytest
import zstandard

from monitor.errors import Failure, FetchError
from monitor.model import Snapshot
from scrapers.fetch import Fetcher, Limits
from scrapers.network.encoding import EncodingError, decode_content
from scrapers.network.transport import Deadline
from tests.support.fetching import NOW, answer, failure, fetcher, snapshot
from tests.support.server import CERTIFICATE, EXPIRED, Answer, gzipped, page, serve


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


def test_a_body_of_empty_members_costs_no_more_than_its_length() -> None:
    members = gzip.compress(b"") * 1_000_000  # 20 MB, within the bounds of a page; squared, they take five minutes
    assert decode_content(members + gzip.compress(b"<p>We keep logs."), "gzip", cap=1_000) == b"<p>We keep logs."


@pytest.mark.parametrize("tail", [bytes(9_000), b"no member", gzip.compress(os.urandom(9_000))[:-8] + bytes(9)])
def test_what_follows_a_whole_member_and_is_none_is_passed_over(tail: bytes) -> None:
    assert decode_content(gzip.compress(b"<p>We keep logs.") + tail, "gzip", cap=1_000_000) == b"<p>We keep logs."


def test_a_frame_that_wants_a_larger_window_than_a_client_has_to_hold_is_refused() -> None:
    greedy = zstandard.ZstdCompressionParameters(window_log=27)  # 128 MB, for a body of a few bytes
    stream = zstandard.ZstdCompressor(compression_params=greedy).compressobj()
    body = stream.compress(b"<p>We keep logs.") + stream.flush()
    with pytest.raises(EncodingError, match="memory"):
        decode_content(body, "zstd", cap=1_000)


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


def test_a_certificate_that_cannot_be_verified_is_refused() -> None:
    with serve({"*": page("policy")}, tls=True) as server:
        refused = failure(server.url())
    assert refused.failure is Failure.TLS
    assert refused.problem == "nobody who is trusted here has signed the server's certificate"


def trusting(limits: Limits, *, authority: Path = CERTIFICATE) -> Fetcher:
    """One that trusts a certificate of the tests; they are of vendor.example."""
    return Fetcher(
        user_agent="t",
        limits=limits,
        allow_private=("127.0.0.1",),
        resolver=lambda _host, _port: ["127.0.0.1"],
        ssl_context=ssl.create_default_context(cafile=str(authority)),
    )


def test_a_name_that_no_server_resolves_in_time_ends_the_fetch() -> None:
    over = threading.Event()

    def never(_host: str, _port: int) -> list[str]:
        over.wait()
        return ["127.0.0.1"]

    for limits in (Limits(total_seconds=0.2), Limits(connect_seconds=0.2)):
        with pytest.raises(FetchError) as caught:
            Fetcher(user_agent="t", limits=limits, resolver=never).fetch("https://vendor.example/", now=lambda: NOW)
        assert caught.value.failure is Failure.TIMEOUT
        assert "the name was not resolved in time" in caught.value.problem
    over.set()


def test_the_certificate_is_verified_for_the_name_although_an_address_is_connected_to() -> None:
    ours = trusting(Limits())
    with serve({"*": page("policy")}, tls=True) as server:
        got = ours.fetch(server.url("/", host="vendor.example"), now=lambda: NOW)
        assert isinstance(got, Snapshot)
        assert server.requests[0].headers["host"] == f"vendor.example:{server.port}"
        with pytest.raises(FetchError) as caught:
            ours.fetch(server.url("/", host="other.example"), now=lambda: NOW)
    assert caught.value.failure is Failure.TLS
    assert caught.value.problem == "the server's certificate is for another name"


def test_a_certificate_that_has_run_out_is_told_as_such() -> None:
    ours = trusting(Limits(), authority=EXPIRED)
    with (
        serve({"*": page("policy")}, tls=True, certificate=EXPIRED) as server,
        pytest.raises(FetchError) as caught,
    ):
        ours.fetch(server.url("/", host="vendor.example"), now=lambda: NOW)
    assert (caught.value.failure, caught.value.problem) == (Failure.TLS, "the server's certificate has run out")


def test_a_server_that_trickles_inside_tls_is_left_as_well() -> None:
    def trickle() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while not server.released.wait(0.02):
            yield b"x"

    with (
        serve({"*": lambda _request: Answer(raw=trickle())}, tls=True) as server,
        pytest.raises(FetchError) as caught,
    ):
        trusting(Limits(total_seconds=0.5)).fetch(server.url(host="vendor.example"), now=lambda: NOW)
    assert caught.value.failure is Failure.TIMEOUT


def test_http_on_a_tls_port_is_a_tls_failure() -> None:
    with serve({"*": page("policy")}) as server:
        refused = failure(server.url().replace("http:", "https:"))
    assert (refused.failure, refused.problem) == (Failure.TLS, "the server does not speak TLS there")


def test_an_operation_may_take_what_is_left_of_the_fetch_and_no_more_than_its_own_time() -> None:
    assert Deadline(60.0).remaining(5.0) == 5.0
    assert 59.0 < Deadline(60.0).remaining(None) <= 60.0
    assert Deadline(1.0).remaining(5.0) <= 1.0


def test_one_fetcher_serves_many_threads() -> None:
    with serve({"*": lambda request: gzipped(request.path.encode() * 100)}) as server:
        ours, wrong = fetcher(), list[str]()

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
