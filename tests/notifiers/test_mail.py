"""E-mail is handed to a real SMTP server and read back with a mail parser."""

from __future__ import annotations

import socket
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import PermanentDeliveryError, TransientDeliveryError
from monitor.model import Alert, Channel
from notifiers import smtp
from notifiers.escape import one_line
from notifiers.mail import Account, compose
from notifiers.send import Sender
from tests.support.alerts import alarm, change, delivery, worded
from tests.support.server import CERTIFICATE
from tests.support.smtp import Mail, MailServer, receive_mail

NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
SENDER = "from=Clause Watch <watch@example.org>"


def send(server: MailServer, rest: str = "to=dpo@example.org", alert: Alert | None = None, name: str = "dpo") -> Mail:
    channel = Channel(name=name, address=f"mailto://127.0.0.1:{server.port}?{SENDER}&{rest}")
    Sender([channel]).send(delivery(alert or change(), channel))
    return server.mails[-1]


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test certificate counts as one that a known authority signed."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def test_the_message_is_text_and_html_with_the_subject_a_reader_expects() -> None:
    with receive_mail() as server:
        mail = send(server)
    assert mail.message["Subject"] == "Orbit Cameras: sharing changed, less protective (Privacy Policy)"
    assert [part.get_content_type() for part in mail.message.walk() if not part.is_multipart()][:2] == [
        "text/plain",
        "text/html",
    ]
    assert "[-do not-]" in mail.part("plain")
    assert "advertising partners</ins>" in mail.part("html")


def test_headers_of_the_operator_are_added_and_replace_none_of_ours() -> None:
    with receive_mail() as server:
        mail = send(server, "to=dpo@example.org&+X-Team=privacy&+Subject=Hello")
    assert mail.message["X-Team"] == "privacy"
    assert mail.message.get_all("Subject") == ["Orbit Cameras: sharing changed, less protective (Privacy Policy)"]


def test_sender_and_recipients_are_those_of_the_address() -> None:
    with receive_mail() as server:
        mail = send(server, "to=dpo@example.org,Legal <legal@example.org>&cc=cc@example.org&bcc=bcc@example.org")
    assert mail.message["From"] == "Clause Watch <watch@example.org>"
    assert str(mail.message["To"]) == "dpo@example.org, Legal <legal@example.org>"
    assert mail.message["Cc"] == "cc@example.org"
    assert set(mail.recipients) == {"dpo@example.org", "legal@example.org", "cc@example.org", "bcc@example.org"}
    assert "bcc@example.org" not in mail.content.decode()


def test_a_repeated_delivery_carries_the_same_message_id() -> None:
    with receive_mail() as server:
        first, again = send(server), send(server)
        other = send(server, alert=change(id="orbit-cameras/privacy-policy:8"))
    assert first.message["Message-ID"] == again.message["Message-ID"]
    assert first.message["Message-ID"] != other.message["Message-ID"]
    assert first.message["Message-ID"].endswith("@example.org>")


def test_all_messages_about_a_vendor_stand_in_one_thread() -> None:
    with receive_mail() as server:
        first = send(server)
        broken = send(server, alert=alarm())
        other = send(server, alert=change(vendor="nimbus-storage"))
    assert first.message["References"] == broken.message["References"] == broken.message["In-Reply-To"]
    assert first.message["References"] != other.message["References"]


def test_a_date_ahead_comes_as_a_calendar_entry() -> None:
    with receive_mail() as server:
        mail = send(server, alert=change(effective_date=date(2026, 6, 1)))
    (attachment,) = mail.message.iter_attachments()
    assert (attachment.get_content_type(), attachment.get_filename()) == ("text/calendar", "dates.ics")
    assert "DTSTART;VALUE=DATE:20260601" in attachment.get_content()


def test_a_date_gone_by_is_no_calendar_entry() -> None:
    with receive_mail() as server:
        mail = send(server, alert=change(effective_date=date(2026, 5, 1)))
    assert list(mail.message.iter_attachments()) == []


def test_the_message_says_that_a_machine_wrote_it() -> None:
    with receive_mail() as server:
        assert send(server).message["Auto-Submitted"] == "auto-generated"


def test_no_name_can_add_a_header() -> None:
    with receive_mail() as server:
        mail = send(server, alert=change(vendor_name="Orbit\r\nBcc: all@example.org", id="x\r\nX-Evil: 1"))
    assert mail.message["Bcc"] is None
    assert mail.message["X-Evil"] is None
    assert mail.message["Subject"].strip().startswith("Orbit Bcc: all@example.org: sharing")


def test_letters_beyond_ascii_arrive() -> None:
    with receive_mail() as server:
        mail = send(server, alert=change(vendor_name="Zürich Büro – 東京"))
    assert mail.message["Subject"].startswith("Zürich Büro – 東京: ")
    assert "The Privacy Policy of Zürich Büro – 東京 has" in mail.part("plain")


@pytest.mark.usefixtures("trusted")
def test_mail_is_sent_encrypted_and_logged_in() -> None:
    with receive_mail(starttls=True, users={"watch": "correct-horse"}) as server:
        channel = Channel(
            name="dpo", address=f"mailtos://watch:correct-horse@127.0.0.1:{server.port}?{SENDER}&to=dpo@example.org"
        )
        Sender([channel]).send(delivery(change(), channel))
    assert (server.mails[0].encrypted, server.mails[0].user) == (True, "watch")


@pytest.mark.usefixtures("trusted")
def test_mail_is_sent_by_tls_from_the_first_byte_where_the_address_says_so() -> None:
    with receive_mail(tls=True) as server:
        address = f"mailtos://127.0.0.1:{server.port}?{SENDER}&to=dpo@example.org&mode=ssl"
        channel = Channel(name="dpo", address=address)
        Sender([channel]).send(delivery(change(), channel))
    assert "Orbit Cameras" in server.mails[0].message["Subject"]


def test_a_server_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "_TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"mailto://127.0.0.1:{silent.getsockname()[1]}?{SENDER}&to=dpo@example.org"
        channel = Channel(name="dpo", address=address)
        with pytest.raises(TransientDeliveryError, match="timed out"):
            Sender([channel]).send(delivery(change(), channel))


@pytest.mark.usefixtures("trusted")
def test_a_refused_login_is_permanent_and_keeps_the_password_to_itself() -> None:
    with receive_mail(starttls=True, users={"watch": "correct-horse"}) as server:
        channel = Channel(
            name="dpo", address=f"mailtos://watch:wrong-staple@127.0.0.1:{server.port}?{SENDER}&to=dpo@example.org"
        )
        with pytest.raises(PermanentDeliveryError, match="refused the login") as caught:
            Sender([channel]).send(delivery(change(), channel))
    assert "wrong-staple" not in f"{caught.value}{caught.value!r}"
    assert server.mails == []


def test_an_untrusted_certificate_is_refused() -> None:
    with receive_mail(starttls=True, users={"watch": "correct-horse"}) as server:
        channel = Channel(
            name="dpo", address=f"mailtos://watch:correct-horse@127.0.0.1:{server.port}?{SENDER}&to=dpo@example.org"
        )
        with pytest.raises(TransientDeliveryError, match="nobody who is trusted here has signed"):
            Sender([channel]).send(delivery(change(), channel))
    assert server.mails == []


def test_a_server_without_starttls_does_not_get_the_message_in_the_clear() -> None:
    with receive_mail() as server:
        channel = Channel(name="dpo", address=f"mailtos://127.0.0.1:{server.port}?{SENDER}&to=dpo@example.org")
        with pytest.raises(PermanentDeliveryError, match="STARTTLS"):
            Sender([channel]).send(delivery(change(), channel))
    assert server.mails == []


def test_a_busy_server_is_tried_again() -> None:
    with receive_mail() as server:
        server.data_answer = "451 4.3.2 try again later"
        with pytest.raises(TransientDeliveryError, match=r"451 4.3.2 try again later"):
            send(server)


def test_a_message_refused_for_good_is_not_tried_again() -> None:
    with receive_mail() as server:
        server.data_answer = "554 5.7.1 not wanted"
        with pytest.raises(PermanentDeliveryError, match=r"554 5.7.1 not wanted"):
            send(server)


def test_an_unknown_recipient_is_named() -> None:
    with receive_mail() as server:
        server.answers["nobody@example.org"] = "550 no such user"
        with pytest.raises(PermanentDeliveryError, match=r"nobody@example.org was refused: 550 no such user"):
            send(server, "to=nobody@example.org")


def test_one_unknown_recipient_does_not_keep_the_message_from_the_others() -> None:
    with receive_mail() as server:
        server.answers["nobody@example.org"] = "550 no such user"
        with pytest.raises(PermanentDeliveryError, match=r"nobody@example.org was refused"):
            send(server, "to=dpo@example.org,nobody@example.org")
    assert server.mails[0].recipients == ("dpo@example.org",)


def test_who_has_a_message_is_not_sent_it_again_when_others_are_tried_again() -> None:
    with receive_mail() as server:
        server.answers["full@example.org"] = "452 4.2.2 mailbox full"
        to = "to=dpo@example.org,full@example.org&cc=legal@example.org"
        channel = Channel(name="dpo", address=f"mailto://127.0.0.1:{server.port}?{SENDER}&{to}")
        sender = Sender([channel])
        for _ in range(2):
            with pytest.raises(TransientDeliveryError, match=r"^dpo: the other recipients have .*full@example.org was"):
                sender.send(delivery(change(), channel))
        server.answers.clear()
        sender.send(delivery(change(), channel))
    assert [mail.recipients for mail in server.mails] == [
        ("dpo@example.org", "legal@example.org"),
        ("full@example.org",),
    ]
    assert len({mail.message["Message-ID"] for mail in server.mails}) == 1


@pytest.mark.parametrize("goodbye", ["500 what?", "421 too busy"])
def test_a_message_that_was_taken_is_sent_whatever_follows(goodbye: str) -> None:
    with receive_mail() as server:
        server.quit_answer = goodbye
        send(server)
    assert len(server.mails) == 1


def test_a_message_in_any_language_goes_in_seven_bits() -> None:
    with receive_mail() as server:
        address = f"mailto://127.0.0.1:{server.port}?{SENDER}&to=dpo@example.org"
        channel = Channel(name="dpo", address=address, language="de")
        Sender([channel]).send(delivery(change(vendor_name="Büro", effective_date=date(2026, 6, 1)), channel))
    assert server.mails[0].content.isascii()
    (attachment,) = server.mails[0].message.iter_attachments()
    assert "Büro" in attachment.get_content()


def test_a_server_that_is_gone_is_tried_again() -> None:
    with receive_mail() as server:
        pass
    with pytest.raises(TransientDeliveryError, match=rf"127.0.0.1:{server.port} .*refused"):
        send(server)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_name_makes_a_message_that_can_be_read_back(name: str) -> None:
    sender = Address(display_name=one_line(name), addr_spec="watch@example.org")
    account = Account(
        host="127.0.0.1", port=25, security="insecure", user=None, password=None, verify=True, sender=sender,
        to=(sender,), cc=(), bcc=(), reply_to=(), headers=(),
    )  # fmt: skip
    alert = change(vendor_name=name, id=f"{name}:7", terms_type=name)
    words = worded(alert, medium="email")
    mail = compose([alert], Channel(name=name, address="mailto://x"), account, words, NOW)
    read = message_from_bytes(mail.as_bytes(), policy=default)
    assert "".join(str(read["Subject"]).split()) == "".join(words.title.split())
    assert read["Bcc"] is None
    assert len([part for part in read.walk() if not part.is_multipart()]) == 3
