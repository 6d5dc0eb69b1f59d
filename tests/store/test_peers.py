"""Histories of other watchers: what they recorded comes in, dated, and their watch lists can be gone on with."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import struct
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import NotFoundError, SourceError
from store import history, msgpack, outbox, versions
from store.database import Store, open_store
from store.history import Hooks, Imported, take_over
from store.peers import read_history
from store.watch_lists import Watch, documents, read_watches
from tests.support.storing import DAY, KEY, NOON, alert

URL = "https://acme.example/privacy"
GUID = hashlib.sha1(URL.encode(), usedforsecurity=False).hexdigest()
SECONDS = int(NOON.timestamp())


def pack(value: Any) -> bytes:
    """MessagePack as its library writes it, for the kinds that webchanges stores."""
    if value is None or isinstance(value, bool):
        return {None: b"\xc0", False: b"\xc2", True: b"\xc3"}[value]
    if isinstance(value, str):
        data = value.encode()
        return (bytes([0xA0 | len(data)]) if len(data) < 32 else b"\xdb" + struct.pack(">I", len(data))) + data
    if isinstance(value, bytes):
        return b"\xc6" + struct.pack(">I", len(value)) + value
    if isinstance(value, float):
        return b"\xcb" + struct.pack(">d", value)
    if isinstance(value, int):
        if 0 <= value < 128:
            return bytes([value])
        return b"\xcf" + struct.pack(">Q", value) if value >= 2**63 else b"\xd3" + struct.pack(">q", value)
    if isinstance(value, list):
        return b"\xdd" + struct.pack(">I", len(value)) + b"".join(map(pack, value))
    return b"\xdf" + struct.pack(">I", len(value)) + b"".join(pack(part) for pair in value.items() for part in pair)


SIMPLE = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text() | st.binary()
)


@given(st.recursive(SIMPLE, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)))
def test_message_pack_is_read_as_it_was_written(value: Any) -> None:
    assert msgpack.unpack(pack(value)) == value


@given(st.binary(max_size=40))
def test_bytes_that_are_no_message_pack_are_a_value_error_at_most(data: bytes) -> None:
    with suppress(ValueError, TypeError):
        assert pack(msgpack.unpack(data))


def test_message_pack_that_nests_without_end_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="too deep"):
        msgpack.unpack(b"\x91" * 100_000)


def bring_in(folder: Path, place: Path, watch_list: Path | None = None) -> tuple[Store, Imported]:
    db = open_store(folder / "store.db")

    def extract(html: str, url: str) -> str | None:
        return f"read from {url}" if "policy" in html else None

    return db, take_over(db, read_history(place, watch_list, extract=extract), now=NOON, hooks=Hooks())


def jobs(folder: Path) -> Path:
    path = folder / "jobs.yaml"
    path.write_text(f"name: Acme Privacy Policy\nurl: {URL}\nfilter:\n  - html2text\n---\ncommand: uptime\n---\n")
    return path


def urlwatch(folder: Path, rows: list[tuple[str, int, str | None, int | None]]) -> Path:
    path = folder / "cache.db"
    other = sqlite3.connect(path)
    other.execute(
        """CREATE TABLE CacheEntry (
            id INTEGER PRIMARY KEY, guid TEXT, timestamp INTEGER, data TEXT, tries INTEGER, etag TEXT)"""
    )
    other.executemany("INSERT INTO CacheEntry (guid, timestamp, data, tries) VALUES (?, ?, ?, ?)", rows)
    other.commit()
    other.close()
    return path


def test_urlwatchs_history_comes_in_oldest_first(tmp_path: Path) -> None:
    place = urlwatch(
        tmp_path,
        [
            (GUID, SECONDS + 86400, "We share everything.", 0),
            (GUID, SECONDS, "We share nothing.", None),
            (GUID, SECONDS + 99, "We share nothing.", 0),
            (GUID, SECONDS + 5, "an error page", 2),
            ("0" * 40, SECONDS, "a page that is watched no longer", 0),
        ],
    )
    db, done = bring_in(tmp_path, place, jobs(tmp_path))
    with db:
        assert (done.versions, done.repeated) == (2, 1)
        assert [versions.get(db, KEY, number).text for number in (1, 2)] == [
            "We share nothing.",
            "We share everything.",
        ]
        assert [one.recorded_at for one in versions.summaries(db, KEY)] == [NOON, NOON + DAY]


@pytest.mark.parametrize("seconds", [10**17, -(10**17), "yesterday"])
def test_a_record_of_no_moment_ends_the_import_with_its_name(tmp_path: Path, seconds: Any) -> None:
    place = urlwatch(tmp_path, [(GUID, seconds, "We share nothing.", 0)])
    with pytest.raises(SourceError, match=f"record of {GUID}: names no moment"):
        read_history(place, jobs(tmp_path), extract=lambda html, _: html)


def test_pages_are_read_before_they_are_recorded(tmp_path: Path) -> None:
    place = urlwatch(
        tmp_path, [(GUID, SECONDS, "<!DOCTYPE html><p>policy", 0), (GUID, SECONDS + 1, "<html>nothing here", 0)]
    )
    db, done = bring_in(tmp_path, place, jobs(tmp_path))
    with db:
        assert (done.versions, done.empty) == (1, 1)
        assert versions.get(db, KEY, 1).text == f"read from {URL}"


def test_webchanges_history_comes_in_without_its_failures(tmp_path: Path) -> None:
    path = tmp_path / "snapshots.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE webchanges (uuid TEXT, timestamp REAL, msgpack_data BLOB)")
    entries = [
        {"d": "We share nothing.", "t": 0, "e": "", "m": "text/plain", "err": {}},
        {"d": "", "t": 1, "e": "", "m": "", "err": {"type": "TimeoutError"}},
    ]
    other.executemany("INSERT INTO webchanges VALUES (?, ?, ?)", [(GUID, SECONDS + 0.5, pack(e)) for e in entries])
    other.commit()
    other.close()
    db, done = bring_in(tmp_path, path, jobs(tmp_path))
    with db:
        assert done.versions == 1
        assert versions.get(db, KEY, 1).recorded_at == NOON.replace(microsecond=500_000)


def test_what_is_no_text_in_a_watch_list_names_nothing(tmp_path: Path) -> None:
    """A number may be a name; aliases of YAML may stand for lists without end."""
    path = tmp_path / "jobs.yaml"
    path.write_text(f"url: {URL}\nname: 365\ntags: [2024, [a, b]]\n---\nurl: [a]\n---\nurl: {URL}?2\nname: &x [*x]\n")
    assert [(watch.name, watch.tags) for watch in read_watches(path)] == [("365", ("2024",)), ("", ())]


def test_a_record_that_unpacks_to_no_policy_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "datastore" / "8f2b"
    folder.mkdir(parents=True)
    (folder / "watch.json").write_text(json.dumps({"url": URL, "title": "Acme"}))
    (folder / "history.txt").write_text(f"{SECONDS},a.txt.br\n")
    whole = brotli.compress(b"We share nothing. " * 2_000_000)
    for packed, problem in ((whole, "longer than 20 MB"), (whole[:-9], "damaged|longer"), (b"no brotli", "damaged")):
        (folder / "a.txt.br").write_bytes(packed)
        (record,) = read_history(folder.parent, extract=lambda html, _: html)
        with pytest.raises(SourceError, match=problem):
            record.read()


@pytest.mark.parametrize("one_file", [True, False])
def test_changedetections_folder_comes_in(tmp_path: Path, one_file: bool) -> None:
    folder = tmp_path / "datastore"
    watch = folder / "8f2b"
    watch.mkdir(parents=True)
    about = {"url": URL, "title": "Acme Privacy Policy"}
    if one_file:
        (folder / "url-watches.json").write_text(json.dumps({"watching": {"8f2b": about}}))
    else:
        (watch / "watch.json").write_text(json.dumps(about))
    (watch / "a.txt").write_text("We share nothing.")
    (watch / "b.txt.br").write_bytes(brotli.compress(b"We share everything."))
    (watch / "history.txt").write_bytes(
        f"{SECONDS},/datastore/8f2b/a.txt\n{SECONDS + 86400},b.txt.br\n".encode()
        + f"{SECONDS + 9},../../../etc/passwd\n".encode()
        + b"rubbish \xff\n"
    )
    db, done = bring_in(tmp_path, folder)
    with db:
        assert done.versions == 2
        assert versions.get(db, KEY, 2).text == "We share everything."


def test_importing_again_makes_no_doubles(tmp_path: Path) -> None:
    place = urlwatch(tmp_path, [(GUID, SECONDS, "We share nothing.", 0)])
    bring_in(tmp_path, place, jobs(tmp_path))[0].close()
    db, done = bring_in(tmp_path, place, jobs(tmp_path))
    with db:
        assert (done.versions, done.known) == (0, 1)


def test_a_watch_list_becomes_documents_with_names_of_their_own() -> None:
    watches = [
        Watch(id="1", name="Acme – Privacy Policy", url=URL),
        Watch(id="2", name="", url="https://www.other.example/legal"),
        Watch(id="3", name="Acme", url="https://acme.example/eu/privacy"),
        Watch(id="4", name="Acme Terms of Service", url="https://acme.example/terms"),
        Watch(id="5", name="Acme", url="https://acme.example/eu/privacy?language=de"),
    ]
    found = documents(watches)
    assert [(one.key, one.urls[0]) for one in found] == [
        (KEY, URL),
        ("other-example/privacy-policy", "https://www.other.example/legal"),
        ("acme-eu-privacy/privacy-policy", "https://acme.example/eu/privacy"),
        ("acme/terms-of-service", "https://acme.example/terms"),
        ("acme-2/privacy-policy", "https://acme.example/eu/privacy?language=de"),
    ]


JOBS = """\
name: Acme Privacy Policy
url: https://acme.example/fetch?id=7
user_visible_url: https://acme.example/privacy
tags: [processors]
filters:
  - css:
      selector: main
      exclude: nav, .banner
  - html2text
---
name: Acme Terms of Service
url: https://acme.example/terms
filter:
  - css: article
  - strip
---
url: https://acme.example/form
data: {country: DE}
---
url: https://acme.example/old
enabled: false
filter: strip
---
command: uptime
---
"""


def test_jobs_bring_their_selectors_and_tags_along(tmp_path: Path) -> None:
    (tmp_path / "jobs.yaml").write_text(JOBS)
    policy, terms, form, old = read_watches(tmp_path / "jobs.yaml")
    assert (policy.id, policy.url) == (GUID, "https://acme.example/fetch?id=7")
    assert (policy.select, policy.remove, policy.tags) == (("main",), ("nav, .banner",), ("processors",))
    assert (terms.select, terms.remove) == (("article",), ())
    assert [bool(watch.unfit) for watch in (policy, terms, form, old)] == [False, False, True, True]


def test_changedetections_selectors_and_tags_come_along(tmp_path: Path) -> None:
    for uuid, file, content in (
        ("4b6a", "tag.json", {"title": "processors", "processor": "text_json_diff"}),
        ("d4a7", "watch.json", {
            "url": URL, "title": None, "page_title": "Privacy", "tags": ["4b6a", "a tag that was deleted"],
            "include_filters": ["main", "xpath://main", "//p", "json:$.a"], "subtractive_selectors": ["nav", " "],
            "paused": False, "body": None,
        }),
        ("e1f2", "watch.json", {"url": URL, "title": "Paused", "tags": [], "paused": True}),
    ):  # fmt: skip
        (tmp_path / uuid).mkdir()
        (tmp_path / uuid / file).write_text(json.dumps(content))
    watch, paused = read_watches(tmp_path)
    assert (watch.select, watch.remove, watch.tags) == (("main",), ("nav",), ("processors",))
    assert not watch.unfit
    assert paused.unfit


def test_others_get_their_turns_to_write_during_an_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_LOCK_SECONDS", 0.0)
    records = [
        history.Record(
            service="Acme",
            terms_type="Privacy Policy",
            recorded_at=NOON + DAY * number,
            reference=bytes([number]),
            read=partial("We keep orders for {} years.".format, number),
        )
        for number in range(1, 6)
    ]
    turns: list[int] = []
    with open_store(tmp_path / "store.db") as db, open_store(tmp_path / "store.db", busy_seconds=0) as daemon:

        def turn(done: int, _total: int) -> None:
            outbox.enqueue(daemon, alert(len(turns)), ["mail"], NOON)
            turns.append(done)

        assert take_over(db, records, now=NOON, hooks=Hooks(progress=turn)).versions == 5
    assert turns[:5] == [1, 2, 3, 4, 5]


def test_a_daemon_that_waits_to_write_gets_its_turns_during_an_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits looks again every tenth of a second only, so that a pause has to be longer than that."""
    monkeypatch.setattr(history, "_LOCK_SECONDS", 0.4)
    under_way, over = Event(), Event()

    def read(number: int) -> str:
        under_way.set()
        over.wait(0.02)
        return f"We keep orders for {number} years."

    records = [
        history.Record(
            service="Acme",
            terms_type="Privacy Policy",
            recorded_at=NOON + DAY * number,
            reference=number.to_bytes(2),
            read=partial(read, number),
        )
        for number in range(600)
    ]

    def take_in() -> None:
        with open_store(tmp_path / "store.db") as db:
            take_over(db, records, now=NOON, hooks=Hooks())

    open_store(tmp_path / "store.db").close()
    importing = Thread(target=take_in)
    importing.start()
    try:
        with open_store(tmp_path / "store.db", busy_seconds=2) as daemon:
            for number in range(4):
                under_way.clear()
                assert under_way.wait(30)
                outbox.enqueue(daemon, alert(number), ["mail"], NOON)
    finally:
        over.set()
        importing.join(30)
    with open_store(tmp_path / "store.db") as db:
        assert len(outbox.list_deliveries(db)) == 4


def test_a_page_that_is_listed_twice_is_one_watch(tmp_path: Path) -> None:
    path = tmp_path / "jobs.yaml"
    path.write_text(f"url: {URL}\n---\nname: Acme\nurl: {URL}\n")
    assert [watch.name for watch in read_watches(path)] == ["Acme"]


def test_other_files_are_told_apart(tmp_path: Path) -> None:
    for place, error in ((tmp_path / "nowhere", NotFoundError), (tmp_path, SourceError)):
        with pytest.raises(error):
            read_history(place, extract=lambda html, _: html)
    open_store(tmp_path / "ours.db").close()
    with pytest.raises(SourceError, match="neither urlwatch's nor webchanges'"):
        read_history(tmp_path / "ours.db", jobs(tmp_path), extract=lambda html, _: html)
    for bad in ("- just\n- a list", "[" * 20_000, "name: \x00"):
        (tmp_path / "bad.yaml").write_text(bad)
        with pytest.raises(SourceError, match="is not a watch list"):
            read_watches(tmp_path / "bad.yaml")
    (tmp_path / "datastore" / "8f2b" / "watch.json").mkdir(parents=True)  # a folder of that name
    with pytest.raises(SourceError, match="is not a watch list"):
        read_watches(tmp_path / "datastore")
    assert datetime.fromtimestamp(SECONDS, UTC) == NOON
