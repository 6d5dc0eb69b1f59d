"""Delivery by Apprise: chat, push and the like."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

from apprise import Apprise, NotifyBase, NotifyFormat, OverflowMode

from monitor.errors import DeliveryError, PermanentDeliveryError, TransientDeliveryError
from monitor.model import Alert, Channel, Message
from notifiers.addresses import asset, schema, without_secrets
from notifiers.escape import one_line
from notifiers.render import render

_STATUS = re.compile(r"\berror=(\d{3})\b")
_CAUSE = re.compile(r"Caused by \w+\((.*)\)")
_PERMANENT = frozenset((400, 401, 403, 404, 405, 410, 413, 415, 422))
_REASON_LENGTH = 300


def silence() -> None:
    """Keep Apprise's records to ourselves.

    They are read for the reason of a failure (Apprise answers only yes or no); its debug lines hold whole addresses,
    so none may reach the program's log.
    """
    logger = logging.getLogger("apprise")
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def post(alert: Alert, channel: Channel, plugin: NotifyBase, *, base_url: str | None) -> None:
    """Send by the plugin; raises a DeliveryError with the reason that Apprise logged."""
    plugin.overflow_mode = OverflowMode.SPLIT  # only if the service's own markup makes the text longer than reckoned
    form = plugin.resolve_format(NotifyFormat.MARKDOWN)
    message = _message(alert, schema(channel.address), plugin, form, base_url)
    manager = Apprise(asset=asset())
    manager.add(plugin)
    result = manager.notify(
        title=message.title,
        body=message.html if form is NotifyFormat.HTML and message.html else message.text,
        body_format=form,
        log_level=logging.DEBUG,
    )
    if not result:
        raise _error(channel, [(entry.level, entry.message) for entry in result.logs()])


def _message(alert: Alert, service: str, plugin: NotifyBase, form: NotifyFormat, base_url: str | None) -> Message:
    if form is NotifyFormat.HTML:  # mail services and a few others
        return render(alert, medium="email", base_url=base_url)
    medium = "chat" if form is NotifyFormat.MARKDOWN else "log"
    most = plugin.body_maxlen + max(plugin.title_maxlen, 0)
    return render(alert, medium=medium, max_chars=most, service=service, base_url=base_url)


def _error(channel: Channel, records: Iterable[tuple[str, str]]) -> DeliveryError:
    """What Apprise logged, as an error; only a refusal that will not change by itself is permanent."""
    warnings = [text for level, text in records if level in {"WARNING", "ERROR", "CRITICAL"}]
    causes = [match[1] for _, text in records if (match := _CAUSE.search(text))]
    reason = one_line(" ".join([*warnings[:2], *causes[:1]])) or "the service did not accept the message"
    reason = without_secrets(reason, channel.address)[:_REASON_LENGTH]
    statuses = [int(match[1]) for text in warnings if (match := _STATUS.search(text))]
    if statuses and all(status in _PERMANENT for status in statuses):
        return PermanentDeliveryError(channel.name, reason)
    return TransientDeliveryError(channel.name, reason)
