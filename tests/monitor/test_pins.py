"""Pinned clauses are followed: silence where they stand, and a word where they do not."""

from __future__ import annotations

import pytest

from monitor.decide.pins import changed, missing
from monitor.model import PinFate, PinnedChange

NEVER = "We never sell personal data."
POLICY = f"""# Privacy policy

## Sharing

We work with a delivery firm. {NEVER} We may pass your address on to it.

We share with:

- our delivery firm
- our accountant

## Keeping

Invoices are kept for ten years. Recordings are deleted after 30 days.
"""


def only(pin: str, old: str, new: str) -> PinnedChange:
    (change,) = changed([pin], old, new)
    return change


def test_a_clause_that_stays_is_not_told_however_the_rest_changes() -> None:
    rest = POLICY.replace("ten years", "twenty years").replace("delivery firm.", "courier.")
    assert changed([NEVER, "Recordings are deleted after 30 days"], POLICY, rest) == ()


def test_typography_numbering_and_wrapping_change_nothing() -> None:
    dressed = POLICY.replace(NEVER, "We **never** sell  personal\ndata.").replace("## Sharing", "## 2. Sharing")
    assert changed([NEVER], POLICY, dressed) == ()


def test_a_clause_that_disappears_is_told_with_its_words() -> None:
    gone = only(NEVER, POLICY, POLICY.replace(NEVER, ""))
    assert (gone.fate, gone.old, gone.new, gone.section) == (PinFate.GONE, NEVER, None, "Privacy policy > Sharing")


def test_a_sentence_elsewhere_that_only_begins_alike_does_not_stand_for_it() -> None:
    new = POLICY.replace(NEVER, "") + "\n## Garden\n\nWe never sell our own honey.\n"
    assert only(NEVER, POLICY, new).fate is PinFate.GONE


@pytest.mark.parametrize(
    ("pin", "now", "reason"),
    [
        (NEVER, "We sell personal data.", "denies"),
        (NEVER, "We never sell personal data, except to our partners.", "excepts"),
        (NEVER, "We never sell personal data without your consent.", "consent"),
        ("Recordings are deleted after 30 days.", "Recordings are deleted after 90 days.", "figures"),
        ("Recordings are deleted after 30 days.", "Recordings may be deleted after 30 days.", "may happen"),
    ],
)
def test_a_clause_that_says_another_thing_is_told_with_the_words_now(pin: str, now: str, reason: str) -> None:
    altered = only(pin, POLICY, POLICY.replace(pin, now))
    assert (altered.fate, altered.old, altered.new) == (PinFate.ALTERED, pin, now)
    assert reason in altered.reason


def test_a_pinned_part_stands_for_its_whole_sentence() -> None:
    altered = only("never sell personal data", POLICY, POLICY.replace(NEVER, NEVER[:-1] + ", unless you agree."))
    assert altered.old == NEVER
    assert altered.fate is PinFate.ALTERED


def test_other_words_for_the_same_are_told_as_such() -> None:
    reworded = only(NEVER, POLICY, POLICY.replace(NEVER, "We never sell personal information to anyone."))
    assert reworded.fate is PinFate.REWORDED


def test_a_length_of_time_in_other_units_is_no_alteration() -> None:
    old = POLICY.replace("ten years", "one year")
    assert only("Invoices are kept for one year", old, POLICY.replace("ten years", "twelve months")).fate is (
        PinFate.REWORDED
    )


def test_the_same_words_under_another_heading_have_moved_out() -> None:
    elsewhere = POLICY.replace(NEVER + " ", "") + f"\n## People in California\n\n{NEVER}\n"
    moved = only(NEVER, POLICY, elsewhere)
    assert (moved.fate, moved.new) == (PinFate.MOVED, NEVER)
    assert moved.section == "Privacy policy > People in California"


def test_an_item_of_another_list_has_moved_out() -> None:
    elsewhere = POLICY.replace("- our accountant\n", "").replace(
        "## Keeping", "We never share with:\n\n- our accountant\n- anybody else\n\n## Keeping"
    )
    assert only("our accountant", POLICY, elsewhere).fate is PinFate.MOVED


def test_a_clause_that_still_stands_in_one_of_its_places_is_there() -> None:
    twice = POLICY + f"\n## In short\n\n{NEVER}\n"
    assert changed([NEVER], twice, POLICY) == ()


def test_a_pin_that_was_not_in_the_old_text_tells_nothing() -> None:
    assert changed(["We keep bees on the roof."], POLICY, POLICY.replace(NEVER, "")) == ()


def test_pins_that_are_not_in_the_text_are_named() -> None:
    assert missing([NEVER, "We keep bees on the roof.", "recordings are DELETED after 30 days"], POLICY) == (
        "We keep bees on the roof.",
    )


def test_several_sentences_can_be_pinned_together() -> None:
    pin = f"We work with a delivery firm. {NEVER}"
    assert changed([pin], POLICY, POLICY.replace("may pass", "can pass")) == ()
    assert only(pin, POLICY, POLICY.replace("a delivery firm. We", "two delivery firms. We")).fate is PinFate.REWORDED
