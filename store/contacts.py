"""How the last look at each watched document went: what it takes to tell a vendor's trouble from one's own."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from monitor.model import Outcome
from store.database import Store
from store.rows import from_instant, from_maybe_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The last look at a document. failed: nothing came; trouble: of what kind, problem: in words.

    blind_since: of the first of the fruitless looks up to now. verified_at: when the policy was seen last.
    """

    source: str
    host: str
    checked_at: datetime
    next_check_at: datetime
    failed: bool
    trouble: str | None
    problem: str
    blind_since: datetime | None
    verified_at: datetime | None


def contacts(db: Store) -> list[Contact]:
    """Of every watched document that was looked at."""
    # The last look is the one that its state is of: a clock that ran ahead leaves checks that seem to be later.
    rows = db.rows(
        """SELECT key, urls, site, url, checked_at, next_check_at, problem, blind_since, verified_at,
                  iif(failures, json_extract(memory, '$.trouble'), NULL) AS trouble,
                  (SELECT outcome FROM checks WHERE source_id = sources.id AND checked_at = states.checked_at
                   ORDER BY checks.id DESC LIMIT 1) AS outcome
           FROM sources JOIN source_states AS states ON states.source_id = sources.id
           WHERE watched = 1 AND checked_at NOT NULL"""
    )
    return [_contact(row) for row in rows]


def _contact(row: sqlite3.Row) -> Contact:
    address = next(iter(json.loads(row["urls"])), row["url"] or row["site"] or "")
    return Contact(
        source=row["key"],
        host=urlsplit(address).hostname or row["key"],
        checked_at=from_instant(row["checked_at"]),
        next_check_at=from_instant(row["next_check_at"]),
        failed=row["outcome"] == Outcome.FAILED,
        trouble=row["trouble"],
        problem=row["problem"],
        blind_since=from_maybe_instant(row["blind_since"]),
        verified_at=from_maybe_instant(row["verified_at"]),
    )
