"""Each distinct passage of a source, and the versions in which it stood.

A passage is kept as a place in the version that first held it, not as a copy of its words; only the search index
holds words. An unchanged passage costs a later version nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Protocol

from monitor.model import Version
from monitor.model.text import unbroken
from store.database import Store
from store.rows import to_json

_GAP = re.compile(r"\n\s*\n")


class Span(Protocol):
    """Where a passage stands in its text; a Segment is one."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def record(db: Store, source: int, version: Version, segments: Sequence[Span] | None) -> None:
    """Ends the spans of passages that are gone, begins those of passages that are new or back."""
    standing = _digests(db, "last_version IS NULL", source)
    passages = _of_an_equal_text(db, source, version.number)
    if not passages:
        places = _places(version.text, segments)
        moved = {mark: place for mark, place in places.items() if mark not in standing}
        passages = _identify(db, source, version, moved)
        passages |= {mark: passage for mark, passage in standing.items() if mark in places}
    db.execute_many(
        "UPDATE passage_spans SET last_version = ? WHERE source_id = ? AND passage_id = ? AND last_version IS NULL",
        [(version.number - 1, source, passage) for mark, passage in standing.items() if mark not in passages],
    )
    db.execute_many(
        "INSERT INTO passage_spans (source_id, passage_id, first_version) VALUES (?, ?, ?)",
        [(source, passage, version.number) for mark, passage in passages.items() if mark not in standing],
    )


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """The offsets (start, end) of a text's blocks, which blank lines part."""
    start = 0
    for gap in _GAP.finditer(text + "\n\n"):
        block = text[start : gap.start()]
        if words := block.strip():
            start += len(block) - len(block.lstrip())
            yield start, start + len(words)
        start = gap.end()


def _places(text: str, segments: Sequence[Span] | None) -> dict[int, tuple[int, int]]:
    """The passages of a text: digest -> (start, end)."""
    given = blocks(text) if segments is None else ((segment.start, segment.end) for segment in segments)
    return {digest(text[start:end]): (start, end) for start, end in given if end > start}


def _of_an_equal_text(db: Store, source: int, number: int) -> dict[int, int]:
    """The passages of the version as its last equal had them: two in five versions return to an earlier text."""
    equal = db.value(
        """SELECT max(number) FROM versions WHERE source_id = :source AND number < :number
           AND text_id = (SELECT text_id FROM versions WHERE source_id = :source AND number = :number)""",
        {"source": source, "number": number},
    )
    if equal is None:
        return {}
    return _digests(db, "first_version <= :number AND coalesce(last_version, :number) >= :number", source, equal)


def _digests(db: Store, condition: str, source: int, number: int | None = None) -> dict[int, int]:
    """The passages whose spans meet the condition: digest -> id."""
    rows = db.rows(
        f"""SELECT digest, passage_id FROM passage_spans JOIN passages ON passages.id = passage_id
            WHERE passage_spans.source_id = :source AND {condition}""",
        {"source": source, "number": number},
    )
    return {row["digest"]: row["passage_id"] for row in rows}


def _identify(db: Store, source: int, version: Version, places: Mapping[int, tuple[int, int]]) -> dict[int, int]:
    """The ids of passages that did not stand just now: digest -> id. Those that never stood before are added."""
    rows = db.rows(
        "SELECT digest, id FROM passages WHERE source_id = ? AND digest IN (SELECT value FROM json_each(?))",
        (source, to_json(list(places))),
    )
    known = {row["digest"]: row["id"] for row in rows}
    following = db.value("SELECT coalesce(max(id), 0) + 1 FROM passages")
    new = dict(zip((mark for mark in places if mark not in known), count(following), strict=False))
    db.execute_many(
        "INSERT INTO passages (id, source_id, digest, version, start, length) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (new[mark], source, mark, version.number, start, end - start)
            for mark, (start, end) in places.items()
            if mark in new
        ],
    )
    db.execute_many(
        "INSERT INTO passage_index (rowid, text) VALUES (?, ?)",
        [(new[mark], unbroken(version.text[slice(*places[mark])])) for mark in new],
    )
    return known | new


def digest(text: str) -> int:
    """48 bits, SQLite's largest integer but one: enough to tell the passages of one source apart."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest(), signed=True)
