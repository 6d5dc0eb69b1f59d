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
_HARMLESS = frozenset(("secret", "verify", "timeout", "rto", "cto", "overflow", "format", "yes", "no"))


def asset() -> AppriseAsset:
    """How Apprise is to behave here: nothing written to disk, no address in its log, no redirect followed."""
    return AppriseAsset(
        app_id="clausewatch",
        app_desc="clausewatch",
        app_url="",
        secure_logging=True,
        http_redirects=False,
        interpret_emojis=False,
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
    _, _, rest = address.partition("://")
    parts = {part for piece in re.split(r"[/?&=:@,;+]", rest) for part in (piece, unquote(piece))}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= 4 and part.lower() not in _HARMLESS:
            text = text.replace(part, "***")
    return text
