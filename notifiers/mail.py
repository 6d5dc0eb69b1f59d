"""Alerts as an e-mail: text and HTML, a stable Message-ID, one thread per vendor. Pure.

Apprise reads the address but does not send: see docs/decisions/0003.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from monitor.model import Alert, Channel, Message
from notifiers.escape import one_line
from notifiers.ics import calendar
from notifiers.letter import letter_id

# In seven bits: not every server on the way takes eight (RFC 6152), and those that change a body break its signature.
_POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where mail is handed in, and from whom to whom. security: "insecure", "starttls" or "ssl"."""

    host: str
    port: int
    security: str
    user: str | None
    password: str | None = field(repr=False)
    verify: bool
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    headers: tuple[tuple[str, str], ...]


def account(plugin: Any) -> Account:
    """The account of Apprise's e-mail plugin (untyped there), which knows the servers of the large mail providers."""

    def named(addresses: Iterable[str]) -> tuple[Address, ...]:
        return tuple(_mailbox(plugin.names.get(address), address) for address in sorted(addresses))

    return Account(
        host=plugin.smtp_host,
        port=int(plugin.port),
        security=plugin.secure_mode,
        user=plugin.user,
        password=plugin.password,
        verify=bool(plugin.verify_certificate),
        sender=_mailbox(*plugin.from_addr),
        to=tuple(_mailbox(name, address) for name, address in plugin.targets),
        cc=named(plugin.cc),
        bcc=named(plugin.bcc),
        reply_to=named(plugin.reply_to),
        headers=tuple((name, one_line(str(value))) for name, value in plugin.headers.items()),
    )


def compose(alerts: Sequence[Alert], channel: Channel, account: Account, words: Message, now: datetime) -> EmailMessage:
    """The message with its headers; the same alerts and channel give the same Message-ID at every try."""
    mail = EmailMessage(policy=_POLICY)
    domain = account.sender.domain
    mail["Subject"] = words.title
    mail["From"] = account.sender
    mail["To"] = account.to
    if account.cc:
        mail["Cc"] = account.cc
    if account.reply_to:
        mail["Reply-To"] = account.reply_to
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id(alerts, channel, domain)
    # All messages about a vendor answer one message that was never sent: threads stay whole whichever came first.
    mail["In-Reply-To"] = mail["References"] = thread_id(alerts, channel, domain)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    mail["X-Clausewatch-Alert"] = one_line(letter_id(alerts))
    for name, value in account.headers:
        if name not in mail:
            mail[name] = value
    mail.set_content(words.text, charset="utf-8")
    if words.html is not None:
        mail.add_alternative(words.html, subtype="html", charset="utf-8")
    dates = calendar(alerts, language=channel.language)
    if dates is not None:
        # A file to open, without the method that would make the whole mail a calendar's business (RFC 6047, 2.4).
        mail.add_attachment(dates, subtype="calendar", charset="utf-8", filename="dates.ics")
    return mail


def message_id(alerts: Sequence[Alert], channel: Channel, domain: str) -> str:
    name = letter_id(alerts)
    return f"<{_plain(name)}.{_digest(channel.name, name)}@{domain}>"


def thread_id(alerts: Sequence[Alert], channel: Channel, domain: str) -> str:
    """One thread per vendor; one for all that tells of several."""
    vendors = {alert.vendor for alert in alerts}
    thread = (vendors.pop() or "clausewatch") if len(vendors) == 1 else "digest"
    return f"<{_plain(thread)}.{_digest(channel.name, thread)}@{domain}>"


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", ".", text.lower()).strip(".")[:60]


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\n".join(parts).encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _mailbox(name: str | bool | None, address: str) -> Address:
    return Address(display_name=one_line(name) if isinstance(name, str) else "", addr_spec=address)
