"""Words that pages set apart with style alone, and marks that say nothing."""

from __future__ import annotations

import pytest

from scrapers.extract import extract_page
from tests.support.pages import BODY, RIGHTS, page


def last(body: str) -> str:
    """The last passage of a policy that ends so."""
    return extract_page(page(BODY + body)).text.split("\n\n")[-1]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><span>Cloudhaven</span><span>Hosting</span><span>Norway</span></p>", "Cloudhaven Hosting Norway"),
        ("<p><b>CH</b><span>Hosting</span></p>", "CH Hosting"),
        ("<p><strong>Purpose</strong>Billing</p>", "Purpose Billing"),
        ("<p><span>1.</span><span>Who we are</span></p>", "1. Who we are"),
        ("<p><span>Updated</span><span>14 March 2026</span></p>", "Updated 14 March 2026"),
        ("<p><span>14 March 2026</span><span>4 minutes</span></p>", "14 March 2026 4 minutes"),
        ("<p><b>20</b><b>26</b> and <b>2026</b><b>th</b></p>", "2026 and 2026th"),
        ("<p><span>ISO 27001</span><span>SOC 2</span></p>", "ISO 27001 SOC 2"),
        ("<p><span>In force: 14 March 2026</span><span>⏱ 5 minutes</span></p>", "In force: 14 March 2026 ⏱ 5 minutes"),
        ("<p><b>2</b><b>FA</b> by <b>Lumen</b><b>®</b></p>", "2FA by Lumen®"),
        ("<p>Who helps us: <a href='/a'>hosting</a><a href='/b'>mail</a></p>", "Who helps us: hosting mail"),
        ("<div class='flex gap-2'><span>hosting</span><span>in norway</span></div>", "hosting in norway"),
        ("<div style='display: grid'><span>hosting</span><em>norway</em></div>", "hosting norway"),
        ("<p><span class='block'>Cloudhaven</span><span class='block'>hosting</span></p>", "Cloudhaven\nhosting"),
        ("<p><b style='display:block'>Cloudhaven</b>hosting</p>", "Cloudhaven\nhosting"),
    ],
)
def test_what_is_drawn_apart_is_written_apart(html: str, text: str) -> None:
    assert last(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>Last updated <bdt>3 February 2026</bdt></div>", "Last updated 3 February 2026"),
        (
            "<div>We, <bdt>Lumenwick<bdt></bdt></bdt> (also <bdt>LW</bdt>), keep it.</div>",
            "We, Lumenwick (also LW), keep it.",
        ),
        (
            "<p>Hosted in <st1:place><st1:country-region>Norway</st1:country-region></st1:place>.</p>",
            "Hosted in Norway.",
        ),
        ("<bdt><div>By the <spam>lamp</spam> office.</div></bdt>", "By the lamp office."),
        ("<legal-part>Lamps.</legal-part><legal-part>Ask us.</legal-part>", "Ask us."),
    ],
)
def test_elements_that_html_does_not_know_stand_in_their_line_as_browsers_draw_them(html: str, text: str) -> None:
    assert last(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<h2 aria-label='Your rights'><div aria-hidden='true'>Your</div> <div aria-hidden='true'>rights</div></h2>",
            "## Your rights",
        ),
        ("<p aria-label='We keep it.'><span aria-hidden='true'>We</span> <b>keep</b> it.</p>", "We keep it."),
        ("<div aria-label='Note'>We keep <b aria-hidden='true'>it</b> all.</div>", "We keep all."),
        ("<p aria-label='We keep it.'>We <b>keep</b> it.</p>", "We keep it."),
    ],
)
def test_words_that_a_script_draws_one_by_one_are_read_from_their_label(html: str, text: str) -> None:
    assert last(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><span>Per</span><span>sonal data</span></p>", "Personal data"),
        ("<p>the <b>Van</b>Dyke lamp</p>", "the VanDyke lamp"),
        ("<p><b>eu</b><b>GDPR</b> office</p>", "euGDPR office"),
        ("<p>the <b>Mc</b>Allister lamp</p>", "the McAllister lamp"),
        ("<p><span>P</span><span>RIVACY OFFICE</span></p>", "PRIVACY OFFICE"),
        ("<p>three m<sup>2</sup> and note<sup>1</sup></p>", "three m2 and note1"),
        ("<p>ask <a href='mailto:a'>a@</a><a href='//l.example'>lumenwick.example</a></p>", "ask a@lumenwick.example"),
        ("<p>ask those of <a href='/a'>Lu</a><a href='/a'>menwick</a></p>", "ask those of Lumenwick"),
        ("<p>The la<span class='sr-only block'>x</span>mps of ours</p>", "The lamps of ours"),
        ("<p>The <span style='display: inline-flex'>lamp</span>s of ours</p>", "The lamps of ours"),
    ],
)
def test_words_that_markup_cuts_in_pieces_stay_words(html: str, text: str) -> None:
    assert last(html) == text


def test_labels_in_a_row_are_lines_of_their_own() -> None:
    labels = (
        "<span class='pill red'>No ads</span> <span class='pill'>No sale of data</span> <span class='pill'>Free</span>"
    )
    assert last(f"<div class='pills'>{labels}</div>") == "No ads\nNo sale of data\nFree"
    moved = "".join(f"<span class='word'>{word}</span> " for word in ("Your", "Privacy", "Matters"))
    assert last(f"<div>{moved}</div>") == "Your Privacy Matters"
    assert last(f"<p>{labels}</p>") == "No ads No sale of data Free"
    assert last(f"<div>{labels.replace('pill', 'new', 1)}</div>") == "No ads No sale of data Free"
    assert last(f"<div>{labels} and more</div>") == "No ads No sale of data Free and more"


def test_the_title_of_a_card_stands_above_what_it_says() -> None:
    card = "<div><strong>Access</strong>\n<span>Ask what we hold of you and why (Article 15)</span></div>"
    assert last(card) == "Access\nAsk what we hold of you and why (Article 15)"
    assert last(card.replace("Access", "Access:")) == "Access: Ask what we hold of you and why (Article 15)"
    assert last(card.replace("div", "p")) == "Access Ask what we hold of you and why (Article 15)"
    assert last(card.replace("</span>", "</span> or not")).startswith("Access Ask")


def test_cells_part_what_stands_side_by_side_too() -> None:
    cell = "<td><span>Billing</span><b>Contract</b></td>"
    table = f"<table><tr><th>Purpose</th><th>Basis</th></tr><tr><td>Mail</td>{cell}</tr></table>"
    assert last(table).endswith("Mail | Billing Contract")


@pytest.mark.parametrize("mark", ["•", "🔒", "* * *", "—", "\uf0e0", "<i class='material-icons'>expand_more</i>"])
def test_marks_that_say_nothing_are_no_passages(mark: str) -> None:
    assert last(f"<p>{RIGHTS}</p><p>{mark}</p>") == RIGHTS


def test_a_tick_or_a_cross_may_be_an_answer() -> None:
    assert last("<p>Do we sell it?</p><p>✗</p>") == "✗"


def test_icons_beside_words_are_left_out_and_emoji_stay() -> None:
    assert last("<p>\uf023 Safe with us, always</p>") == "Safe with us, always"
    assert last("<p>🔒 Safe with us, always</p>") == "🔒 Safe with us, always"


def test_a_bullet_typed_into_an_item_is_no_second_one() -> None:
    assert last("<p>We get data from:</p><ul><li>● shops</li><li>• hosts</li></ul><p>· us</p>") == "- us"
    assert extract_page(page(BODY + "<p>Who:</p><ul><li>● shops</li></ul>")).text.endswith("\n- shops")


def test_numbers_that_count_the_parts_are_no_text() -> None:
    parts = [f"<div>0{number}</div><h2>Part</h2><p>{RIGHTS}</p>" for number in (1, 2, 3)]
    assert "01" not in extract_page(page(BODY + "".join(parts))).text
    assert last("<div>Months kept</div><div>24</div>") == "24"
    alone = "<div>Months kept</div><div>1</div><div>Days kept</div><div>3</div><div>Years kept</div><div>2</div>"
    assert extract_page(page(BODY + alone)).text.endswith("1\n\nDays kept\n\n3\n\nYears kept\n\n2")


@pytest.mark.parametrize(
    ("link", "kept"),
    [("<a href='#r1'>\u21a9\ufe0e</a>", False), ("<a href='#top'>^</a>", False), ("<a href='#r1'>1</a>", True)],
)
def test_an_arrow_that_leads_back_from_a_footnote_is_no_text(link: str, *, kept: bool) -> None:
    text = extract_page(page(f"{BODY}<ol><li>Courts decide this. {link}</li></ol>")).text
    assert text.endswith("- Courts decide this." + (" 1" if kept else ""))
