"""A real SMTP server on loopback for tests, with STARTTLS and AUTH where wanted.

with receive_mail() as server:
    send_something_to(server.port)
    assert server.mails[0].message["Subject"] == "..."
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from tests.support.server import CERTIFICATE

_KEY = CERTIFICATE.with_name("key.pem")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message as it was handed in. user: who had logged in, encrypted: whether by TLS."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    user: str | None
    encrypted: bool

    @property
    def message(self) -> EmailMessage:
        """The content as the standard library's parser reads it."""
        return message_from_bytes(self.content, policy=default)

    def part(self, subtype: str) -> str:
        """The text of the alternative "plain" or "html"."""
        body = self.message.get_body((subtype,))
        assert body is not None, f"the mail has no part text/{subtype}"
        text: str = body.get_content()
        return text


@dataclass(slots=True, kw_only=True)
class MailServer:
    """A running server. answers: per recipient, what RCPT TO answers instead of accepting ("550 no such user").

    data_answer: what DATA answers instead of accepting ("451 try again later"); may be changed while it runs.
    quit_answer: what QUIT answers.
    """

    port: int = 0
    mails: list[Mail] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    data_answer: str = ""
    quit_answer: str = "221 Bye"

    async def handle_QUIT(self, _server: Any, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return self.quit_answer

    async def handle_RCPT(self, _server: Any, _session: Session, envelope: Envelope, to: str, _options: Any) -> str:  # noqa: N802
        if to in self.answers:
            return self.answers[to]
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answer:
            return self.data_answer
        assert isinstance(envelope.content, bytes)
        self.mails.append(
            Mail(
                sender=envelope.mail_from or "",
                recipients=tuple(envelope.rcpt_tos),
                content=envelope.content,
                user=session.auth_data if isinstance(session.auth_data, str) else None,
                encrypted=session.ssl is not None,
            )
        )
        return "250 OK"


@contextmanager
def receive_mail(
    *, starttls: bool = False, tls: bool = False, users: Mapping[str, str] | None = None
) -> Iterator[MailServer]:
    """Serves on a free port of 127.0.0.1 until the block ends.

    starttls: nothing is taken before STARTTLS. tls: encrypted from the first byte. (Both with our own certificate.)
    users: names and passwords that may log in; nothing is taken from others.
    """
    server = MailServer()
    options: dict[str, Any] = {"hostname": "127.0.0.1", "port": _free_port()}
    if starttls:
        options |= {"tls_context": _context(), "require_starttls": True}
    if tls:
        options |= {"ssl_context": _context()}
    if users is not None:
        options |= {"authenticator": _authenticator(users), "auth_required": True, "auth_require_tls": starttls}
    controller = Controller(server, **options)
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, _KEY)
    return context


def _authenticator(users: Mapping[str, str]) -> Any:
    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        name, password = data.login.decode(), data.password.decode()
        return AuthResult(success=users.get(name) == password, handled=False, auth_data=name)

    return authenticate


def _free_port() -> int:
    """aiosmtpd cannot be asked which port it took for 0."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
