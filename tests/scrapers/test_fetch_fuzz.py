"""Whatever comes from outside, the network edge answers with a result or a FetchError, within its bounds."""

from __future__ import annotations

import contextlib
import gzip
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import FetchError
from monitor.model import Snapshot
from scrapers.fetch import Fetcher, Limits
from scrapers.finding.anchors import alternate
from scrapers.finding.candidates import candidates, sitemap_candidates
from scrapers.network.encoding import EncodingError, TooLargeError, decode_content
from scrapers.page.names import named_by_address, terms_type
from scrapers.politeness import freshness
from scrapers.robots import parse
from tests.support.server import Answer, Server, serve

NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
CAP = 100_000

encodings = st.sampled_from(["gzip", "deflate", "br", "zstd", "identity", "gzip, br", "", "x, y", "GZIP ,"])
packed = st.one_of(
    st.binary(max_size=300),
    st.binary(max_size=300).map(gzip.compress),
    st.binary(max_size=300).map(zlib.compress),
    st.binary(max_size=300).map(brotli.compress),
    st.binary(max_size=300).map(zstandard.compress),
    st.integers(0, 3_000_000).map(lambda size: gzip.compress(bytes(size), 1)),
    st.integers(0, 3_000_000).map(lambda size: zstandard.compress(bytes(size))),
)
# Text that looks like HTML often enough to get somewhere.
PARTS = (
    *("<a href=", "<a href='//[' hreflang=de>", "</a>", "<base href=", '"', "<footer>", "Privacy", "Datenschutz", ">"),
    *("http://", "[::1", "//", ":99999", "/privacy", "<link hreflang=fr href=", "<loc>", "</loc>", "\0", "%zz"),
)
markup = st.lists(st.one_of(st.text(max_size=20), st.sampled_from(PARTS)), max_size=40).map("".join)


@settings(deadline=None)
@given(encodings, packed, st.integers(0, 20), st.binary(max_size=5))
def test_decoding_ends_within_its_cap(encoding: str, body: bytes, cut: int, tail: bytes) -> None:
    with contextlib.suppress(EncodingError, TooLargeError):
        assert len(decode_content(body[: len(body) - cut] + tail, encoding, cap=CAP)) <= CAP


@pytest.mark.parametrize(
    ("name", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("zstd", zstandard.compress)],
)
@settings(deadline=None)
@given(body=st.binary(max_size=2000))
def test_what_is_packed_comes_back(name: str, pack: Callable[[bytes], bytes], body: bytes) -> None:
    assert decode_content(pack(body), name, cap=CAP) == body


@settings(deadline=None)
@given(markup, st.sampled_from(["https://acorn.example/", "http://127.0.0.1:8080/a/b?c#d", "https://[::1]/x"]))
def test_candidates_of_any_markup_are_web_addresses_in_order(html: str, url: str) -> None:
    found = candidates(html, url, "de") + sitemap_candidates(html, url)
    assert all(link.url.startswith(("http://", "https://")) for link in found)
    scores = [link.score for link in candidates(html, url, "de")]
    assert scores == sorted(scores, reverse=True)
    address = alternate(html, url, "fr")
    assert address is None or address.startswith("http")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_names_headers_and_rules_of_any_text_are_read(text: str) -> None:
    terms_type(text)
    named_by_address(f"https://acorn.example/{text}")
    freshness({"cache-control": text, "expires": text}, NOW)
    parse(text.encode("utf-8", "surrogatepass")).can_fetch(f"https://acorn.example/{text}", "clausewatch")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One server for all examples."""
    with serve({}) as running:
        yield running


def outcome(server: Server, answer: Answer) -> Snapshot | None:
    """What a fetch of this answer brings; None where it is a FetchError."""
    server.routes["/"] = lambda _request: answer
    limits = Limits(total_seconds=5, max_bytes=CAP, max_decompressed_bytes=CAP, redirects=3)
    try:
        got = Fetcher(user_agent="t", limits=limits, allow_private=("127.0.0.1",)).fetch(server.url(), now=lambda: NOW)
    except FetchError:
        return None
    assert isinstance(got, Snapshot)
    assert len(got.content) <= CAP
    return got


@settings(max_examples=60, deadline=None)
@given(status=st.integers(200, 599), encoding=encodings, body=packed)
def test_any_status_and_body_ends_well(server: Server, status: int, encoding: str, body: bytes) -> None:
    headers = (("Content-Encoding", encoding), ("Content-Type", "text/html"))
    got = outcome(server, Answer(status=status, headers=headers, body=body))
    assert got is None or 200 <= got.status < 300


@settings(max_examples=60, deadline=None)
@given(location=st.one_of(st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=40), markup))
def test_any_location_ends_well(server: Server, location: str) -> None:
    line = location.encode("latin-1", "replace").replace(b"\r", b"").replace(b"\n", b"")
    assert (
        outcome(server, Answer(raw=[b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + line + b"\r\n\r\n"]))
        is None
    )


@settings(max_examples=60, deadline=None)
@given(head=st.binary(max_size=120), body=st.binary(max_size=60))
def test_any_bytes_end_well(server: Server, head: bytes, body: bytes) -> None:
    outcome(server, Answer(raw=[b"HTTP/1.1 200 OK\r\n", head, b"\r\n\r\n", body]))
