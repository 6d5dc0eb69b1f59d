"""Texts as long as books are judged like others, and before the day is over."""

from __future__ import annotations

import random
import string

from monitor.compare.align import compare
from monitor.judge import compare_texts
from monitor.model import Operation, Verdict

LETTERS = 150_000


def word(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311
    return "".join(chance.choices(string.ascii_lowercase, k=LETTERS))


def test_a_word_as_long_as_a_book_says_nothing() -> None:
    judgement = compare_texts(f"We keep your data. {word(1)}", f"We keep your data. {word(2)}")
    assert judgement.verdict in {Verdict.NOT_MATERIAL, Verdict.UNDECIDED, Verdict.SUSPECT_CAPTURE}


def test_a_passage_as_long_as_a_book_is_found_again_when_it_is_edited() -> None:
    chance = random.Random(3)  # noqa: S311
    words = [f"word{chance.randrange(4_000)}" for _ in range(12_000)]
    old = " ".join(words)
    edited = " ".join([*words[:6_000], "we", "sell", "it", *words[6_000:]])
    changes = compare(f"# Policy\n\n{old}.", f"# Policy\n\n{edited}.").changes
    assert [change.operation for change in changes] == [Operation.MODIFIED]


def test_what_stands_in_a_table_of_thousands_of_rows_is_told() -> None:
    rows = [f"| Company{number} Ltd | Hosting | Ireland |" for number in range(4_000)]
    head = "We share personal data with these sub-processors:\n\n| Name | Purpose | Country |\n|---|---|---|\n"
    new = [*rows[:2_000], "| Quillmere Inc. | Advertising | United States |", *rows[2_000:]]
    judgement = compare_texts(head + "\n".join(rows), head + "\n".join(new))
    assert judgement.verdict is Verdict.MATERIAL
    assert any("Quillmere" in (finding.new or "") for finding in judgement.findings)
