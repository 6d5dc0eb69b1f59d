"""Lists however they are written: under bold lead-ins, with escaped dashes, within a sentence, in lines of a cell."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts
from monitor.model import Verdict
from monitor.model.text import unbroken
from tests.support.reading import bases, kinds, names, read, retention, sharing

DENIALS = ["sell your personal data", "share it with advertisers"]


@pytest.mark.parametrize("lead_in", ["**Fernhill does not:**", "### We do not:", "**We will never**:", "We do not:"])
@pytest.mark.parametrize("marker", ["- ", "\\- ", "* ", "\\* ", "(a) "])
def test_a_list_hangs_on_what_stands_above_it_bold_or_not(lead_in: str, marker: str) -> None:
    text = f"# Privacy\n\n{lead_in}\n\n" + "\n".join(marker + item for item in DENIALS)
    assert [(one.action, one.affirmed) for one in sharing(text)] == [("sell", False), ("share", False)]


@pytest.mark.parametrize(
    "text",
    [
        "**Fernhill does not:** sell your personal data; share it with advertisers.",
        "We do not: \\- sell your personal data; \\- share it with advertisers.",
        "We never: (a) sell your personal data; or (b) share it with advertisers.",
        "We do not:<br>\\- sell your personal data<br>\\- share it with advertisers.",
        "| **We do not:**<br>sell your personal data<br>share it with advertisers | Since 2020 |",
    ],
)
def test_a_denial_reaches_every_item_of_a_list_within_a_passage(text: str) -> None:
    assert [(one.action, one.affirmed) for one in sharing(text)] == [("sell", False), ("share", False)]


@pytest.mark.parametrize(
    "text",
    [
        "We share your personal data with: advertisers; hosting companies; Brightmail Inc.",
        "We share your personal data with: \\- advertisers; \\- hosting companies; \\- Brightmail Inc.",
        "We share your personal data with: (1) advertisers; (2) hosting companies; (3) Brightmail Inc.",
        "We share your personal data with:<br>- advertisers<br>- hosting companies<br>- Brightmail Inc.",
        "We share your personal data with:\n\n\\- advertisers;\n\n\\- hosting companies;\n\n\\- Brightmail Inc.",
    ],
)
def test_recipients_are_read_from_lists_of_any_shape(text: str) -> None:
    assert kinds(text) == {"advertiser", "processor", "company"}
    assert names(text) == {"Brightmail Inc."} or names(text) == {"Brightmail Inc"}


def test_a_denial_in_front_of_a_list_does_not_reach_the_next_sentence() -> None:
    (_, shared) = sharing("We do not: sell your personal data. We share your personal data with advertisers.")
    assert (shared.action, shared.affirmed) == ("share", True)


def test_a_line_that_is_a_sentence_of_its_own_needs_no_lead_in() -> None:
    text = "Never sold:<br>We share the counts of all visits to our small shop with the advertisers who pay for it."
    (shared,) = sharing(text)
    assert shared.affirmed


def test_an_edit_of_one_item_of_a_list_in_a_cell_is_told_alone() -> None:
    table = "| Purpose | What happens |\n| --- | --- |\n| Help | We share your name with:<br>\\- couriers<br>\\- {} |\n"
    judgement = compare_texts(table.format("banks"), table.format("advertisers"))
    assert judgement.verdict is Verdict.MATERIAL
    assert {finding.old or finding.new for finding in judgement.told} == {"banks", "advertisers"}


HEADER = "| Purpose | Recipients | Retention |\n| --- | --- | --- |\n"
ROW = HEADER + "| Help<br>Repair | {} | 5 years after closure<br>Logs: 1 month |"


@pytest.mark.parametrize(
    "cell",
    [
        "Brightmail<br>Stripe<br>Tinder Brook",
        "\\- Brightmail<br>\\- Stripe<br>\\- Tinder Brook",
        "Brightmail, Stripe and Tinder Brook",
        "Brightmail;<br/>Stripe;<br/>Tinder Brook",
        "Brightmail<br>Stripe<br>Tinder Brook<br>Our support team<br>The Legal Department<br>Germany",
    ],
)
def test_a_cell_lists_recipients_by_lines_commas_and_words(cell: str) -> None:
    assert names(ROW.format(cell)) == {"Brightmail", "Stripe", "Tinder Brook"}


def test_lines_of_a_cell_are_told_as_one_text() -> None:
    (years, month) = retention(ROW.format("Brightmail"))
    assert years.purposes == month.purposes == ("Help; Repair",)
    assert years.retention is not None
    assert years.retention.applies_to == "Help; Repair"


def test_a_column_is_known_though_its_name_runs_over_two_lines() -> None:
    table = "| Purpose<br>of processing | Legal<br>basis |\n| --- | --- |\n| Help | Consent |"
    assert [one.legal_basis.basis for one in bases(table) if one.legal_basis] == ["consent"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "**Wir werden niemals:**\n\n- Ihre Daten an Werbetreibende weitergeben"),
        ("fr", "**Nous ne devons jamais :**\n\n- partager vos données avec des annonceurs"),
        ("es", "**Nosotros nunca:**\n\n- compartimos sus datos con anunciantes"),
    ],
)
def test_a_bold_lead_in_denies_in_every_language(language: str, text: str) -> None:
    (shared,) = read(language, text)
    assert not shared.affirmed


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Name<br>Address", "Name; Address"),
        ("Name  <br>  <br />Address", "Name; Address"),
        ("We keep it.<br><br>We share it.", "We keep it. We share it."),
        ("With:<br>\\- banks<br>\\- couriers<br>", "With: banks; couriers "),
        ("Help<br> | Name", "Help | Name"),
        ("No break at all", "No break at all"),
    ],
)
def test_breaks_in_cells_are_written_as_our_own_reader_writes_them(written: str, plain: str) -> None:
    assert unbroken(written) == plain


@pytest.mark.parametrize(
    "text",
    [
        "**Retention.** 24 months after closure of your account.",
        "**Retention:** 24 months after closure of your account.",
        "- __How long we keep it__ – 24 months after closure of your account.",
    ],
)
def test_a_bold_title_in_front_of_a_passage_tells_what_it_is_about(text: str) -> None:
    (kept,) = retention(text)
    assert kept.retention is not None
    assert (kept.retention.period, kept.retention.criteria) == ("P24M", "account_life")


def test_a_bold_title_on_legal_bases_makes_a_basis_of_a_bare_word() -> None:
    assert [one.rule for one in bases("**Legal basis.** Consent.")] == ["basis.consent"]
    assert bases("**Consent.** Ask us for a copy.") == []


def test_bold_words_that_name_somebody_are_no_title() -> None:
    assert sharing("**Advertisers.** They show ads.") == []


def test_a_bold_title_speaks_for_one_sentence() -> None:
    (first,) = retention("**Retention.** Two years. We answer within 30 days.")
    assert first.quote == "Two years."


def test_a_paragraph_inside_an_entry_introduces_the_list_below_it() -> None:
    text = (
        "1. We never sell your data.\n\n"
        "    Your name goes to the following partners:\n\n"
        "    1. Kettlehub Ltd;\n    2. Fernhill Ltd;\n\n"
        "2. We keep it for a year.\n"
    )
    given = [one for one in sharing(text) if one.affirmed]
    assert {who.name for one in given for who in one.recipients} == {"Kettlehub Ltd", "Fernhill Ltd"}
