"""What is watched, and where each source stands between two checks. The database is the queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.errors import NotFoundError, did_you_mean
from monitor.model import SourceDocument, SourceState, slug
from store import outages
from store.database import Store
from store.rows import source_to_row, state_from_row, state_to_row, to_instant, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """How a configuration differs from the one before it, by key. changed: with the names of the columns that did."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]


def sync(db: Store, documents: Sequence[SourceDocument], now: datetime) -> Differences:
    """Takes the configuration over: new sources are due at once, missing ones are retired and keep their history.

    A source that is asked otherwise now (addresses, language, request headers) is looked at anew. Of the headers only a
    mark is stored. With the last source goes an outage that lasts: no look can show its end any more.
    """
    with db.transaction():
        found = _differences(db, documents)
        for document in documents:
            _take_over(db, source_to_row(document), watched=True, now=now)
        configured = to_json([document.key for document in documents])
        db.execute(
            """UPDATE sources SET watched = 0, retired_at = ?
               WHERE watched = 1 AND key NOT IN (SELECT value FROM json_each(?))""",
            (to_instant(now), configured),
        )
        if not documents:
            outages.end(db, now)
    return found


def _differences(db: Store, documents: Sequence[SourceDocument]) -> Differences:
    before = {row["key"]: row for row in db.rows("SELECT * FROM sources WHERE watched = 1")}
    after = {document.key: source_to_row(document) for document in documents}
    changed = {
        key: tuple(name for name, value in row.items() if value != before[key][name])
        for key, row in after.items()
        if key in before
    }
    return Differences(
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        changed={key: names for key, names in changed.items() if names},
    )


def add_unwatched(db: Store, document: SourceDocument, now: datetime) -> None:
    """A source that has a history (an imported one) and is not in the configuration; known ones stay as they are."""
    with db.transaction():
        if db.value("SELECT id FROM sources WHERE key = ?", (document.key,)) is None:
            _take_over(db, source_to_row(document), watched=False, now=now)


def _take_over(db: Store, row: dict[str, Any], *, watched: bool, now: datetime) -> None:
    known = db.row("SELECT * FROM sources WHERE key = ?", (row["key"],))
    if known is None:
        source = db.insert("sources", {**row, "watched": int(watched), "added_at": to_instant(now)})
        db.insert("source_states", {"source_id": source, "next_check_at": to_instant(now)})
        return
    settings = ", ".join(f"{name} = :{name}" for name in row)
    db.execute(
        f"UPDATE sources SET {settings}, watched = 1, retired_at = NULL WHERE id = :id", {**row, "id": known["id"]}
    )
    if any(known[name] != row[name] for name in ("urls", "site", "language", "headers")):
        look_anew(db, row["key"], now)


def identify(db: Store, key: str) -> int:
    """The row id of a source, for the other files of the store. Raises NotFoundError."""
    found: int | None = db.value("SELECT id FROM sources WHERE key = ?", (key,))
    if found is None:
        raise NotFoundError(f"source {key!r}", _near(key, _all_names(db)))
    return found


def keys(db: Store, vendor: str) -> list[str]:
    """The vendor's sources, by key; empty for an unknown vendor."""
    return [row["key"] for row in db.rows("SELECT key FROM sources WHERE vendor = ? ORDER BY key", (vendor,))]


def tags(db: Store) -> list[str]:
    """Those that any source has, in the order of the alphabet."""
    rows = db.rows("SELECT DISTINCT value FROM sources, json_each(tags) ORDER BY value COLLATE NOCASE, value")
    return [row["value"] for row in rows]


def find(db: Store, vendor_or_key: str) -> list[str]:
    """The sources of a vendor, or the one of that key. Raises NotFoundError with near names as its hint.

    A vendor with a key of its own is found by its name, too, before one of that key that nobody watches any longer.
    """
    asked = {"name": vendor_or_key}
    rows = db.rows("SELECT key, watched FROM sources WHERE key = :name OR vendor = :name ORDER BY key", asked)
    if not any(row["watched"] for row in rows):
        every = db.rows("SELECT key, vendor_name FROM sources WHERE watched = 1 ORDER BY key")
        rows = [row for row in every if vendor_or_key in {row["vendor_name"], slug(row["vendor_name"])}] or rows
    if not rows:
        raise NotFoundError(f"vendor {vendor_or_key!r}", _near(vendor_or_key, _all_names(db)))
    return [row["key"] for row in rows]


def vendor_of(db: Store, vendor_or_key: str) -> str:
    """What the record calls a vendor that is asked for by that, its name or a key of its. Raises NotFoundError."""
    return find(db, vendor_or_key)[0].partition("/")[0]


def vendor_name(db: Store, key: str) -> str:
    """The vendor's name as people write it."""
    name: str = db.value("SELECT vendor_name FROM sources WHERE id = ?", (identify(db, key),))
    return name


def terms_type(db: Store, key: str) -> str:
    """The kind of document, "Privacy Policy"."""
    kind: str = db.value("SELECT terms_type FROM sources WHERE id = ?", (identify(db, key),))
    return kind


def state(db: Store, key: str) -> SourceState:
    row = db.row(f"{_STATES} WHERE sources.id = ?", (identify(db, key),))
    assert row is not None, "every source has a state from its first row on"  # noqa: S101
    return state_from_row(row)


def save(db: Store, state: SourceState) -> None:
    row = state_to_row(state)
    settings = ", ".join(f"{name} = :{name}" for name in row)
    db.execute(f"UPDATE source_states SET {settings} WHERE source_id = :id", {**row, "id": identify(db, state.source)})


def plan(db: Store, key: str, due: datetime) -> None:
    """Plans the next check of a source anew; all else of its state stays."""
    db.execute("UPDATE source_states SET next_check_at = ? WHERE source_id = ?", (to_instant(due), identify(db, key)))


def look_anew(db: Store, key: str, now: datetime) -> None:
    """Has a source that is asked otherwise from now on looked at at once and in full, its address found anew: that the
    page of before is still the same (304) would be no answer."""
    db.execute(
        "UPDATE source_states SET url = NULL, validators = '{}', next_check_at = ? WHERE source_id = ?",
        (to_instant(now), identify(db, key)),
    )


def due(db: Store, now: datetime, limit: int) -> list[str]:
    """Watched sources whose next check is due, the longest overdue first."""
    rows = db.rows(
        """SELECT key FROM source_states JOIN sources ON id = source_id
           WHERE next_check_at <= ? AND watched = 1 ORDER BY next_check_at, id LIMIT ?""",
        (to_instant(now), limit),
    )
    return [row["key"] for row in rows]


def bring_forward(db: Store, now: datetime) -> int:
    """Makes due what was planned under a clock that ran ahead of `now`; how many sources."""
    return db.execute(
        """UPDATE source_states SET next_check_at = :now WHERE next_check_at > :now
           AND coalesce(checked_at, (SELECT added_at FROM sources WHERE id = source_id)) > :now""",
        {"now": to_instant(now)},
    )


def all_states(db: Store) -> list[SourceState]:
    """The states of the watched sources, by key."""
    return [state_from_row(row) for row in db.rows(f"{_STATES} WHERE watched = 1 ORDER BY key")]


def every(db: Store) -> list[str]:
    """All sources, by key; the watched ones first."""
    return [row["key"] for row in db.rows("SELECT key FROM sources ORDER BY watched DESC, key")]


def retired(db: Store) -> list[str]:
    """Sources that have a history and are not watched (any longer), by key."""
    return [row["key"] for row in db.rows("SELECT key FROM sources WHERE watched = 0 ORDER BY key")]


def renamed(db: Store) -> dict[str, str]:
    """Sources that are watched by the side of a history of the same page under another key, with that key: mostly
    their vendor got another name in the configuration."""
    rows = db.rows(
        """SELECT new.key, old.key AS before FROM sources AS new JOIN sources AS old
           ON old.urls = new.urls AND old.site IS new.site AND old.terms_type = new.terms_type
           WHERE new.watched = 1 AND old.watched = 0 AND old.added_at < new.added_at
           AND (new.urls != '[]' OR new.site IS NOT NULL)
           ORDER BY new.key, old.retired_at"""
    )
    return {row["key"]: row["before"] for row in rows}


_STATES = "SELECT sources.key, source_states.* FROM source_states JOIN sources ON sources.id = source_id"


def _all_names(db: Store) -> list[str]:
    rows = db.rows("SELECT vendor AS name FROM sources UNION SELECT key FROM sources")
    return [row["name"] for row in rows]


def _near(name: str, names: Iterable[str]) -> str:
    return did_you_mean(name, names, "`clausewatch status` lists the known ones", cutoff=0.5)
