"""What stands around a document and what stands before it: footers, share boxes, windows."""

from __future__ import annotations

import pytest

from monitor.model import CaptureKind
from scrapers.extract import extract_page
from tests.support.pages import BODY, RIGHTS, page

ROWS = "".join(f"<tr><td>{name} Ltd</td><td>Norway</td></tr>" for name in ("Cloudhaven", "Paylark", "Mailfinch") * 24)
LIST = f"<h1>List of Sub-Processors</h1><table><tr><th>Entity</th><th>Processing location</th></tr>{ROWS}</table>"
MENU = "".join(f'<a href="/{name}">All our {name} lamps</a>' for name in ("desk", "floor", "wall", "ceiling", "garden"))
WINDOW = (
    '<div role="dialog"><h2>Allow cookies from Lumenwick?</h2><p>We use cookies to process personal data for ads; if '
    "you agree, our partners do too. You may withdraw your consent at any time in the settings of an account.</p></div>"
)


def text_of(body: str) -> str:
    return extract_page(page(body), url="https://lumenwick.example/privacy").text


def test_buttons_to_share_are_left_out_with_their_lead_in_though_they_hold_no_words() -> None:
    box = "<div class='share_box'><div>Do you know someone who has to read it?</div><a href='//x.example/s'></a></div>"
    assert "someone" not in text_of(BODY + box)
    assert "someone" in text_of(BODY + box.replace("share_box", "box"))


def behind(how: str) -> str:
    """A page that is hidden in this way while a window asks for consent."""
    return f"<title>Sub-processors</title><div {how}><nav>{MENU * 20}</nav><main>{LIST}</main></div>{WINDOW}"


def test_the_page_behind_a_window_is_the_page() -> None:
    read = extract_page(behind('aria-hidden="true"'))
    assert read.capture.is_policy
    assert read.text.splitlines()[-1] == "Mailfinch Ltd | Norway"


@pytest.mark.parametrize("how", ['aria-hidden="true" style="display: none"', 'aria-hidden="true" hidden'])
def test_what_nobody_sees_is_no_page_behind_a_window(how: str) -> None:
    assert extract_page(behind(how)).capture.kind is not CaptureKind.POLICY


def test_a_footer_of_links_is_left_out_however_long_its_notes_are() -> None:
    note = "<p>The second lamp is for new accounts only; by your order you agree to the terms of the offer in June.</p>"
    foot = f"<footer>{MENU * 9}{note * 7}<p>© Lumenwick</p></footer>"
    around = f"<title>Sub-processors</title><div>{LIST}</div>{foot}"
    assert "second lamp" not in extract_page(around).text
    assert "second lamp" in extract_page(around.replace("© Lumenwick", "Ask us")).text


@pytest.mark.parametrize(
    "menu",
    [
        "<div>English (US)</div><div>Français (France)</div><div>Русский</div><div>العربية</div><div>中文(简体)</div>",
        "<p>Deutsch | English · Español</p>",
        "<ul><li>Polski</li><li>Svenska</li><li>Čeština</li></ul>",
    ],
)
def test_menus_of_languages_are_left_out(menu: str) -> None:
    assert text_of(BODY + menu) == text_of(BODY)


def test_a_language_that_is_named_in_the_text_stays() -> None:
    assert text_of(f"{BODY}<p>English</p><p>The English text binds us.</p>").endswith(
        "English\n\nThe English text binds us."
    )


def test_the_first_part_below_a_title_keeps_its_heading() -> None:
    short = "<p>You can change at any time what you have allowed us to collect from you with cookies.</p>"
    first = f"<div><h1>Cookie Policy</h1></div><div><h2>1. Your choice</h2>{short}</div>"
    text = extract_page(
        f"<title>Cookies</title><div><h2>Menu</h2>{first}<div><h2>2. Ours</h2>{BODY * 9}</div></div>"
    ).text
    assert text.startswith("# Cookie Policy\n\n## 1. Your choice\n\nYou can change")


def test_beside_a_long_main_part_only_what_is_hidden_or_a_window_goes() -> None:
    hero = "<div><h1>Privacy Policy</h1><p>Last updated: 14 March 2026</p></div>"
    main = f"<main>{BODY * 5}</main>"
    shown = extract_page(f"<body>{hero}{main}</body>").text
    assert shown.startswith("# Privacy Policy\n\nLast updated: 14 March 2026\n\n")
    copy = f"<div hidden><h2>Our offer</h2>{BODY.replace('Lumenwick', 'Zebra')}</div>"
    assert extract_page(f"<body>{hero}{main}{copy}</body>").text == shown
    window = f"<div role='dialog'><h2>Choose</h2>{BODY.replace('Lumenwick', 'Zebra') * 9}</div>"
    assert extract_page(f"<body>{hero}{main}{window}</body>").text == shown


def test_a_footer_that_holds_most_of_the_text_holds_the_document() -> None:
    links = "".join(
        f'<p><a href="/{number}">Number {number} of our many lamps for every home</a></p>' for number in range(30)
    )
    assert (
        "Lumenwick shares"
        in extract_page(f"<body><footer><h1>Privacy Policy</h1>{BODY * 3}{links}<p>© Us</p></footer>").text
    )


@pytest.mark.parametrize(
    "part",
    [
        "<p class='cta'>Write to <a href='/us'>us here</a></p>",
        "<li class='menu-text'>Write to <a href='/us'>us here</a></li>",
        "<h3 id='recaptcha'>us here</h3>",
        "<p id='usercentrics'>us here</p>",
    ],
)
def test_single_passages_are_not_judged_by_their_names(part: str) -> None:
    assert "us here" in text_of(f"{BODY}{part}{BODY.replace('Lumenwick', 'We')}")


OURS = "".join(f'<a href="/{name}">{name}</a>' for name in ("jobs", "press", "shops"))


def test_the_foot_of_a_page_is_left_out_and_not_the_page_around_it() -> None:
    foot = f"<div><div>© 2026 Lumenwick</div><div>{OURS}</div></div>"
    read = extract_page(f"<body><div><div><h1>Privacy Policy</h1>{BODY}</div>{foot}</div></body>")
    assert read.text == text_of(BODY)
    few = extract_page(f"<body><div><div><h1>Privacy Policy</h1>{BODY}</div><div>© 2026 Lumenwick</div></div></body>")
    assert few.text.startswith(text_of(BODY))


def test_headings_of_links_that_were_left_out_at_the_end_go_with_them() -> None:
    related = f"<h2>Related articles</h2><ul><li>{OURS.replace('</a><a', '</a></li><li><a')}</li></ul>"
    assert text_of(BODY + related) == text_of(BODY)
    assert text_of(f"{BODY}<h2>Changes</h2>").endswith("## Changes")


@pytest.mark.parametrize(
    ("lead", "kept"),
    [
        ("We also publish notices on these other parts of what we do:", True),
        ("We also publish notices on these other parts of what we do.", False),
        ("See as well:", False),
    ],
)
def test_links_of_the_site_stay_where_a_sentence_leads_to_them(lead: str, *, kept: bool) -> None:
    listed = f"<ul><li>{OURS.replace('</a><a', '</a></li><li><a')}</li></ul>"
    assert ("press" in text_of(f"{BODY}<p>{lead}</p>{listed}")) is kept


def test_a_section_on_cookies_that_links_on_is_no_request_for_consent() -> None:
    section = (
        '<section><h2>Cookies</h2><p>We set cookies, <a href="/cookies">listed here</a>, to know you.</p></section>'
    )
    assert "listed here" in text_of(section + BODY * 4)
    asking = section.replace("listed here", "Accept all cookies")
    assert "to know you" not in text_of(asking + BODY * 4)
    assert "to know you" in text_of(BODY * 2 + asking + BODY * 2)


def test_what_is_said_again_is_left_out_from_three_long_passages_on() -> None:
    assert text_of(f"<div>{BODY}</div><div>{BODY}</div>") == text_of(BODY)
    shorter = BODY[: BODY.rindex("<p>")]
    assert text_of(f"<div>{BODY}</div><div>{shorter}</div>").count("Lumenwick shares") == 2


APPEAL = '<div class="cta"><h2>Try our lamps</h2><p>{}</p><a href="/buy">Order today</a></div>'


@pytest.mark.parametrize(
    ("appeal", "kept"),
    [
        (APPEAL.format("They shine all winter long."), False),
        (APPEAL.format("They shine all winter long. " * 40), True),
        (APPEAL.format("They shine all winter long.").replace("/buy", "https://elsewhere.example"), True),
        (APPEAL.format("They shine all winter long.").replace("Order today", "Order today</a> or tomorrow <a>"), True),
        (APPEAL.format("They shine all winter long.").replace('<a href="/buy">Order today</a>', "Order today"), True),
        (APPEAL.format("All winter long they ask no personal data of you.").replace("Try", "Trust"), True),
        (APPEAL.format("They shine all winter long.").replace('<a href="/buy">Order today</a>', "<input>"), False),
        ("<section><h2>Who likes us</h2><blockquote><p>They shine all winter long.</p></blockquote></section>", False),
        ("<section><h2>Your data</h2><blockquote><p>Personal data, all winter.</p></blockquote></section>", True),
        (
            APPEAL.format("They shine all winter long.").replace(
                '<a href="/buy">Order today</a>', "<button>Go</button>"
            ),
            False,
        ),
    ],
)
def test_an_appeal_at_the_end_is_short_and_asks_for_something(appeal: str, *, kept: bool) -> None:
    named = appeal.replace(' class="cta"', ' class="rt"')
    assert ("all winter" in text_of(BODY * 3 + named).lower()) is kept


def test_two_languages_are_no_menu() -> None:
    assert text_of(f"{BODY}<div>English</div><div>Deutsch</div>").endswith("English\n\nDeutsch")


def test_slides_that_are_hidden_from_screen_readers_are_no_page_behind_a_window() -> None:
    slides = f'<div aria-hidden="true"><h2>Lamps that process no data</h2>{MENU * 3}</div>'
    assert text_of(slides + BODY) == text_of(BODY)


@pytest.mark.parametrize(
    ("outer", "inner", "start"),
    [
        (
            "<h1>Privacy Notice for Customers</h1>",
            "Our commitment",
            "# Privacy Notice for Customers\n\n# Our commitment",
        ),
        ("<h1>Customer Privacy Notice</h1>", "Privacy Policy", "# Customer Privacy Notice\n\n# Privacy Policy"),
        ("<h1>Legal Centre</h1>", "Privacy Policy", "# Privacy Policy"),
        ("<h1>PRIVACY POLICY</h1>", "Privacy Policy", "# Privacy Policy"),
        ("<h2>Privacy</h2>", "Privacy Policy", "# Privacy Policy"),
        ("<h2>Privacy</h2>", "Our commitment", "## Privacy\n\n# Our commitment"),
    ],
)
def test_a_title_that_stands_apart_is_added_where_it_says_more(outer: str, inner: str, start: str) -> None:
    text = extract_page(f"<body><div>{outer}</div><div><h1>{inner}</h1>{BODY * 2}</div></body>").text
    assert text.startswith(f"{start}\n\nLumenwick shares")


def test_the_footer_of_an_article_may_say_who_decides() -> None:
    foot = (
        "<footer><p>Lumenwick Ltd, 1 Lamp Road, Bergen, decides on the processing of your personal data.</p></footer>"
    )
    assert "Lamp Road" in extract_page(f"<body><article><h1>Privacy Policy</h1>{BODY * 9}{foot}</article></body>").text
    assert "Lamp Road" not in extract_page(f"<body><div><h1>Privacy Policy</h1>{BODY * 9}</div>{foot}</body>").text


@pytest.mark.parametrize(
    "way",
    [
        '<a href="/">\u2190 Back to home</a>',
        '<p><a href="../index.html">Zur\u00fcck zur Startseite</a> \u2192</p>',
        '<p><a href="https://lumenwick.example/fr/">Accueil</a></p>',
    ],
)
def test_a_way_home_is_left_out_wherever_it_stands(way: str) -> None:
    assert text_of(way + BODY) == text_of(BODY + way) == text_of(BODY)


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="https://lumenwick.example/">www.lumenwick.example</a></p>',
        '<p>Write to <a href="/">Lumenwick</a>.</p>',
        '<p><a href="https://norlight.example/">Norlight</a></p>',
        '<p><a href="/?part=3">Learn more of our use of information</a></p>',
        '<ul><li><a href="/">Lumenwick lamps</a></li></ul>',
    ],
)
def test_a_line_that_names_an_address_a_part_or_another_site_is_text(line: str) -> None:
    assert len(text_of(BODY + line)) > len(text_of(BODY))


@pytest.mark.parametrize(
    ("line", "kept"),
    [("In vigor: 14 March 2026", True), ("2026-03-14", True), ("Our lamps are made since 1926", False)],
)
def test_a_line_that_is_a_date_belongs_to_the_title_above_it_whatever_it_is_called(line: str, *, kept: bool) -> None:
    hero = f"<header><div>Orna</div><h1>Privacy Policy</h1><div>{line}</div></header>"
    text = extract_page(f"<html><body>{hero}<div><section>{BODY}</section></div></body></html>").text
    assert (line in text) is kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("<p>© 2026 Lumenwick Ltd. All rights reserved.</p>", False),
        ("<p>Copyright 2026 Lumenwick</p>", False),
        ("<p><a href='javascript:history.back()'>Go back</a></p>", False),
        ("<p><a href='javascript:window.print();'>On paper</a></p>", False),
        ("<p><a href='javascript:renew()'>Change your consent</a></p>", True),
        (f"<p>© 2026 Lumenwick. {RIGHTS * 2}</p>", True),
        ("<p>We hold the copyright of 2026 in our lamps.</p>", True),
    ],
)
def test_a_claim_of_copyright_or_a_way_back_at_the_end_is_no_text(line: str, *, kept: bool) -> None:
    assert (text_of(BODY + line) != text_of(BODY)) is kept


@pytest.mark.parametrize(
    "line",
    [
        *("Zurück zum Seitenanfang", "Seite drucken", "Retour en haut", "Lire la suite", "Ir arriba"),
        *(
            "ページの先頭へ",
            "トップへ戻る",
            "返回顶部",
            "맨 위로",
            "наверх",
            "Did this page help you? Yes No",
            "← Back to all policies",
        ),
    ],
)
def test_what_a_page_says_of_itself_is_no_text_in_any_language(line: str) -> None:
    assert line not in text_of(f"{BODY}<p>{line}</p>")
    assert f"{line} so." in text_of(f"{BODY}<p>{line} so.</p>")


def test_a_menu_that_holds_passages_and_no_link_is_an_answer_that_opens() -> None:
    answer = "<div class='w-dropdown'><div role='button' aria-expanded='false'><h3>{0}</h3></div><nav>{1}</nav></div>"
    text = text_of(BODY + answer.format("Do you sell it?", "<p>We never sell your personal data, to nobody.</p>"))
    assert text.endswith("### Do you sell it?\n\nWe never sell your personal data, to nobody.")
    menu = "<nav><p>Lamps for every room of the house, by hand.</p><a href='/lamps'>All of our lamps</a></nav>"
    assert text_of(BODY + menu) == text_of(BODY)
