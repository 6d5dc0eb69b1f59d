"""Commands about the watch itself: where it stands, what it could not tell, its store."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.model import Check, Outcome
from store import checks, outbox, sources
from store.database import open_store
from store.rows import to_instant
from tests.support.alerts import change
from tests.support.cli_folder import CONFIG
from tests.support.daemon import clausewatch
from tests.support.policies import PARTNERS, policy_page
from tests.support.server import Answer, Request, serve
from tests.support.watching import Watch, gardenbell

LONG_AGO = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_status_tells_of_each_source(watched: Path) -> None:
    (row,) = json.loads(clausewatch("status", "--json", cwd=watched).stdout)
    assert row["source"] == "gardenbell/privacy-policy"
    assert (row["versions"], row["failures"], row["blind_since"]) == (4, 0, None)
    assert row["last_verified"] == "2026-03-17T09:00:00Z"
    # Its checks were made by a clock of the past: nobody has looked since.
    assert row["stale"] is True
    told = clausewatch("status", cwd=watched, COLUMNS="120").stdout
    assert "not verified for" in told
    assert "fine" not in told
    with closing(sqlite3.connect(watched / "watch.db")) as db, db:
        db.execute("UPDATE source_states SET verified_at = ?", (to_instant(datetime.now(UTC)),))
    (row,) = json.loads(clausewatch("status", "--json", cwd=watched).stdout)
    assert row["stale"] is False
    assert "fine" in clausewatch("status", cwd=watched).stdout


def test_days_without_a_look_are_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    watch = Watch(tmp_path, lambda _url: policy_page())
    watch.checks(3, every=timedelta(days=1))
    watch.check(after=timedelta(days=4))
    watch.checks(2, every=timedelta(days=1))
    with closing(sqlite3.connect(tmp_path / "watch.db")) as db, db:
        # As if the last look was an hour ago.
        shift = f"+{(datetime.now(UTC) - watch.now).total_seconds() - 3600} seconds"
        db.execute("UPDATE checks SET checked_at = strftime('%Y-%m-%dT%H:%M:%S', checked_at, ?)", (shift,))
        db.execute("UPDATE source_states SET verified_at = (SELECT max(checked_at) FROM checks)")
    (row,) = json.loads(clausewatch("status", "--json", cwd=tmp_path).stdout)
    assert len(row["uncovered_days"]) == 3
    told = f"days not watched: {row['uncovered_days'][0]} to {row['uncovered_days'][2]}"
    assert f"3 of the last 30 {told}" in " ".join(clausewatch("status", cwd=tmp_path).stdout.split())
    assert f"3 {told}" in " ".join(clausewatch("history", "gardenbell", cwd=tmp_path).stdout.split())


def test_days_since_which_nothing_is_verified_are_told_once(tmp_path: Path) -> None:
    """`status` looks through a month only; of a longer standstill it would count too few days."""
    (tmp_path / "config.toml").write_text(CONFIG)
    watch = Watch(tmp_path, lambda _url: policy_page())
    watch.checks(3, every=timedelta(days=1))  # months ago, by the clock of those who ask today
    told = clausewatch("status", cwd=tmp_path).stdout
    assert "not verified for" in told
    assert "not watched" not in told
    assert "days not watched" in clausewatch("history", "gardenbell", cwd=tmp_path).stdout
    with open_store(tmp_path / "watch.db") as db:  # the daemon is back, and its first look fails
        state = sources.state(db, "gardenbell/privacy-policy")
        sources.save(db, replace(state, blind_since=datetime.now(UTC), failures=1, problem="Connection refused"))
    told = clausewatch("status", cwd=tmp_path).stdout
    assert "(1 failed check)" in told
    assert "not watched" not in told


def test_of_a_document_that_cannot_be_read_one_line_says_since_when_and_why(watched: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(watched, tmp_path / "copy")
    with open_store(folder / "watch.db") as db:
        state = replace(sources.state(db, "gardenbell/privacy-policy"), verified_at=LONG_AGO, blind_since=LONG_AGO)
        sources.save(db, replace(state, failures=30, problem="HTTP 404 Not Found"))
    told = clausewatch("status", cwd=folder, COLUMNS="120").stdout.splitlines()
    of_it = [line for line in told[2:] if line.startswith("gardenbell/privacy-policy:")]
    assert len(of_it) == 1
    assert of_it[0].endswith("(30 failed checks): HTTP 404 Not Found")
    (row,) = json.loads(clausewatch("status", "--json", cwd=folder).stdout)
    assert row["stale"] is True
    assert len(row["uncovered_days"]) == 30


def test_where_nothing_is_watched_status_says_so_and_names_what_is_on_record(watched: Path) -> None:
    (watched / "nobody.toml").write_text('store = "watch.db"\n')
    told = clausewatch("status", "--config", "nobody.toml", cwd=watched, COLUMNS="120").stdout
    assert "gardenbell/privacy-policy" in told  # its daemon has not let go of it yet
    copy = shutil.copytree(watched, watched.parent / "let-go")
    with closing(sqlite3.connect(copy / "watch.db")) as db, db:
        db.execute("UPDATE sources SET watched = 0")
    told = clausewatch("status", "--config", "nobody.toml", cwd=copy, COLUMNS="120").stdout
    assert "Nothing is watched yet." in told
    assert "their history is kept: gardenbell/privacy-policy" in told


def test_status_names_a_vendor_that_nobody_watches_yet(watched: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(watched, tmp_path / "copy")
    (folder / "config.toml").write_text(CONFIG + '[[vendors]]\nname = "Orchard"\nurl = "https://orchard.example/p"\n')
    told = clausewatch("status", cwd=folder, COLUMNS="120").stdout
    assert "orchard/privacy-policy: not taken over from config.toml yet" in told
    assert "SIGHUP" in told


def test_a_vendor_under_another_name_goes_on_with_its_history_by_its_key(watched: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(watched, tmp_path / "copy")
    renamed = CONFIG.replace('"Gardenbell"', '"Gardenbell Group"')
    with open_store(folder / "watch.db") as db:
        sources.sync(db, [gardenbell(vendor="gardenbell-group", vendor_name="Gardenbell Group")], datetime.now(UTC))
    (folder / "config.toml").write_text(renamed)
    told = clausewatch("status", cwd=folder).stdout
    assert "gardenbell-group/privacy-policy begins a history of its own" in told
    assert 'key = "gardenbell" beside it' in told
    with open_store(folder / "watch.db") as db:
        sources.sync(db, [gardenbell(vendor_name="Gardenbell Group")], datetime.now(UTC))
    (folder / "config.toml").write_text(renamed + 'key = "gardenbell"\n')
    assert "begins a history" not in clausewatch("status", cwd=folder).stdout
    for name in ("gardenbell", "Gardenbell Group"):
        assert "4 versions" in clausewatch("history", name, cwd=folder).stdout


def test_the_outbox_can_be_seen_retried_and_dropped(watched: Path) -> None:
    rows = json.loads(clausewatch("outbox", "--json", cwd=watched).stdout)
    assert {row["status"] for row in rows} == {"pending"}
    first = str(rows[0]["id"])
    clausewatch("outbox", "drop", first, cwd=watched)
    dropped = json.loads(clausewatch("outbox", "--status", "dropped", "--json", cwd=watched).stdout)
    assert [str(row["id"]) for row in dropped] == [first]
    clausewatch("outbox", "retry", first, cwd=watched)
    with open_store(watched / "watch.db") as db:
        outbox.sent(db, int(first), NOON)
    assert "sent already" in clausewatch("outbox", "drop", first, cwd=watched).stdout
    assert first in clausewatch("outbox", "--status", "sent", cwd=watched).stdout
    clausewatch("outbox", "retry", first, cwd=watched)
    assert json.loads(clausewatch("outbox", "--status", "dropped", "--json", cwd=watched).stdout) == []


def test_all_that_failed_on_a_channel_is_retried_together_when_it_is_mended(watched: Path) -> None:
    rows = json.loads(clausewatch("outbox", "--json", cwd=watched).stdout)
    with open_store(watched / "watch.db") as db:
        outbox.failed(db, rows[0]["id"], NOON, "wrong password", None)
        outbox.sent(db, rows[1]["id"], NOON)
    channel = rows[0]["channel"]
    told = clausewatch("outbox", "retry", "--channel", channel, cwd=watched).stdout
    assert told == f"Failed deliveries to {channel} that are due now: 1.\n"
    after = {row["id"]: row["status"] for row in json.loads(clausewatch("outbox", "--json", cwd=watched).stdout)}
    assert (after[rows[0]["id"]], after[rows[1]["id"]]) == ("pending", "sent")
    assert clausewatch("outbox", "retry", "--channel", "nobody", cwd=watched, check=False).returncode == 3
    assert clausewatch("outbox", "retry", cwd=watched, check=False).returncode == 2


def test_in_a_narrow_terminal_the_keys_and_errors_of_deliveries_stay_whole(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    key = "second-example-and-partners-of-the-north/privacy-policy-for-devices"
    error = "https://hooks.chat.example/T0123456789/B0123456789: connection refused"
    with open_store(tmp_path / "watch.db") as db:
        told = replace(change(), id=f"{key}:12", source=key)
        outbox.enqueue(db, told, ["privacy-team-in-the-north"], NOON)
        [claimed] = outbox.claim(db, "privacy-team-in-the-north", NOON, lease=timedelta(minutes=5), limit=1)
        outbox.failed(db, claimed.id, NOON, error, None)
    lines = clausewatch("outbox", cwd=tmp_path, COLUMNS="80").stdout.splitlines()
    assert any(f"privacy-team-in-the-north  {key}:12" in line for line in lines)
    assert any(error in line for line in lines)
    assert any("tried once" in line for line in lines)
    assert "No delivery is sent." in clausewatch("outbox", "--status", "sent", cwd=tmp_path).stdout


def test_an_empty_outbox_says_so(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    open_store(tmp_path / "watch.db").close()
    assert "Nothing was to be told yet." in clausewatch("outbox", cwd=tmp_path).stdout


def test_what_fails_is_told_on_a_line_of_its_own_with_what_is_in_doubt(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG + 'interval = "365d"\n')
    pages = [policy_page(), policy_page(PARTNERS)]
    watch = Watch(tmp_path, lambda _url: pages[0])
    watch.check()
    pages.pop(0)
    watch.check(after=timedelta(days=1))
    told = clausewatch("status", cwd=tmp_path, COLUMNS="80").stdout
    assert "another text" in told.splitlines()[1]
    assert "gardenbell/privacy-policy: another text, first seen" in told
    (row,) = json.loads(clausewatch("status", "--json", cwd=tmp_path).stdout)
    assert row["pending_since"] == watch.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    with open_store(tmp_path / "watch.db") as db:
        state = sources.state(db, "gardenbell/privacy-policy")
        problem = "the server at gardenbell.example turns us away for reasons that it does not tell"
        sources.save(db, replace(state, blind_since=watch.now, failures=3, problem=problem))
    told = clausewatch("status", cwd=tmp_path, COLUMNS="80").stdout
    assert any(line.endswith(f"(3 failed checks): {problem}") for line in told.splitlines())


def test_days_on_which_all_were_not_watched_take_one_line(tmp_path: Path) -> None:
    names = ("Alder", "Birch", "Cedar", "Elm")
    vendors = [gardenbell(vendor=name.lower(), vendor_name=name) for name in names]
    tables = "".join(f'[[vendors]]\nname = "{name}"\nurl = "https://gardenbell.example/privacy"\n' for name in names)
    (tmp_path / "config.toml").write_text(f'store = "watch.db"\n{tables}')
    now = datetime.now(UTC)
    with open_store(tmp_path / "watch.db") as db:
        sources.sync(db, vendors, now)
        for vendor in vendors:
            for days in (9, 8, 3, 2, 1, 0):
                looked = now - timedelta(days=days, minutes=1)
                checks.add(db, Check(source=vendor.key, checked_at=looked, outcome=Outcome.UNCHANGED))
    lines = [line for line in clausewatch("status", cwd=tmp_path).stdout.splitlines() if "not watched" in line]
    assert [line.split(" days")[0] for line in lines] == ["4 documents: 4 of the last 30"]


def test_documents_that_are_not_verified_while_the_daemon_is_off_take_one_line(tmp_path: Path) -> None:
    names = ("Alder", "Birch", "Cedar", "Elm")
    tables = "".join(f'[[vendors]]\nname = "{name}"\nurl = "https://gardenbell.example/privacy"\n' for name in names)
    (tmp_path / "config.toml").write_text(f'store = "watch.db"\n{tables}')
    now = datetime.now(UTC)
    with open_store(tmp_path / "watch.db") as db:
        sources.sync(db, [gardenbell(vendor=name.lower(), vendor_name=name) for name in names], now)
        for days, name in enumerate(names, start=9):
            state = sources.state(db, f"{name.lower()}/privacy-policy")
            sources.save(db, replace(state, verified_at=now - timedelta(days=days, minutes=1)))
    lines = [line for line in clausewatch("status", cwd=tmp_path).stdout.splitlines() if "not verified for" in line]
    assert lines == ["4 documents: not verified for 9 d or longer"]


def test_the_store_is_backed_up_checked_and_pruned(watched: Path) -> None:
    assert "sound" in clausewatch("store", "check", cwd=watched).stdout
    clausewatch("store", "backup", "copy.db", cwd=watched)
    again = clausewatch("store", "backup", "copy.db", cwd=watched, check=False)
    assert (again.returncode, "exists already" in again.stderr) == (4, True)
    assert "0 captures let go" in clausewatch("store", "prune", "--before", "2026-03-02", cwd=watched).stdout
    (watched / "other.toml").write_text(CONFIG.replace("watch.db", "copy.db"))
    with closing(sqlite3.connect(watched / "copy.db")) as copy, copy:
        copy.execute("UPDATE checks SET detail = 'nothing happened' WHERE id = 2")
    broken = clausewatch("store", "check", "--config", "other.toml", "--json", cwd=watched, check=False)
    assert broken.returncode == 4
    assert json.loads(broken.stdout)["faults"]
    assert "sound" in clausewatch("store", "check", cwd=watched).stdout


def test_status_says_that_the_budget_is_used_up(watched: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(watched, tmp_path / "copy")
    with closing(sqlite3.connect(folder / "watch.db")) as db, db:
        db.execute("UPDATE checks SET checked_at = strftime('%Y-%m-%dT%H:%M:%S', 'now')")
    (folder / "config.toml").write_text(CONFIG + "\n[fetch]\nbudget = 2\n")
    assert "The budget of 2 checks a day is used up" in clausewatch("status", cwd=folder).stdout
    (row,) = json.loads(clausewatch("status", "--json", cwd=folder).stdout)
    assert row["held_until"]


def test_edited_request_headers_are_answered_with_the_whole_page(tmp_path: Path) -> None:
    """An ETag that is the same for every language must not hide that another one is asked for now."""

    def answer(request: Request) -> Answer:
        if "if-none-match" in request.headers:
            return Answer(status=304)
        return Answer(body=policy_page().encode(), headers=(("Content-Type", "text/html"), ("ETag", '"one"')))

    with serve({"/privacy": answer}) as server:
        watch = '[fetch]\nallow_private = ["127.0.0.1"]\nspacing = "0s"\n[[vendors]]\nname = "Gardenbell"\n'
        for own in ("", "", 'headers = { Accept-Language = "de" }\n'):
            (tmp_path / "config.toml").write_text(f'{watch}url = "{server.url("/privacy")}"\n{own}')
            clausewatch("check", cwd=tmp_path)
        asked = [request.headers for request in server.requests if request.path == "/privacy"]
    assert ["if-none-match" in headers for headers in asked] == [False, True, False]
    assert asked[-1]["accept-language"] == "de"
