"""One daemon to a store: a lock beside it, which the system takes back when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import StoreError


@contextmanager
def single_instance(store: Path) -> Iterator[None]:
    """Holds the lock that says "a daemon works on this store". Raises StoreError where another one holds it."""
    path = store.with_name(store.name + ".lock")
    if not path.parent.is_dir():
        raise StoreError(str(store), f"the folder {path.parent} does not exist", f"mkdir -p {path.parent}")
    try:
        handle = path.open("a+")
    except OSError as error:
        raise StoreError(str(path), f"cannot be opened: {error.strerror}", "check the folder") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.seek(0)
            owner = handle.read().strip() or "unknown"
            raise StoreError(str(store), f"another clausewatch (process {owner}) watches on this store") from None
        _sign(path)
        yield


def _sign(path: Path) -> None:
    """Names the holder. By another handle: what a full disk did not take would fail again when the lock's is closed."""
    try:
        path.write_text(str(os.getpid()))
    except OSError as error:
        raise StoreError(str(path), f"cannot be written: {error.strerror}", "free some space on the disk") from error
