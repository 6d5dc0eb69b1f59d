"""What is remembered of texts stays within bounds, however long a page's passages are."""

from __future__ import annotations

import tracemalloc

from monitor.compare.align import compare
from monitor.compare.remembered import Remembered, forget, remembered


def counted() -> tuple[list[str], list[str]]:
    """What a remembered function was asked and had to answer, for a short text and a long one, each asked twice."""
    answered: list[str] = []

    @remembered(1_000)
    def ask(text: str) -> int:
        answered.append(text[:5])
        return len(text)

    for text in ("short", "short", "l" * 70_000, "l" * 70_000):
        assert ask(text) == len(text)
    before = list(answered)
    forget()
    ask("short")
    return before, answered


def test_a_short_text_is_answered_once_and_a_long_one_each_time() -> None:
    before, _ = counted()
    assert before == ["short", "lllll", "lllll"]


def test_what_is_forgotten_is_answered_again() -> None:
    before, after = counted()
    assert after == [*before, "short"]


def test_a_word_that_is_no_word_is_not_kept() -> None:
    lengths = Remembered(len, at_most=10)
    assert (lengths["word"], lengths["x" * 5_000]) == (4, 5_000)
    assert list(lengths) == ["word"]


def test_a_page_of_one_huge_passage_that_changes_at_each_look_leaves_nothing_behind() -> None:
    def look(number: int) -> None:
        passage = f"We keep item {number} of what you told us for {number} days. " * 1_500
        compare(passage, passage.replace("days", "weeks"))

    look(0)
    forget()
    tracemalloc.start()
    for number in range(1, 6):
        look(number)
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left < 1_000_000  # each of the ten texts has some 85,000 characters
