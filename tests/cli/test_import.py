"""Other people's histories, taken over by command."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
from pathlib import Path

from tests.support.cli_folder import CONFIG
from tests.support.daemon import clausewatch
from tests.support.policies import DENIAL, PARTNERS, policy_page


def test_an_archive_is_imported_once_judged_and_told_to_nobody(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-C", str(archive)]
    subprocess.run(["git", "init", "-q", "-b", "main", str(archive)], check=True)
    (archive / "Gardenbell").mkdir()
    for day, sharing in enumerate((DENIAL, PARTNERS), 1):
        (archive / "Gardenbell" / "Privacy Policy.md").write_text(f"# Gardenbell Privacy Policy\n\n{sharing}\n")
        subprocess.run([*git, "add", "."], check=True)
        date = f"2024-03-0{day}T12:00:00Z"
        command = [*git, "commit", "-q", "-m", "Record new changes of Gardenbell Privacy Policy", "--date", date]
        subprocess.run(command, check=True)
    (tmp_path / "config.toml").write_text('store = "watch.db"\n')
    first = json.loads(clausewatch("import", "ota", str(archive), "--json", cwd=tmp_path).stdout)
    assert (first["versions"], first["known"]) == (2, 0)
    again = json.loads(clausewatch("import", "ota", str(archive), "--json", cwd=tmp_path).stdout)
    assert (again["versions"], again["known"]) == (0, 2)
    history = json.loads(clausewatch("history", "gardenbell", "--json", cwd=tmp_path).stdout)
    assert [entry["recorded_at"] for entry in history] == ["2024-03-01T12:00:00Z", "2024-03-02T12:00:00Z"]
    assert history[1]["judgement"]["categories"]["sharing"]["material"] is True
    assert json.loads(clausewatch("outbox", "--json", cwd=tmp_path).stdout) == []
    assert DENIAL in clausewatch("show", "gardenbell", "--at", "2024-03-01", cwd=tmp_path).stdout


def test_what_an_archive_declares_is_watched_from_then_on_with_its_history(tmp_path: Path) -> None:
    archive, declarations = tmp_path / "archive", tmp_path / "declarations"
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-C", str(archive)]
    subprocess.run(["git", "init", "-q", "-b", "main", str(archive)], check=True)
    (archive / "Gardenbell").mkdir()
    (archive / "Gardenbell" / "Privacy Policy.md").write_text(f"# Gardenbell Privacy Policy\n\n{DENIAL}\n")
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "First record of Gardenbell Privacy Policy"], check=True)
    declarations.mkdir()
    pages = [{"fetch": f"https://gardenbell.example/{n}", "select": "main"} for n in (1, 2)]
    terms = {"Privacy Policy": {"combine": pages}, "Terms of Service": {"fetch": "https://gardenbell.example/terms"}}
    (declarations / "Gardenbell.json").write_text(json.dumps({"name": "Gardenbell", "terms": terms}))
    (tmp_path / "config.toml").write_text('store = "watch.db"\n')
    assert "--declarations" in clausewatch("import", "ota", "archive", cwd=tmp_path).stdout
    command = ("import", "ota", "archive", "--declarations", "declarations")
    told = clausewatch(*command, cwd=tmp_path).stdout
    assert "1 vendor added" in told
    assert "2 documents" in clausewatch("config", "check", cwd=tmp_path).stdout
    config = (tmp_path / "config.toml").read_text()
    assert 'pages = ["https://gardenbell.example/1", "https://gardenbell.example/2"]' in config
    assert "Left alone: Gardenbell" in clausewatch(*command, cwd=tmp_path).stdout


def test_another_watcher_is_taken_over_with_its_history_and_its_watch_list(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f"# my own words\n{CONFIG}")
    (tmp_path / "urls.yaml").write_text(
        "name: Quillhaven Privacy Policy\nurl: https://quillhaven.example/privacy\n---\n"
        "name: Quillhaven Terms of Service\nurl: https://quillhaven.example/terms\n---\n"
        "name: Gardenbell\nurl: https://gardenbell.example/other\n---\n"
        "name: Notes\nurl: file:///etc/motd\n"
    )
    page_id = hashlib.sha1(b"https://quillhaven.example/privacy", usedforsecurity=False).hexdigest()
    with sqlite3.connect(tmp_path / "cache.db") as cache:
        cache.execute("CREATE TABLE CacheEntry (guid TEXT, timestamp INTEGER, data TEXT, tries INTEGER)")
        texts = enumerate((policy_page(), policy_page(PARTNERS), " "))
        cache.executemany(
            "INSERT INTO CacheEntry VALUES (?, ?, ?, 0)",
            [(page_id, 1_700_000_000 + day * 86_400, text) for day, text in texts],
        )
    command = ("import", "urlwatch", "cache.db", "--watch-list", "urls.yaml")
    shown = clausewatch(*command, cwd=tmp_path).stdout
    assert "2 versions taken over from 3 records." in shown
    assert "1 without any words" in shown
    assert "1 vendor added" in shown
    assert "Left alone: Gardenbell" in shown
    assert "Left out: Notes" in shown
    assert (tmp_path / "config.toml").read_text().startswith(f"# my own words\n{CONFIG}")
    assert "2 vendors, 3 documents" in clausewatch("config", "check", cwd=tmp_path).stdout
    history = json.loads(clausewatch("history", "quillhaven", "--json", cwd=tmp_path).stdout)
    assert [entry["recorded_at"][:10] for entry in history] == ["2023-11-14", "2023-11-15"]
    assert history[1]["judgement"]["categories"]["sharing"]["material"] is True
    assert json.loads(clausewatch("outbox", "--json", cwd=tmp_path).stdout) == []
    again = json.loads(clausewatch(*command, "--json", cwd=tmp_path).stdout)
    assert (again["history"]["known"], again["watch_list"]["added"]) == (2, [])


def test_one_half_of_another_watcher_can_be_left_out(tmp_path: Path) -> None:
    watch = tmp_path / "datastore" / "8f2b"
    watch.mkdir(parents=True)
    (watch / "watch.json").write_text('{"url": "https://quillhaven.example/privacy", "title": "Quillhaven"}')
    (watch / "first.txt").write_text(DENIAL)
    (watch / "history.txt").write_text("1700000000,first.txt\n")
    command = ("import", "changedetection", "datastore")
    both = clausewatch(*command, "--history-only", "--watch-list-only", cwd=tmp_path, check=False)
    assert both.returncode == 2
    clausewatch(*command, "--watch-list-only", cwd=tmp_path)
    assert "1 vendor, 1 document" in clausewatch("config", "check", cwd=tmp_path).stdout
    assert not (tmp_path / "clausewatch.db").exists()
    taken = json.loads(clausewatch(*command, "--history-only", "--json", cwd=tmp_path).stdout)
    assert (taken["history"]["versions"], taken["watch_list"]) == (1, None)
    assert DENIAL in clausewatch("show", "quillhaven", cwd=tmp_path).stdout
    unknown = clausewatch("import", "changedetection", str(watch), cwd=tmp_path, check=False)
    assert (unknown.returncode, "watch list" in unknown.stderr) == (2, True)
    assert clausewatch("import", "changedetection", "nowhere", cwd=tmp_path, check=False).returncode == 3


def test_an_import_that_fails_leaves_no_configuration_and_a_history_alone_does(tmp_path: Path) -> None:
    assert clausewatch("import", "ota", "nowhere", cwd=tmp_path, check=False).returncode == 3
    assert clausewatch("import", "changedetection", "nowhere", cwd=tmp_path, check=False).returncode == 3
    assert not (tmp_path / "config.toml").exists()
    archive = tmp_path / "archive"
    subprocess.run(["git", "init", "-q", "-b", "main", str(archive)], check=True)
    (archive / "Gardenbell").mkdir()
    (archive / "Gardenbell" / "Privacy Policy.md").write_text(f"# Gardenbell Privacy Policy\n\n{DENIAL}\n")
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-C", str(archive)]
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "First record of Gardenbell Privacy Policy"], check=True)
    clausewatch("import", "ota", "archive", cwd=tmp_path)
    assert clausewatch("status", cwd=tmp_path).returncode == 0
