"""Raw captures, as served: bytes, headers and final address."""

from __future__ import annotations

import json

from monitor.errors import NotFoundError, StoreError
from monitor.model import Snapshot
from store import blobs, chain, sources
from store.database import Store
from store.rows import from_instant, to_instant, to_json


def add(db: Store, key: str, snapshot: Snapshot) -> int:
    """Keeps a capture; its id. Bytes and headers are compressed against the previous capture of the same page."""
    with db.transaction():
        source = sources.identify(db, key)
        before = db.row(
            """SELECT content_id, headers_id FROM snapshots
               WHERE source_id = ? AND url = ? AND content_id IS NOT NULL ORDER BY id DESC LIMIT 1""",
            (source, snapshot.url),
        )
        headers = to_json([list(header) for header in snapshot.headers]).encode()
        number = db.insert(
            "snapshots",
            {
                "source_id": source,
                "url": snapshot.url,
                "final_url": snapshot.final_url,
                "status": snapshot.status,
                "fetched_at": to_instant(snapshot.fetched_at),
                "sha256": bytes.fromhex(snapshot.sha256),
                "headers_id": blobs.put(db, headers, base=before["headers_id"] if before else None),
                "content_id": blobs.put(db, snapshot.content, base=before["content_id"] if before else None),
            },
        )
        chain.append(db, source, chain.CAPTURE, number)
    return number


def get(db: Store, id: int) -> Snapshot:
    """The capture, byte for byte. Raises NotFoundError for an unknown id; StoreError where its bytes were pruned."""
    row = db.row("SELECT * FROM snapshots WHERE id = ?", (id,))
    if row is None:
        raise NotFoundError(f"capture {id}")
    if row["content_id"] is None:
        raise StoreError(
            str(db.path), f"no longer holds the bytes of capture {id}", "they were pruned; its hash is kept"
        )
    return Snapshot(
        url=row["url"],
        final_url=row["final_url"],
        status=row["status"],
        headers=tuple((name, value) for name, value in json.loads(blobs.get(db, row["headers_id"]))),
        content=blobs.get(db, row["content_id"]),
        fetched_at=from_instant(row["fetched_at"]),
    )


def latest(db: Store, key: str) -> Snapshot | None:
    """The newest capture of a source whose bytes are still held."""
    number = db.value(
        "SELECT max(id) FROM snapshots WHERE source_id = ? AND content_id IS NOT NULL", (sources.identify(db, key),)
    )
    return None if number is None else get(db, number)
