"""Alignment: what only moved, was dressed or shaped differently is no change; what changed stands beside its origin."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.align import compare
from monitor.model.change import Comparison, Operation, SegmentChange
from tests.support.compare_texts import POLICY

Transform = Callable[[str], str]


def real(comparison: Comparison) -> list[SegmentChange]:
    """The changes that are more than a move."""
    return [change for change in comparison.changes if change.operation is not Operation.MOVED]


def sides(change: SegmentChange) -> tuple[list[str], list[str]]:
    return [segment.text for segment in change.old], [segment.text for segment in change.new]


# --- transformations that change no meaning ---------------------------------------------------------------------


def redated(text: str) -> str:
    return text.replace("3 March 2024", "April 17, 2025")


def renumbered(text: str) -> str:
    for number, other in (("1. ", "I. "), ("2. ", "II. "), ("3. ", "III. "), ("4. ", "IV. "), ("5. ", "V. ")):
        text = text.replace(f"\n{number}", f"\n{other}")
    return text


def with_atx_headings(text: str) -> str:
    lines = text.splitlines()
    found = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if after and not after.strip("-="):
            found.append(f"{'#' if after[0] == '=' else '##'} {line}")
        elif line.strip("-=") or not line:
            found.append(line)
    return "\n".join(found)


def with_other_bullets(text: str) -> str:
    return text.replace("\n* ", "\n- ").replace("\n    * ", "\n  - ")


def typographic(text: str) -> str:
    return text.replace("We ", "**We**\u00a0").replace("'", "’").replace(" - ", " – ")


def linked(text: str) -> str:
    return text.replace("Pelican Pay Inc.", "[Pelican Pay Inc.](https://pelican.example/?id=77)")


def with_bare_tables(text: str) -> str:
    return "\n".join(
        line.strip("| ") if line.startswith("|") else line
        for line in text.splitlines()
        if "---" not in line or "|" not in line
    )


def rewrapped(text: str) -> str:
    return text.replace(
        "Heron Doorbells Ltd is the controller of your personal data. You can write to ",
        "Heron Doorbells Ltd is the controller of your personal\ndata. You can write to ",
    )


def paragraph_split(text: str) -> str:
    return text.replace(
        "You may withdraw your consent at any time. This", "You may withdraw your consent at any time.\n\nThis"
    )


def paragraph_joined(text: str) -> str:
    return text.replace("advertisers.\n", "advertisers. We ask each of them for a contract.\n")


def list_as_paragraph(text: str) -> str:
    start = text.index("We share your data with:")
    end = text.index("We do not sell")
    return (
        text[:start]
        + (
            "We share your data with: couriers that deliver your order, our payment provider Pelican Pay Inc. and "
            "authorities, where a court orders it.\n\n"
        )
        + text[end:]
    )


def list_as_table(text: str) -> str:
    start = text.index("* couriers")
    end = text.index("We do not sell")
    return (
        text[:start]
        + (
            "| couriers | that deliver your order |\n| our payment provider | Pelican Pay Inc. |\n"
            "| authorities | where a court orders it |\n\n"
        )
        + text[end:]
    )


def table_as_list(text: str) -> str:
    start = text.index("| Data | Period")
    end = text.index("Recordings are deleted")
    return (
        text[:start]
        + (
            "Data, Period, Legal basis\n\n* Recordings: 30 days, Contract\n* Invoices: 10 years, Legal obligation\n"
            "* Newsletter address: until you unsubscribe, Consent\n\n"
        )
        + text[end:]
    )


def sections_swapped(text: str) -> str:
    before, rest = text.split("3. Who receives data", 1)
    third, rest = rest.split("4. How long we keep data", 1)
    fourth, fifth = rest.split("5. Your rights", 1)
    return f"{before}4. How long we keep data{fourth}3. Who receives data{third}5. Your rights{fifth}"


SILENT: tuple[Transform, ...] = (
    redated,
    renumbered,
    with_atx_headings,
    with_other_bullets,
    typographic,
    linked,
    with_bare_tables,
    rewrapped,
    table_as_list,
)
RESHAPED: tuple[Transform, ...] = (
    paragraph_split,
    list_as_paragraph,
    list_as_table,
    sections_swapped,
)


@pytest.mark.parametrize("transform", SILENT, ids=lambda transform: transform.__name__)
def test_a_change_of_dress_is_no_change(transform: Transform) -> None:
    changed = transform(POLICY)
    assert changed != POLICY
    assert compare(POLICY, changed).changes == ()
    assert compare(changed, POLICY).changes == ()


@pytest.mark.parametrize("transform", RESHAPED, ids=lambda transform: transform.__name__)
def test_a_change_of_shape_or_place_is_a_move(transform: Transform) -> None:
    changed = transform(POLICY)
    assert changed != POLICY
    for comparison in (compare(POLICY, changed), compare(changed, POLICY)):
        assert comparison.changes
        assert real(comparison) == []


@given(st.randoms(use_true_random=False))
def test_passages_in_another_order_are_moved_and_nothing_else(shuffler: random.Random) -> None:
    passages = [
        f"We keep record number {number} for {number + 2} days in building {number * 7}." for number in range(12)
    ]
    shuffled = passages[:]
    shuffler.shuffle(shuffled)
    comparison = compare("\n\n".join(passages), "\n\n".join(shuffled))
    assert real(comparison) == []
    assert (comparison.changes == ()) == (shuffled == passages)
    assert len(comparison.changes) < len(passages)


def test_the_fewest_passages_are_said_to_have_moved() -> None:
    passages = [f"We keep record {number} in building {number * 7}." for number in range(9)]
    comparison = compare("\n\n".join(passages), "\n\n".join([*passages[1:], passages[0]]))
    assert [sides(change)[0] for change in comparison.changes] == [[passages[0]]]


def test_words_that_stand_twice_stay_in_their_sections() -> None:
    old = "# App\n\nWe keep it.\n\n# Site\n\nWe keep it.\n"
    new = "# Site\n\nWe keep it.\n\n# App\n\nWe keep it.\n"
    assert all(change.old[0].section == change.new[0].section for change in compare(old, new).changes)


def test_an_item_that_went_to_another_list_says_something_else() -> None:
    old = "We share data with:\n\n- couriers\n- banks\n\nWe never share data with:\n\n- advertisers\n- insurers\n"
    new = "We share data with:\n\n- couriers\n- banks\n- advertisers\n\nWe never share data with:\n\n- insurers\n"
    (change,) = compare(old, new).changes
    assert change.operation is Operation.MODIFIED
    assert (change.old[0].lead_in, change.new[0].lead_in) == ("We never share data with:", "We share data with:")


def test_a_purpose_that_went_under_the_heading_of_another_basis_says_something_else() -> None:
    old = "# Consent\n\n- newsletters\n- surveys of our customers\n\n# Legitimate interests\n\n- security\n"
    new = "# Consent\n\n- newsletters\n\n# Legitimate interests\n\n- security\n- surveys of our customers\n"
    (change,) = compare(old, new).changes
    assert change.operation is Operation.MODIFIED


def test_a_row_whose_spanning_cell_changed_says_something_else() -> None:
    old = "Activity | Purpose | Basis |\nOrder | To deliver it | Contract |\nRating | To learn from you | |\n"
    new = old.replace("Contract", "Legitimate interests")
    changed = [change.new[0].cells[0] for change in compare(old, new).changes]
    assert changed == ["Order", "Rating"]


def test_a_lead_in_that_was_edited_in_place_is_one_change() -> None:
    old = "We share data with:\n\n- couriers\n- banks\n"
    (change,) = compare(old, old.replace("We share", "We may share")).changes
    assert change.old[0].text == "We share data with:"


# --- transformations that change the meaning --------------------------------------------------------------------

EDITS = {
    "negation": ("We do not sell your data.", "We sell your data."),
    "duration": ("Recordings | 30 days", "Recordings | 90 days"),
    "unit": ("within thirty (30) days", "within thirty (30) months"),
    "legal basis of a row": ("until you unsubscribe | Consent", "until you unsubscribe | Legitimate interests"),
    "recipient": ("Pelican Pay Inc.", "Puffin Credit Inc."),
    "exception": ("unless you save them", "unless you or our partners save them"),
    "modality": ("authorities, where a court orders it", "authorities, where a court may order it"),
    "withdrawal": ("at any time", "within a week"),
}


@pytest.mark.parametrize("case", EDITS)
def test_a_change_of_words_is_one_modified_passage_beside_its_origin(case: str) -> None:
    before, after = EDITS[case]
    assert POLICY.count(before) == 1
    (change,) = compare(POLICY, POLICY.replace(before, after)).changes
    assert change.operation is Operation.MODIFIED
    ((old,), (new,)) = sides(change)
    assert old != new
    assert old.replace(before, after) == new


def test_a_passage_that_came_or_went_stands_alone() -> None:
    item = "* insurers that judge your claim,\n"
    more = POLICY.replace("* our payment", f"{item}* our payment")
    (added,) = compare(POLICY, more).changes
    (removed,) = compare(more, POLICY).changes
    assert (added.operation, sides(added)) == (Operation.ADDED, ([], ["insurers that judge your claim,"]))
    assert (removed.operation, sides(removed)) == (Operation.REMOVED, (["insurers that judge your claim,"], []))


def test_a_passage_that_moved_and_changed_is_modified_not_added() -> None:
    sentence = "Recordings are deleted within thirty (30) days unless you save them."
    moved = POLICY.replace(sentence, "") + "\nRecordings are deleted within ninety (90) days unless you save them.\n"
    (change,) = real(compare(POLICY, moved))
    assert change.operation is Operation.MODIFIED
    assert sides(change)[0] == [sentence]


def test_a_passage_that_was_split_and_changed_keeps_its_pieces_together() -> None:
    old = (
        "We keep the recordings of your doorbell for thirty days after the visit. "
        "We keep the invoices of your orders for ten years because the tax law asks us to."
    )
    new = (
        "We keep the recordings of your doorbell for sixty days after the visit.\n\n"
        "We keep the invoices of your orders for ten years because the tax law asks us to."
    )
    for one, other, expected in ((old, new, (1, 2)), (new, old, (2, 1))):
        (change,) = compare(one, other).changes
        assert change.operation is Operation.MODIFIED
        assert (len(change.old), len(change.new)) == expected


def test_a_sentence_more_in_a_paragraph_is_a_modified_paragraph() -> None:
    (change,) = compare(POLICY, paragraph_joined(POLICY)).changes
    assert change.operation is Operation.MODIFIED


def test_two_policies_without_common_words_are_removed_and_added() -> None:
    comparison = compare("We keep recordings for ever.", "Nobody gets anything here today.")
    assert [change.operation for change in comparison.changes] == [Operation.REMOVED, Operation.ADDED]


def test_an_empty_text_lost_everything() -> None:
    comparison = compare(POLICY, "")
    assert comparison.count(Operation.REMOVED) == len(comparison.old) == len(comparison.changes)


# --- properties -------------------------------------------------------------------------------------------------

_LINES = [line for line in POLICY.splitlines() if line.strip("-=| ")]
_TEXTS = st.lists(
    st.sampled_from([*_LINES, "We sell your data.", "* couriers that lose your order,", "We keep it for 90 days."]),
    max_size=14,
).map("\n\n".join)


@given(_TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert compare(text, text).changes == ()


@given(_TEXTS, _TEXTS)
def test_every_passage_is_accounted_for_once(old: str, new: str) -> None:
    comparison = compare(old, new)
    olds = Counter(segment.ordinal for change in comparison.changes for segment in change.old)
    news = Counter(segment.ordinal for change in comparison.changes for segment in change.new)
    assert all(count == 1 for count in (*olds.values(), *news.values()))
    unchanged = len(comparison.old) - len(olds)
    assert unchanged == len(comparison.new) - len(news)


@given(_TEXTS, _TEXTS)
def test_what_was_added_one_way_was_removed_the_other(old: str, new: str) -> None:
    forth, back = compare(old, new), compare(new, old)
    assert (forth.changes == ()) == (back.changes == ())
    same_words = {Operation.ADDED, Operation.REMOVED} & {change.operation for change in forth.changes}
    assert bool(real(forth)) == bool(real(back)) or not same_words


@given(_TEXTS, _TEXTS)
def test_changes_stand_in_the_order_of_the_new_text(old: str, new: str) -> None:
    places = [change.new[0].ordinal for change in compare(old, new).changes if change.new]
    assert places == sorted(places)
