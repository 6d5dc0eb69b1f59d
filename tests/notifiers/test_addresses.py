"""Addresses are checked before they are needed, and named without their secrets."""

from __future__ import annotations

import pytest

from notifiers.addresses import check, without_secrets

GOOD = (
    "log://",
    "json://127.0.0.1:9000/hook?secret=s3cret-value",
    "jsons://hooks.example/clausewatch",
    "jsons://me:pass1234@hooks.example/x?secret=s3cret-value&verify=no&+X-Team=privacy&-room=5",
    "mailto://watch:hunter2hunter2@example.org",
    "mailtos://watch:hunter2hunter2@mail.example.org:587?from=watch@example.org&to=dpo@example.org",
    'mailto://mail.example.org?from=Watch<watch@example.org>&to="Doe, Jane" <j@example.org>, a+b@example.org',
    "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/",
    "tgram://123456789:AAAbbbCCCdddEEEfffGGGhhhIIIjjjKKK/12315544/",
    "ntfys://ntfy.example/topic",
)
BAD = (
    ("", "not an address"),
    ("dpo@example.org", "not an address"),
    ("carrier-pigeon://loft", "no service that Apprise knows"),
    ("slack://not-a-token-at-all", "incomplete or malformed"),
    ("mailto://", "incomplete or malformed"),
    ("json://", "names no host"),
    ("json://hooks.example/x?token=hidden-value", 'write "-token=" to pass it on'),
    ("json://bücher.example/x", "its xn-- form"),
    ("json://hooks.example:99999/x", "no port 99999"),
    ("json://hooks.example/x?+X-Team=Sch%C3%BCtzer", '"+X-Team=" cannot be sent as a header'),
    ("json://hooks.example/x?+X%20Team=privacy", '"+X Team=" cannot be sent as a header'),
    ("json://hooks.example/x?+X-Team=a%0d%0aX-Forged:%20b", '"+X-Team=" cannot be sent as a header'),
    ("mailto://mail.example.org?from=watch@example.org&to=dpo(at)example.org", "dpo(at)example.org"),
    (
        "mailto://mail.example.org?from=watch@example.org&to=legal@example.org,dpo(at)example.org",
        '"dpo(at)example.org" is',
    ),
    ("mailto://mail.example.org?from=watch@example.org&to=dpo@example.org&cc=müller@example.org", "müller@example.org"),
    ("mailto://mail.example.org?from=w@example.org&to=dpo@example.org,legal@example", '"legal@example" is read as no'),
    ("mailto://mail.example.org?from=w@example.org&to=dpo@example.org;l@example.org", '"l@example.org" is read as no'),
    ("mailto://mail.example.org?from=w@example.org&to=dpo@example.org&bcc=l@x.org,x", '"x" is read as no recipient'),
    ("tgram://123456789:AAAbbbCCCdddEEEfffGGGhhhIIIjjjKKK/12315544/not%20a%20chat", "cannot be written to"),
)


@pytest.mark.parametrize("address", GOOD)
def test_a_usable_address_has_no_problem(address: str) -> None:
    assert check(address) is None


@pytest.mark.parametrize(("address", "problem"), BAD)
def test_a_faulty_address_is_explained_without_being_repeated(address: str, problem: str) -> None:
    found = check(address)
    assert found is not None
    assert problem in found
    assert "not-a-token" not in found
    assert "hidden-value" not in found


def test_escaped_secrets_are_blotted_out_too() -> None:
    address = "mailto://watch:p%40ss%2Fword@example.org?to=dpo@example.org"
    assert without_secrets("login with p@ss/word (p%40ss%2Fword) for dpo@example.org", address) == (
        "login with *** (***) for dpo@example.org"
    )


def test_a_secret_of_few_letters_is_blotted_out_and_what_is_too_short_to_be_one_is_not() -> None:
    said = without_secrets("no room 7ab; the token k3y9 is wrong", "ntfys://ntfy.example/7ab/k3y9")
    assert said == "no room 7ab; the token *** is wrong"


def test_what_apprise_says_of_a_faulty_address_reaches_the_operator_without_the_secret() -> None:
    found = check("tgram://not-a-real-token/12345678")
    assert found is not None
    assert "Apprise: " in found
    assert "not-a-real-token" not in found


def test_checking_an_address_writes_nothing_to_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    check("slack://not-a-token-at-all")
    assert capfd.readouterr() == ("", "")
