"""Which sentences of two versions belong together."""

from __future__ import annotations

import pytest

from monitor.compare.align import compare
from monitor.judge.passages import revisions

PARTNERS = "We share your data with our partners."


def paired(old: str, new: str) -> list[tuple[str | None, str | None]]:
    found = revisions(compare(f"{old}\n\nWe sell kettles.", f"{new}\n\nWe sell kettles."))
    return [(one.old.text if one.old else None, one.new.text if one.new else None) for one in found]


@pytest.mark.parametrize(
    ("short", "longer"),
    [
        (PARTNERS, "We share your data with our partners, except our insurers."),
        (PARTNERS, "We share your data with our partners only with your consent."),
        (PARTNERS, "With your consent, we share your data with our partners."),
    ],
)
def test_a_sentence_that_grew_or_shrank_is_paired_with_what_it_was(short: str, longer: str) -> None:
    assert paired(short, longer) == [(short, longer)]
    assert paired(longer, short) == [(longer, short)]


def test_a_sentence_that_still_stands_by_itself_did_not_grow() -> None:
    more = "We share your data with our partners, except our insurers."
    assert paired(PARTNERS, f"{PARTNERS}\n\n{more}") == [(None, more)]


def test_a_cell_run_into_a_sentence_is_no_change() -> None:
    assert paired("Couriers and insurers.\n\nOf the harbour.", "Couriers and insurers of the harbour.") == []


@pytest.mark.parametrize("line", ["12 [Third parties](#third-parties)", "- [Transfers to other countries](#transfers)"])
def test_a_line_of_a_table_of_contents_is_no_revision(line: str) -> None:
    assert paired("", line) == []
    assert paired("", line.replace("#", "https://fernhill.example/")) != []


ROWS = """\
| Data | Purpose | Basis |
|---|---|---|
| Names of buyers | Sending orders, invoices and reminders to whoever bought a kettle | Contract. {first} |
| Addresses of our pages | Counting visits and mending what fails on the pages of the shop | {second} |"""
CONSENT = "Your consent where we ask for it beforehand."


def test_what_another_row_says_is_news_in_this_one() -> None:
    assert paired(ROWS.format(first="", second=CONSENT), ROWS.format(first=CONSENT, second=CONSENT)) == [
        (None, CONSENT)
    ]


def test_rows_in_another_order_are_no_news() -> None:
    rows = ROWS.format(first="", second=CONSENT).splitlines()
    assert paired("\n".join(rows), "\n".join([*rows[:2], rows[3], rows[2]])) == []


def test_sentences_that_share_letters_but_hardly_a_word_are_two_statements() -> None:
    gone = "Your letters to the workshop are read by the person who repairs the kettle."
    new = "We keep your repair slips until the workshop has closed the order."
    assert set(paired(gone, new)) == {(gone, None), (None, new)}


def test_a_sentence_is_paired_with_its_rewording_though_few_words_stayed() -> None:
    old = "We may disclose repair slips to insurers."
    new = "Repair slips may go to the insurers and to the assessors whom they appoint after a fire."
    assert paired(old, new) == [(old, new)]
