"""Which addresses may be connected to (server-side request forgery)."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import Failure, FetchError
from scrapers.fetch import Fetcher, Limits
from scrapers.network.addresses import is_public, parse_allowed, permitted
from tests.support.server import page, redirect, serve

NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)

FORBIDDEN = [
    "0.0.0.0",  # noqa: S104
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:0:10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:a9fe:a9fe::",
    "2606:4700::5efe:10.0.0.1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = [
    "93.184.216.34",
    "8.8.8.8",
    "100.128.0.1",
    "2606:4700::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_addresses_that_are_not_of_the_public_internet_are_refused(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_open(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@settings(deadline=None)
@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:{}", "64:ff9b::{}", "2606:4700::5efe:{}"]))
def test_an_embedded_address_is_no_more_public_than_itself(address: ipaddress.IPv4Address, form: str) -> None:
    assert is_public(ipaddress.ip_address(form.format(address))) == is_public(address)


def allowed(host: str, addresses: Sequence[str], *entries: str, port: int = 443) -> bool:
    return permitted(host, addresses, port, allowed=parse_allowed(entries), ports={80, 443})


def test_the_operator_may_allow_addresses_networks_and_hosts() -> None:
    assert not allowed("intranet.example", ["10.0.0.5"])
    assert allowed("intranet.example", ["10.0.0.5"], "10.0.0.5")
    assert allowed("intranet.example", ["10.0.0.5"], "10.0.0.0/8")
    assert allowed("Intranet.Example.", ["10.0.0.5"], "intranet.example")
    assert allowed("xn--bcher-kva.example", ["10.0.0.5"], "Bücher.example")  # as hosts are asked for
    assert allowed("xn--strae-oqa.example", ["10.0.0.5"], "straße.example")  # IDNA 2008: "ss" is another host
    assert allowed("intranet.example", ["fd00::5"], "fd00::/8")
    assert allowed("x.example", ["::ffff:10.0.0.5"], "10.0.0.0/8")
    assert not allowed("other.example", ["10.0.0.5"], "intranet.example", "192.168.0.0/16")
    assert not allowed("sub.intranet.example", ["10.0.0.5"], "intranet.example")


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    assert not allowed("vendor.example", ["8.8.8.8", "127.0.0.1"])


def test_ports_are_limited_but_on_addresses_that_the_operator_allows() -> None:
    assert not allowed("vendor.example", ["8.8.8.8"], port=25)
    assert allowed("vendor.example", ["10.0.0.5"], "10.0.0.0/8", port=8443)


@pytest.mark.parametrize("entry", ["", "10.0.0.0/99", "300.1.2.3", "http://intranet", "a b", "x..y", "*"])
def test_an_entry_that_names_no_address_is_an_error(entry: str) -> None:
    with pytest.raises(ValueError, match="address"):
        parse_allowed([entry])


# ---------------------------------------------------------------- over real sockets


def refused(fetcher: Fetcher, url: str) -> bool:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url, now=lambda: NOW)
    return caught.value.failure is Failure.FORBIDDEN_ADDRESS


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]"])
def test_loopback_is_refused_however_it_is_spelled(host: str) -> None:
    with serve({"*": page("secret")}) as server:
        limits = Limits(ports=frozenset({server.port}))
        assert refused(Fetcher(user_agent="t", limits=limits), server.url("/", host=host))
    assert server.requests == []


def test_a_redirect_into_the_private_network_is_refused_before_it_is_connected_to() -> None:
    with serve({"*": page("secret")}) as inner, serve({"*": redirect(inner.url("/", host="inner.example"))}) as outer:
        addresses = {"outer.example": ["127.0.0.1"], "inner.example": ["127.0.0.1"]}
        fetcher = Fetcher(
            user_agent="t", allow_private=("outer.example",), resolver=lambda host, _port: addresses[host]
        )
        assert refused(fetcher, outer.url("/", host="outer.example"))
    assert len(outer.requests) == 1
    assert inner.requests == []


def test_a_name_that_answers_differently_the_second_time_gains_nothing() -> None:
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["192.0.2.1"] if len(asked) == 1 else ["127.0.0.1"]

    with serve({"*": page("secret")}) as server:
        limits = Limits(ports=frozenset({server.port}), connect_seconds=0.2, total_seconds=0.5)
        fetcher = Fetcher(user_agent="t", limits=limits, allow_private=("192.0.2.1",), resolver=rebinding)
        with pytest.raises(FetchError):
            fetcher.fetch(server.url("/", host="rebind.example"), now=lambda: NOW)
        assert asked == ["rebind.example"]  # resolved once: the address that was checked is the one connected to
        assert refused(fetcher, server.url("/", host="rebind.example"))
    assert server.requests == []


def test_the_next_address_of_a_host_is_tried_where_the_first_does_not_answer() -> None:
    with serve({"*": page("policy")}) as server:
        fetcher = Fetcher(
            user_agent="t", allow_private=("127.0.0.0/8",), resolver=lambda _host, _port: ["127.0.0.2", "127.0.0.1"]
        )
        fetcher.fetch(server.url("/", host="vendor.example"), now=lambda: NOW)
    assert len(server.requests) == 1


def test_a_name_that_does_not_resolve_is_a_dns_failure() -> None:
    def unknown(_host: str, _port: int) -> Sequence[str]:
        raise OSError("no such name")

    def empty(_host: str, _port: int) -> Sequence[str]:
        return []

    for resolver in (unknown, empty):
        with pytest.raises(FetchError) as caught:
            Fetcher(user_agent="t", resolver=resolver).fetch("https://vendor.example/", now=lambda: NOW)
        assert caught.value.failure is Failure.DNS
