"""A passage is found in the other version alike, whether that is a policy or a book."""

from __future__ import annotations

import random

import pytest

from monitor.compare.segment import segment
from monitor.judge.elsewhere import Joined, joined
from monitor.model import SegmentKind

WORDS = (
    *("we", "keep", "share", "your", "orders", "with", "couriers", "banks", "insurers"),
    *("until", "after", "consent", "contract", "law", "days", "months", "years"),
)


def text(passages: int, *, seed: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311
    return [" ".join(chance.choices(WORDS, k=chance.randrange(4, 40))).capitalize() + "." for _ in range(passages)]


@pytest.fixture(scope="module")
def book() -> Joined:
    return joined(segment("\n\n".join(text(3000, seed=1))))


def test_a_long_version_holds_what_stands_in_it(book: Joined) -> None:
    assert len(book.letters) > 200_000
    assert all(book.holds(passage, SegmentKind.PARAGRAPH) for passage in text(3000, seed=1)[::7])


def test_a_long_version_holds_what_a_search_finds_in_it(book: Joined) -> None:
    """Parts of its passages, whole or in pieces, with their letters run together or not, and passages of another."""
    chance = random.Random(2)  # noqa: S311
    asked = text(300, seed=3)
    for _ in range(600):
        start = chance.randrange(len(book.words) - 300)
        asked.append(book.words[start : start + chance.randrange(10, 200)].strip())
        start = chance.randrange(len(book.letters) - 300)
        asked.append(book.letters[start : start + chance.randrange(30, 200)])
    searched = Joined(book.words, book.letters)
    for kind in (SegmentKind.PARAGRAPH, SegmentKind.HEADING):
        found = [book.holds(passage, kind) for passage in asked]
        assert found == [searched.holds(passage, kind) for passage in asked]
        assert 300 < sum(found) < len(asked)
