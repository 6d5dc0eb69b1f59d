"""Lists of sources for pages and commands: where each stands, without texts."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from store.database import Store
from store.rows import from_instant, from_maybe_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source and where it stands. watched: False for imported and retired ones. verified_at: last seen.

    versions: how many are on record; first_recorded_at, last_recorded_at: None where there is none yet.
    trouble: the kind of problem of the last check, moved_to: where the policy may be now; None while all is well.
    """

    source: str
    vendor: str
    vendor_name: str
    terms_type: str
    tags: tuple[str, ...]
    language: str | None
    url: str | None
    watched: bool
    versions: int
    first_recorded_at: datetime | None
    last_recorded_at: datetime | None
    verified_at: datetime | None
    checked_at: datetime | None
    next_check_at: datetime
    failures: int
    problem: str
    blind_since: datetime | None
    trouble: str | None = None
    moved_to: str | None = None


def lines(db: Store, *, vendor: str | None = None) -> list[SourceLine]:
    """All sources (or a vendor's), by vendor name and kind of document."""
    rows = db.rows(
        """SELECT sources.*, states.*, coalesce(last.number, 0) AS versions,
                  iif(failures, json_extract(memory, '$.trouble'), NULL) AS trouble,
                  iif(failures, json_extract(memory, '$.moved_to'), NULL) AS moved_to,
                  first.recorded_at AS first_recorded_at, last.recorded_at AS last_recorded_at
           FROM sources JOIN source_states AS states ON states.source_id = sources.id
           LEFT JOIN versions AS first ON first.source_id = sources.id AND first.number = 1
           LEFT JOIN versions AS last ON last.source_id = sources.id
                AND last.number = (SELECT max(number) FROM versions WHERE source_id = sources.id)
           WHERE :vendor IS NULL OR vendor = :vendor
           ORDER BY vendor_name COLLATE NOCASE, terms_type""",
        {"vendor": vendor},
    )
    return [_line(row) for row in rows]


def _line(row: sqlite3.Row) -> SourceLine:
    return SourceLine(
        source=row["key"],
        vendor=row["vendor"],
        vendor_name=row["vendor_name"],
        terms_type=row["terms_type"],
        tags=_listed(row["tags"]),
        language=row["language"],
        url=row["url"] or next(iter(_listed(row["urls"])), row["site"]),
        watched=bool(row["watched"]),
        versions=row["versions"],
        first_recorded_at=from_maybe_instant(row["first_recorded_at"]),
        last_recorded_at=from_maybe_instant(row["last_recorded_at"]),
        verified_at=from_maybe_instant(row["verified_at"]),
        checked_at=from_maybe_instant(row["checked_at"]),
        next_check_at=from_instant(row["next_check_at"]),
        failures=row["failures"],
        problem=row["problem"],
        blind_since=from_maybe_instant(row["blind_since"]),
        trouble=row["trouble"],
        moved_to=row["moved_to"],
    )


@lru_cache(maxsize=4_096)  # a thousand sources share a few lists of tags
def _listed(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
