"""The layout of the store, as steps that only go forward. docs/schema.md describes the result.

A step that was released is never edited: a later one mends it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from monitor.errors import StoreError
from store import layout

APPLICATION_ID = 0x636C7761  # "clwa": tells `file` and us whose SQLite file this is

migrations = Migrations("clausewatch")


def applied(database: Database) -> list[str]:
    return [step.name for step in migrations.applied(database)]


def pending(database: Database) -> list[str]:
    return [step.name for step in migrations.pending(database)]


def unknown(database: Database) -> list[str]:
    """Steps that were applied to the file and that this program does not know: a newer one wrote it."""
    with closing(sqlite3.connect(":memory:")) as empty:  # to which every step that we know is pending
        known = pending(Database(empty, execute_plugins=False))
    return [name for name in applied(database) if name not in known]


def is_foreign(database: Database) -> bool:
    """An SQLite file of somebody else: it has tables, none of them ours."""
    has_tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
    return has_tables and not applied(database)


def apply(database: Database) -> None:
    migrations.apply(database)


def keep_a_copy(path: Path, connection: sqlite3.Connection) -> None:
    """A copy of the file as it is, beside it, named by the step that was last applied to it.

    It appears when it is whole, under the name of what it holds: another process may migrate the file meanwhile.
    Raises StoreError where it cannot.
    """
    unfinished = path.with_name(f"{path.name}.unfinished-{os.getpid()}")
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
            step = applied(Database(copy, execute_plugins=False))[-1]
        unfinished.replace(path.with_name(f"{path.name}.before-upgrade-from-{step}"))
    except OSError as error:
        problem = f"cannot be copied before its upgrade: {error.strerror}"
        raise StoreError(str(path), problem, "check the folder and the space left on the disk") from error
    finally:
        unfinished.unlink(missing_ok=True)


@migrations()
def m001_layout(database: Database) -> None:
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in (*layout.TABLES, *layout.VIEWS):
        database.execute(statement)


@migrations()
def m002_outages(database: Database) -> None:
    database.execute(
        """CREATE TABLE outages (               -- times in which clausewatch itself reached next to nothing
            id INTEGER PRIMARY KEY,
            since TEXT NOT NULL,                -- the first look that failed
            documents INTEGER NOT NULL,         -- how many could not be reached ...
            looked_at INTEGER NOT NULL,         -- ... of those looked at since then
            problem TEXT NOT NULL,
            alarmed_at TEXT,                    -- when people were told last
            ended_at TEXT                       -- NULL: it lasts
        )"""
    )


@migrations()
def m003_doubtful_findings(database: Database) -> None:
    """The view tells which findings are doubtful; the judgements from before it hold none."""
    (view,) = [statement for statement in layout.VIEWS if statement.startswith("CREATE VIEW all_findings ")]
    database.execute("DROP VIEW all_findings")
    database.execute(view)


@migrations()
def m004_marks_of_headers(database: Database) -> None:
    """With which request headers a source is asked: rows.source_to_row makes the mark."""
    database.execute("ALTER TABLE sources ADD COLUMN headers TEXT NOT NULL DEFAULT ''")
