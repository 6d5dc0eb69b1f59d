"""The real daemon against real servers: a served page changes, and the e-mail and the webhook arrive."""

from __future__ import annotations

import json
import re
import signal
from datetime import UTC, datetime
from pathlib import Path

import httpx

from store import outbox
from store.database import open_store
from tests.support.alerts import change
from tests.support.daemon import clausewatch, running_daemon, wait_until
from tests.support.policies import PARTNERS, policy_page
from tests.support.receiver import receive
from tests.support.server import CERTIFICATE, Answer, Request, Server, serve
from tests.support.smtp import receive_mail


class Pages:
    """A page that a test can change while it is served."""

    def __init__(self) -> None:
        self.html = policy_page()
        self.count = 0

    def __call__(self, _request: Request) -> Answer:
        self.count += 1
        return Answer(body=self.html.replace("node ", f"node {self.count}").encode())


def configure(folder: Path, server: Server, *, mail: int, hook: int) -> Path:
    file = folder / "config.toml"
    file.write_text(
        f"""
        interval = "2s"
        confirm_after = "1s"
        [fetch]
        allow_private = ["127.0.0.1"]
        spacing = "0s"
        [web]
        enabled = false
        [[vendors]]
        name = "Gardenbell"
        url = "{server.url("/privacy")}"
        [channels.dpo]
        address = "mailtos://watch:${{env:TEST_MAIL_PASSWORD}}@127.0.0.1:{mail}?from=watch@example.org&to=dpo@example.org&mode=starttls"
        [channels.hook]
        address = "json://127.0.0.1:{hook}/alerts"
        """
    )
    return file


def test_a_change_of_a_served_page_reaches_the_mailbox_and_the_webhook(tmp_path: Path) -> None:
    pages = Pages()
    secret = "not-to-be-seen"
    with (
        serve({"/privacy": pages}) as server,
        receive() as hook,
        receive_mail(starttls=True, users={"watch": secret}) as mail,
    ):
        config = configure(tmp_path, server, mail=mail.port, hook=hook.port)
        with running_daemon(config, TEST_MAIL_PASSWORD=secret, SSL_CERT_FILE=str(CERTIFICATE)):
            wait_until(lambda: pages.count >= 2, what="the second check")
            pages.html = policy_page(PARTNERS)
            wait_until(lambda: mail.mails and hook.posts, what="the e-mail and the webhook")
    assert (mail.mails[0].user, mail.mails[0].encrypted) == ("watch", True)
    message = mail.mails[0].message
    assert "Gardenbell" in message["Subject"]
    assert "sharing" in message["Subject"]
    for part in ("plain", "html"):
        assert "We do not share your personal information with any other entity." in _words(mail.mails[0].part(part))
    assert PARTNERS in _words(mail.mails[0].part("plain"))
    alert = hook.posts[0].json
    assert "advertising partners" in json.dumps(alert)
    assert secret not in (tmp_path / "daemon.log").read_text()
    assert secret.encode() not in (tmp_path / "clausewatch.db").read_bytes()
    sent = json.loads(clausewatch("outbox", "--json", cwd=tmp_path, TEST_MAIL_PASSWORD=secret).stdout)
    assert {(delivery["channel"], delivery["status"]) for delivery in sent} == {("dpo", "sent"), ("hook", "sent")}


def _words(text: str) -> str:
    """A message without its markers of changed words, its markup and its line breaks."""
    plain = re.sub(r"<[^>]+>", "", text)
    return " ".join(re.sub(r"\[-|-\]|\{\+|\+\}|\*\*|\[\[|\]\]", "", plain).split())


def test_an_edited_configuration_is_taken_over_and_a_broken_one_is_not(tmp_path: Path) -> None:
    pages, others = Pages(), Pages()
    with serve({"/privacy": pages, "/other": others}) as server, receive() as hook:
        config = configure(tmp_path, server, mail=9, hook=hook.port)
        log = tmp_path / "daemon.log"
        with running_daemon(config, TEST_MAIL_PASSWORD="x") as daemon:
            wait_until(lambda: pages.count >= 1, what="the first check")
            sound = config.read_text()
            config.write_text(sound + "\n[[vendors]]\nname = 'Second'\nurl = 'nowhere'\n")
            daemon.send_signal(signal.SIGHUP)
            wait_until(lambda: "not taken over" in log.read_text(), what="the complaint")
            assert "vendors[1].url" in log.read_text()
            seen = pages.count
            wait_until(lambda: pages.count > seen, what="a check under the old configuration")
            sound = sound.replace("[fetch]", "[fetch]\n        contact = 'https://desk.example'")
            config.write_text(sound + f"\n[[vendors]]\nname = 'Second'\nurl = '{server.url('/other')}'\n")
            daemon.send_signal(signal.SIGHUP)
            wait_until(lambda: others.count >= 1, what="a check of the added vendor")
            assert "Configuration: document added: second/privacy-policy" in log.read_text()
            agents = [request.headers["user-agent"] for request in server.requests if request.path == "/other"]
            assert agents[0].endswith("(+https://desk.example)")
    status = json.loads(clausewatch("status", "--json", cwd=tmp_path, TEST_MAIL_PASSWORD="x").stdout)
    assert {row["source"] for row in status} == {"gardenbell/privacy-policy", "second/privacy-policy"}


def test_what_was_planned_under_a_clock_that_ran_ahead_is_done_when_the_daemon_starts(tmp_path: Path) -> None:
    with serve({"/privacy": Pages()}) as server, receive() as hook:
        config = configure(tmp_path, server, mail=9, hook=hook.port)
        with open_store(tmp_path / "clausewatch.db") as db:
            outbox.enqueue(db, change(), ["hook"], datetime(2090, 1, 1, tzinfo=UTC))
        with running_daemon(config, TEST_MAIL_PASSWORD="x"):
            wait_until(lambda: hook.posts, what="the message of a time that is not yet")


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    inputs = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", html)
    return {re.findall(r'name="(\w+)"', field)[0]: re.findall(r'value="([^"]*)"', field)[0] for field in inputs}


def test_the_daemon_serves_its_page_and_takes_a_vendor_added_there(tmp_path: Path) -> None:
    pages, others = Pages(), Pages()
    with serve({"/privacy": pages, "/other": others}) as server, receive() as hook:
        config = configure(tmp_path, server, mail=9, hook=hook.port)
        config.write_text(config.read_text().replace("enabled = false", "port = 0"))
        log = tmp_path / "daemon.log"
        with running_daemon(config, TEST_MAIL_PASSWORD="x"):
            wait_until(lambda: "The page is at" in log.read_text(), what="the page")
            address = re.findall(r"The page is at (http://\S+)", log.read_text())[0]
            with httpx.Client(base_url=address, headers={"Origin": address.rstrip("/")}) as browser:
                assert browser.get("/healthz").json() == {"scheduler": "ok", "store": "ok"}
                assert "Gardenbell" in browser.get("/").text
                shown = browser.post("/add", data={**hidden(browser.get("/add").text), "url": server.url("/other")})
                assert "any other entity" in shown.text
                saved = browser.post("/add/save", data={**hidden(shown.text), "name": "Second"})
                assert saved.status_code == 303
            wait_until(lambda: "Second" in config.read_text(), what="the vendor in the configuration")
            wait_until(lambda: others.count >= 3, what="a check of the added vendor")


def test_a_second_daemon_on_the_same_store_is_refused(tmp_path: Path) -> None:
    pages = Pages()
    with serve({"/privacy": pages}) as server, receive() as hook:
        config = configure(tmp_path, server, mail=9, hook=hook.port)
        with running_daemon(config, TEST_MAIL_PASSWORD="x") as daemon:
            wait_until(lambda: pages.count >= 1, what="the first check")
            second = clausewatch("run", "--config", str(config), cwd=tmp_path, check=False, TEST_MAIL_PASSWORD="x")
            assert second.returncode == 4
            assert f"process {daemon.pid}" in second.stderr
