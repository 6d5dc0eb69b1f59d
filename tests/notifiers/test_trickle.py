"""A delivery comes to its end before its lease does, whatever the other side does with its time."""

from __future__ import annotations

import itertools
import socket
from contextlib import nullcontext

import pytest

from monitor.dispatch import LEASE
from monitor.errors import TransientDeliveryError
from monitor.model import Channel
from notifiers import services, smtp, webhook
from notifiers.cutoff import Cutoff
from notifiers.send import Sender
from tests.support.alerts import change, delivery
from tests.support.daemon import wait_until
from tests.support.server import CERTIFICATE, Answer, serve
from tests.support.trickling import trickle

CHAT = "{service}://127.0.0.1:{{port}}/3ccdd113474722377935511fc85d3dd4"
GREETED = b"220 mail.example at your service\r\n250-mail.example greets you, and "


@pytest.mark.parametrize(
    ("beginning", "tls", "address"),
    [
        (b"220 mail.example ", False, "mailto://127.0.0.1:{port}?{people}"),
        (GREETED, False, "mailto://127.0.0.1:{port}?{people}"),
        (GREETED, True, "mailtos://127.0.0.1:{port}?{people}&mode=ssl&verify=no"),
        (b"HTTP/1.1 200 ", False, "json://127.0.0.1:{port}/hook"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", True, "jsons://127.0.0.1:{port}/hook?verify=no"),
        (b"HTTP/1.1 500 Broken\r\nContent-Length: 150\r\n\r\n", False, "json://127.0.0.1:{port}/hook"),
        (b"HTTP/1.1 ", False, CHAT.format(service="mmost")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", True, CHAT.format(service="mmosts")),
    ],
)
def test_a_server_that_trickles_is_left_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, beginning: bytes, tls: bool, address: str
) -> None:
    monkeypatch.setattr(smtp, "_IN_ALL", 0.4)
    monkeypatch.setattr(webhook, "_IN_ALL", 0.4)
    monkeypatch.setattr(services, "_IN_ALL", 0.4)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    people = "from=Watch <watch@example.org>&to=dpo@example.org"
    with trickle(beginning, tls=tls) as port:
        channel = Channel(name="dpo", address=address.format(port=port, people=people))
        with pytest.raises(TransientDeliveryError, match=r"did not answer in time|took longer than|answered 500"):
            Sender([channel]).send(delivery(change(), channel))


@pytest.mark.parametrize("status", [200, 500])
def test_of_an_answer_without_end_the_beginning_is_read(status: int) -> None:
    with serve({"*": lambda _request: Answer(status=status, body=itertools.repeat(b"x" * 65_536))}) as server:
        channel = Channel(name="chat", address=CHAT.format(service="mmost").format(port=server.port))
        with nullcontext() if status == 200 else pytest.raises(TransientDeliveryError, match="error=500"):
            Sender([channel]).send(delivery(change(), channel))
    assert len(server.requests) == 1


def test_a_lease_outlasts_the_longest_delivery_and_the_last_step_before_it_began() -> None:
    assert LEASE.total_seconds() > 2 * max(*(sender._IN_ALL for sender in (services, smtp, webhook))) + 20


def test_a_connection_that_is_made_after_the_end_is_broken_off_at_once() -> None:
    mine, theirs = socket.socketpair()
    with mine, theirs, Cutoff(0.01) as cutoff:
        wait_until(lambda: cutoff.is_over)
        cutoff.hold(mine)
        theirs.settimeout(5)
        assert theirs.recv(1) == b""
