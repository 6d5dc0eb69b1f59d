"""Channel addresses: what is wrong with one, and how to name it without its secrets.

An address is an Apprise address ("slack://...", "mailtos://..."), or `log://`: the program's own log.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Container
from typing import Any
from urllib.parse import unquote

from apprise import Apprise, AppriseAsset, LogCapture, NotifyBase
from apprise.manager_plugins import NotificationManager
from apprise.plugins.custom_json import NotifyJSON
from apprise.utils.parse import parse_emails

from notifiers.escape import one_line

LOG = "log"
WEBHOOK = ("json", "jsons")
_MAIL_PASSWORD = re.compile(r"(?:^|&)pass(?:word)?=([^&]*)")
_WEBHOOK_SETTINGS = frozenset(("secret", "verify"))
_HEADER = re.compile(r"([!#$%&'*+.^_`|~\w-]+): [\t -~]*", re.ASCII)
_DROPPED = re.compile(r"^(?:Dropp|Ignor)(?:ed|ing)\b.*", re.MULTILINE)
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
        service_timeout=0,  # notifiers.held has one that ends what it stops waiting for
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
    if name in {"http", "https"}:
        return _web_fault(address)
    if name not in _services():
        return f'"{name}://" is no service that Apprise knows'
    return _webhook_fault(name, address) if name in WEBHOOK else _service_fault(name, address)


def _web_fault(address: str) -> str:
    """People paste the address that Slack or Discord gave them. Apprise would take some of these, we know none: how a
    service is written to goes by the beginning of the address."""
    plugin = instance(address)
    if plugin is None:
        return 'a web address is no channel: for a webhook of your own write "jsons://" in place of "https://"'
    own = schema(plugin.url())  # type: ignore[no-untyped-call]
    return f'this is the web address of a webhook of {plugin.service_name}; as a channel it begins with "{own}://"'


def _webhook_fault(name: str, address: str) -> str | None:
    parts = webhook_parts(address)
    if parts is None:
        ascii_only = "" if address.isascii() else " (one with letters beyond ASCII is written in its xn-- form)"
        return f'the "{name}://" address names no host{ascii_only}'
    if not 0 < (parts["port"] or 1) < 65536:
        return f"there is no port {parts['port']}"
    # Apprise's plain parameters are settings; one meant for the webhook would silently be dropped.
    strange = sorted(key for key in parts["qsd"] if key not in _WEBHOOK_SETTINGS and key[:1] not in "+-:")
    if strange:
        return f'"{strange[0]}" is no setting of a webhook: write "-{strange[0]}=" to pass it on in its query'
    unfit = sorted(key for key, value in parts["qsd+"].items() if not _HEADER.fullmatch(f"{key}: {value}"))
    if unfit:
        return f'"+{one_line(unfit[0])}=" cannot be sent as a header: write letters, digits and signs of ASCII'
    return None


def _service_fault(name: str, address: str) -> str | None:
    with LogCapture(level=logging.WARNING, fmt="%(message)s") as log:  # type: ignore[no-untyped-call]
        usable, said = instance(address) is not None, log.getvalue()
    dropped = _DROPPED.search(said)
    reason = one_line(without_secrets(dropped[0] if dropped else said.partition("\n")[0], address))
    if usable:
        # What Apprise drops hears nothing, and nobody would know.
        if dropped:
            return f"one of those it is for cannot be written to (Apprise: {reason})"
        overlooked = _overlooked(address) if name.startswith("mailto") else ""
        return (
            f'"{overlooked}" is read as no recipient: write whole addresses with commas between' if overlooked else None
        )
    problem = f'the "{name}://" address is incomplete or malformed, or its service needs a package that is missing'
    return f"{problem} (Apprise: {reason})" if reason else problem


def _overlooked(address: str) -> str:
    """What stands among the recipients of a mail and is none to Apprise; "" where there is nothing."""
    parts: dict[str, dict[str, str]] = NotifyBase.parse_url(address, verify_host=False) or {}
    asked = parts.get("qsd", {})
    overlooked = [key for key in asked if "@" in key]  # a semicolon begins a parameter
    for key in ("to", "cc", "bcc"):
        left = asked.get(key, "")
        for found in parse_emails(left):  # type: ignore[no-untyped-call]
            left = left.replace(found, "", 1)
        overlooked.append(left.strip(" ,;"))
    return one_line(next(filter(None, overlooked), ""))


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


def keep_out_of_the_log() -> None:
    """Addresses hold secrets, and the libraries that post to them write them whole into their records.

    Apprise's are read for the reason of a failure (it answers only yes or no), down to its debug lines, and go no
    further. httpx names each address at INFO, urllib3 at DEBUG.
    """
    apprise = logging.getLogger("apprise")
    apprise.propagate = False
    apprise.setLevel(logging.DEBUG)
    if not apprise.handlers:
        apprise.addHandler(logging.NullHandler())  # else Python's handler of last resort shows warnings
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("urllib3").setLevel(logging.INFO)


def instance(address: str) -> NotifyBase | None:
    """Apprise's plugin for the address, made anew: no state is shared between deliveries. None: unusable address."""
    keep_out_of_the_log()
    return Apprise.instantiate(address, asset=asset())


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
