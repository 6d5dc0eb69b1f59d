"""Times in which clausewatch reached next to nothing; at most one lasts."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from monitor.model import Outage
from store.database import Store
from store.rows import from_instant, from_maybe_instant, to_instant


def standing(db: Store) -> Outage | None:
    """The one that lasts, if one does."""
    row = db.row("SELECT * FROM outages WHERE ended_at IS NULL")
    return _outage(row) if row else None


def recent(db: Store, limit: int) -> list[Outage]:
    """Newest first."""
    return [_outage(row) for row in db.rows("SELECT * FROM outages ORDER BY id DESC LIMIT ?", (limit,))]


def note(db: Store, found: Outage) -> None:
    """Begins an outage, or takes over what is known by now of the one that lasts; when it began stays."""
    told = {"documents": found.documents, "looked_at": found.looked_at, "problem": found.problem}
    settings = ", ".join(f"{name} = :{name}" for name in told)
    if not db.execute(f"UPDATE outages SET {settings} WHERE ended_at IS NULL", told):
        db.insert("outages", {"since": to_instant(found.since), **told})


def alarmed(db: Store, now: datetime) -> None:
    """People are told of the one that lasts."""
    db.execute("UPDATE outages SET alarmed_at = ? WHERE ended_at IS NULL", (to_instant(now),))


def end(db: Store, now: datetime) -> None:
    db.execute("UPDATE outages SET ended_at = ? WHERE ended_at IS NULL", (to_instant(now),))


def _outage(row: sqlite3.Row) -> Outage:
    return Outage(
        since=from_instant(row["since"]),
        documents=row["documents"],
        looked_at=row["looked_at"],
        problem=row["problem"],
        alarmed_at=from_maybe_instant(row["alarmed_at"]),
        ended_at=from_maybe_instant(row["ended_at"]),
    )
