"""Word edits: both texts can be rebuilt from them, and they mark what a reader would mark."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.edits import Edit, EditKind, edits


def marked(old: str, new: str) -> list[tuple[str, str, str]]:
    """The edits that change something, as (kind, old words, new words)."""
    return [
        (edit.kind.value, old[edit.old_start : edit.old_end].strip(), new[edit.new_start : edit.new_end].strip())
        for edit in edits(old, new)
        if edit.kind is not EditKind.EQUAL
    ]


def test_the_word_that_changed_is_marked() -> None:
    assert marked("We keep it for 30 days.", "We keep it for 90 days.") == [("replace", "30", "90")]


def test_a_negation_that_came_is_marked() -> None:
    assert marked("We sell data.", "We do not sell data.") == [("insert", "", "do not")]


def test_an_exception_that_went_is_marked() -> None:
    found = marked("We share nothing, except with our parent.", "We share nothing.")
    assert found == [("delete", "except with our parent.", "")]


def test_typography_case_spelling_and_link_targets_are_no_edits() -> None:
    old = "We don’t analyse **your** [behaviour](https://a.example/1), ever"
    new = "we don't analyze your [behavior](https://a.example/2) - ever."
    assert marked(old, new) == []


def test_a_stray_common_word_between_two_changes_reads_as_part_of_them() -> None:
    found = marked("We use couriers for the delivery.", "We use banks to the refund.")
    assert len(found) == 1
    assert found[0][0] == "replace"


def test_changes_far_apart_stay_apart() -> None:
    found = marked(
        "We keep your recordings on our own servers for 30 days.",
        "We keep your photographs on our own servers for 90 days.",
    )
    assert found == [("replace", "recordings", "photographs"), ("replace", "30", "90")]


def test_a_passage_against_nothing_is_one_insertion() -> None:
    assert marked("", "We sell data.") == [("insert", "", "We sell data.")]
    assert marked("We sell data.", "") == [("delete", "We sell data.", "")]
    assert edits("", "") == ()


def test_passages_as_long_as_books_are_compared_at_their_ends() -> None:
    words = [f"w{number}" for number in range(12_000)]
    old, new = " ".join(words), " ".join([*words[:6000], "x", *words[6001:9000], "y", *words[9001:]])
    ((kind, before, after),) = marked(old, new)
    assert kind == "replace"
    assert before.split() == words[6000:9001]
    assert after.split()[0] == "x"
    assert after.split()[-1] == "y"


def test_what_was_put_into_a_passage_as_long_as_a_book_is_one_insertion() -> None:
    words = [f"w{number}" for number in range(12_000)]
    more = " ".join([*words[:6000], "x", "y", *words[6000:]])
    assert [(kind, after.split()) for kind, _, after in marked(" ".join(words), more)] == [("insert", ["x", "y"])]
    assert [(kind, before.split()) for kind, before, _ in marked(more, " ".join(words))] == [("delete", ["x", "y"])]


_PASSAGES = st.lists(
    st.sampled_from(
        ["we", "share", "data", "not", "30", "days", "**with**", "[Pelican](https://p.example)", ",", "the"]
    ),
    max_size=15,
).map(" ".join)


def rebuilt(parts: tuple[Edit, ...], old: str, new: str) -> tuple[str, str]:
    return (
        "".join(old[edit.old_start : edit.old_end] for edit in parts),
        "".join(new[edit.new_start : edit.new_end] for edit in parts),
    )


@given(_PASSAGES, _PASSAGES)
def test_both_texts_can_be_rebuilt_from_the_edits(old: str, new: str) -> None:
    assert rebuilt(edits(old, new), old, new) == (old, new)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_rebuilt_from_the_edits(old: str, new: str) -> None:
    assert rebuilt(edits(old, new), old, new) == (old, new)


@given(_PASSAGES)
def test_a_text_has_no_edits_against_itself(text: str) -> None:
    assert marked(text, text) == []


@given(_PASSAGES, _PASSAGES)
def test_what_is_inserted_one_way_is_deleted_the_other(old: str, new: str) -> None:
    forth = sum(edit.kind is not EditKind.EQUAL for edit in edits(old, new))
    back = sum(edit.kind is not EditKind.EQUAL for edit in edits(new, old))
    assert (forth == 0) == (back == 0)
