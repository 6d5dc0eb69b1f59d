"""Opening the store, and what an operator reads where that fails."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from monitor.errors import StoreError
from store import file, migrations, sources, versions
from store.database import open_store, open_to_read
from tests.support.storing import KEY, NOON, acme_store, add_texts, document, version


def test_a_new_file_is_made_and_found_again(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "We keep data for a year.")
    with open_store(tmp_path / "store.db", create=False) as db:
        assert versions.get(db, KEY, 1).text == "We keep data for a year."


def test_a_store_is_durable_and_checks_its_references(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        assert db.value("PRAGMA journal_mode") == "wal"
        assert db.value("PRAGMA synchronous") == 2
        assert db.value("PRAGMA busy_timeout") == 10_000  # as long as others may write at a time
        assert db.value("PRAGMA foreign_keys") == 1
        assert db.value("PRAGMA application_id") == migrations.APPLICATION_ID


def test_a_failed_transaction_leaves_nothing_behind(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        db.execute("CREATE TEMP TRIGGER full BEFORE INSERT ON passages BEGIN SELECT RAISE(ABORT, 'no room'); END")
        with pytest.raises(StoreError, match="no room"):
            versions.add(db, KEY, version(1, "We keep data for a year."))
        assert versions.count(db, KEY) == 0
        assert db.value("SELECT count(*) FROM blobs") == 0


def test_a_read_only_store_reads_and_refuses_to_write(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "We keep data for a year.")
    with open_store(tmp_path / "store.db", read_only=True) as db:
        assert versions.count(db, KEY) == 1
        with pytest.raises(StoreError, match="cannot be written"):
            sources.sync(db, [document("other")], NOON)


def _without_an_index(monkeypatch: pytest.MonkeyPatch, *, mounted_read_only: bool) -> None:
    """As for a user who may not write beside the file; stands in because root, as whom tests may run, always may."""
    monkeypatch.setattr(file, "_readable", lambda _connection: False)
    monkeypatch.setattr(file, "_mounted_read_only", lambda _path: mounted_read_only)


def test_a_store_on_a_read_only_mount_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "We keep data for a year.")
    _without_an_index(monkeypatch, mounted_read_only=True)
    with open_store(tmp_path / "store.db", read_only=True) as db:
        assert versions.count(db, KEY) == 1


def test_a_store_that_others_may_write_to_is_not_read_without_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme_store(tmp_path).close()
    _without_an_index(monkeypatch, mounted_read_only=False)
    with pytest.raises(StoreError, match="others may write to it") as raised:
        open_store(tmp_path / "store.db", read_only=True)
    assert "copy it to a folder of your own" in raised.value.hint


def test_changes_that_are_still_in_the_wal_are_never_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acme_store(tmp_path):  # still open: its changes are in the WAL
        _without_an_index(monkeypatch, mounted_read_only=True)
        with pytest.raises(StoreError, match=r"still in store\.db-wal"):
            open_store(tmp_path / "store.db", read_only=True)


def test_what_may_not_be_written_is_read_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "We keep data for a year.")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with open_to_read(tmp_path / "store.db") as db:
        assert versions.count(db, KEY) == 1
        with pytest.raises(StoreError, match="cannot be written"):
            sources.sync(db, [document("other")], NOON)


def test_an_older_layout_is_migrated_by_whoever_reads_it(tmp_path: Path) -> None:
    """After an upgrade `status` may well be the first command."""
    with open_store(tmp_path / "store.db") as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_doubtful_findings'")
    with pytest.raises(StoreError, match="older layout"):
        open_store(tmp_path / "store.db", read_only=True)
    with open_to_read(tmp_path / "store.db") as db:
        assert migrations.pending(db.database) == []


def test_a_folder_that_may_not_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refused)
    with pytest.raises(StoreError, match="may not be opened") as raised:
        open_store(tmp_path / "store.db")
    assert "permissions" in raised.value.hint


def test_a_text_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, not a store. " * 100)
    with pytest.raises(StoreError, match="is not a clausewatch store") as raised:
        open_store(path)
    assert raised.value.hint
    assert path.read_text().startswith("These are notes")


def test_the_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is not a clausewatch store"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_missing_folder_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist") as raised:
        open_store(tmp_path / "var" / "store.db")
    assert raised.value.hint == f"mkdir -p {tmp_path / 'var'}"


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_that_must_exist_is_not_made(tmp_path: Path, read_only: bool) -> None:
    with pytest.raises(StoreError, match="does not exist yet"):
        open_store(tmp_path / "store.db", read_only=read_only, create=False)
    assert not (tmp_path / "store.db").exists()


def test_a_store_of_a_newer_program_is_refused_by_name_of_the_step(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('clausewatch', 'm999_later')")
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"newer clausewatch \(m999_later\)"):
            open_store(tmp_path / "store.db", read_only=read_only)


def test_a_store_that_another_process_is_writing_says_so(tmp_path: Path) -> None:
    with acme_store(tmp_path) as busy, open_store(tmp_path / "store.db", busy_seconds=0.05) as db, busy.transaction():
        with pytest.raises(StoreError, match="locked by another process"):
            sources.sync(db, [document("other")], NOON)
        assert sources.keys(db, "acme") == [KEY], "reading goes on meanwhile"


def test_threads_that_create_the_same_store_at_once_make_one(tmp_path: Path) -> None:
    failures: list[Exception] = []

    def create() -> None:
        try:
            open_store(tmp_path / "store.db").close()
        except Exception as error:  # noqa: BLE001 - whatever a thread meets is shown by the test
            failures.append(error)

    threads = [threading.Thread(target=create) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with open_store(tmp_path / "store.db") as db:
        assert migrations.pending(db.database) == []


def test_a_damaged_page_is_an_error_of_the_store_with_a_way_out(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, *(f"Version {number} keeps data for {number} years. " * 40 for number in range(1, 60)))
    path = tmp_path / "store.db"
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))
    with pytest.raises(StoreError, match="is damaged") as raised:
        _read_everything(path)
    assert "backup" in raised.value.hint


def test_a_changed_byte_in_a_stored_text_is_noticed(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "We keep data for a year. " * 20)
        data = bytearray(db.value("SELECT data FROM blobs"))
        data[len(data) // 2] ^= 0xFF
        db.execute("UPDATE blobs SET data = ?", (bytes(data),))
        with pytest.raises(StoreError, match="damaged content"):
            versions.get(db, KEY, 1)


def test_a_damaged_text_does_not_keep_new_versions_out(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "We keep data for a year. " * 20)
        db.execute("UPDATE blobs SET data = ?", (b"no zstd frame",))
        add_texts(db, "We keep data for ten years. " * 20)
        assert versions.get(db, KEY, 2).text.startswith("We keep data for ten years.")


def _read_everything(path: Path) -> None:
    with open_store(path) as db:
        for summary in versions.summaries(db, KEY):
            versions.get(db, KEY, summary.number)


def test_a_copy_before_an_upgrade_that_cannot_be_kept_is_told_and_leaves_no_half_of_it(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        taken = tmp_path / f"{db.path.name}.before-upgrade-from-{migrations.applied(db.database)[-1]}"
        taken.mkdir()
        before = set(tmp_path.iterdir())
        with pytest.raises(StoreError, match="cannot be copied before its upgrade"):
            migrations.keep_a_copy(db.path, db.connection)
        assert set(tmp_path.iterdir()) == before
