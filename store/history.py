"""Versions that others recorded, taken over with their dates: what the importers of every format share.

Each record has a reference (a commit, a row) that is stored with it, so an import can be interrupted, resumed and run
again without doubles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic

from monitor.model import Origin, SourceDocument, Version, VersionSummary, fingerprint, slug
from store import sources, versions
from store.database import Store
from store.passages import Span

IMPORTED_EXTRACTOR = 0  # no extractor of ours made these texts
# An import shares the store with a running daemon: it lets go of the write lock this often.
_LOCK_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One recorded text. reference: its unique name where it comes from. read: gives its text, when it is needed."""

    service: str
    terms_type: str
    recorded_at: datetime
    reference: bytes
    read: Callable[[], str]
    url: str | None = None
    technical_upgrade: bool = False


Segmenter = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """What the caller adds to an import.

    describe: adds what the text itself tells (title, language, dates of effect) to a version before it is stored.
    on_version: called with (source key, version, version before) inside the transaction that stores the version, so
        that a judgement added there stands or falls with it.
    segmenter: makes the passages to search in; without it they are the blocks of the text.
    progress: called now and then with (records done, records in all).
    """

    describe: Callable[[Version], Version] | None = None
    on_version: Callable[[str, Version, Version | None], None] | None = None
    segmenter: Segmenter | None = None
    progress: Callable[[int, int], None] | None = None


NO_HOOKS = Hooks()


@dataclass(slots=True, kw_only=True)
class Imported:
    """What an import did. known: records taken over earlier. repeated: records that brought no other text.

    empty: records without words, which are tried again next time.
    beside: sources that were watched before, whose older history went beside them as "... (archive)".
    watched: sources that were imported once and are watched since: later records of others were left out.
    """

    records: int = 0
    versions: int = 0
    repeated: int = 0
    known: int = 0
    empty: int = 0
    beside: set[str] = field(default_factory=set)
    watched: set[str] = field(default_factory=set)


def take_over(db: Store, records: Sequence[Record], *, now: datetime, hooks: Hooks) -> Imported:
    """Stores the records in their order, each source's history before it is watched."""
    done = Imported()
    waiting = iter(records)
    more = True
    while more:
        more = _take_over_some(db, waiting, done, now, hooks)
        if hooks.progress:
            hooks.progress(done.records, len(records))
        if more:
            db.give_way()
    return done


def _take_over_some(db: Store, waiting: Iterable[Record], done: Imported, now: datetime, hooks: Hooks) -> bool:
    """One transaction's worth; whether there may be more."""
    with db.transaction():
        release_at = monotonic() + _LOCK_SECONDS
        for record in waiting:
            _take_over(db, record, done, now, hooks)
            done.records += 1
            if monotonic() > release_at:
                return True
    return False


def _take_over(db: Store, record: Record, done: Imported, now: datetime, hooks: Hooks) -> None:
    key = _destination(db, record, done, now)
    source = sources.identify(db, key)
    if db.value("SELECT 1 FROM imports WHERE source_id = ? AND reference = ?", (source, record.reference)):
        done.known += 1
        return
    before = versions.latest_summary(db, key)
    if before is not None and before.origin is Origin.WATCHED:
        done.watched.add(key)
        return
    text = record.read()
    if not text.strip():
        done.empty += 1
        return
    equal = versions.with_text(db, key, text)
    if before is not None and equal is not None and equal.number == before.number:
        done.repeated += 1
    else:
        _add(db, key, record, hooks, text=text, before=before, equal=equal)
        done.versions += 1
    number = versions.count(db, key)
    db.insert("imports", {"source_id": source, "reference": record.reference, "number": number})


def _add(
    db: Store,
    key: str,
    record: Record,
    hooks: Hooks,
    *,
    text: str,
    before: VersionSummary | None,
    equal: VersionSummary | None,
) -> None:
    """equal: the last version with this very text, where there is one: what that tells of itself holds here too."""
    words = equal.fingerprint if equal else fingerprint(text)
    version = _version(db, key, record, text=text, words=words, before=before)
    if equal:
        version = replace(version, **{name: getattr(equal, name) for name in _DESCRIPTION})
    elif hooks.describe:
        version = hooks.describe(version)
    previous = versions.latest(db, key) if hooks.on_version else None
    versions.add(db, key, version, segments=hooks.segmenter(text) if hooks.segmenter and not equal else None)
    if hooks.on_version:
        hooks.on_version(key, version, previous)


# What is the same for equal texts.
_DESCRIPTION = ("title", "language", "effective_date", "updated_date")


def _version(db: Store, key: str, record: Record, *, text: str, words: str, before: VersionSummary | None) -> Version:
    """words: the fingerprint of the text."""
    same_words_as_before = before is not None and before.fingerprint == words
    return Version(
        number=1 if before is None else before.number + 1,
        text=text,
        fingerprint=words,
        recorded_at=record.recorded_at,
        extractor=IMPORTED_EXTRACTOR,
        technical_upgrade=record.technical_upgrade and before is not None,
        returns_to=None if same_words_as_before else versions.number_of_fingerprint(db, key, words),
        origin=Origin.IMPORTED,
    )


def _destination(db: Store, record: Record, done: Imported, now: datetime) -> str:
    """The key of the source that takes the record, which is made where it is missing.

    Versions are numbered in the order of recording. So what happened before a source was first watched goes beside it.
    """
    document = SourceDocument(
        vendor=_vendor(db, record.service),
        vendor_name=record.service,
        terms_type=record.terms_type,
        urls=(record.url,) if record.url else (),
        interval=timedelta(days=1),
    )
    sources.add_unwatched(db, document, now)
    first = db.value(
        "SELECT origin FROM versions WHERE source_id = ? AND number = 1", (sources.identify(db, document.key),)
    )
    if first != Origin.WATCHED:
        return document.key
    done.beside.add(document.key)
    archive = replace(document, terms_type=f"{document.terms_type} (archive)")
    sources.add_unwatched(db, archive, now)
    return archive.key


def _vendor(db: Store, service: str) -> str:
    """A service's vendor key. Two services whose names differ only in signs ("AT&T", "AT T") keep apart."""
    plain = slug(service)
    names = [row[0] for row in db.rows("SELECT DISTINCT vendor_name FROM sources WHERE vendor = ?", (plain,))]
    if plain and (not names or any(name.casefold() == service.casefold() for name in names)):
        return plain
    mark = hashlib.blake2b(service.encode(), digest_size=3).hexdigest()
    return f"{plain}-{mark}" if plain else f"vendor-{mark}"
