"""Changed words are marked, and long quotes are shortened without hiding that they are."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from notifiers.marks import Quote, mark, shorten, whole

PROSE = st.text(st.sampled_from("abc de fg, h. i\n"), max_size=300)

PHRASES = st.sampled_from(["we may share ", "nothing at all ", "with our partners, ", "x ", "y. "])
LONG_PROSE = st.lists(PHRASES, max_size=90).map("".join)


def plain(quote: Quote) -> str:
    return "".join(piece.text for piece in quote)


def changed(quote: Quote) -> list[str]:
    return [piece.text for piece in quote if piece.changed]


def test_only_the_words_that_differ_are_marked() -> None:
    old, new = mark("We keep logs for 30 days.", "We keep logs for 90 days.")
    assert (changed(old), changed(new)) == (["30"], ["90"])


def test_a_line_of_points_costs_no_more_than_its_length() -> None:
    points = "." * 500_000  # a table of contents, made by somebody who means harm: squared, it takes an hour
    old, new = mark(f"We keep logs for thirty days {points} p", f"We keep logs for ninety days {points} p")
    assert (changed(old), changed(new)) == (["thirty"], ["ninety"])


def test_words_inserted_are_marked_on_their_side_only() -> None:
    old, new = mark("We share data with partners.", "We share data with partners and advertisers.")
    assert (changed(old), "".join(changed(new)).strip()) == ([], "and advertisers")


def test_a_bracket_is_marked_with_the_words_in_it_and_points_are_not() -> None:
    _, new = mark("We use verification, and more.", "We use verification (Veriqo), and more.")
    assert "".join(changed(new)).strip(" (") in {"Veriqo)", "Veriqo"}
    _, longer = mark("We use it, and more.", "We use it for checks (by Veriqo), and more.")
    assert changed(longer) == ["for checks (by Veriqo)"]


def test_quotes_with_little_in_common_are_left_unmarked() -> None:
    old, new = mark("Nothing is ever sold.", "Partners of our group receive your contact data.")
    assert changed(old) == changed(new) == []


def test_quotes_that_share_only_the_commonest_words_are_left_unmarked() -> None:
    old, new = mark(
        "We keep the logs of your camera for thirty days.", "We may sell the names of visitors to your rivals."
    )
    assert changed(old) == changed(new) == []


@given(PROSE, PROSE)
def test_the_pieces_are_the_quotes_again(old: str, new: str) -> None:
    before, after = mark(old, new)
    assert (plain(before), plain(after)) == (old, new)


def test_a_shortened_quote_keeps_the_changed_words_and_says_what_is_left_out() -> None:
    filler = "and so on without any news at all " * 20
    old, _ = mark(f"{filler}for ten years {filler}", f"{filler}for fifty years {filler}")
    short = shorten(old, 400)
    assert changed(short) == ["ten"]
    assert "for ten years" in plain(short)
    assert [bool(piece.missing) for piece in (short[0], short[-1])] == [True, True]
    assert len(re.findall(r"\[… \d+ characters left out …\]", plain(short))) == 2


def test_a_quote_without_marks_is_shortened_at_its_end_only() -> None:
    text = "We keep recordings as long as anyone can think of. " * 40
    short = shorten(whole(text), 500)
    assert text.startswith(short[0].text)
    assert 450 < len(short[0].text) <= 500


@given(LONG_PROSE, LONG_PROSE, st.integers(min_value=1, max_value=900))
def test_what_is_left_out_is_counted_exactly(old: str, new: str, limit: int) -> None:
    for quote in (*mark(old, new), whole(old)):
        short = shorten(quote, limit)
        kept = sum(len(piece.text) for piece in short if not piece.missing)
        said = sum(int(re.findall(r"\d+", piece.text)[0]) for piece in short if piece.missing)
        assert kept + said == len(plain(quote))
        assert kept <= limit or short == quote
