"""Hand a message to an SMTP server: IO. The account comes from an Apprise address (`mailto://`, `mailtos://`)."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Any

from monitor.errors import DeliveryError, PermanentDeliveryError, TransientDeliveryError, words_of
from monitor.model import Channel
from notifiers.addresses import without_secrets
from notifiers.cutoff import Cutoff
from notifiers.escape import one_line
from notifiers.mail import Account

_TIMEOUT = 20.0  # for each read and write
_IN_ALL = 100.0


class _InTime(smtplib.SMTP):
    """smtplib's client, whose wait for an answer ends even where every single read brings something in time."""

    def __init__(self, *arguments: Any, cutoff: Cutoff, **options: Any) -> None:
        self._cutoff = cutoff
        super().__init__(*arguments, **options)

    def getreply(self) -> tuple[int, bytes]:
        if self.sock is not None:
            self._cutoff.hold(self.sock)
        return super().getreply()


class _EncryptedInTime(_InTime, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def submit(message: EmailMessage, account: Account, channel: Channel, reached: set[str]) -> None:
    """Returns when the server has taken the message for every recipient. Raises a DeliveryError.

    reached: who has the message from an earlier try, and is not sent it again; who gets it now is added.
    """
    recipients = {box.addr_spec: None for box in (*account.to, *account.cc, *account.bcc)}
    waiting = [address for address in recipients if address not in reached]
    cutoff = Cutoff(_IN_ALL)
    try:
        with cutoff, _connected(account, cutoff) as server:
            refused = server.send_message(message, account.sender.addr_spec, waiting)
    except smtplib.SMTPRecipientsRefused as error:
        refused = error.recipients
    except (smtplib.SMTPException, OSError) as error:
        server_name = f"{account.host}:{account.port}"
        raise _error(channel, server_name, TimeoutError() if cutoff.is_over else error) from None
    reached.update(address for address in waiting if address not in refused)
    if refused:
        raise _refused(channel, refused, others_have_it=bool(reached))


@contextmanager
def _connected(account: Account, cutoff: Cutoff) -> Iterator[smtplib.SMTP]:
    server = _connect(account, cutoff)
    try:
        yield server
    finally:
        # What it says to a goodbye, or does not, changes nothing: it has answered for the message.
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _connect(account: Account, cutoff: Cutoff) -> smtplib.SMTP:
    """Connected, secured and logged in, as the account says."""
    if account.security == "ssl":
        context = _context(account.verify)
        server: smtplib.SMTP = _EncryptedInTime(
            account.host, account.port, timeout=_TIMEOUT, context=context, cutoff=cutoff
        )
    else:
        server = _InTime(account.host, account.port, timeout=_TIMEOUT, cutoff=cutoff)
    try:
        if account.security == "starttls":
            server.starttls(context=_context(account.verify))
        if account.user and account.password:
            server.login(account.user, account.password)
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def _context(verify: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _error(channel: Channel, server: str, error: smtplib.SMTPException | OSError) -> DeliveryError:
    reason = without_secrets(one_line(_words(server, error)), channel.address)
    if isinstance(error, smtplib.SMTPNotSupportedError) or _final(_codes(error)):
        return PermanentDeliveryError(channel.name, reason)
    return TransientDeliveryError(channel.name, reason)


def _refused(channel: Channel, refused: Mapping[str, tuple[int, bytes]], *, others_have_it: bool) -> DeliveryError:
    problem = one_line(("the other recipients have the message, but " if others_have_it else "") + _refusals(refused))
    if _final(code for code, _ in refused.values()):
        return PermanentDeliveryError(channel.name, problem)
    return TransientDeliveryError(channel.name, problem)


def _final(codes: Iterable[int]) -> bool:
    """RFC 5321, 4.2.1: 5yz is a permanent refusal."""
    codes = list(codes)
    return bool(codes) and all(500 <= code < 600 for code in codes)


def _codes(error: Exception) -> list[int]:
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _words(server: str, error: Exception) -> str:
    """server: its name and port, which a mistyped address gets wrong most often."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"the mail server {server} refused the login: {error.smtp_code} {_text(error.smtp_error)}"
        case smtplib.SMTPResponseException():
            return f"the mail server {server} answered {error.smtp_code} {_text(error.smtp_error)}"
        case TimeoutError():
            return f"the mail server {server} did not answer in time"
        case _:
            return f"the mail server {server} could not be used: {words_of(error)}"


def _refusals(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{who} was refused: {code} {_text(words)}" for who, (code, words) in sorted(refused.items()))


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words
