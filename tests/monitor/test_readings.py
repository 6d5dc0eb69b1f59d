"""What each version says is noted once, whoever else notes it at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor import readings
from monitor.judge import RULES_VERSION
from store import practices, versions
from store.database import Store, open_store
from tests.support.web_site import filled

KEY = "brightlamp/privacy-policy"

Said = list[list[practices.PracticeLife]]


def said(db: Store) -> Said:
    """The items of every version."""
    return [practices.at(db, KEY, number + 1) for number in range(versions.count(db, KEY))]


def forget(db: Store) -> None:
    practices.forget(db, KEY)


def forget_and_note(db: Store) -> None:
    practices.forget(db, KEY)
    readings.bring_up_to_date(db, KEY)


@pytest.mark.parametrize(
    "rival", [forget, forget_and_note, lambda db: readings.bring_up_to_date(db, KEY)], ids=["begins", "redoes", "ends"]
)
def test_two_that_note_a_history_at_once_note_it_as_one_would(tmp_path: Path, rival: Callable[[Store], None]) -> None:
    path = filled(tmp_path)
    with open_store(path) as db, open_store(path) as other:
        readings.bring_up_to_date(db, KEY)
        alone = said(db)
        assert len(alone) > 3
        practices.forget(db, KEY)

        def interfere(done: int, _total: int) -> None:
            if done == 2 and not came:
                came.append(done)
                rival(other)

        came: list[int] = []
        readings.bring_up_to_date(db, KEY, progress=interfere)
        assert came
        assert said(db) == alone
        assert practices.read_up_to(db, KEY) == (len(alone), RULES_VERSION)


def test_what_older_rules_noted_is_noted_anew(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        practices.record(db, KEY, 1, {"old": {"category": "sharing"}}, rules_version=RULES_VERSION - 1)
        readings.bring_up_to_date(db, KEY)
        assert "old" not in {item.fact for items in said(db) for item in items}
        assert practices.read_up_to(db, KEY) == (versions.count(db, KEY), RULES_VERSION)
