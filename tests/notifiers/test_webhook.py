"""Webhooks are signed, repeatable, and honest about why they failed; a real server answers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import PermanentDeliveryError, TransientDeliveryError
from monitor.model import Alert, AlertKind, Channel
from notifiers import webhook
from notifiers.send import Sender
from tests.support.alerts import change, delivery
from tests.support.receiver import Post, Receiver, Reply, receive
from tests.support.repository import REPOSITORY

NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
SECRET = "a-shared-secret"


def send(receiver: Receiver, rest: str = "/hook", alert: Alert | None = None, name: str = "dpo") -> Post:
    channel = Channel(name=name, address=f"json://127.0.0.1:{receiver.port}{rest}")
    Sender([channel]).send(delivery(alert or change(), channel))
    return receiver.posts[-1]


def test_the_alert_arrives_as_json() -> None:
    with receive() as receiver:
        post = send(receiver)
    assert (post.method, post.path) == ("POST", "/hook")
    assert post.headers["content-type"].startswith("application/json")
    assert post.json["id"] == "orbit-cameras/privacy-policy:7"


def test_the_signature_can_be_checked_with_the_shared_secret_alone() -> None:
    with receive() as receiver:
        post = send(receiver, f"/hook?secret={SECRET}")
    expected = hmac.new(SECRET.encode(), post.body, hashlib.sha256).hexdigest()
    assert post.headers["x-clausewatch-signature"] == f"sha256={expected}"
    assert SECRET not in post.path


def test_without_a_secret_nothing_pretends_to_be_signed() -> None:
    with receive() as receiver:
        assert "x-clausewatch-signature" not in send(receiver).headers


def test_a_repeated_delivery_carries_the_same_key_and_body() -> None:
    with receive() as receiver:
        first, second = send(receiver), send(receiver)
        other = send(receiver, alert=change(id="orbit-cameras/privacy-policy:8"))
        elsewhere = send(receiver, name="second-channel")
    assert (first.headers["idempotency-key"], first.body) == (second.headers["idempotency-key"], second.body)
    keys = {post.headers["idempotency-key"] for post in (first, other, elsewhere)}
    assert len(keys) == 3


def test_the_operators_headers_query_and_login_are_sent() -> None:
    with receive() as receiver:
        channel = Channel(
            name="dpo", address=f"json://me:pass@127.0.0.1:{receiver.port}/hook/a%20b?+X-Team=privacy&-room=5"
        )
        Sender([channel]).send(delivery(change(), channel))
        post = receiver.posts[0]
    assert (post.headers["x-team"], post.path) == ("privacy", "/hook/a%20b?room=5")
    assert post.headers["authorization"].startswith("Basic ")


def test_a_login_with_signs_that_addresses_escape_is_sent_as_it_is() -> None:
    with receive() as receiver:
        channel = Channel(name="dpo", address=f"json://me%40work:p%40ss%2Fw%25rd@127.0.0.1:{receiver.port}/hook")
        Sender([channel]).send(delivery(change(), channel))
    login = receiver.posts[0].headers["authorization"].removeprefix("Basic ")
    assert base64.b64decode(login) == b"me@work:p@ss/w%rd"


def test_a_host_may_be_an_address_of_ipv6() -> None:
    target = webhook.endpoint("jsons://[2001:db8::1]:8443/hook")
    assert target is not None
    assert target.url == "https://[2001:db8::1]:8443/hook"


def test_the_operators_headers_cannot_replace_the_signature() -> None:
    with receive() as receiver:
        post = send(receiver, f"/hook?secret={SECRET}&+X-Clausewatch-Signature=forged")
    assert post.headers["x-clausewatch-signature"].startswith("sha256=")


def test_too_many_requests_is_tried_later_when_the_server_says() -> None:
    with (
        receive(Reply(status=429, headers=(("Retry-After", "90"),))) as receiver,
        pytest.raises(TransientDeliveryError, match="429") as caught,
    ):
        send(receiver)
    assert caught.value.retry_after == timedelta(seconds=90)


def test_a_server_that_fails_once_gets_the_same_message_again() -> None:
    with receive(Reply(status=500, body=b"out of order"), Reply()) as receiver:
        with pytest.raises(TransientDeliveryError, match="500: out of order"):
            send(receiver)
        send(receiver)
    assert receiver.posts[0].body == receiver.posts[1].body


@pytest.mark.parametrize("status", [408, 409, 421, 423, 424, 425, 429, 500, 502, 503])
def test_what_may_pass_by_itself_is_tried_again(status: int) -> None:
    with receive(Reply(status=status)) as receiver, pytest.raises(TransientDeliveryError, match=str(status)):
        send(receiver)


@pytest.mark.parametrize(("verify", "arrives"), [("", False), ("?verify=no", True)])
def test_a_certificate_that_nobody_vouches_for_is_accepted_only_if_the_operator_says_so(
    verify: str, arrives: bool
) -> None:
    refused = pytest.raises(TransientDeliveryError, match="nobody who is trusted here")
    with receive(tls=True) as receiver, nullcontext() if arrives else refused:
        channel = Channel(name="dpo", address=f"jsons://127.0.0.1:{receiver.port}/hook{verify}")
        Sender([channel]).send(delivery(change(), channel))
    assert bool(receiver.posts) is arrives


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 422])
def test_a_refusal_is_permanent(status: int) -> None:
    with receive(Reply(status=status)) as receiver, pytest.raises(PermanentDeliveryError, match=str(status)):
        send(receiver)


def test_a_redirect_is_not_followed() -> None:
    with (
        receive() as target,
        receive(Reply(status=307, headers=(("Location", f"http://127.0.0.1:{target.port}/"),))) as r,
    ):
        with pytest.raises(PermanentDeliveryError, match="307"):
            send(r)
        assert target.posts == []


def test_a_server_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "_TIMEOUT", 0.2)
    with receive(Reply(hang=True)) as receiver, pytest.raises(TransientDeliveryError, match="timed out"):
        send(receiver)


def test_a_long_answer_is_not_read_to_its_end() -> None:
    with (
        receive(Reply(status=400, body=b"no " * 1_000_000)) as receiver,
        pytest.raises(PermanentDeliveryError, match="the webhook answered 400: no no") as caught,
    ):
        send(receiver)
    assert len(str(caught.value)) < 300


def test_a_server_that_is_gone_is_tried_again() -> None:
    with receive() as receiver:
        pass
    with pytest.raises(TransientDeliveryError, match="webhook: Connection refused"):
        send(receiver)


def test_no_secret_of_the_address_is_repeated_in_an_error() -> None:
    echo = b"you sent a-shared-secret, topsecretpath and privatevalue"
    with receive(Reply(status=400, body=echo)) as receiver, pytest.raises(PermanentDeliveryError) as caught:
        send(receiver, f"/topsecretpath?secret={SECRET}&+X-Token=privatevalue")
    for secret in (SECRET, "topsecretpath", "privatevalue"):
        assert secret not in str(caught.value)
        assert secret not in repr(caught.value)


def test_the_documentation_names_every_kind_of_alert() -> None:
    documented = (REPOSITORY / "docs" / "webhook.md").read_text()
    (row,) = re.findall(r"^\| `kind` \| text \| (.*) \|$", documented, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", row)) == set(AlertKind)
