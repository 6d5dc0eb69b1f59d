"""What a policy says, item by item, and since when.

The caller names each item by a key that is the same for as long as the policy says the same (the "fact"), and gives
its words as JSON. So "since which version has this item stood" is a row, not a replay of history.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store import sources
from store.database import Store
from store.rows import from_instant, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeLife:
    """An item that stands in a version. body: as the caller gave it.

    since_version, since: from when the item has stood without a break. first_version: from when in these words.
    last_version: the last one with these words; None while they stand.
    """

    fact: str
    body: Any
    since_version: int
    since: datetime
    first_version: int
    last_version: int | None


def record(db: Store, key: str, number: int, facts: Mapping[str, Any], *, rules_version: int) -> None:
    """Notes all that version `number` says. Versions are noted one after the other; to read again, `forget` first.

    facts: fact -> JSON value; equal values of one fact count as the same words, so leave places and ordinals out.
    Raises ValueError where the version was noted already, or one before it was not.
    """
    with db.transaction():
        source = sources.identify(db, key)
        noted = read_up_to(db, key)
        following = noted[0] + 1 if noted else 1
        if number != following:
            raise ValueError(f"{key}: version {number} does not follow; the next one to note is {following}")
        _note_changes(db, source, number, {fact: to_json(body) for fact, body in facts.items()})
        db.execute(
            "INSERT OR REPLACE INTO practice_readings (source_id, number, rules_version) VALUES (?, ?, ?)",
            (source, number, rules_version),
        )


def _note_changes(db: Store, source: int, number: int, said: Mapping[str, str]) -> None:
    """Ends the wordings that version `number` does not have, and begins its new ones. said: fact -> JSON text."""
    standing = {
        row["fact"]: row
        for row in db.rows("SELECT * FROM practices WHERE source_id = ? AND last_version IS NULL", (source,))
    }
    changed = {fact for fact, row in standing.items() if said.get(fact) != row["body"]}
    db.execute_many(
        "UPDATE practices SET last_version = ? WHERE source_id = ? AND fact = ? AND last_version IS NULL",
        [(number - 1, source, fact) for fact in standing if fact in changed],
    )
    db.execute_many(
        """INSERT INTO practices (source_id, fact, first_version, since_version, body)
           VALUES (?, ?, ?, ?, ?)""",
        [
            (source, fact, number, standing[fact]["since_version"] if fact in standing else number, body)
            for fact, body in said.items()
            if fact not in standing or fact in changed
        ],
    )


def read_up_to(db: Store, key: str) -> tuple[int, int] | None:
    """(the last version noted, the rules that read it); None where none was."""
    row = db.row(
        "SELECT number, rules_version FROM practice_readings WHERE source_id = ?", (sources.identify(db, key),)
    )
    return None if row is None else (row["number"], row["rules_version"])


def forget(db: Store, key: str) -> None:
    """Before the versions of a source are read again under other rules."""
    with db.transaction():
        source = sources.identify(db, key)
        db.execute("DELETE FROM practices WHERE source_id = ?", (source,))
        db.execute("DELETE FROM practice_readings WHERE source_id = ?", (source,))


def at(db: Store, key: str, number: int) -> list[PracticeLife]:
    """The items that stood in that version, by fact."""
    rows = db.rows(
        f"{_STANDINGS} AND first_version <= ? AND coalesce(last_version, ?) >= ? ORDER BY fact",
        (sources.identify(db, key), number, number, number),
    )
    return [_standing(row) for row in rows]


def life(db: Store, key: str, fact: str) -> list[PracticeLife]:
    """An item's wordings, oldest first."""
    rows = db.rows(f"{_STANDINGS} AND fact = ? ORDER BY first_version", (sources.identify(db, key), fact))
    return [_standing(row) for row in rows]


_STANDINGS = """SELECT practices.*, recorded_at FROM practices
    JOIN versions ON versions.source_id = practices.source_id AND number = since_version
    WHERE practices.source_id = ?"""


def _standing(row: sqlite3.Row) -> PracticeLife:
    return PracticeLife(
        fact=row["fact"],
        body=json.loads(row["body"]),
        since_version=row["since_version"],
        since=from_instant(row["recorded_at"]),
        first_version=row["first_version"],
        last_version=row["last_version"],
    )
