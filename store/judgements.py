"""What each change was held to mean, under the rules of its day. Append only."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from monitor.model import Judgement
from store import sources
from store.database import Store
from store.rows import judgement_from_json, judgement_to_json, to_instant


def add(  # noqa: PLR0917 - the two versions and what their difference means read in this order
    db: Store, key: str, old_number: int, new_number: int, judgement: Judgement, now: datetime
) -> None:
    """Stands beside earlier judgements of the same change; the versions must exist."""
    db.insert(
        "judgements",
        {
            "source_id": sources.identify(db, key),
            "old_number": old_number,
            "new_number": new_number,
            "judged_at": to_instant(now),
            "rules_version": judgement.rules_version,
            "verdict": judgement.verdict.value,
            "body": judgement_to_json(judgement),
        },
    )


def latest(db: Store, key: str, new_number: int) -> Judgement | None:
    """The newest judgement of the change that made version `new_number`."""
    body = db.value(
        "SELECT body FROM judgements WHERE source_id = ? AND new_number = ? ORDER BY id DESC LIMIT 1",
        (sources.identify(db, key), new_number),
    )
    return None if body is None else judgement_from_json(body)


def latest_of(db: Store, changes: Collection[tuple[str, int]]) -> dict[tuple[str, int], Judgement]:
    """The same of many changes at once, each by its source and the version that it made."""
    rows = db.rows(
        """SELECT sources.key, new_number, body FROM json_each(?) AS change
           JOIN sources ON sources.key = json_extract(change.value, '$[0]')
           JOIN judgements ON source_id = sources.id AND new_number = json_extract(change.value, '$[1]')
           ORDER BY judgements.id""",
        (json.dumps(list(changes)),),
    )
    last = {(row["key"], row["new_number"]): row["body"] for row in rows}
    return {change: judgement_from_json(body) for change, body in last.items()}


def all(db: Store, key: str) -> list[tuple[int, int, Judgement]]:
    """(old version, new version, judgement) of a source, by version and then in the order of judging."""
    rows = db.rows(
        "SELECT old_number, new_number, body FROM judgements WHERE source_id = ? ORDER BY new_number, id",
        (sources.identify(db, key),),
    )
    return [(row["old_number"], row["new_number"], judgement_from_json(row["body"])) for row in rows]
