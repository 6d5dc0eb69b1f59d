"""What is remembered of texts is forgotten after each check, however long the passages of a page are."""

from __future__ import annotations

import itertools
import tracemalloc
from pathlib import Path

from monitor.compare.remembered import Remembered, forget, remembered
from monitor.judge import compare_texts
from monitor.model import Outcome
from tests.support.policies import DENIAL, policy_page
from tests.support.watching import DAY, Watch


def test_an_answer_is_given_once_until_all_is_forgotten() -> None:
    answered: list[str] = []

    @remembered(10)
    def ask(text: str) -> int:
        answered.append(text)
        return len(text)

    assert [ask("short"), ask("short")] == [5, 5]
    assert answered == ["short"]
    forget()
    assert ask("short") == 5
    assert answered == ["short", "short"]


def test_texts_of_many_letters_make_room_for_each_other() -> None:
    answered: list[str] = []

    @remembered(10)
    def ask(text: str) -> int:
        answered.append(text)
        return len(text)

    forget()
    for _ in range(3):
        compare_texts("We sell kettles.", "We sell teapots.")
        ask("a policy")
    assert answered == ["a policy"]
    book = "We sell kettles.\n\n" * 150_000
    compare_texts(book, book)
    ask("a policy")
    assert answered == ["a policy", "a policy"]


def test_a_word_that_is_no_word_is_not_kept() -> None:
    lengths = Remembered(len, at_most=10)
    assert (lengths["word"], lengths["x" * 5_000]) == (4, 5_000)
    assert list(lengths) == ["word"]


def test_a_page_of_one_huge_passage_that_changes_at_each_look_leaves_nothing_behind(tmp_path: Path) -> None:
    numbers = itertools.count()

    def page(_url: str) -> str:
        return policy_page(
            f"{DENIAL} " + f"We note item {next(numbers) // 2} of what you told us in our books. " * 2_000
        )

    watch = Watch(tmp_path, page)
    watch.checks(2, every=DAY)
    tracemalloc.start()
    outcomes = [check.outcome for check in watch.checks(8, every=DAY)]
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert outcomes.count(Outcome.NEW_VERSION) == 4
    assert left < 8_000_000  # 4 MB; 13 MB where what was found out about each text is kept
