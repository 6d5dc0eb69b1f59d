"""The labelled changes that only training uses: their pointers, and their texts in the data folder."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.more import more_changes
from benchmarks.pointers import LABELS
from monitor.model import Category
from tests.support.data import data_folder

POINTERS, SCORED = LABELS / "more.jsonl", LABELS / "labelled-changes.jsonl"


def pointed(path: Path) -> list[tuple[str, str]]:
    pointers = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(pointer["old"], pointer["new"]) for pointer in pointers]  # texts: archives name one commit differently


def test_no_change_that_is_scored_is_among_them_and_none_stands_twice() -> None:
    more = pointed(POINTERS)
    assert len(more) == len(set(more))
    assert not set(more) & set(pointed(SCORED))


def test_every_one_is_found_with_its_texts_and_the_quoted_words() -> None:
    data_folder()
    changes = more_changes()
    assert len(changes) == len(pointed(POINTERS))
    for change in changes:
        assert change.old != change.new
        for category in Category:
            for old, new in change.quotes(category):
                assert old or new
                assert old in change.old
                assert new in change.new


def test_what_is_material_is_quoted() -> None:
    for line in POINTERS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)["label"]
        for category in Category:
            assert (label[category.value]["material"] == "no") is not bool(label[category.value].get("findings"))
