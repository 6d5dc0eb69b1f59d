"""Pages that hold several documents: the policy is read with what belongs to it, the contracts beside it are not."""

from __future__ import annotations

import pytest

from scrapers.extract import extract_page
from tests.support.pages import RETENTION, RIGHTS, SHARING

POLICY = f"<p>{SHARING}</p><h3>How long</h3><p>{RETENTION}</p><h3>Your say</h3><p>{RIGHTS}</p><p>{SHARING}</p>"
TERMS = (
    "<p>Zebra: read these terms before you light a lamp; whoever lights one is bound by them, and whoever is not may "
    "not light any.</p><h3>Zebra: who pays</h3><p>In no event do we pay for what a lamp does at night, be it to a "
    "carpet, to a curtain or to the sleep of those who live next door.</p>"
)
COOKIES = "<p>Zebra: we set one cookie, with your consent.</p>"
RETAINED = "<p>Invoices stay for seven years.</p>"


def read(body: str, title: str = "Legal | Lumenwick") -> str:
    page = f"<html lang='en'><head><title>{title}</title></head><body>{body}</body></html>"
    return extract_page(page, url="https://lumenwick.example/legal").text


@pytest.mark.parametrize(
    "body",
    [
        f"<section id='p'><h2>Privacy Policy</h2>{POLICY}</section><section id='t'><h2>Terms of Service</h2>{TERMS}"
        f"</section><section><h2>Cookie Policy</h2>{COOKIES}</section>",
        "<div><button role='tab' aria-controls='t'>Terms</button>"
        "<button role='tab' aria-controls='p'>Privacy</button></div>"
        f"<div id='t' role='tabpanel'><h2>Terms of Service</h2>{TERMS}</div>"
        f"<div id='p' role='tabpanel' hidden><h2>Privacy Policy</h2>{POLICY}</div>",
        f"<div><p>Service Agreement</p><h2>Zebra: our deal</h2>{TERMS}</div>"
        f"<div><p>Privacy Policy</p><h2>What we do</h2>{POLICY}</div><div><p>Cookie Policy</p>{COOKIES}</div>",
        f"<h2>Terms and Conditions</h2>{TERMS}<h2>Privacy Notice</h2>{POLICY}<h2>Cookie Notice</h2>{COOKIES}",
        f"<h2>AGB</h2>{TERMS}<h2>Datenschutzerklärung</h2>{POLICY}",
        f"<h2>Privacy Policy</h2>{POLICY}<h2>Cookies</h2>{COOKIES}<h2>EULA</h2>{TERMS}<h2>Zebra: ask us</h2>"
        "<p>Zebra: whoever cannot light a lamp may ring.</p>",
    ],
)
def test_a_short_policy_beside_contracts_is_read_without_them(body: str) -> None:
    text = read(f"<main><h1>Legal</h1>{body}</main>")
    assert "ebra" not in text
    assert all(passage in text for passage in (SHARING, RETENTION, RIGHTS))


def test_a_notice_that_says_a_part_of_it_stays_with_the_policy() -> None:
    text = read(f"<h2>Privacy Policy</h2>{POLICY}<h2>Terms</h2>{TERMS}<h2>Data Retention Notice</h2>{RETAINED}")
    assert text.endswith("Invoices stay for seven years.")
    assert "ebra" not in text


SECTION = f"<h2>What we collect</h2><p>{SHARING}</p><h2>Terms and Conditions</h2>{TERMS}"


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>Privacy Policy</h2>{POLICY}{SECTION}",  # other sections beside those two speak of privacy
        f"<h1>Privacy Policy of Lumenwick</h1><h2>Privacy Notice</h2>{POLICY}<h2>Terms of Use</h2>{TERMS}",
        f"<h1>Terms and Privacy</h1><h2>About privacy</h2>{POLICY}<h2>About terms</h2>{TERMS}",
        f"<h2>Privacy Policy</h2><p>{RIGHTS}</p><h2>Terms of Use</h2>{TERMS}",  # a summary
    ],
)
def test_sections_of_one_document_stay_though_they_are_named_like_documents(body: str) -> None:
    assert "Zebra: who pays" in read(f"<main>{body}</main>")


def test_an_imprint_above_the_policy_stays_for_it_says_who_decides() -> None:
    imprint = (
        "Lumenwick Ltd, 4 Lamp Street, represented by Ada Wick. Registered under number 4. Ring us at 0123 456 789. "
    )
    assert imprint.strip() in read(f"<h1>Impressum</h1><p>{imprint * 3}</p><h1>Privacy Policy</h1>{POLICY}")


def test_long_documents_are_told_apart_where_their_sections_have_headings_of_the_same_level() -> None:
    terms = "".join(f"<h2>Zebra {n}</h2><p>Zebra: a lamp is paid for before it leaves us.</p>" for n in range(60))
    policy = "".join(f"<h2>Part {n}</h2><p>{SHARING}</p>" for n in range(20))
    text = read(f"<main><h1>Legal</h1><h2>Terms of Service</h2>{terms}<h2>Privacy Policy</h2>{policy}</main>")
    assert "ebra" not in text
    assert text.count(SHARING) == 20


def test_a_contract_named_inside_a_policy_is_a_section_of_it() -> None:
    policy = "".join(f"<h2>Part {n}</h2><p>{SHARING}</p>" for n in range(20))
    more = "".join(f"<h2>Rule {n}</h2><p>A lamp is paid for before it leaves us.</p>" for n in range(60))
    text = read(f"<main><h1>Privacy Policy</h1><h2>Privacy Policy</h2>{policy}<h2>Terms of Use</h2>{more}</main>")
    assert text.count("A lamp is paid") == 60
