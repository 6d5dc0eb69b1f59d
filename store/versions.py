"""Every distinct text of a source, in order, kept for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from monitor.errors import NotFoundError
from monitor.model import Origin, Version, VersionSummary
from store import blobs, chain, passages, sources
from store.database import Store
from store.rows import from_instant, summary_from_row, to_instant, version_from_row, version_to_row


def add(
    db: Store,
    key: str,
    version: Version,
    *,
    snapshots: Sequence[int] = (),
    segments: Sequence[passages.Span] | None = None,
) -> None:
    """Keeps the next version of a source, with the captures it was read from, and makes its passages searchable.

    segments: the version's passages; without them, its blocks between blank lines. Not needed for a text it had before.
    Raises ValueError where the number is not the next one: two writers would otherwise overwrite each other's history.
    """
    with db.transaction():
        source = sources.identify(db, key)
        following = _last_number(db, source) + 1
        if version.number != following:
            raise ValueError(f"{key}: version {version.number} does not follow; the next one is {following}")
        text = blobs.put(db, version.text.encode(), near=_last_texts(db, source))
        db.insert("versions", {"source_id": source, "text_id": text, **version_to_row(version)})
        db.execute_many(
            "INSERT INTO version_snapshots VALUES (?, ?, ?)",
            [(source, version.number, snapshot) for snapshot in snapshots],
        )
        chain.append(db, source, chain.VERSION, version.number)
        passages.record(db, source, version, segments)


def count(db: Store, key: str) -> int:
    return _last_number(db, sources.identify(db, key))


def latest(db: Store, key: str) -> Version | None:
    row = db.row(f"{_OF_SOURCE} ORDER BY number DESC LIMIT 1", (sources.identify(db, key),))
    return None if row is None else _with_text(db, row)


def latest_summary(db: Store, key: str) -> VersionSummary | None:
    row = db.row(f"{_OF_SOURCE} ORDER BY number DESC LIMIT 1", (sources.identify(db, key),))
    return None if row is None else summary_from_row(row)


def with_text(db: Store, key: str, text: str) -> VersionSummary | None:
    """The last version of the source with this very text, letter for letter; told by its hash."""
    row = db.row(
        f"{_OF_SOURCE} AND text_id = ? ORDER BY number DESC LIMIT 1",
        (sources.identify(db, key), blobs.find(db, sha256(text.encode()).digest())),
    )
    return None if row is None else summary_from_row(row)


def get(db: Store, key: str, number: int) -> Version:
    """Raises NotFoundError."""
    row = db.row(f"{_OF_SOURCE} AND number = ?", (sources.identify(db, key), number))
    if row is None:
        newest = count(db, key)
        raise NotFoundError(f"version {number} of {key}", f"its newest is {newest}" if newest else "it has none yet")
    return _with_text(db, row)


def at(db: Store, key: str, instant: datetime) -> Version:
    """The version in force at that instant. Raises NotFoundError before the first record."""
    row = db.row(
        f"{_OF_SOURCE} AND recorded_at <= ? ORDER BY number DESC LIMIT 1",
        (sources.identify(db, key), to_instant(instant)),
    )
    if row is None:
        raise NotFoundError(f"a version of {key} at {instant:%Y-%m-%d %H:%M} (UTC)", _beginning(db, key))
    return _with_text(db, row)


def summaries(db: Store, key: str) -> list[VersionSummary]:
    """All versions of a source without their texts, oldest first."""
    rows = db.rows(f"{_OF_SOURCE} ORDER BY number", (sources.identify(db, key),))
    return [summary_from_row(row) for row in rows]


def snapshots_of(db: Store, key: str, number: int) -> list[int]:
    """The captures that a version was read from, in the order of its pages."""
    rows = db.rows(
        "SELECT snapshot_id FROM version_snapshots WHERE source_id = ? AND number = ? ORDER BY snapshot_id",
        (sources.identify(db, key), number),
    )
    return [row["snapshot_id"] for row in rows]


def has_captures(db: Store, key: str, number: int) -> bool:
    """Whether the bytes of all captures that a version was read from are kept; False where it was read from none."""
    kept = [
        row["kept"]
        for row in db.rows(
            """SELECT data NOT NULL AS kept FROM version_snapshots JOIN snapshots ON snapshots.id = snapshot_id
               JOIN blobs ON blobs.id = content_id WHERE version_snapshots.source_id = ? AND number = ?""",
            (sources.identify(db, key), number),
        )
    ]
    return bool(kept) and all(kept)


def outdated(db: Store, extractor: int) -> list[str]:
    """The watched sources whose newest version was made by an older extractor of ours."""
    rows = db.rows(
        """SELECT key FROM sources JOIN versions AS newest ON newest.source_id = sources.id
           WHERE watched = 1 AND newest.origin = ? AND newest.extractor < ?
             AND newest.number = (SELECT max(number) FROM versions WHERE source_id = sources.id)
           ORDER BY key""",
        (Origin.WATCHED, extractor),
    )
    return [row["key"] for row in rows]


def number_of_fingerprint(db: Store, key: str, fingerprint: str) -> int | None:
    """The latest version with the same words."""
    found: int | None = db.value(
        "SELECT max(number) FROM versions WHERE source_id = ? AND fingerprint = ?",
        (sources.identify(db, key), fingerprint),
    )
    return found


def _last_number(db: Store, source: int) -> int:
    number: int = db.value("SELECT coalesce(max(number), 0) FROM versions WHERE source_id = ?", (source,))
    return number


def _last_texts(db: Store, source: int) -> list[int]:
    """The blobs of the last few distinct texts; a page that alternates returns to one of them."""
    rows = db.rows(
        "SELECT DISTINCT text_id FROM (SELECT text_id FROM versions WHERE source_id = ? ORDER BY number DESC LIMIT 16)",
        (source,),
    )
    return [row["text_id"] for row in rows[: blobs.CANDIDATES]]


_OF_SOURCE = "SELECT * FROM versions WHERE source_id = ?"


def _with_text(db: Store, row: sqlite3.Row) -> Version:
    return version_from_row(row, blobs.get(db, row["text_id"]).decode())


def _beginning(db: Store, key: str) -> str:
    first = db.value("SELECT min(recorded_at) FROM versions WHERE source_id = ?", (sources.identify(db, key),))
    if first is None:
        return "it has no version yet"
    return f"its first record is of {from_instant(first):%Y-%m-%d %H:%M} (UTC)"
