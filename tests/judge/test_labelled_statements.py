"""The single statements that training learns from: their labels are well formed, and their words are found again."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice

import pytest

from benchmarks.pointers import LABELS
from benchmarks.statements import of_changes, statements_of
from monitor.model import Category
from tests.support.data import data_folder

CODES = frozenset("SsRrLl")
FILES = ("statements.jsonl", "statements-fr.jsonl")


@pytest.mark.parametrize("name", FILES)
def test_each_statement_is_labelled_once_and_in_the_known_codes(name: str) -> None:
    seen: Counter[str] = Counter()
    for line in (LABELS / name).read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        where = entry.get("document") or entry["change"]
        for statement, codes in entry["statements"].items():
            assert codes == "-" or set(codes) <= CODES, (where, statement)
            assert len({code.lower() for code in codes}) == len(codes), (where, statement)
        seen[f"{where} {entry.get('old')} {entry.get('new')} {entry.get('version')}"] += 1
    assert max(seen.values()) == 1


def test_french_statements_are_found_again_in_the_texts_of_their_changes() -> None:
    data_folder()
    readings = list(islice(of_changes(), 0, None, 9))
    found = [statement for reading in readings for statement in statements_of(reading)]
    assert len(found) >= 0.98 * sum(len(reading.codes) for reading in readings)
    assert {statement.language for statement in found} == {"fr"}
    assert all(set(statement.states) == set(Category) for statement in found)
