"""A hash chain over each source's checks, captures and versions: a later edit of any of them becomes visible.

hash(n) = sha256(hash(n - 1) + canonical JSON of record n), beginning with 32 zero bytes. Whoever keeps one hash (an
evidence pack, a message, a notary) can show later that nothing before it was changed. The chain cannot hinder somebody
who rewrites the whole file and whose earlier hashes nobody kept; docs/schema.md says so too.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from store.database import Store

# The kinds of records, by the letter that a link is stored with.
CHECK, CAPTURE, VERSION = "k", "c", "v"
KINDS = {CHECK: "check", CAPTURE: "capture", VERSION: "version"}
START = bytes(32)

_RECORDS: Mapping[str, str] = {
    CHECK: """SELECT key AS source, checked_at, outcome, detail, version, snapshot_id AS capture, duration_ms
              FROM checks JOIN sources ON sources.id = source_id WHERE source_id = ? AND checks.id = ?""",
    CAPTURE: """SELECT snapshots.id AS capture, key AS source, url, final_url, status, fetched_at,
                       lower(hex(contents.sha256)) AS sha256, lower(hex(headers.sha256)) AS headers_sha256
                FROM snapshots JOIN sources ON sources.id = source_id JOIN blobs AS headers ON headers.id = headers_id
                JOIN blobs AS contents ON contents.id = content_id
                WHERE source_id = ? AND snapshots.id = ?""",
    VERSION: """SELECT key AS source, number, recorded_at, lower(hex(texts.sha256)) AS sha256, fingerprint, extractor,
                       title, versions.language, effective_date, updated_date, technical_upgrade, returns_to, origin
                FROM versions JOIN sources ON sources.id = source_id JOIN blobs AS texts ON texts.id = text_id
                WHERE source_id = ? AND number = ?""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One link. record: the fields that the hash covers, None where the row is gone. hash: as stored."""

    position: int
    kind: str
    record: Mapping[str, Any] | None
    hash: bytes


def append(db: Store, source: int, kind: str, item: int) -> None:
    """Links a record that was just stored; part of the caller's transaction."""
    head = _head(db, source)
    position, previous = (0, START) if head is None else (head["position"] + 1, head["hash"])
    record = _record(db, source, kind, item)
    assert record is not None, "a record is linked after it is stored"  # noqa: S101
    db.insert(
        "chain",
        {"source_id": source, "position": position, "kind": kind, "item": item, "hash": link(previous, kind, record)},
    )


def link(previous: bytes, kind: str, record: Mapping[str, Any]) -> bytes:
    """The hash of a record after `previous`."""
    canonical = json.dumps({"kind": KINDS[kind], **record}, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous + canonical.encode()).digest()


def entries(db: Store, source: int) -> Iterator[Entry]:
    """The chain of a source from its beginning."""
    for row in db.rows("SELECT * FROM chain WHERE source_id = ? ORDER BY position", (source,)):
        yield Entry(
            position=row["position"],
            kind=row["kind"],
            record=_record(db, source, row["kind"], row["item"]),
            hash=row["hash"],
        )


def _head(db: Store, source: int) -> sqlite3.Row | None:
    return db.row("SELECT position, hash FROM chain WHERE source_id = ? ORDER BY position DESC LIMIT 1", (source,))


def _record(db: Store, source: int, kind: str, item: int) -> Mapping[str, Any] | None:
    row = db.row(_RECORDS[kind], (source, item))
    return None if row is None else dict(row)
