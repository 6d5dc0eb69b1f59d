"""Raw captures, as served: bytes, headers and final address."""

from __future__ import annotations

import json
import sqlite3

from monitor.errors import NotFoundError
from monitor.model import Snapshot
from store import blobs, chain, sources
from store.database import Store
from store.rows import from_instant, to_instant, to_json


def add(db: Store, key: str, snapshot: Snapshot) -> int:
    """Keeps a capture; its id. Bytes and headers are compressed against the last captures of the same page.

    What is new to the page is often not new to the vendor, whose other pages have the same frame.
    """
    with db.transaction():
        source = sources.identify(db, key)
        before = _of_this_page(db, source, snapshot.url)
        headers = to_json([list(header) for header in snapshot.headers]).encode()
        number = db.insert(
            "snapshots",
            {
                "source_id": source,
                "url": snapshot.url,
                "final_url": "" if snapshot.final_url == snapshot.url else snapshot.final_url,
                "status": snapshot.status,
                "fetched_at": to_instant(snapshot.fetched_at),
                "headers_id": blobs.put(db, headers, near=[row["headers_id"] for row in before]),
                "content_id": blobs.put(
                    db,
                    snapshot.content,
                    near=[row["content_id"] for row in before],
                    kin=_of_other_pages(db, source, snapshot.url),
                ),
            },
        )
        chain.append(db, source, chain.CAPTURE, number)
    return number


def _of_this_page(db: Store, source: int, url: str) -> list[sqlite3.Row]:
    """The page's newest captures whose bytes are still held, the latest first."""
    return db.rows(
        """SELECT content_id, headers_id FROM snapshots JOIN blobs ON blobs.id = content_id
           WHERE source_id = ? AND url = ? AND data IS NOT NULL ORDER BY snapshots.id DESC LIMIT ?""",
        (source, url, blobs.CANDIDATES),
    )


def _of_other_pages(db: Store, source: int, url: str) -> list[int]:
    """The newest contents of the vendor's other pages, the latest first."""
    rows = db.rows(
        """SELECT content_id FROM snapshots JOIN blobs ON blobs.id = content_id
           WHERE data IS NOT NULL AND snapshots.id IN (
               SELECT max(id) FROM snapshots
               WHERE source_id IN (SELECT others.id FROM sources JOIN sources AS others USING (vendor)
                                   WHERE sources.id = :source)
                 AND NOT (source_id = :source AND url = :url)
               GROUP BY source_id, url)
           ORDER BY snapshots.id DESC LIMIT :candidates""",
        {"source": source, "url": url, "candidates": blobs.CANDIDATES},
    )
    return [row["content_id"] for row in rows]


def get(db: Store, id: int) -> Snapshot:
    """The capture, byte for byte. Raises NotFoundError for an unknown id; StoreError where its bytes were pruned."""
    row = db.row("SELECT * FROM snapshots WHERE id = ?", (id,))
    if row is None:
        raise NotFoundError(f"capture {id}")
    return Snapshot(
        url=row["url"],
        final_url=row["final_url"] or row["url"],
        status=row["status"],
        headers=tuple((name, value) for name, value in json.loads(blobs.get(db, row["headers_id"]))),
        content=blobs.get(db, row["content_id"]),
        fetched_at=from_instant(row["fetched_at"]),
    )


def headers(db: Store, id: int) -> bytes:
    """The headers of a capture as they were hashed: a JSON list of [name, value]."""
    return blobs.get(db, db.value("SELECT headers_id FROM snapshots WHERE id = ?", (id,)))


def body(db: Store, id: int) -> bytes | None:
    """The bytes as served; None where they were pruned."""
    found = db.value(
        "SELECT content_id FROM snapshots JOIN blobs ON blobs.id = content_id WHERE snapshots.id = ? AND data NOT NULL",
        (id,),
    )
    return None if found is None else blobs.get(db, found)


def pruned(db: Store, key: str) -> list[int]:
    """The captures of a source whose bytes are no longer kept."""
    rows = db.rows(
        """SELECT snapshots.id FROM snapshots JOIN blobs ON blobs.id = content_id
           WHERE source_id = ? AND data IS NULL ORDER BY snapshots.id""",
        (sources.identify(db, key),),
    )
    return [row["id"] for row in rows]


def latest(db: Store, key: str) -> Snapshot | None:
    """The newest capture of a source whose bytes are still held."""
    number = db.value(
        """SELECT max(snapshots.id) FROM snapshots JOIN blobs ON blobs.id = content_id
           WHERE source_id = ? AND data IS NOT NULL""",
        (sources.identify(db, key),),
    )
    return None if number is None else get(db, number)
