"""A hash chain over each source's checks, captures, versions and reviews: a later edit of any of them becomes visible.

hash(n) = sha256(hash(n - 1) + canonical JSON of record n), beginning with 32 zero bytes. Whoever keeps one hash (an
evidence pack, a message, a notary) can show later that nothing before it was changed. The chain cannot hinder somebody
who rewrites the whole file and whose earlier hashes nobody kept; docs/schema.md says so too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.errors import StoreError
from store import blobs, sources
from store.database import Store
from store.verify import START, link

# The kinds of records, by the letter that a link is stored with.
CHECK, CAPTURE, VERSION, REVIEW = "k", "c", "v", "r"

_RECORDS: Mapping[str, str] = {
    CHECK: """SELECT 'check' AS kind, key AS source, checked_at, outcome, detail, version, snapshot_id AS capture,
                     duration_ms
              FROM checks JOIN sources ON sources.id = source_id WHERE source_id = ? AND checks.id = ?""",
    CAPTURE: """SELECT 'capture' AS kind, snapshots.id AS capture, key AS source, url,
                       coalesce(nullif(final_url, ''), url) AS final_url, status, fetched_at,
                       lower(hex(contents.sha256)) AS sha256, lower(hex(headers.sha256)) AS headers_sha256
                FROM snapshots JOIN sources ON sources.id = source_id JOIN blobs AS headers ON headers.id = headers_id
                JOIN blobs AS contents ON contents.id = content_id
                WHERE source_id = ? AND snapshots.id = ?""",
    VERSION: """SELECT 'version' AS kind, key AS source, number, recorded_at, lower(hex(texts.sha256)) AS sha256,
                       fingerprint, extractor, title, versions.language, effective_date, updated_date,
                       technical_upgrade, returns_to, origin
                FROM versions JOIN sources ON sources.id = source_id JOIN blobs AS texts ON texts.id = text_id
                WHERE source_id = ? AND number = ?""",
    REVIEW: """SELECT 'review' AS kind, key AS source, number, action, by, at, note
               FROM reviews JOIN sources ON sources.id = source_id WHERE source_id = ? AND reviews.id = ?""",
}
_TABLES: Mapping[str, str] = {CHECK: "checks", CAPTURE: "snapshots", VERSION: "versions", REVIEW: "reviews"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One link. record: the fields that the hash covers, None where the row is gone. hash: as stored."""

    position: int
    record: Mapping[str, Any] | None
    hash: bytes


def append(db: Store, source: int, kind: str, item: int) -> None:
    """Links a record that was just stored; part of the caller's transaction."""
    head = _head(db, source)
    position, previous = (0, START) if head is None else (head["position"] + 1, head["hash"])
    record = _record(db, source, kind, item)
    if record is None:
        raise ValueError(f"a record is linked after it is stored: {kind} {item}")
    values = {"source_id": source, "position": position, "kind": kind, "item": item, "hash": link(previous, record)}
    db.insert("chain", values)


def entries(db: Store, key: str) -> Iterator[Entry]:
    """The chain of a source from its beginning."""
    source = sources.identify(db, key)
    for row in db.rows("SELECT * FROM chain WHERE source_id = ? ORDER BY position", (source,)):
        record = _record(db, source, row["kind"], row["item"])
        yield Entry(position=row["position"], record=record, hash=row["hash"])


def head(db: Store, key: str) -> str | None:
    """The last hash of a source's chain, in hex: note it elsewhere, and all before it is sealed."""
    found = _head(db, sources.identify(db, key))
    return None if found is None else found["hash"].hex()


def faults(db: Store, key: str) -> list[str]:
    """What was changed, removed or slipped in since it was recorded; texts and captures are unpacked and hashed."""
    return [*_broken_links(db, key), *_unlinked(db, key), *_damaged_contents(db, key)]


def _broken_links(db: Store, key: str) -> Iterator[str]:
    previous = START
    for position, entry in enumerate(entries(db, key)):
        if entry.record is None:
            yield f"{key}: the record at position {entry.position} of the chain was removed"
        elif entry.position != position:
            yield f"{key}: position {position} of the chain was removed"
            return
        elif link(previous, entry.record) != entry.hash:
            yield f"{key}: the {entry.record['kind']} at position {position} of the chain was changed: {entry.record}"
        previous = entry.hash


def _unlinked(db: Store, key: str) -> Iterator[str]:
    source = sources.identify(db, key)
    for kind, table in _TABLES.items():
        stored = db.value(f"SELECT count(*) FROM {table} WHERE source_id = ?", (source,))
        linked = db.value("SELECT count(*) FROM chain WHERE source_id = ? AND kind = ?", (source, kind))
        if stored != linked:
            yield f"{key}: {stored} {table} are stored, {linked} are in the chain"


def _damaged_contents(db: Store, key: str) -> Iterator[str]:
    rows = db.rows(
        """SELECT blobs.id FROM blobs WHERE data IS NOT NULL AND id IN (
               SELECT text_id FROM versions WHERE source_id = :source
               UNION SELECT content_id FROM snapshots WHERE source_id = :source
               UNION SELECT headers_id FROM snapshots WHERE source_id = :source)""",
        {"source": sources.identify(db, key)},
    )
    for row in rows:
        try:
            blobs.get(db, row["id"])
        except StoreError as error:
            yield f"{key}: {error.problem}"


def _head(db: Store, source: int) -> sqlite3.Row | None:
    return db.row("SELECT position, hash FROM chain WHERE source_id = ? ORDER BY position DESC LIMIT 1", (source,))


def _record(db: Store, source: int, kind: str, item: int) -> Mapping[str, Any] | None:
    row = db.row(_RECORDS[kind], (source, item))
    return None if row is None else dict(row)
