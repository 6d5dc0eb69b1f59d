"""Segmentation: passages are verbatim, and know the headings, lead-in or table header that they stand under."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.segment import passages, segment, sentences
from monitor.model.text import Segment, SegmentKind
from tests.support.compare_texts import POLICY
from tests.support.data import data_folder


def texts(kind: SegmentKind, text: str) -> list[str]:
    return [found.text for found in segment(text) if found.kind is kind]


def the(words: str, text: str) -> Segment:
    """The one segment that begins with these words."""
    (found,) = [candidate for candidate in segment(text) if candidate.text.startswith(words)]
    return found


# --- verbatim ---------------------------------------------------------------------------------------------------


@given(st.text(alphabet=" \n\t#*-=|_.:[]()\\>0123456789aAbBéß•·", max_size=200))
def test_every_passage_is_a_piece_of_the_text_and_they_follow_each_other(text: str) -> None:
    found = segment(text)
    assert [text[s.start : s.end] for s in found] == [s.text for s in found]
    assert [s.ordinal for s in found] == list(range(len(found)))
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.lists(st.sampled_from(POLICY.splitlines()), max_size=30))
def test_no_word_of_a_text_is_lost_except_underlines_separators_and_numbers(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    kept = " ".join(found.text for found in segment(text))
    for word in ("controller", "couriers", "Pelican", "Invoices", "withdraw", "firmware"):
        assert kept.count(word) == text.count(word)


def test_links_and_emphasis_stay_in_the_text_so_that_it_can_be_quoted() -> None:
    text = "See [our **list**](https://heron.example/list) of partners."
    assert segment(text)[0].text == text


def test_a_text_without_words_has_no_segments() -> None:
    assert segment("") == segment("\n---\n\n***\n| | |\n") == ()


# --- headings ---------------------------------------------------------------------------------------------------


def test_headings_of_both_styles_make_the_path_of_what_stands_under_them() -> None:
    text = (
        "Notice\n======\n\nSharing\n-------\n\n### With couriers ###\n\nThey get your address.\n\n## Rights\n\nAsk us."
    )
    assert the("They get", text).section == ("Notice", "Sharing", "With couriers")
    assert the("Ask us", text).section == ("Notice", "Rights")


def test_the_section_of_a_heading_is_what_stands_above_it() -> None:
    assert the("3. Who receives data", POLICY).section == ("Privacy notice of Heron Doorbells",)


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_not() -> None:
    text = "**How long we keep data**\n\nFor a year.\n\n**We never sell your data.**\n\nNever."
    assert the("For a year", text).section == ("**How long we keep data**",)
    assert texts(SegmentKind.HEADING, text) == ["**How long we keep data**"]


def test_dotted_numbers_nest_bold_headings() -> None:
    text = "**4. Sharing**\n\nSee below.\n\n**4.1 Couriers**\n\nThey get it.\n\n**5. Rights**\n\nAsk us."
    assert the("They get", text).section == ("**4. Sharing**", "**4.1 Couriers**")
    assert the("Ask us", text).section == ("**5. Rights**",)


def test_a_long_item_above_a_nested_list_lends_only_the_sentence_that_introduces_it() -> None:
    text = "* Cookies. A cookie is a small file. We use these kinds:\n    * for sign-in\n    * for statistics"
    assert the("for statistics", text).lead_in == "We use these kinds:"


def test_short_lines_are_headings_in_a_text_without_marks() -> None:
    text = (
        "Heron privacy notice\n\nWe respect your privacy and say here what we do with data.\n\nWhat we keep\n\n"
        "We keep the recordings of your doorbell for thirty days.\n\nContact\n\nWrite to our office in Harbour Street."
    )
    assert texts(SegmentKind.HEADING, text) == ["Heron privacy notice", "What we keep", "Contact"]
    assert the("We keep", text).section == ("What we keep",)


def test_short_entries_and_rows_are_no_headings_in_a_text_without_marks() -> None:
    listed = "We keep logs of two kinds.\n\n* Sign-in\n* Statistics\n\nWe delete them after thirty days."
    table = "We keep logs.\n\n| Kind | Time |\n|---|---|\n| Sign-in | Thirty days |\n\nWe delete them afterwards."
    assert texts(SegmentKind.HEADING, listed) == texts(SegmentKind.HEADING, table) == []


def test_a_statement_without_a_full_stop_is_no_heading() -> None:
    text = "We share your data with couriers\n\nWe keep it for thirty days after the end of the contract."
    assert texts(SegmentKind.HEADING, text) == []


def test_numbers_nest_the_headings_of_a_plain_text() -> None:
    text = (
        "1. Sharing\nWe share data in the cases that follow here.\n1.1 Couriers\nThey get your address to deliver.\n"
        "2. Keeping\nWe keep data for as long as your account exists."
    )
    assert the("They get", text).section == ("Sharing", "Couriers")
    assert the("We keep", text).section == ("Keeping",)


def test_a_numbered_table_of_contents_is_a_list_and_its_last_neighbour_a_heading() -> None:
    text = (
        "This notice has these parts:\n1. Sharing data\n2. Keeping data\n3. Your rights\n1. Sharing data\n"
        "We share your data with couriers that deliver your order."
    )
    assert texts(SegmentKind.ITEM, text) == ["Sharing data", "Keeping data", "Your rights"]
    assert the("We share", text).section == ("Sharing data",)


def test_a_question_heads_its_answer() -> None:
    text = (
        "Do you sell my data?\n\nNo, we do not sell it to anybody at all.\n\nHow long do you keep it?\n\n"
        "We keep it for thirty days after your last visit."
    )
    assert the("No, we", text).section == ("Do you sell my data?",)
    assert the("We keep", text).section == ("How long do you keep it?",)


def test_a_line_that_is_repeated_is_no_heading() -> None:
    text = "How we use it\n\nWe use it as follows.\n\n" + "All your data\n\n- your name\n\n" * 3
    assert texts(SegmentKind.HEADING, text) == ["How we use it"]


def test_a_long_run_of_labels_is_no_run_of_headings() -> None:
    labels = "\n\n".join(f"Performance of purpose {number}" for number in range(8))
    text = f"What we use data for\n\n{labels}\n\nPlease note that you can withdraw your consent at any time."
    assert texts(SegmentKind.HEADING, text) == ["What we use data for"]


# --- lists ------------------------------------------------------------------------------------------------------


def test_items_know_the_sentence_that_introduces_them() -> None:
    assert the("couriers that", POLICY).lead_in == "We share your data with:"
    assert the("authorities", POLICY).lead_in == "We share your data with:"


def test_a_nested_item_knows_both_lead_ins() -> None:
    assert the("the version", POLICY).lead_in == "We collect the following data: technical data:"


def test_only_the_last_sentence_before_a_list_introduces_it() -> None:
    text = "We value trust. We share data with:\n\n- couriers\n- banks"
    assert the("couriers", text).lead_in == "We share data with:"


def test_a_sentence_that_introduces_nothing_is_no_lead_in() -> None:
    assert the("Chrome", "We never sell your data.\n\n- Chrome\n- Firefox").lead_in is None


def test_every_kind_of_bullet_and_number_begins_an_item() -> None:
    for marker in ("*", "-", "+", "•", "·", "–", "1.", "1\\.", "2)", "(a)", "iv.", "3.1."):
        text = f"We use data:\n\n{marker} to deliver your order,\n{marker} to answer you."
        assert texts(SegmentKind.ITEM, text) == ["to deliver your order,", "to answer you."], marker


def test_an_item_that_introduces_the_items_behind_it_is_their_lead_in_where_bullets_have_no_depth() -> None:
    text = "· When you pair a device, we may collect:\n· its name\n· its room\n· You may ask us to stop at any time."
    assert the("its room", text).lead_in == "When you pair a device, we may collect:"
    assert the("You may", text).lead_in is None


def test_a_paragraph_inside_an_item_does_not_end_the_list() -> None:
    text = "We share data with:\n\n*   couriers\n\n    They get your address.\n\n*   banks"
    assert the("banks", text).lead_in == "We share data with:"


# --- tables -----------------------------------------------------------------------------------------------------


def test_a_row_has_its_cells_and_the_header_of_its_table() -> None:
    row = the("Invoices", POLICY)
    assert row.kind is SegmentKind.ROW
    assert row.text == "Invoices | 10 years | Legal obligation"
    assert row.cells == ("Invoices", "10 years", "Legal obligation")
    assert row.header == ("Data", "Period", "Legal basis")


def test_a_table_without_outer_pipes_and_separator_is_read_the_same() -> None:
    text = "Data | Period\nRecordings | 30 days\nInvoices | 10 years"
    assert the("Invoices", text).header == ("Data", "Period")


def test_an_empty_cell_continues_the_one_above_and_the_text_stays_verbatim() -> None:
    text = "Activity | Purpose | Basis |\nSign-up | To register you | Contract |\nLog-in | To let you in | |"
    row = the("Log-in", text)
    assert row.cells == ("Log-in", "To let you in", "Contract")
    assert row.text == "Log-in | To let you in"


def test_an_empty_cell_under_a_mere_mark_stays_empty() -> None:
    text = "| Data | Shared | Sold |\n| --- | --- | --- |\n| Name | yes | x |\n| Voice | | |\n"
    assert the("Voice", text).cells == ("Voice", "", "")


def test_a_row_that_is_broken_over_lines_is_one_row() -> None:
    text = "Activity | Purpose | Basis |\nOrder | To deliver it\n| Contract |\nReview | To ask for a review | Consent |"
    assert the("Order", text).cells == ("Order", "To deliver it", "Contract")
    assert the("Review", text).cells == ("Review", "To ask for a review", "Consent")


def test_a_row_that_lost_its_spanning_cells_finds_its_columns_back() -> None:
    text = (
        "Activity | Data | Purpose | Basis |\nPrize draws | Name; address | To register your interest | Consent |\n"
        "To ask you for a review of our services | Consent | ||\n"
    )
    row = the("To ask you", text)
    assert row.cells == ("Prize draws", "Name; address", "To ask you for a review of our services", "Consent")


def test_a_first_row_of_labels_is_the_header_where_the_marked_header_is_empty() -> None:
    text = "|     |     |\n| --- | --- |\n| Name of party | Function |\n| Pelican Pay Inc. | Payments and invoices |\n"
    assert the("Pelican", text).header == ("Name of party", "Function")


def test_a_title_above_the_columns_is_not_their_header() -> None:
    text = "Cookies | |||\nName | Domain | Purpose | Lifetime |\n_hd | heron.example | Sign-in | 2 hours |"
    assert the("_hd", text).header == ("Name", "Domain", "Purpose", "Lifetime")


def test_a_single_line_with_a_pipe_is_running_text() -> None:
    assert segment("Effective 3 March 2024 | Print this page")[0].kind is SegmentKind.PARAGRAPH


# --- lines ------------------------------------------------------------------------------------------------------


def test_a_paragraph_that_was_filled_to_a_width_is_one_passage() -> None:
    text = (
        "We keep the recordings of your doorbell for thirty days after\nthe day on which they were made, and delete "
        "them afterwards\nunless you have saved them."
    )
    assert len(segment(text)) == 1


def test_lines_that_were_not_filled_are_passages_of_their_own() -> None:
    text = "We keep recordings for thirty days.\nWe keep invoices for ten years because the law of our country asks it."
    assert len(segment(text)) == 2


# --- sentences --------------------------------------------------------------------------------------------------


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_abbreviations_do_not_end_a_sentence() -> None:
    for text in (
        "Pelican Pay Inc. processes payments, e.g. refunds, under Art. 6 no. 3 of the U.S. rules.",
        "Die Verarbeitung beruht auf Art. 6 Abs. 1 S. 1 lit. f DSGVO, z.B. bei der Heron Türen GmbH.",
        "Le traitement repose sur l'art. 6 du RGPD, p.ex. pour la livraison par Mme. Dupont.",
        "El tratamiento se basa en el art. 6 del RGPD, p.ej. para la entrega por el Sr. Gómez.",
        "Rechtsgrundlage ist Art. 6 Abs. 1 UAbs. 1 lit. f DSGVO nach Ziff. 3 der Liste.",
        "Los datos se envían a EE. UU. con cláusulas tipo.",
    ):
        assert split(text) == [text]


def test_a_sentence_ends_at_a_full_stop_a_question_mark_or_a_break() -> None:
    assert split("We keep it. Do we sell it? No! Ask (at any time.) We answer.") == [
        "We keep it.",
        "Do we sell it?",
        "No!",
        "Ask (at any time.)",
        "We answer.",
    ]
    assert split("Recordings<br>Invoices.<br><br>\\- Logs<br>") == ["Recordings", "Invoices.", "Logs"]


def test_a_number_in_front_is_no_sentence() -> None:
    for text in ("4. We keep it.", "II. Sharing", "(b) Sharing.", "3.1. We keep it."):
        assert split(text) == [text]


def test_a_company_at_the_end_of_a_sentence_ends_it() -> None:
    assert split("We use Pelican Pay Inc. We also use couriers.") == [
        "We use Pelican Pay Inc.",
        "We also use couriers.",
    ]


@given(st.text(alphabet="aB1 .,;:!?\n()\"'é", max_size=120))
def test_sentences_cover_all_words_in_order(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


# --- real texts -------------------------------------------------------------------------------------------------


def test_the_table_of_a_real_policy_gives_every_activity_its_basis() -> None:
    text = (data_folder() / "vendors" / "imou.txt").read_text(encoding="utf-8")
    rows = [found for found in segment(text) if found.kind is SegmentKind.ROW and found.header[-1:] != ("",)]
    for number in ("1b. ", "2. When you log", "9. ", "14. "):
        (row,) = [row for row in rows if row.text.startswith(number)]
        assert row.cells[-1].startswith("Performance of contract")
    (row,) = [row for row in rows if row.text.startswith("17. ")]
    assert row.cells[-1].startswith("Our legitimate interests")


def test_the_sections_of_real_plain_texts_are_found() -> None:
    folder = data_folder() / "vendors"
    for name, heading in (
        ("homeok.txt", "How long we keep personal information"),
        ("homeok.txt", "Who we share your personal information with"),
        ("io-e.txt", "Withdrawal of Consent"),
        ("isocket.txt", "How long we process your personal data"),
        ("ip-home-office.txt", "How long we keep personal information"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert heading in texts(SegmentKind.HEADING, text), (name, heading)


def test_passages_stand_where_the_segments_do() -> None:
    text = (
        "# Policy\n\nWe share data with:\n\n- banks\n  - and their auditors\n- ***\n\n2. Keeping\n---\n\n"
        "| Data | Kept |\n| --- | --- |\n| Orders | ten years |\n|  | or less |\n\n> Quoted words.\n"
    )
    assert [(one.start, one.end) for one in passages(text)] == [(one.start, one.end) for one in segment(text)]
