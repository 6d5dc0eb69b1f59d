"""Who may ask, from where, and what no answer may allow."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from monitor.web.sessions import Sessions
from tests.support.web_site import Clock, asking, filled

PASSWORD = "correct horse battery"
READER, WRITER = "reader-token-0123456789", "writer-token-0123456789"
CLOSED = f'[web]\npassword = "{PASSWORD}"\nread_tokens = ["{READER}"]\nwrite_tokens = ["{WRITER}"]\n'
PAGES = [
    "/",
    "/vendors/brightlamp",
    "/changes",
    "/search?q=data",
    "/status",
    "/vendors/brightlamp/privacy-policy/versions/1",
]
PROGRAMS = ["/api/v1/vendors", "/feeds/all.atom", "/metrics"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("site")
    filled(found)
    return found


def sign_in(client: httpx.Client, password: str, target: str = "/") -> httpx.Response:
    token = re.search(r'name="form_token" value="([^"]+)"', client.get("/login").text)
    assert token is not None
    return client.post("/login", data={"form_token": token[1], "password": password, "next": target})


def test_on_loopback_without_a_password_everybody_on_the_machine_reads(folder: Path) -> None:
    with asking(folder) as client:
        assert {client.get(address).status_code for address in PAGES + PROGRAMS} == {200}


@pytest.mark.parametrize("host", ["attacker.example", "localhost.attacker.example", "127.0.0.1.nip.io", "", "[::1"])
def test_a_page_of_another_name_cannot_reach_loopback(folder: Path, host: str) -> None:
    """DNS rebinding: the browser asks 127.0.0.1, but for the attacker's name."""
    with asking(folder) as client:
        assert client.get("/", headers={"host": host}).status_code in {400, 421}


@pytest.mark.parametrize("host", ["localhost:8650", "127.0.0.1", "[::1]:8650"])
def test_the_names_of_this_machine_are_ours(folder: Path, host: str) -> None:
    with asking(folder) as client:
        assert client.get("/", headers={"host": host}).status_code == 200


def test_a_configured_name_is_ours_and_asks_for_the_password(folder: Path) -> None:
    config = CLOSED.replace("[web]\n", '[web]\nnames = ["watch.example.com"]\n')
    with asking(folder, config) as client:
        answer = client.get("/", headers={"host": "watch.example.com"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/")
        assert client.get("/", headers={"host": "attacker.example"}).status_code == 421


def test_with_a_password_strangers_see_nothing_but_the_login(folder: Path) -> None:
    with asking(folder, CLOSED) as client:
        for address in PAGES:
            answer = client.get(address)
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/login?next=/")
        for address in PROGRAMS:
            answer = client.get(address)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
        assert client.get("/healthz").status_code == 200
        assert "Brightlamp" not in client.get("/login").text


def test_the_password_opens_a_session_and_signing_out_ends_it(folder: Path) -> None:
    with asking(folder, CLOSED) as client:
        answer = sign_in(client, PASSWORD, "/status")
        assert (answer.status_code, answer.headers["location"]) == (303, "/status")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        html = client.get("/").text
        token = re.search(r'name="form_token" value="([^"]+)"', html)
        assert token is not None
        stolen = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        assert client.post("/logout", data={"form_token": token[1]}).status_code == 303
        client.cookies.clear()
        assert client.get("/", headers={"cookie": stolen}).status_code == 303


def test_over_tls_cookies_are_bound_to_the_host(folder: Path) -> None:
    """A reverse proxy on this machine says that the request came by https."""
    with asking(folder, CLOSED) as client:
        answer = client.get("/login", headers={"x-forwarded-proto": "https"})
    assert answer.headers["set-cookie"].startswith("__Host-clausewatch-form=")
    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"]


def test_a_wrong_password_opens_nothing_and_soon_has_to_wait(folder: Path) -> None:
    clock = Clock()
    with asking(folder, CLOSED, clock) as client:
        assert [sign_in(client, "guess").status_code for _ in range(6)] == [403] * 5 + [429]
        assert sign_in(client, PASSWORD).status_code == 429
        assert client.get("/").status_code == 303
        clock.now += timedelta(minutes=16)
        assert sign_in(client, PASSWORD).status_code == 303


def test_a_login_without_the_token_of_its_form_is_refused(folder: Path) -> None:
    with asking(folder, CLOSED) as client:
        assert client.post("/login", data={"password": PASSWORD, "form_token": "forged"}).status_code == 403


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ({"origin": "https://attacker.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "none"}, 303),
    ],
)
def test_a_form_that_another_site_sends_is_refused_with_the_right_token_too(
    folder: Path, header: dict[str, str], status: int
) -> None:
    with asking(folder, CLOSED) as client:
        client.headers.update(header)
        assert sign_in(client, PASSWORD).status_code == status


@pytest.mark.parametrize(
    "target", ["//attacker.example", "https://attacker.example", "/\\attacker.example", "/\t/a.example"]
)
def test_after_the_login_nobody_is_led_elsewhere(folder: Path, target: str) -> None:
    with asking(folder, CLOSED) as client:
        assert sign_in(client, PASSWORD, target).headers["location"] == "/"


def test_tokens_read_as_bearer_and_as_the_password_of_feed_readers(folder: Path) -> None:
    basic = base64.b64encode(f"reader:{READER}".encode()).decode()
    with asking(folder, CLOSED) as client:
        for header in (f"Bearer {READER}", f"Basic {basic}", f"bearer {WRITER}"):
            for address in PROGRAMS:
                assert client.get(address, headers={"authorization": header}).status_code == 200


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer wrong", f"Bearer {READER}x", "Basic !!!", "Basic OjpA", "Digest a"]
)
def test_other_tokens_do_not_read(folder: Path, header: str) -> None:
    with asking(folder, CLOSED) as client:
        assert client.get("/api/v1/vendors", headers={"authorization": header}).status_code == 401


@pytest.mark.parametrize("config", ["", CLOSED])
def test_changing_something_needs_a_write_token_even_on_loopback(folder: Path, config: str) -> None:
    with asking(folder, config) as client:
        for headers in ({}, {"authorization": f"Bearer {READER}"}):
            assert client.post("/api/v1/deliveries/1/retry", headers=headers).status_code == 401


def test_a_token_for_reading_does_not_send_forms(tmp_path: Path) -> None:
    filled(tmp_path)
    with asking(tmp_path, CLOSED) as client:
        client.headers["authorization"] = f"Bearer {READER}"
        token = re.search(r'name="form_token" value="([^"]+)"', client.get("/status").text)
        assert token is not None
        assert client.post("/status/deliveries/1/drop", data={"form_token": token[1]}).status_code == 403


def test_a_session_does_not_change_things_through_the_api(folder: Path) -> None:
    """Else another site could, with the cookie that the browser brings along."""
    with asking(folder, CLOSED) as client:
        sign_in(client, PASSWORD)
        assert client.get("/api/v1/vendors").status_code == 200
        assert client.post("/api/v1/deliveries/1/retry").status_code == 401


def test_a_write_token_changes_things(tmp_path: Path) -> None:
    filled(tmp_path)
    with asking(tmp_path, CLOSED) as client:
        client.headers["authorization"] = f"Bearer {WRITER}"
        dead = client.get("/api/v1/deliveries?status=dead").json()["items"][0]["id"]
        assert client.post(f"/api/v1/deliveries/{dead}/retry").status_code == 204
        assert client.get("/api/v1/deliveries?status=dead").json()["items"] == []
        assert client.post(f"/api/v1/deliveries/{dead}/drop").status_code == 204
        assert client.get("/api/v1/deliveries?status=dropped").json()["items"][0]["id"] == dead


def test_every_answer_forbids_inline_scripts_frames_and_sniffing(folder: Path) -> None:
    with asking(folder) as client:
        for address in [*PAGES, *PROGRAMS, "/nowhere", "/login", "/static/site.css"]:
            headers = client.get(address).headers
            policy = headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert "access-control-allow-origin" not in headers


def test_pages_hold_no_inline_script_or_style_and_nothing_from_elsewhere(folder: Path) -> None:
    with asking(folder) as client:
        for address in [*PAGES, "/changes/brightlamp/privacy-policy:6", "/login"]:
            html = client.get(address).text
            assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", html)
            assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html)


def test_a_body_too_large_is_refused(folder: Path) -> None:
    with asking(folder) as client:
        assert client.post("/login", content=b"x" * 200_000).status_code == 413


def test_sessions_end_with_time_and_with_another_password() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    session = sessions.open(PASSWORD, PASSWORD, "192.0.2.1")
    assert session is not None
    assert sessions.holds(session, PASSWORD)
    assert not sessions.holds(session, "another password")
    assert not sessions.holds("forged", PASSWORD)
    clock.now += timedelta(days=15)
    assert not sessions.holds(session, PASSWORD)


def test_wrong_passwords_of_one_place_do_not_lock_out_another() -> None:
    sessions = Sessions(Clock())
    for number in range(5):
        assert sessions.open("guess", PASSWORD, f"2001:db8:0:1::{number}") is None
    assert sessions.wait("2001:db8:0:1::99") > timedelta(0)
    assert sessions.wait("2001:db8:0:2::1") == timedelta(0)


def test_a_clock_that_is_set_back_locks_nobody_out_for_hours() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    for _ in range(5):
        assert sessions.open("guess", PASSWORD, "192.0.2.1") is None
    assert sessions.wait("192.0.2.1") > timedelta(0)
    clock.now -= timedelta(hours=6)
    assert sessions.wait("192.0.2.1") == timedelta(0)
