"""Lists of changes: each once, as judged last, found by what is asked for, page after page without gaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.model import Category, CategoryVerdict, Judgement, PinFate, PinnedChange, Review, ReviewAction, Verdict
from store import judgements, outbox, reviews, sources
from store.changes import last_material, list_changes
from store.database import Store, open_store
from tests.support.storing import DAY, KEY, NOON, add_texts, alert, document, judgement

OTHER = "zebra/privacy-policy"
PIN = PinnedChange(fate=PinFate.GONE, old="We never sell.", new=None, section="", reason="It is gone.")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    """Two vendors with three changes each: material, undecided, not material; versions are a day apart."""
    with open_store(tmp_path / "store.db") as store:
        sources.sync(store, [document(), document("zebra", tags=("finance",))], NOON)
        for key in (KEY, OTHER):
            add_texts(store, "one", "two", "three", "four", key=key)
            for number, verdict in enumerate((Verdict.MATERIAL, Verdict.UNDECIDED, Verdict.NOT_MATERIAL), 2):
                judgements.add(store, key, number - 1, number, judged(verdict), NOON)
        yield store


def judged(verdict: Verdict) -> Judgement:
    """On sharing where it is material, else on nothing."""
    if verdict is Verdict.MATERIAL:
        return judgement()
    return judgement(verdict, categories={category: CategoryVerdict() for category in Category})


def listed(db: Store, **wanted: Any) -> list[str]:
    return [change.id for change in list_changes(db, **wanted)]


def test_the_newest_change_comes_first_and_each_comes_once(db: Store) -> None:
    assert listed(db) == [f"{key}:{number}" for number in (4, 3, 2) for key in (OTHER, KEY)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"source": KEY}, [f"{KEY}:4", f"{KEY}:3", f"{KEY}:2"]),
        ({"vendors": ["zebra"], "verdicts": [Verdict.MATERIAL, Verdict.UNDECIDED]}, [f"{OTHER}:3", f"{OTHER}:2"]),
        ({"vendors": []}, []),
        ({"told": True, "source": KEY}, [f"{KEY}:3", f"{KEY}:2"]),
        ({"topic": Category.SHARING}, [f"{OTHER}:2", f"{KEY}:2"]),
        ({"topic": Category.RETENTION}, []),
        ({"tag": "finance", "verdicts": [Verdict.MATERIAL]}, [f"{OTHER}:2"]),
        ({"since": NOON + 2 * DAY, "until": NOON + 3 * DAY}, [f"{OTHER}:3", f"{KEY}:3"]),
    ],
)
def test_changes_are_found_by_what_is_asked_for(db: Store, wanted: dict[str, Any], found: list[str]) -> None:
    assert listed(db, **wanted) == found


def test_the_last_judgement_of_a_change_is_the_one_that_counts(db: Store) -> None:
    judgements.add(db, KEY, 1, 2, judged(Verdict.NOT_MATERIAL), NOON + DAY)
    judgements.add(db, KEY, 3, 4, judged(Verdict.MATERIAL), NOON + DAY)
    assert listed(db, source=KEY, verdicts=[Verdict.MATERIAL]) == [f"{KEY}:4"]
    assert {key: last.number for key, last in last_material(db).items()} == {KEY: 4, OTHER: 2}
    judgements.add(db, KEY, 3, 4, judged(Verdict.UNDECIDED), NOON + 2 * DAY)
    assert last_material(db).keys() == {OTHER}
    assert len(listed(db)) == 6


def test_a_change_of_a_pinned_clause_is_told_whatever_it_was_judged(db: Store) -> None:
    outbox.enqueue(db, alert(4, pins=(PIN,)), ["mail"], NOON)
    assert listed(db, told=True, source=KEY) == [f"{KEY}:4", f"{KEY}:3", f"{KEY}:2"]
    assert [change.pins for change in list_changes(db, source=KEY)] == [1, 0, 0]


def test_what_somebody_settled_is_open_no_more(db: Store) -> None:
    for number, action in ((2, ReviewAction.ACKNOWLEDGED), (3, ReviewAction.ASSIGNED)):
        reviews.add(db, Review(source=KEY, version=number, action=action, by="Ada", at=NOON, note="to Ben"))
    assert listed(db, source=KEY, open_only=True) == [f"{KEY}:4", f"{KEY}:3"]
    assert {key: last.settled for key, last in last_material(db).items()} == {KEY: True, OTHER: False}


@pytest.mark.parametrize("size", [1, 2, 4])
def test_pages_of_a_list_follow_each_other_without_gaps(db: Store, size: int) -> None:
    found: list[str] = []
    after = None
    while page := list_changes(db, after=after, limit=size):
        found += [change.id for change in page]
        after = (page[-1].recorded_at, page[-1].source, page[-1].number)
    assert found == listed(db)


def test_the_newest_material_change_of_a_topic_is_of_that_topic(db: Store) -> None:
    assert last_material(db, topic=Category.SHARING).keys() == {KEY, OTHER}
    assert last_material(db, topic=Category.LEGAL_BASIS) == {}
