"""The file of the store: whether it can be opened where it lies, and what SQLite's errors say of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from monitor.errors import StoreError

NOT_A_STORE = ("is not a clausewatch store", "check the path of the store, or move this file away")
_PROBLEMS: Mapping[int, tuple[str, str]] = {
    sqlite3.SQLITE_NOTADB: NOT_A_STORE,
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


def require_place(path: Path, *, create: bool) -> None:
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


def connect(path: Path, *, read_only: bool, busy_seconds: float, alone: bool = False) -> sqlite3.Connection:
    """isolation_level None: statements outside transaction() commit themselves; no transaction opens unasked.

    alone: nobody else may open the file meanwhile; SQLite then keeps WAL's index in memory and needs no room beside it.
    """
    address = "file:" + quote(str(path.resolve()))
    mode = "?mode=ro" if read_only else "?mode=rwc"
    connection = sqlite3.connect(address + mode, uri=True, timeout=busy_seconds, isolation_level=None)
    if read_only and not _readable(connection):
        # WAL mode keeps an index of itself beside the file (-shm), and there is no place for it.
        connection.close()
        _require_stillness(path)
        connection = sqlite3.connect(address + "?mode=ro&immutable=1", uri=True, isolation_level=None)
    if alone:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # before the first read, or it comes too late
    connection.row_factory = sqlite3.Row
    return connection


def lacks_room_beside(error: StoreError) -> bool:
    """Whether the disk is so full that not even WAL's index (-shm, 32 kB) finds room beside the file."""
    return getattr(error.__cause__, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_SHMSIZE


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
