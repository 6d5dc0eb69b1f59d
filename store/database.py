"""Opening the store: one SQLite file, one connection to each `Store`, one `Store` to each thread.

Whatever SQLite reports becomes a StoreError that says what happened, to which file, and how to mend it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from types import TracebackType
from typing import Any

from sqlite_utils import Database

from monitor.errors import StoreError
from store import migrations
from store.file import NOT_A_STORE, connect, explained, lacks_room_beside, require_place

Parameters = Sequence[Any] | Mapping[str, Any]

# Whoever waits to write looks again every 0.1 s (SQLite's busy handler): a shorter pause between two transactions goes
# unseen, and a daemon that comes upon none for ten seconds stops.
_OTHERS_TURN_SECONDS = 0.12


class Store:
    """An open store. `database` is the sqlite-utils view of the same connection."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        # Plugins of an operator's other sqlite-utils tools have no business in this process.
        self.database = Database(connection, execute_plugins=False)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        with explained(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        with explained(self.path):
            found: sqlite3.Row | None = self.connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row, None where there is no row."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Runs one statement; how many rows it changed."""
        with explained(self.path):
            return self.connection.execute(sql, parameters).rowcount

    def execute_many(self, sql: str, parameters: Iterable[Parameters]) -> None:
        with explained(self.path):
            self.connection.executemany(sql, parameters)

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Inserts one row; its rowid (meaningless for tables without one)."""
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join(f":{name}" for name in values)
        with explained(self.path):
            return self.connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values).lastrowid or 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. BEGIN IMMEDIATE: the write lock is taken at once, so no later statement can meet a rival.

        Inside another transaction it joins that one.
        """
        with self._begun("BEGIN IMMEDIATE"):
            yield

    def give_way(self) -> None:
        """Lets others write who wait for it; to be called between the transactions of a long work."""
        sleep(_OTHERS_TURN_SECONDS)

    @contextmanager
    def still(self) -> Iterator[None]:
        """All that is read inside stands still at one moment, whatever others write meanwhile; it hinders nobody."""
        with self._begun("BEGIN"):
            yield

    @contextmanager
    def _begun(self, begin: str) -> Iterator[None]:
        if self.connection.in_transaction:
            yield
            return
        self.execute(begin)
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            # A full disk may have rolled back already.
            if self.connection.in_transaction:
                with suppress(sqlite3.Error):  # a disk that fails may fail here too; the first error is the one to tell
                    self.connection.rollback()
            raise


def open_store(
    path: Path, *, read_only: bool = False, create: bool = True, busy_seconds: float = 10, alone: bool = False
) -> Store:
    """Opens the store at `path`; creates it where it is missing (unless `create` is False), migrates an old one.

    read_only: opens the file as it is and never writes. busy_seconds: how long to wait for another process's write.
    alone: keeps everybody else out while it is open, which needs no room on the disk.
    Raises StoreError with what, where and a hint.
    """
    require_place(path, create=create and not read_only)
    with explained(path):
        connection = connect(path, read_only=read_only, busy_seconds=busy_seconds, alone=alone)
    store = Store(path, connection)
    try:
        with explained(path):
            _require_ours(store)  # before anything is set: the file of another program stays as it is
            _configure(store, read_only=read_only)
            _bring_up_to_date(store, read_only=read_only)
    except BaseException:
        store.close()
        raise
    return store


def open_to_read(path: Path) -> Store:
    """Opens what is there, and as it is where this user may not write: an archived copy, another user's store.

    On a full disk it is read, too: the operator who wonders what is wrong asks just then. Raises StoreError.
    """
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    try:
        return open_store(path, read_only=not writable, create=False)
    except StoreError as error:
        if not (writable and lacks_room_beside(error)):
            raise
        return open_store(path, create=False, alone=True)


def _configure(store: Store, *, read_only: bool) -> None:
    store.execute("PRAGMA foreign_keys = ON")
    if read_only:
        return
    if not store.value("SELECT count(*) FROM sqlite_master"):
        store.execute("PRAGMA auto_vacuum = INCREMENTAL")  # pruned captures give their space back; only settable now
    store.execute("PRAGMA journal_mode = WAL")
    # FULL, not WAL's usual NORMAL: an alert may leave the house as soon as its commit returns, and a power cut
    # must not take back the version that the alert speaks of. It costs one fsync a commit, a few times a day.
    store.execute("PRAGMA synchronous = FULL")
    store.execute("PRAGMA journal_size_limit = 67108864")  # a large import's WAL shrinks back to 64 MiB


def _require_ours(store: Store) -> None:
    if migrations.is_foreign(store.database):
        raise StoreError(str(store.path), *NOT_A_STORE)
    if migrations.unknown(store.database):
        raise StoreError(
            str(store.path),
            f"was written by a newer clausewatch ({', '.join(migrations.unknown(store.database))})",
            "upgrade clausewatch, or restore the backup taken before the upgrade",
        )


def _bring_up_to_date(store: Store, *, read_only: bool) -> None:
    if not migrations.pending(store.database):
        return
    if read_only:
        raise StoreError(
            str(store.path),
            "is of an older layout",
            "run `clausewatch status` once where it can be written: that migrates it",
        )
    if migrations.applied(store.database):
        migrations.keep_a_copy(store.path, store.connection)
    with store.transaction():  # the write lock first: of two processes that start together, one migrates
        migrations.apply(store.database)
