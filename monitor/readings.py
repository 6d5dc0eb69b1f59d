"""What each version says, item by item, noted in the store, so that "since when" is a question and not a replay."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from monitor.judge import RULES_VERSION, read_text
from monitor.judge.reading.facts import key as fact_key
from monitor.judge.report import item
from monitor.model import Practice
from store import practices, versions
from store.database import Store

Facts = dict[str, dict[str, Any]]


def facts_of(text: str) -> Facts:
    """The items that a text states, by a name that stays the same for as long as the text says the same."""
    return by_fact(read_text(text))


def by_fact(found: Sequence[Practice]) -> Facts:
    """Items by their facts; of several statements of one fact the first stands for all."""
    facts: Facts = {}
    for practice in found:
        facts.setdefault(json.dumps(fact_key(practice), ensure_ascii=False), item(practice))
    return facts


def note(db: Store, key: str, number: int, facts: Facts) -> None:
    """Notes the items of a new version, where all before it are noted; else `bring_up_to_date` does it when asked."""
    noted = practices.read_up_to(db, key)
    follows = noted == (number - 1, RULES_VERSION) if noted else number == 1
    if follows:
        practices.record(db, key, number, facts, rules_version=RULES_VERSION)


def bring_up_to_date(db: Store, key: str, *, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Notes the items of all versions that are not noted yet, and of all of them where the rules have changed.

    Another process may do the same at this moment: each goes on where both have come to.
    """
    count = versions.count(db, key)
    while (number := _next(db, key)) <= count:
        facts = facts_of(versions.get(db, key, number).text)
        with db.transaction():
            if _next(db, key) == number:
                practices.record(db, key, number, facts, rules_version=RULES_VERSION)
        progress(number, count)


def _next(db: Store, key: str) -> int:
    """The first version that is not noted under today's rules; what was noted under others is forgotten."""
    noted = practices.read_up_to(db, key)
    if noted and noted[1] != RULES_VERSION:
        with db.transaction():
            if practices.read_up_to(db, key) == noted:  # nobody has begun anew meanwhile
                practices.forget(db, key)
        return _next(db, key)
    return noted[0] + 1 if noted else 1
