"""Delivery by Apprise: chat, push and the like, each in its own markup and within its own length."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from apprise import Apprise, NotifyBase, NotifyFormat, OverflowMode

from monitor.errors import DeliveryError, PermanentDeliveryError, TransientDeliveryError
from monitor.http_time import retry_after
from monitor.model import Alert, Channel
from notifiers.addresses import asset, schema, without_secrets
from notifiers.dialects import COMMONMARK, DISCORD, HTML, MRKDWN, PLAIN, TELEGRAM, Dialect
from notifiers.escape import one_line
from notifiers.held import cut_off
from notifiers.limits import Limit, limit
from notifiers.render import House, render

_STATUS = re.compile(r"\berror=(\d{3})\b")
# What the service answered, or why there was no answer. Apprise shows answers as bytes literals.
_DETAIL = re.compile(r"""Response Details:\s*b?['"](.*)['"]|Socket Exception: (?:.*Caused by \w+\()?(.*)""", re.DOTALL)
_WISH = re.compile(r'"retry_after":\s*(\d{1,5}(?:\.\d+)?)')  # Telegram and Discord say it in the body
_PERMANENT = frozenset((400, 401, 403, 404, 405, 410, 413, 415, 422))
_REASON_LENGTH = 300
_AUTHORITIES = {"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"}  # where requests looks for files of them
_READ_TIMEOUT = 15.0  # Apprise gives up after 4 s, when a slow service may well have taken the message
_IN_ALL = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How to speak to a service. form: what Apprise is told the text is (None: pass it on as it is).

    native: the text is already in the service's own markup, and Apprise shall not translate it.
    title: whether the service has a good place for a title; else it stands in the text.
    mail: whether it takes whole e-mails.
    """

    dialect: Dialect
    form: NotifyFormat | None
    native: bool = False
    title: bool = True
    mail: bool = False


_MATTERMOST = Style(dialect=COMMONMARK, form=None, title=False)
_MATRIX = Style(dialect=HTML, form=NotifyFormat.HTML, title=False)
_STYLES = {
    # Apprise's translation to mrkdwn leaves CommonMark's backslashes standing in the quotes.
    "slack": Style(dialect=MRKDWN, form=NotifyFormat.MARKDOWN, native=True),
    # ... and puts the title before the text as if it were its first line.
    "discord": Style(dialect=DISCORD, form=NotifyFormat.MARKDOWN, native=True, title=False),
    # Apprise takes Mattermost for a service of plain text; it reads Markdown.
    "mmost": _MATTERMOST,
    "mmosts": _MATTERMOST,
    # Apprise's translation of HTML drops empty lines.
    "tgram": Style(dialect=TELEGRAM, form=NotifyFormat.HTML, native=True, title=False),
    "matrix": _MATRIX,
    "matrixs": _MATRIX,
}


def post(alerts: Sequence[Alert], channel: Channel, plugin: NotifyBase, house: House) -> None:
    """Send by the plugin, as one message; raises a DeliveryError with the reason that Apprise logged."""
    service = schema(channel.address)
    if service in {"gotify", "gotifys"}:
        plugin.notify_format = NotifyFormat.MARKDOWN  # Gotify shows Markdown if the message says that it is
    style = _STYLES.get(service) or _style(plugin)
    if style.native:
        plugin.dialect_convert = lambda body, *_, **__: body  # type: ignore[method-assign]
    if plugin.verify_certificate and os.environ.keys().isdisjoint(_AUTHORITIES):
        # Whom all else here trusts; requests, which takes a file for "yes", does not look there.
        plugin.verify_certificate = os.environ.get("SSL_CERT_FILE") or True  # type: ignore[assignment]
    if service == "discord":
        _call_nobody_else(plugin)
    plugin.overflow_mode = OverflowMode.SPLIT  # only if the service counts otherwise than reckoned
    plugin.socket_read_timeout = max(plugin.socket_read_timeout, _READ_TIMEOUT)
    # A little room for the marks around the title.
    most = limit(service, plugin.body_maxlen - 20)
    title, body = _words(alerts, style, most, house, has_title=style.title and _takes_titles(plugin))
    manager = Apprise(asset=asset())
    manager.add(plugin)
    with cut_off(_IN_ALL) as cutoff:
        result = manager.notify(title=title, body=body, body_format=style.form, log_level=logging.DEBUG)
    if not result and cutoff.is_over:
        raise TransientDeliveryError(channel.name, f"the service took longer than {_IN_ALL:.0f} s")
    if not result:
        wish = retry_after(cutoff.wish, datetime.now(UTC))
        raise _error(channel, [(entry.level, entry.message) for entry in result.logs()], wish)


def _call_nobody_else(plugin: Any) -> None:
    """Those whom the operator names (?ping=) are called, and nobody for a word of the text: to Apprise, with
    ?format=markdown, and to Discord "privacy@here.example" is a call to all who are there."""
    calls = plugin.ping_payload(" ".join(plugin.ping)) if plugin.ping else {}
    named = calls.pop("allow_mentions", {})  # as Apprise calls it; Discord knows it by another name
    everyone = ["everyone"] if {"everyone", "here"}.intersection(named.get("parse", ())) else []
    allowed = {"parse": everyone, "users": named.get("users", []), "roles": named.get("roles", [])}
    send = plugin._send
    plugin.ping_payload = lambda *_: dict(calls)
    plugin._send = lambda payload, *rest, **options: send({**payload, "allowed_mentions": allowed}, *rest, **options)


def _takes_titles(plugin: NotifyBase) -> bool:
    """Slack's blocks have a place for a title, but refuse one of more than 150 characters."""
    return plugin.title_maxlen > 0 and not getattr(plugin, "use_blocks", False)


def _style(plugin: NotifyBase) -> Style:
    """By what Apprise says of the service."""
    match plugin.resolve_format(NotifyFormat.MARKDOWN):
        case NotifyFormat.MARKDOWN:
            return Style(dialect=COMMONMARK, form=NotifyFormat.MARKDOWN)
        case NotifyFormat.HTML:
            return Style(dialect=HTML, form=NotifyFormat.HTML, mail=True)  # SendGrid, Mailgun, SES and the like
        case _:
            return Style(dialect=PLAIN, form=NotifyFormat.TEXT)


def _words(alerts: Sequence[Alert], style: Style, most: Limit, house: House, *, has_title: bool) -> tuple[str, str]:
    """Title and body; the title stands in the body where the service has no place for it."""
    if style.mail:
        message = render(alerts, medium="email", house=house)
        if message.html is not None and most.size is not None and len(message.html) <= most.size:
            return message.title, message.html
    medium = "log" if style.dialect is PLAIN else "chat"
    message = render(alerts, medium=medium, most=most, dialect=style.dialect, house=house)
    if has_title:
        return message.title, message.text
    return "", f"{style.dialect.strong(message.title)}{style.dialect.newline * 2}{message.text}"


def _error(channel: Channel, records: Sequence[tuple[str, str]], wish: timedelta | None) -> DeliveryError:
    """What Apprise logged, as an error; only a refusal that will not change by itself is permanent.

    wish: the service's own, of the headers.
    """
    warnings = [text for level, text in records if level in {"WARNING", "ERROR", "CRITICAL"}]
    details = [match[1] or match[2] for _, text in records if (match := _DETAIL.search(text))]
    reason = one_line(" ".join([*warnings[:2], *details[:1]])) or "the service did not accept the message"
    reason = without_secrets(reason, channel.address)[:_REASON_LENGTH]
    statuses = [int(match[1]) for text in warnings if (match := _STATUS.search(text))]
    if statuses and all(status in _PERMANENT for status in statuses):
        return PermanentDeliveryError(channel.name, reason)
    wishes = [float(match[1]) for _, text in records if (match := _WISH.search(text))]
    in_body = timedelta(seconds=max(wishes)) if wishes else None
    return TransientDeliveryError(channel.name, reason, retry_after=in_body or wish)
