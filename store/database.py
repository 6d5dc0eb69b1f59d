"""Opening the store: one SQLite file, one connection to each `Store`, one `Store` to each thread.

Whatever SQLite reports becomes a StoreError that says what happened, to which file, and how to mend it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from monitor.errors import StoreError
from store import migrations

Parameters = Sequence[Any] | Mapping[str, Any]

_NOT_A_STORE = ("is not a clausewatch store", "check the path of the store, or move this file away")
_PROBLEMS: Mapping[int, tuple[str, str]] = {
    sqlite3.SQLITE_NOTADB: _NOT_A_STORE,
    sqlite3.SQLITE_READONLY: ("cannot be written", "check the permissions of the file, of its folder and the mount"),
    sqlite3.SQLITE_PERM: ("may not be opened", "check the permissions of the file and of its folder"),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened",
        "check that it is a file, the permissions of its folder and the mount",
    ),
    sqlite3.SQLITE_BUSY: ("is locked by another process", "wait for it to finish, or stop it, then try again"),
    sqlite3.SQLITE_LOCKED: ("is locked by another process", "wait for it to finish, or stop it, then try again"),
    sqlite3.SQLITE_FULL: ("cannot grow: the disk is full", "free some space; nothing that was stored is lost"),
    sqlite3.SQLITE_IOERR: ("cannot be read or written by the system", "check the disk and the space left on it"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "restore a backup, or save what can be read with `sqlite3 FILE .recover`"),
}


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


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """SQLite's errors as StoreError of the file at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None and not isinstance(error, sqlite3.DatabaseError):
            raise  # misuse of the driver: a bug, not the file's condition
        problem, hint = _PROBLEMS.get((code or 0) & 0xFF, (f"refused a statement: {error}", ""))
        raise StoreError(str(path), problem, hint) from error


def open_store(path: Path, *, read_only: bool = False, create: bool = True, busy_seconds: float = 10) -> Store:
    """Opens the store at `path`; creates it where it is missing (unless `create` is False), migrates an old one.

    read_only: opens the file as it is and never writes. busy_seconds: how long to wait for another process's write.
    Raises StoreError with what, where and a hint.
    """
    _require_place(path, create=create and not read_only)
    with explained(path):
        connection = _connect(path, read_only=read_only, busy_seconds=busy_seconds)
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

    Raises StoreError.
    """
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return open_store(path, read_only=not writable, create=False)


def _require_place(path: Path, *, create: bool) -> None:
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            path.stat()
    except OSError:  # a folder above it is closed to this user
        raise StoreError(str(path), *_PROBLEMS[sqlite3.SQLITE_PERM]) from None
    if path.is_dir():
        raise StoreError(str(path), "is a folder", "name a file, for instance clausewatch.db")
    if not path.parent.is_dir():
        raise StoreError(str(path), f"the folder {path.parent} does not exist", f"mkdir -p {path.parent}")
    if not create and not path.exists():
        raise StoreError(
            str(path), "does not exist yet", "run `clausewatch check` once, or check the path of the store"
        )


def _connect(path: Path, *, read_only: bool, busy_seconds: float) -> sqlite3.Connection:
    """isolation_level None: statements outside transaction() commit themselves; no transaction opens unasked."""
    address = "file:" + quote(str(path.resolve()))
    mode = "?mode=ro" if read_only else "?mode=rwc"
    connection = sqlite3.connect(address + mode, uri=True, timeout=busy_seconds, isolation_level=None)
    if read_only and not _readable(connection):
        # WAL mode keeps an index of itself beside the file (-shm), and there is no place for it.
        connection.close()
        _require_stillness(path)
        connection = sqlite3.connect(address + "?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _readable(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        return (error.sqlite_errorcode & 0xFF) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
    return True


def _require_stillness(path: Path) -> None:
    """Without locks only a file that nobody can write to, with all that belongs to it, may be read."""
    problem = ""
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        problem = f"its last changes are still in {wal.name}"
    elif not _mounted_read_only(path):
        problem = (
            "others may write to it, and this user may not write the index (-shm) that SQLite then needs beside it"
        )
    if problem:
        hint = f"copy it to a folder of your own, with {wal.name} where there is one"
        raise StoreError(str(path), f"cannot be read where it is: {problem}", hint)


def _mounted_read_only(path: Path) -> bool:
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


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
        raise StoreError(str(store.path), *_NOT_A_STORE)
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
        migrations.back_up(store.path, store.connection)
    with store.transaction():  # the write lock first: of two processes that start together, one migrates
        migrations.apply(store.database)
