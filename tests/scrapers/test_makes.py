"""Pages of many makes: all of the policy is read, and nothing of what is put around it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from monitor.model import words
from scrapers.extract import extract_page
from tests.support.further_makes import FURTHER
from tests.support.makes import FOOTER, HEAD, MAKES, MENU, PLAIN, REST, TABS, TITLE, WANTED, parts
from tests.support.pages import RETENTION, RIGHTS, SHARING


@pytest.mark.parametrize("body", MAKES.values(), ids=MAKES.keys())
def test_all_of_the_policy_is_read_and_nothing_around_it(body: str) -> None:
    html = f'<!doctype html><html lang="en"><head><title>{TITLE}</title></head><body>{MENU}{body}{FOOTER}</body></html>'
    page = extract_page(html, url="https://lumenwick.example/privacy")
    assert page.capture.is_policy, page.capture.reason
    found = f" {' '.join(words(page.text))} "
    assert [passage for passage in WANTED if f" {' '.join(words(passage))} " not in found] == []
    assert [line for line in page.text.split("\n") if "zebra" in line] == []
    assert page.updated_date is not None
    assert not re.search("helpful|ChatGPT|Listen", page.text)
    assert "ago" not in page.text


@pytest.mark.parametrize("body", FURTHER.values(), ids=FURTHER.keys())
def test_of_further_makes_all_is_read_and_nothing_around_it(body: str) -> None:
    test_all_of_the_policy_is_read_and_nothing_around_it(body)


@pytest.mark.parametrize(
    ("make", "passage"),
    [
        ("layers", "More detail on your data and how we use it stands in this inner part of the notice."),
        ("two columns", "We say here in a few words what that part means for your data."),
        ("regions", "In Brazil you may ask us to confirm that we process your personal data"),
        ("regions behind links", "In California you may limit our use of sensitive personal information."),
        ("rows that span", "Orders | Tax | Seven years"),
        ("footnotes", "Courts decide this."),
    ],
)
def test_what_a_visitor_has_to_open_or_look_down_for_is_read(make: str, passage: str) -> None:
    assert passage in extract_page(FURTHER[make]).text


@pytest.mark.parametrize(
    "counter",
    ["12,904 views", "Post views: 4,211", "Total visits: 88,120", "閲覧数:1,234", "浏览次数: 1234", "Aufrufe: 12.300"],
)
def test_a_counter_of_visits_is_no_text(counter: str) -> None:
    assert counter not in extract_page(f"<main>{HEAD}<p>{counter}</p>{REST}<p>{counter}</p></main>").text


@pytest.mark.parametrize(
    "line", ["We counted 12,904 visits.", "Views: your own and those of your team", "12,904 users"]
)
def test_a_line_that_tells_of_visits_is_text(line: str) -> None:
    assert line in extract_page(f"<main>{HEAD}<p>{line}</p>{REST}</main>").text


def test_a_section_on_authors_is_text() -> None:
    section = "<div class='author'><h2>Authors</h2><p>Authors' names and personal data are shown beside what they "
    "write.</p></div>"
    assert "Authors' names" in extract_page(f"<main>{HEAD}{REST}{section}</main>").text


CONTRACT = (
    "<p>These terms bind the buyer and Lumenwick: they say what is sold, when its price is due, and which court "
    "decides a "
    "quarrel between the two of them about a lamp that does not shine.</p><p>A lamp is paid for before it leaves "
    "us.</p>"
)
POLICY = f"<p>{SHARING}</p><p>{RETENTION}</p><p>{RIGHTS}</p><p>{SHARING} Again.</p><p>{RIGHTS} Twice.</p>"


@pytest.mark.parametrize(
    "documents",
    [
        f"<h2>Privacy Policy</h2>{POLICY}<h2>Terms of Service</h2>{CONTRACT}",
        f"<section><h2>Terms of Service</h2>{CONTRACT}</section><section><h2>Privacy Policy</h2>{POLICY}</section>",
    ],
)
def test_one_date_above_several_documents_is_that_of_each(documents: str) -> None:
    page = extract_page(f"<main><h1>Legal</h1><p>Effective date: 14 March 2026</p>{documents}</main>")
    assert page.text.startswith("Effective date: 14 March 2026\n\n## Privacy Policy")
    assert page.effective_date == date(2026, 3, 14)
    assert "lamp" not in page.text


def test_the_date_of_the_terms_is_not_the_policy_s() -> None:
    terms = f"<h1>Terms of Service</h1><p>Effective date: 14 March 2026</p>{CONTRACT}"
    page = extract_page(f"<main>{terms}<h1>Privacy Policy</h1>{POLICY}</main>")
    assert page.text.startswith("# Privacy Policy")
    assert page.effective_date is None


@pytest.mark.parametrize(
    "end",
    [
        '<div class="contact"><h2>Questions on your privacy?</h2><p>Write to us.</p><a href="/c">Contact</a></div>',
        '<section class="rt"><h2>Reach us</h2><p>We answer in a day.</p><a href="/contact">Form</a></section>',
        "<h2>Who we are</h2><p>Lumenwick Ltd, 4 Mill Lane, Otterby</p>",
        '<div><p><a href="mailto:a@b.ex">Mail</a> <a href="tel:1">Call</a> <a href="#a">Up</a></p><p>©</p></div>',
        '<div role="alert" class="box"><p>You may object to this use of your personal data at any time.</p></div>',
    ],
)
def test_the_end_of_a_policy_is_no_appeal(end: str) -> None:
    wanted = " ".join(words(re.sub("<[^>]+>", " ", end)))
    html = f'<main><section class="rt">{PLAIN}</section>{end}</main>'
    assert " ".join(words(extract_page(html).text)).endswith(wanted)


def test_a_short_part_on_privacy_beside_the_text_belongs_to_it() -> None:
    end = "<div><h2>Questions about your privacy?</h2><p>Write to us.</p></div><div><h2>zebra offers</h2></div>"
    text = extract_page(f"<div><div class=rt>{PLAIN}{REST * 2}</div>{end}</div>").text
    assert text.endswith("## Questions about your privacy?\n\nWrite to us.")


def test_links_that_the_text_itself_leads_to_are_part_of_it() -> None:
    links = '<ul><li><a href="/p/statwell">Statwell</a></li><li><a href="/p/mailgale">Mailgale</a></li></ul>'
    body = f"<main>{PLAIN}<h2>Our processors</h2>{links}</main>"
    url = "https://lumenwick.example/privacy"
    assert extract_page(body, url=url).text.endswith("## Our processors\n\n- Statwell\n- Mailgale")
    assert "Statwell" not in extract_page(body.replace("Our processors", "Read next"), url=url).text


def test_a_list_that_follows_the_text_belongs_to_it() -> None:
    body = f"<h1>{TITLE}</h1><p>{'<br>'.join((SHARING, RETENTION, RIGHTS))}</p><ul><li>by mail</li></ul>"
    assert extract_page(f"<div>{body}</div>").text.endswith("- by mail")


def test_sections_and_headings_on_a_product_are_no_windows_of_it() -> None:
    section = f'<section id="google-recaptcha" class="recaptcha"><h2>Google reCAPTCHA</h2><p>{RETENTION}</p></section>'
    heading = '<h2 id="cookiebot">Cookiebot</h2><p>It keeps your choice, and your address without its end.</p>'
    window = f'<div id="cookiebot-window"><h2>zebra choose</h2><p>zebra {RIGHTS}</p></div>'
    text = extract_page(f"<main>{PLAIN}{section}{heading}{window}</main>").text
    assert "## Google reCAPTCHA\n\nWe keep" in text
    assert text.endswith("## Cookiebot\n\nIt keeps your choice, and your address without its end.")


def test_a_consent_window_with_more_text_than_the_page_is_still_a_window() -> None:
    part = '<div class="cookiebot-part"><h3>zebra ads</h3><p>zebra Cookies measure ads and collect data.</p></div>'
    html = (
        f'<main>{HEAD}<p>{SHARING}</p><p>{RIGHTS}</p></main><div id="cookiebot-dialog" role="dialog">{part * 20}</div>'
    )
    assert "zebra" not in extract_page(html).text


def test_what_is_hidden_beside_the_main_part_is_no_text_however_long() -> None:
    hidden = f'<div style="display:none">{f"<p>zebra These cookies measure ads. {RIGHTS}</p>" * 20}</div>'
    assert "zebra" not in extract_page(f"<main>{PLAIN}{REST * 3}</main>{hidden}").text
    assert RIGHTS in extract_page(f'<main><p>Loading</p></main><div hidden id="S:0">{PLAIN}</div>').text


def test_a_section_that_lets_accept_cookies_in_the_middle_of_a_policy_stays() -> None:
    section = "<div><h2>Cookies</h2><p>You may accept or refuse cookies here.</p><button>Accept all</button></div>"
    assert "You may accept or refuse" in extract_page(f"<main>{PLAIN}{section}{REST}</main>").text


def test_a_page_for_browsers_without_scripts_is_read_where_there_is_nothing_else() -> None:
    html = (
        f"<html><body><div id=root></div><noscript><div>{PLAIN}</div></noscript><script src=a></script></body></html>"
    )
    assert SHARING in extract_page(html).text
    beside = f"<html><body><main>{PLAIN}</main><noscript><p>zebra {RIGHTS}</p></noscript></body></html>"
    assert "zebra" not in extract_page(beside).text


def test_a_table_drawn_with_roles_is_a_table() -> None:
    rows = (("Purpose", "columnheader"), ("Billing", "cell")), (("Lawful basis", "columnheader"), ("Contract", "cell"))
    grid = "".join(
        '<div role="row">' + "".join(f'<div role="{role}"><p>{cell}</p></div>' for cell, role in row) + "</div>"
        for row in zip(*rows, strict=True)
    )
    page = extract_page(f'<main>{PLAIN}<div role="table"><div role="rowgroup">{grid}</div></div></main>')
    assert page.text.endswith("Purpose | Lawful basis\n--- | ---\nBilling | Contract")


def test_a_caption_stands_before_its_table_and_what_opens_in_a_cell_is_read() -> None:
    rows = "<tr><td>Ads</td><td><details><summary>More</summary>We use hashed addresses.</details></td></tr>"
    table = f"<table><caption>Why we use data</caption><tr><th>Purpose</th><th>Data</th></tr>{rows}</table>"
    text = extract_page(f"<main>{PLAIN}{table}</main>").text
    assert text.endswith("Why we use data\n\nPurpose | Data\n--- | ---\nAds | More; We use hashed addresses.")


def test_a_retention_notice_beside_the_policy_belongs_to_it_and_terms_do_not() -> None:
    terms = f"<section><h2>Terms of Use</h2>{'<p>zebra These terms say what is sold.</p>' * 90}</section>"
    policy = f"<section><h2>Privacy Policy</h2>{REST * 8}</section>"
    retention = "<section><h2>Data Retention Notice</h2><p>Invoices are kept for seven years.</p></section>"
    text = extract_page(f"<main><h1>Legal</h1>{terms}{policy}{retention}</main>").text
    assert text.endswith("## Data Retention Notice\n\nInvoices are kept for seven years.")
    assert "zebra" not in text


def test_what_follows_a_table_that_was_never_closed_is_read() -> None:
    table = "<table><tr><td>Ads</td><td>Consent</td></tr><tr><td>Mail</td><td>Contract</td></tr>"
    text = extract_page(f"<main>{PLAIN}{table}<h2>Last</h2><p>{RETENTION}</p></main>").text
    assert all(passage in text for passage in ("Contract", "## Last", RETENTION))


def test_tabs_head_their_panels_once() -> None:
    tab, panel = TABS["tabs"]
    own = panel.replace("{body}", "<h2>{title}</h2>{body}")
    text = extract_page(f'<main>{HEAD}<div role="tablist">{parts(tab)}</div>{parts(own)}</main>').text
    assert text.count("# Who gets your data\n\nLumenwick shares") == 1
    assert text.count("Who gets your data") == 1


def test_a_policy_in_a_script_without_spaces_is_a_policy() -> None:
    rows = (
        "<p>当社は、お客様の個人情報を、サービスの提供、本人確認、料金の請求のために利用し、第三者に提供しません。</p>"
        * 10
    )
    assert extract_page(f"<html lang=ja><body><main><h1>個人情報</h1>{rows}</main></body></html>").capture.is_policy
