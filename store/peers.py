"""Histories that other watchers keep: urlwatch, webchanges and changedetection.io, as far as their formats hold one.

urlwatch 2 keeps a minidb (SQLite, table CacheEntry), webchanges 3 an SQLite table of MessagePack rows; both name a page
by the SHA-1 of its address, so it takes their watch list (store/watch_lists.py) to know what is what.
changedetection.io keeps a folder for each watch, with history.txt ("UNIX time,file") and the texts, plain or compressed
by Brotli. Tried with what urlwatch 2.29, webchanges 3.37 and changedetection.io 0.60 wrote.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

import brotli

from monitor.errors import NotFoundError, SourceError
from monitor.model import SourceDocument
from store import msgpack
from store.history import Record
from store.watch_lists import documents, read_watches

_PAGE = re.compile(r"\s*<(!doctype html|html|head|body)\b", re.IGNORECASE)

_LONGEST = 20_000_000  # bytes of one record

Extract = Callable[[str, str], str | None]  # (HTML, address) -> the policy text, None where it holds none


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One recorded text of a watch; it may be a page still."""

    watch: str
    seconds: float
    read: Callable[[], str]


def read_history(place: Path, watch_list: Path | None = None, *, extract: Extract) -> list[Record]:
    """What another watcher recorded, oldest first, for store.history.take_over; texts are read when they are needed.

    place: the database of urlwatch or webchanges, with its `watch_list` (urls.yaml, jobs.yaml); or the data folder of
    changedetection.io. extract: for records that are pages and not yet text.
    Raises NotFoundError where a file is missing, SourceError where one is of another kind.
    """
    watches = read_watches(watch_list or place)
    known = {watch.id: document for watch, document in zip(watches, documents(watches), strict=True)}
    if not place.exists():
        raise NotFoundError(f"file {place}")
    found = _in_folder(place, known) if place.is_dir() else _in_database(place)
    records = [_record(known[one.watch], one, extract) for one in found if one.watch in known]
    return sorted(records, key=lambda record: record.recorded_at)


def _in_folder(place: Path, known: Mapping[str, SourceDocument]) -> Iterator[_Found]:
    for uuid in known:
        history = place / Path(uuid).name / "history.txt"
        if history.is_file():
            for line in history.read_text("utf-8", "replace").splitlines():
                seconds, _, file = line.partition(",")
                # Old histories name files by their full path on another machine.
                text = history.parent / Path(file).name
                if seconds.isdecimal() and text.is_file():
                    yield _Found(watch=uuid, seconds=float(seconds), read=partial(_read_file, text))


def _read_file(file: Path) -> str:
    content = file.read_bytes()
    try:
        content = _unpacked(content) if file.suffix == ".br" else content
    except brotli.error as error:
        raise SourceError(str(file), "is damaged: Brotli cannot read it") from error
    if len(content) > _LONGEST:
        raise SourceError(str(file), f"is longer than {_LONGEST // 1_000_000} MB, which no policy is")
    return content.decode(errors="replace")


def _unpacked(packed: bytes) -> bytes:
    """What a few bytes stand for may be gigabytes: no more of it than shows that it is too long."""
    stream, found = brotli.Decompressor(), bytearray()
    while not stream.is_finished() and len(found) <= _LONGEST:
        part = stream.process(packed, output_buffer_limit=_LONGEST + 1 - len(found))
        if not part and not stream.is_finished():
            raise brotli.error("it ends early")
        found += part
        packed = b""
    return bytes(found)


def _in_database(place: Path) -> list[_Found]:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(place.resolve()))}?mode=ro", uri=True)) as other:
            tables = {name for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "webchanges" in tables:
                return list(_webchanges(other))
            if "CacheEntry" in tables:
                return list(_urlwatch(other))
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        raise SourceError(str(place), f"cannot be read as a history: {error}") from error
    raise SourceError(str(place), "is neither urlwatch's nor webchanges' database")


def _urlwatch(other: sqlite3.Connection) -> Iterator[_Found]:
    rows = other.execute("SELECT guid, timestamp, data FROM CacheEntry WHERE coalesce(tries, 0) = 0 AND data NOT NULL")
    for guid, seconds, data in rows:
        yield _Found(watch=guid, seconds=seconds, read=partial(str, data))


def _webchanges(other: sqlite3.Connection) -> Iterator[_Found]:
    for guid, seconds, packed in other.execute("SELECT uuid, timestamp, msgpack_data FROM webchanges"):
        entry = msgpack.unpack(packed)
        if not entry["t"] and isinstance(entry["d"], str):  # t: how often it failed
            yield _Found(watch=guid, seconds=seconds, read=partial(str, entry["d"]))


def _record(document: SourceDocument, found: _Found, extract: Extract) -> Record:
    return Record(
        service=document.vendor_name,
        terms_type=document.terms_type,
        recorded_at=_moment(found),
        reference=f"{found.watch}:{found.seconds}".encode(),
        read=partial(_text, found, document.urls[0], extract),
        url=document.urls[0],
    )


def _moment(found: _Found) -> datetime:
    try:
        return datetime.fromtimestamp(found.seconds, UTC)
    except (ValueError, OverflowError, OSError, TypeError) as error:
        raise SourceError(f"the record of {found.watch}", f"names no moment: {str(found.seconds)[:40]}") from error


def _text(found: _Found, url: str, extract: Extract) -> str:
    text = found.read()
    return (extract(text, url) or "") if _PAGE.match(text) else text
