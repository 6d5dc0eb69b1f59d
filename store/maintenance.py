"""Keeping the store well: backups while it is in use, checks of its soundness, pruning of raw captures."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from monitor.errors import StoreError
from store import blobs, chain
from store.database import Store
from store.file import explained
from store.rows import to_instant, to_json

# Pruning shares the store with a running daemon, which gives up after ten seconds: it lets go of the write lock this
# often. (A hundred captures of 3 MB each, with those that stand on them, would take eight seconds.)
_LOCK_SECONDS = 0.5
_PAGES_AT_ONCE = 1_000  # 4 MB


def back_up(db: Store, target: Path) -> None:
    """Writes a consistent copy, also while others write to the store.

    The copy appears under its name only when it is whole. Raises StoreError where there is a file already.
    """
    if target.exists():
        raise StoreError(str(target), "exists already", "name a new file for the backup")
    if not target.parent.is_dir():
        raise StoreError(str(target), f"the folder {target.parent} does not exist", f"mkdir -p {target.parent}")
    unfinished = target.with_name(target.name + ".unfinished")
    with explained(target):
        try:
            with closing(sqlite3.connect(unfinished)) as copy:
                db.connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, which can be read where nothing can be written
            unfinished.rename(target)
        except OSError as error:
            raise StoreError(str(target), f"cannot be written: {error.strerror}", "check the folder") from error
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)


def faults(db: Store) -> Iterator[str]:
    """Everything that is wrong with the file: its pages, its references, and the hash chain of every source."""
    with db.still():
        yield from _faults(db)


def _faults(db: Store) -> Iterator[str]:
    broken = [row[0] for row in db.rows("PRAGMA integrity_check") if row[0] != "ok"]
    yield from broken
    for row in db.rows("PRAGMA foreign_key_check"):
        yield f"row {row['rowid']} of {row['table']} refers to a row of {row['parent']} that is not there"
    for row in db.rows("SELECT key FROM sources ORDER BY key"):
        yield from chain.faults(db, row["key"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """captures: how many lost their bytes. freed: bytes that the file gave back."""

    captures: int
    freed: int


def prune_captures(db: Store, before: datetime, *, keep_cited: bool = True) -> Pruned:
    """Lets go of the bytes of captures fetched before `before`; hashes, headers and addresses stay, so chains hold.

    Versions are never touched, nor the last capture of a page, nor those that a source's newest version was read from:
    a better reader will want to read them again, or could not tell its own progress from a change of the policy.
    keep_cited: keep the captures that any version was read from.
    """
    size = _size(db)
    captures = 0
    while some := _prune_some(db, before, keep_cited=keep_cited):
        captures += some
        db.give_way()
    _give_back(db)
    return Pruned(captures=captures, freed=size - _size(db))


def _prune_some(db: Store, before: datetime, *, keep_cited: bool) -> int:
    """One transaction's worth: a daemon that writes meanwhile waits not for long, and packs nothing onto what goes."""
    captures = 0
    with db.transaction():
        victims = _contents_to_prune(db, before, keep_cited=keep_cited)
        served, standing = _served(db, victims), _standing_on(db, victims)
        release_at = monotonic() + _LOCK_SECONDS
        # A content stands on older ones only: so none of the remaining victims stands on these.
        for victim in sorted(victims, reverse=True):
            for blob in standing.get(victim, ()):
                blobs.rebase(db, blob, without=victims)
            captures += served[victim]
            db.execute("UPDATE blobs SET data = NULL, base_id = NULL, depth = 0 WHERE id = ?", (victim,))
            if monotonic() > release_at:
                break
    return captures


def _give_back(db: Store) -> None:
    """Free pages go back to the file system, some at a time: a writer would give up before a gigabyte is moved."""
    with explained(db.path):
        release_at = monotonic() + _LOCK_SECONDS
        for _ in range(0, db.value("PRAGMA freelist_count"), _PAGES_AT_ONCE):
            # executescript steps the pragma to its end; execute() would free a single page.
            db.connection.executescript(f"PRAGMA incremental_vacuum({_PAGES_AT_ONCE})")
            if monotonic() > release_at:
                db.give_way()
                release_at = monotonic() + _LOCK_SECONDS


def _contents_to_prune(db: Store, before: datetime, *, keep_cited: bool) -> set[int]:
    rows = db.rows(
        f"""SELECT content_id FROM snapshots JOIN blobs ON blobs.id = content_id WHERE data NOT NULL
            EXCEPT SELECT content_id FROM snapshots WHERE fetched_at >= :before
            EXCEPT SELECT content_id FROM snapshots WHERE id IN (SELECT max(id) FROM snapshots GROUP BY source_id, url)
            EXCEPT SELECT content_id FROM snapshots JOIN version_snapshots AS cited ON id = snapshot_id
                   WHERE number = (SELECT max(number) FROM versions WHERE source_id = cited.source_id)
            EXCEPT SELECT text_id FROM versions
            EXCEPT SELECT headers_id FROM snapshots
            {"EXCEPT SELECT content_id FROM version_snapshots JOIN snapshots ON id = snapshot_id" if keep_cited else ""}
        """,
        {"before": to_instant(before)},
    )
    return {row["content_id"] for row in rows}


def _served(db: Store, victims: Collection[int]) -> dict[int, int]:
    """How many captures have these bytes."""
    rows = db.rows(
        """SELECT content_id, count(*) AS captures FROM snapshots
           WHERE content_id IN (SELECT value FROM json_each(?)) GROUP BY content_id""",
        (to_json(list(victims)),),
    )
    return {row["content_id"]: row["captures"] for row in rows}


def _standing_on(db: Store, victims: Collection[int]) -> dict[int, list[int]]:
    """The kept contents whose base is to go, by that base, lowest first."""
    found: dict[int, list[int]] = {}
    for row in db.rows("SELECT id, base_id FROM blobs WHERE base_id IS NOT NULL ORDER BY depth"):
        if row["base_id"] in victims and row["id"] not in victims:
            found.setdefault(row["base_id"], []).append(row["id"])
    return found


def _size(db: Store) -> int:
    pages: int = db.value("PRAGMA page_count")
    return pages * int(db.value("PRAGMA page_size"))
