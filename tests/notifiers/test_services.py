"""Chat and push services by Apprise: its plugins are pointed at a server on loopback, and their payloads read."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from apprise.plugins.discord import NotifyDiscord
from apprise.plugins.sendgrid import NotifySendGrid
from apprise.plugins.slack import NotifySlack
from apprise.plugins.telegram import NotifyTelegram

from monitor.errors import PermanentDeliveryError, TransientDeliveryError
from monitor.model import Alert, Channel
from notifiers.limits import utf8, utf16
from notifiers.send import Sender
from tests.support.alerts import RETENTION, SHARING, change, delivery
from tests.support.receiver import Receiver, Reply, receive
from tests.support.server import CERTIFICATE

# As a policy's text writes it, and as its reader sees it.
HOSTILE_TEXT = r"Ask <!channel> or @everyone, see \[this\](https://evil.example), \*not\* \_styled\_ <b>at all</b>"
HOSTILE = "Ask <!channel> or @everyone, see [this](https://evil.example), *not* _styled_ <b>at all</b>"
TELEGRAM_TOKEN = "123456789:AAAbbbCCCdddEEEfffGGGhhhIIIjjjKKK"
SLACK_TOKEN = "TIiajkdnlazkcOXrIdevi7FQ"
LONG = replace(
    SHARING, old="We share no data “at all” – ever. 🙂 " * 120, new="We share no data “at all” – mostly. 🙂 " * 120
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with receive(Reply(body=b'{"ok": true, "result": {}}')) as receiver:
        base = f"http://127.0.0.1:{receiver.port}"
        monkeypatch.setattr(NotifySlack, "webhook_url", f"{base}/services")
        monkeypatch.setattr(NotifyTelegram, "notify_url", f"{base}/bot")
        monkeypatch.setattr(NotifyDiscord, "notify_url", f"{base}/api/webhooks")
        yield receiver


def address(service: str, port: int) -> str:
    here = f"127.0.0.1:{port}"
    return {
        "slack": f"slack://T1JJ3T3L2/A1BRTD4JD/{SLACK_TOKEN}/",
        "tgram": f"tgram://{TELEGRAM_TOKEN}/12315544/",
        "discord": "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js/",
        "ntfy": f"ntfy://{here}/orbit-alerts",
        "gotify": f"gotify://{here}/AbCdEfGhIjKlMnO",
        "mmost": f"mmost://{here}/3ccdd113474722377935511fc85d3dd4",
        "matrix": f"matrix://user:pass1234@{here}/!room:localhost",
    }[service]


def send(server: Receiver, service: str, alert: Alert) -> list[Any]:
    """The payloads that the service was sent, logins apart."""
    channel = Channel(name="chat", address=address(service, server.port))
    if service == "slack":
        server.replies = [Reply(body=b"ok")]
    if service == "matrix":
        login = {"access_token": "t", "home_server": "localhost", "user_id": "@u:localhost", "device_id": "d"}
        server.replies = [Reply(body=json.dumps(login | {"room_id": "!room:localhost", "event_id": "$e"}).encode())]
    Sender([channel]).send(delivery(alert, channel))
    return [post.json for post in server.posts if "login" not in post.path and len(post.body) > 2]


def shown(service: str, payload: Any) -> str:
    """What of a payload its reader sees: title and text."""
    match service:
        case "slack":
            return f"{payload['attachments'][0]['title']}\n{payload['attachments'][0]['text']}"
        case "discord":
            return str(payload["content"])
        case "matrix":
            return str(payload["formatted_body"])
        case "ntfy" | "gotify":
            return f"{payload['title']}\n{payload['message']}"
        case _:
            return str(payload["text"])


@contextmanager
def program_log() -> Iterator[io.StringIO]:
    """All that an operator could see, who logs at the finest level (caplog also shows what is kept from the log)."""
    log, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(log), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield log
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def test_messages_are_measured_in_the_units_of_their_services() -> None:
    assert (utf8("é🙂"), utf16("é🙂")) == (6, 3)


SERVICES = ("slack", "tgram", "discord", "ntfy", "gotify", "mmost", "matrix")


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_gets_one_message_with_title_words_and_link(server: Receiver, service: str) -> None:
    (payload,) = send(server, service, change())
    text = shown(service, payload)
    assert "Orbit Cameras: sharing changed, less protective (Privacy Policy)" in text
    assert "https://orbit.example/privacy" in text


@pytest.mark.parametrize(
    ("service", "bold"),
    [
        ("slack", "We *do not* share"),
        ("discord", "We **do not** share"),
        ("mmost", "We **do not** share"),
        ("gotify", "We **do not** share"),
        ("tgram", "We <b>do not</b> share"),
        ("matrix", "We <b>do not</b> share"),
        ("ntfy", "We [-do not-] share"),
    ],
)
def test_changed_words_are_marked_in_the_services_own_way(server: Receiver, service: str, bold: str) -> None:
    (payload,) = send(server, service, change())
    assert bold in shown(service, payload)


@pytest.mark.parametrize(
    ("service", "literal", "forbidden"),
    [
        ("slack", "Ask &lt;!channel&gt; or", ["<!channel>", "@everyone", "*not*", "_styled_"]),
        ("discord", r"\[this\](https://evil.example), \*not\* \_styled\_", ["@everyone", "<!channel>"]),
        ("mmost", r"\[this\](https://evil.example), \*not\* \_styled\_", ["@everyone"]),
        ("tgram", "&lt;b&gt;at all&lt;/b&gt;", ["<!channel>", "@everyone"]),
        ("matrix", "&lt;b&gt;at all&lt;/b&gt;", ["<!channel>", "@everyone"]),
        ("ntfy", HOSTILE, []),
    ],
)
def test_hostile_words_stay_words(server: Receiver, service: str, literal: str, forbidden: list[str]) -> None:
    (payload,) = send(server, service, change(replace(RETENTION, new=HOSTILE_TEXT)))
    text = shown(service, payload)
    assert literal in text
    for markup in forbidden:
        assert markup not in text


@pytest.mark.parametrize(("service", "length"), [("tgram", 36), ("mmost", 39)])
def test_a_name_full_of_signs_that_are_escaped_leaves_one_message(server: Receiver, service: str, length: int) -> None:
    words = "We share your data with them & others; " * length  # just too long beside such a name
    alert = change(replace(SHARING, old=words, new=f"{words}."), vendor_name="R&D_<A&B> " * 9)
    assert len(send(server, service, alert)) == 1


@pytest.mark.parametrize("form", ["", "format=markdown"])
@pytest.mark.parametrize(
    ("ping", "shown", "allowed"),
    [
        ("", "", {"parse": [], "users": [], "roles": []}),
        ("ping=@here", "@here", {"parse": ["everyone"], "users": [], "roles": []}),
        ("ping=<@12345>", "<@12345>", {"parse": [], "users": ["12345"], "roles": []}),
    ],
)
def test_discord_calls_those_whom_the_operator_names_and_nobody_for_a_word_of_a_policy(
    server: Receiver, form: str, ping: str, shown: str, allowed: dict[str, list[str]]
) -> None:
    channel = Channel(name="chat", address=f"{address('discord', 0)}?{form}&{ping}")
    words = replace(RETENTION, new="Write to privacy@everyone.example, x@here.example or <@678>.")
    Sender([channel]).send(delivery(change(words), channel))
    (payload,) = (post.json for post in server.posts)
    assert payload["allowed_mentions"] == allowed
    assert payload.get("content", "").partition("👉 ")[2] == shown


@pytest.mark.parametrize(
    ("service", "most", "measure"),
    [
        ("slack", 3000 + 250, len),
        ("tgram", 4096, utf16),
        ("discord", 2000, utf16),
        ("ntfy", 4096, utf8),
        ("mmost", 4000, len),
        ("matrix", 32_000, utf8),
    ],
)
def test_a_very_long_change_becomes_one_message_within_the_services_limit(
    server: Receiver, service: str, most: int, measure: Any
) -> None:
    payloads = send(server, service, change(*[LONG] * 12))
    assert len(payloads) == 1
    text = shown(service, payloads[0])
    assert measure(text) <= most
    assert "https://orbit.example/privacy" in text


def test_teams_gets_an_adaptive_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    with receive(Reply(status=202), tls=True) as teams:
        channel = Channel(name="chat", address=f"workflows://127.0.0.1:{teams.port}/WorkflowID-1/Signature-1")
        Sender([channel]).send(delivery(change(*[replace(RETENTION, new=HOSTILE_TEXT)] * 9), channel))
    (payload,) = (post.json for post in teams.posts)
    text = json.dumps(payload, ensure_ascii=False)
    assert len(teams.posts[0].body) < 28_000  # learn.microsoft.com, incoming webhooks: 28 kB
    assert "AdaptiveCard" in text
    assert "https://orbit.example/privacy" in text
    assert "@everyone" not in text
    assert "left out here for length" in text


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_services_trust_the_authorities_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, str(CERTIFICATE))
    with receive(tls=True) as gotify:
        channel = Channel(name="chat", address=f"gotifys://127.0.0.1:{gotify.port}/AbCdEfGhIjKlMnO")
        Sender([channel]).send(delivery(change(), channel))
    assert len(gotify.posts) == 1


def test_slacks_blocks_are_kept_within_their_limits(server: Receiver) -> None:
    server.replies = [Reply(body=b"ok")]
    channel = Channel(name="chat", address=address("slack", 0) + "?blocks=yes")
    Sender([channel]).send(delivery(change(*[LONG] * 12, vendor_name="Orbit Cameras and Recorders " * 6), channel))
    (payload,) = (post.json for post in server.posts)
    blocks = payload["attachments"][0]["blocks"]
    assert [block["type"] for block in blocks if block["type"] != "context"] == ["section"]
    assert blocks[0]["text"]["type"] == "mrkdwn"
    assert len(blocks[0]["text"]["text"]) <= 3000
    assert "https://orbit.example/privacy" in blocks[0]["text"]["text"]


def test_a_mail_service_gets_the_whole_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    with receive(Reply(status=202)) as sendgrid:
        monkeypatch.setattr(NotifySendGrid, "notify_url", f"http://127.0.0.1:{sendgrid.port}/v3/mail/send")
        channel = Channel(name="mail", address="sendgrid://abcd1234:watch@example.org/dpo@example.org")
        Sender([channel]).send(delivery(change(), channel))
    (payload,) = (post.json for post in sendgrid.posts)
    assert "Orbit Cameras: sharing changed, less protective (Privacy Policy)" in json.dumps(payload)
    assert "advertising partners</ins>" in payload["content"][0]["value"]


def test_gotify_is_told_that_the_text_is_markdown(server: Receiver) -> None:
    (payload,) = send(server, "gotify", change())
    assert payload["extras"]["client::display"]["contentType"] == "text/markdown"


def test_the_services_answer_is_part_of_the_error(server: Receiver) -> None:
    server.replies = [Reply(status=403, body=b"invalid_token")]
    channel = Channel(name="chat", address=address("slack", 0))
    with pytest.raises(PermanentDeliveryError, match=r"Slack.*403.*invalid_token"):
        Sender([channel]).send(delivery(change(), channel))


def test_a_services_wish_for_patience_is_passed_on(server: Receiver) -> None:
    answer = {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 17}}
    server.replies = [Reply(status=429, body=json.dumps(answer).encode())]
    channel = Channel(name="chat", address=address("tgram", 0))
    with pytest.raises(TransientDeliveryError) as caught:
        Sender([channel]).send(delivery(change(), channel))
    assert caught.value.retry_after == timedelta(seconds=17)


@pytest.mark.parametrize("service", ["slack", "ntfy", "gotify", "mmost"])
def test_a_wish_that_stands_in_the_answers_head_is_passed_on_too(server: Receiver, service: str) -> None:
    server.replies = [Reply(status=429, headers=(("Retry-After", "120"),), body=b"slow down")]
    channel = Channel(name="chat", address=address(service, server.port))
    with pytest.raises(TransientDeliveryError) as caught:
        Sender([channel]).send(delivery(change(), channel))
    assert caught.value.retry_after == timedelta(minutes=2)


def test_a_service_that_cannot_be_reached_is_tried_again_and_the_cause_is_told() -> None:
    with receive() as gone:
        pass
    channel = Channel(name="chat", address=address("gotify", gone.port))
    with pytest.raises(TransientDeliveryError, match="Connection refused"):
        Sender([channel]).send(delivery(change(), channel))


@pytest.mark.parametrize("service", ["mmost", "gotify", "ntfy"])
def test_a_service_that_sends_its_visitors_on_gets_nothing_delivered_elsewhere(service: str) -> None:
    with receive() as elsewhere:
        moved = Reply(status=307, headers=(("Location", f"http://127.0.0.1:{elsewhere.port}/"),))
        with receive(moved) as receiver:
            channel = Channel(name="team", address=address(service, receiver.port))
            with pytest.raises((TransientDeliveryError, PermanentDeliveryError)):
                Sender([channel]).send(delivery(change(), channel))
    assert elsewhere.posts == []


def test_no_secret_of_a_webhook_is_in_the_log(server: Receiver) -> None:
    channel = Channel(name="hook", address=f"json://127.0.0.1:{server.port}/path-token?secret=shared-secret")
    with program_log() as log:
        Sender([channel]).send(delivery(change(), channel))
    assert "path-token" not in log.getvalue()
    assert "shared-secret" not in log.getvalue()


@pytest.mark.parametrize("service", ["slack", "tgram", "discord"])
def test_no_token_is_in_an_error_or_in_the_log(server: Receiver, service: str) -> None:
    where = address(service, server.port)
    tokens = [part for part in where.partition("://")[2].replace(":", "/").split("/") if len(part) > 8]
    server.replies = [Reply(status=500, body=" ".join(tokens).encode())]
    channel = Channel(name="chat", address=where)
    with program_log() as log, pytest.raises(TransientDeliveryError) as caught:
        Sender([channel]).send(delivery(change(), channel))
    for token in tokens:
        assert token not in f"{caught.value}{caught.value!r}{channel!r}{log.getvalue()}"


def test_many_sends_at_once_are_each_told_their_own_result() -> None:
    with receive() as works, receive(Reply(status=500, body=b"broken server")) as fails:
        channels = [
            Channel(name=f"{kind}-{n}", address=f"{scheme}://127.0.0.1:{port}/AbCdEfGhIjKlMnO")
            for kind, port in (("works", works.port), ("fails", fails.port))
            for scheme in ("gotify", "json", "ntfy")
            for n in (scheme,)
        ] * 6
        sender = Sender(channels)

        def outcome(channel: Channel) -> tuple[str, str]:
            try:
                sender.send(delivery(change(), channel))
            except TransientDeliveryError as error:
                return channel.name, error.problem
            return channel.name, "sent"

        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(outcome, channels))
    assert all((said == "sent") == name.startswith("works") for name, said in outcomes)
    assert all("broken server" in said for name, said in outcomes if name.startswith("fails"))
    assert len(works.posts) == len(fails.posts) == 18


def test_the_default_channel_writes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    Sender([Channel(name="log", address="log://")]).send(delivery(change(), "log"))
    assert "Orbit Cameras: sharing changed" in caplog.text
    assert "{+advertising partners+}" in caplog.text


def test_a_channel_that_is_no_longer_configured_is_a_permanent_failure() -> None:
    with pytest.raises(PermanentDeliveryError, match="no channel of that name"):
        Sender([]).send(delivery(change(), "gone"))


def test_an_address_that_apprise_cannot_use_is_a_permanent_failure() -> None:
    channel = Channel(name="chat", address="slack://not-a-token")
    with pytest.raises(PermanentDeliveryError) as caught:
        Sender([channel]).send(delivery(change(), channel))
    assert "not-a-token" not in str(caught.value)
