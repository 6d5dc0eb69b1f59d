"""Channel addresses: what is wrong with one, and how to name it without its secrets.

An address is an Apprise address ("slack://...", "mailtos://..."), or `log://`: the program's own log.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any
from urllib.parse import unquote

from apprise import Apprise, AppriseAsset, NotifyBase
from apprise.manager_plugins import NotificationManager
from apprise.plugins.custom_json import NotifyJSON

LOG = "log"
WEBHOOK = ("json", "jsons")
_MAIL_PASSWORD = re.compile(r"(?:^|&)pass(?:word)?=([^&]*)")
_HARMLESS = frozenset(("secret", "verify", "timeout", "rto", "cto", "overflow", "format", "yes", "no"))


def asset() -> AppriseAsset:
    """How Apprise is to behave here: nothing written to disk, no address in its log, no redirect followed, no
    pictures of its own."""
    return AppriseAsset(
        app_id="clausewatch",
        app_desc="clausewatch",
        app_url="",
        secure_logging=True,
        http_redirects=False,
        interpret_emojis=False,
        image_url_mask="",
        image_url_logo="",
        storage_mode="memory",
    )


def schema(address: str) -> str:
    """The part before "://", lower-cased; "" where there is none."""
    name, separator, _ = address.partition("://")
    return name.strip().lower() if separator else ""


def check(address: str) -> str | None:
    """What is wrong with the address, without repeating it; None if it can be used."""
    name = schema(address)
    if not name:
        return 'this is not an address: it should begin with a service, such as "mailtos://" or "slack://"'
    if name == LOG:
        return None
    if name not in _services():
        return f'"{name}://" is no service that Apprise knows'
    if name in WEBHOOK:
        return None if webhook_parts(address) else f'the "{name}://" address names no host'
    if instance(address) is None:
        return f'the "{name}://" address is incomplete or malformed, or its service needs a package that is missing'
    return None


def is_for_machines(address: str) -> bool:
    """Whether each alert is to arrive by itself: webhooks and the log."""
    return schema(address) in {LOG, *WEBHOOK}


def webhook_parts(address: str) -> dict[str, Any] | None:
    """A webhook's address as Apprise reads it (untyped there); None: it names no host."""
    parts: dict[str, Any] | None = NotifyJSON.parse_url(address)  # type: ignore[no-untyped-call]
    return parts


def _services() -> Container[str]:
    services: Container[str] = NotificationManager()  # type: ignore[no-untyped-call]
    return services


def instance(address: str) -> NotifyBase | None:
    """Apprise's plugin for the address, made anew: no state is shared between deliveries. None: unusable address."""
    return Apprise.instantiate(address, asset=asset())


def redacted(address: str) -> str:
    """The address with only its service and host: "mailtos://***@example.org". For services whose host is a secret
    (a token stands where others have a host), only the service."""
    name = schema(address)
    if not name:
        return "***"
    if name in WEBHOOK or name.startswith("mailto"):
        host = address.partition("://")[2].partition("?")[0].partition("/")[0]
        user, separator, host = host.rpartition("@")
        return f"{name}://{'***@' if separator and user else ''}{host}"
    return f"{name}://" if name == LOG else f"{name}://***"


def without_secrets(text: str, address: str) -> str:
    """The text with every part of the address blotted out that could be a secret: an error may repeat some of it."""
    for part in sorted(_secrets(address), key=len, reverse=True):
        text = text.replace(part, "***")
    return text


def _secrets(address: str) -> set[str]:
    """Of e-mail, the password. Of a webhook, all but its host. Of other services everything, for each has its tokens
    elsewhere. Parts of fewer than four characters are no secrets, and too common to be replaced."""
    name, rest = schema(address), address.partition("://")[2]
    path, _, query = rest.partition("?")
    login, _, host = path.partition("/")[0].rpartition("@")
    if name.startswith("mailto"):
        rest = "&".join([login.partition(":")[2], *_MAIL_PASSWORD.findall(query)])
    elif name in WEBHOOK:
        rest = rest.replace(host, "", 1)
    parts = {part for piece in re.split(r"[/?&=:@,;+]", rest) for part in (piece, unquote(piece))}
    return {part for part in parts if len(part) >= 4 and part.lower() not in _HARMLESS}
