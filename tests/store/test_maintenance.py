"""Backups, soundness and pruning: nothing that matters is lost."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from monitor.errors import StoreError
from store import chain, migrations, outbox, snapshots, versions
from store.database import Store, open_store
from store.export import export
from store.maintenance import back_up, faults, prune_captures
from store.verify import faults as pack_faults
from tests.support.storing import DAY, KEY, NOON, acme_store, add_texts, alert, snapshot, version


def store_with_captures(folder: Path, count: int) -> Store:
    """A capture a day that changes a little; every tenth becomes a version."""
    random_numbers = random.Random(3)  # noqa: S311
    words = [f"word{number}" for number in range(400)]
    db = acme_store(folder)
    with db.transaction():
        for day in range(count):
            words[day % 400] = f"{random_numbers.getrandbits(64):x}"
            content = " ".join(words)
            number = snapshots.add(db, KEY, snapshot(content.encode(), fetched_at=NOON + DAY * day))
            if day % 10 == 0:
                versions.add(db, KEY, version(day // 10 + 1, content), snapshots=[number])
    return db


def test_a_backup_is_a_whole_store(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one", "two")
        back_up(db, tmp_path / "copy.db")
    with open_store(tmp_path / "copy.db", create=False) as copy:
        assert versions.get(copy, KEY, 2).text == "two"
        assert list(faults(copy)) == []


def test_a_backup_is_one_file_and_stays_one_when_it_is_read(tmp_path: Path) -> None:
    """An archive is often a place where nothing can be written."""
    (tmp_path / "archive").mkdir()
    with acme_store(tmp_path) as db:
        add_texts(db, "one")
        back_up(db, tmp_path / "archive" / "copy.db")
    with open_store(tmp_path / "archive" / "copy.db", read_only=True) as copy:
        assert versions.get(copy, KEY, 1).text == "one"
        assert [path.name for path in (tmp_path / "archive").iterdir()] == ["copy.db"]


def test_a_backup_taken_while_another_writes_is_consistent(tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with open_store(tmp_path / "store.db") as writer:
            while not stop.is_set():
                add_texts(writer, f"text {versions.count(writer, KEY)}")

    with acme_store(tmp_path) as db:
        writing = threading.Thread(target=write)
        writing.start()
        try:
            for number in range(5):
                back_up(db, tmp_path / f"copy{number}.db")
        finally:
            stop.set()
            writing.join()
    for number in range(5):
        with open_store(tmp_path / f"copy{number}.db") as copy:
            assert list(faults(copy)) == []


def test_a_backup_never_overwrites_a_file(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        (tmp_path / "copy.db").write_text("something dear")
        with pytest.raises(StoreError, match="exists already"):
            back_up(db, tmp_path / "copy.db")
        with pytest.raises(StoreError, match="does not exist"):
            back_up(db, tmp_path / "nowhere" / "copy.db")
        assert (tmp_path / "copy.db").read_text() == "something dear"


def test_a_backup_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db, pytest.raises(StoreError, match="cannot be"):
        back_up(db, tmp_path / ("x" * 250))  # too long with what is put behind it while it is unfinished


def later_program(step: Callable[[Database], None]) -> Migrations:
    """The steps of a program that knows one more."""
    steps = Migrations("clausewatch")
    for known in (
        migrations.m001_layout,
        migrations.m002_outages,
        migrations.m003_doubtful_findings,
        migrations.m004_marks_of_headers,
    ):
        steps(name=known.__name__)(known)
    steps(name="m999_later")(step)
    return steps


def add_a_column(database: Database) -> None:
    database.execute("ALTER TABLE versions ADD COLUMN note TEXT")


def fail_half_way(database: Database) -> None:
    database.execute("ALTER TABLE versions ADD COLUMN note TEXT")
    database.execute("ALTER TABLE no_such_table ADD COLUMN note TEXT")


def test_a_store_is_copied_before_it_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one")
    with monkeypatch.context() as later:
        later.setattr(migrations, "migrations", later_program(add_a_column))
        with open_store(tmp_path / "store.db") as db:
            assert versions.get(db, KEY, 1).text == "one"
            assert db.value("SELECT count(note) FROM versions") == 0
    with open_store(tmp_path / "store.db.before-upgrade-from-m004_marks_of_headers", create=False) as copy:
        assert versions.get(copy, KEY, 1).text == "one"
    with pytest.raises(StoreError, match="newer clausewatch"):
        open_store(tmp_path / "store.db")


def test_a_copy_is_named_by_what_it_holds_though_another_process_migrates_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme_store(tmp_path).close()
    monkeypatch.setattr(migrations, "migrations", later_program(add_a_column))
    copy = migrations.keep_a_copy

    def overtaken(path: Path, connection: sqlite3.Connection) -> None:
        monkeypatch.setattr(migrations, "keep_a_copy", copy)
        open_store(path).close()  # the command line beside a daemon, both new
        copy(path, connection)

    monkeypatch.setattr(migrations, "keep_a_copy", overtaken)
    open_store(tmp_path / "store.db").close()
    with closing(sqlite3.connect(tmp_path / "store.db.before-upgrade-from-m004_marks_of_headers")) as kept:
        columns = {column[1] for column in kept.execute("PRAGMA table_info(versions)")}
        assert "text_id" in columns
        assert "note" not in columns
    assert not list(tmp_path.glob("*unfinished*"))


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one")
    with monkeypatch.context() as later:
        later.setattr(migrations, "migrations", later_program(fail_half_way))
        with pytest.raises(StoreError, match="no such table"):
            open_store(tmp_path / "store.db")
    with open_store(tmp_path / "store.db") as db:
        assert versions.get(db, KEY, 1).text == "one"
        assert list(faults(db)) == []


def test_a_new_store_needs_no_copy(tmp_path: Path) -> None:
    acme_store(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]


def test_an_old_store_is_not_migrated_by_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acme_store(tmp_path).close()
    monkeypatch.setattr(migrations, "migrations", later_program(add_a_column))
    with pytest.raises(StoreError, match="older layout"):
        open_store(tmp_path / "store.db", read_only=True)


def test_pruning_keeps_versions_their_captures_and_the_chain(tmp_path: Path) -> None:
    with store_with_captures(tmp_path, 100) as db:
        texts = [versions.get(db, KEY, number).text for number in range(1, 11)]
        done = prune_captures(db, NOON + DAY * 80)
        assert done.captures == 72  # eighty old ones, of which eight became versions
        assert [versions.get(db, KEY, number).text for number in range(1, 11)] == texts
        assert snapshots.get(db, 11).content.decode() == texts[1]
        assert snapshots.get(db, 99).content
        with pytest.raises(StoreError, match="pruned"):
            snapshots.get(db, 12)
        assert list(faults(db)) == []
        assert prune_captures(db, NOON + DAY * 80).captures == 0


def test_pruning_and_backups_beside_a_writer_lose_nothing(tmp_path: Path) -> None:
    """A watcher stores a capture a day, every fourth of which becomes a version, while old captures go."""
    days = 120
    pages = [f"<p>{' '.join(f'{day * word:x}' for word in range(300))}</p>" for day in range(days)]
    acme_store(tmp_path).close()

    def watch() -> None:
        with open_store(tmp_path / "store.db") as writer:
            for day, page in enumerate(pages):
                with writer.transaction():
                    number = snapshots.add(writer, KEY, snapshot(page.encode(), fetched_at=NOON + DAY * day))
                    if day % 4 == 0:
                        versions.add(writer, KEY, version(day // 4 + 1, page), snapshots=[number])

    pruned = 0
    with open_store(tmp_path / "store.db") as db:
        watching = threading.Thread(target=watch)
        watching.start()
        copies = 0
        while watching.is_alive():
            pruned += prune_captures(db, NOON + DAY * (days - 20)).captures
            back_up(db, tmp_path / f"copy{copies}.db")
            copies += 1
        watching.join()
        pruned += prune_captures(db, NOON + DAY * (days - 20)).captures
        assert pruned == (days - 20) * 3 // 4
        assert list(faults(db)) == []
        assert [versions.get(db, KEY, number + 1).text for number in range(days // 4)] == pages[::4]
        kept = [day for day in range(days) if day % 4 == 0 or day >= days - 20]
        assert [snapshots.get(db, day + 1).content.decode() for day in kept] == [pages[day] for day in kept]
    for number in range(copies):
        with open_store(tmp_path / f"copy{number}.db", create=False) as copy:
            assert list(faults(copy)) == []
            count = versions.count(copy, KEY)
            assert [versions.get(copy, KEY, one + 1).text for one in range(count)] == pages[::4][:count]


def test_pruning_gives_space_back(tmp_path: Path) -> None:
    random_numbers = random.Random(3)  # noqa: S311
    with acme_store(tmp_path) as db:
        for day in range(50):
            snapshots.add(db, KEY, snapshot(random_numbers.randbytes(5000), fetched_at=NOON + DAY * day))
        size = db.value("PRAGMA page_count")
        done = prune_captures(db, NOON + DAY * 40)
        assert done.freed > 39 * 5000
        assert db.value("PRAGMA page_count") < size
        assert len(snapshots.pruned(db, KEY)) == done.captures


def test_others_get_their_turns_to_write_while_captures_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large pages take long to be packed anew: a daemon that waited for all of them would give up."""
    monkeypatch.setattr("store.maintenance._LOCK_SECONDS", 0)
    told = 0

    def rival(statement: str) -> None:
        nonlocal told
        if statement == "BEGIN IMMEDIATE":
            outbox.enqueue(other, alert(told), ["mail"], NOON)
            told += 1

    with store_with_captures(tmp_path, 12) as db, open_store(tmp_path / "store.db", busy_seconds=0) as other:
        db.connection.set_trace_callback(rival)
        done = prune_captures(db, NOON + DAY * 12, keep_cited=False)
        assert done.captures > 5
        assert told > done.captures
        assert list(faults(db)) == []


def test_a_text_and_headers_are_kept_although_an_old_page_was_served_of_the_same_bytes(tmp_path: Path) -> None:
    text = "We keep orders for ten years."
    with acme_store(tmp_path) as db:
        plain = snapshots.add(db, KEY, snapshot(text.encode()))
        snapshots.add(db, KEY, snapshot(snapshots.headers(db, plain), fetched_at=NOON + DAY))
        newest = snapshots.add(db, KEY, snapshot(b"<p>another", fetched_at=NOON + 2 * DAY))
        versions.add(db, KEY, version(1, text), snapshots=[newest])
        assert prune_captures(db, NOON + 9 * DAY, keep_cited=False).captures == 0
        assert versions.get(db, KEY, 1).text == text
        assert snapshots.get(db, newest).header("etag") == '"1"'


def test_others_get_their_turns_to_write_while_space_is_given_back(tmp_path: Path) -> None:
    turns: list[str] = []

    def rival(statement: str) -> None:
        if "incremental_vacuum" in statement:
            outbox.enqueue(other, alert(len(turns)), ["mail"], NOON)
            turns.append(statement)

    with acme_store(tmp_path) as db, open_store(tmp_path / "store.db", busy_seconds=0) as other:
        for day, megabytes in enumerate((5, 5, 0)):
            snapshots.add(db, KEY, snapshot(bytes([day]) + os.urandom(megabytes << 20), fetched_at=NOON + DAY * day))
        db.connection.set_trace_callback(rival)
        assert prune_captures(db, NOON + DAY * 9).freed > 9_000_000
    assert len(turns) >= 3  # one for every 4 MB


def test_the_last_capture_of_a_page_is_kept_however_old(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        for number in range(3):
            snapshots.add(db, KEY, snapshot(b"page %d" % number))
        prune_captures(db, NOON + DAY * 900, keep_cited=False)
        assert snapshots.pruned(db, KEY) == [1, 2]
        latest = snapshots.latest(db, KEY)
        assert latest is not None
        assert latest.content == b"page 2"


def test_what_the_newest_version_was_read_from_is_kept_even_where_cited_captures_go(tmp_path: Path) -> None:
    """A newer extractor will want to read it again; a bot wall that came later is no help to it."""
    with acme_store(tmp_path) as db:
        for number, content in enumerate((b"first", b"second"), 1):
            capture = snapshots.add(db, KEY, snapshot(content))
            versions.add(db, KEY, version(number, f"text {number}"), snapshots=[capture])
        snapshots.add(db, KEY, snapshot(b"Are you human?"))
        prune_captures(db, NOON + DAY * 900, keep_cited=False)
        assert snapshots.pruned(db, KEY) == [1]
        assert versions.has_captures(db, KEY, 2)
        assert not versions.has_captures(db, KEY, 1)


def test_a_pruned_page_that_is_served_again_is_kept_again(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        for content in (b"old", b"new"):
            snapshots.add(db, KEY, snapshot(content))
        prune_captures(db, NOON + DAY)
        assert snapshots.get(db, snapshots.add(db, KEY, snapshot(b"old"))).content == b"old"
        assert snapshots.body(db, 1) is None


def test_an_evidence_pack_says_which_captures_were_pruned(tmp_path: Path) -> None:
    with store_with_captures(tmp_path, 30) as db:
        prune_captures(db, NOON + DAY * 20)
        export(db, [KEY], tmp_path / "pack", now=NOON)
        assert pack_faults(tmp_path / "pack") == []
        assert chain.faults(db, KEY) == []
        assert not (tmp_path / "pack" / KEY / "captures" / "00000002.body").exists()


def test_a_row_without_its_parent_is_a_fault(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one")
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM source_states")
        assert list(faults(db)) == []
        db.execute("INSERT INTO version_snapshots VALUES (1, 1, 99)")
        assert any("version_snapshots" in fault for fault in faults(db))


def test_a_backup_can_be_read_by_plain_sqlite(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one", "two")
        back_up(db, tmp_path / "copy.db")
    plain = sqlite3.connect(tmp_path / "copy.db")
    assert plain.execute("SELECT vendor, number, in_force_from, in_force_until FROM all_versions").fetchall() == [
        ("Acme", 1, "2026-03-01T12:00:00", "2026-03-02T12:00:00"),
        ("Acme", 2, "2026-03-02T12:00:00", None),
    ]
    plain.close()
