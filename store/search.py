"""Full-text search over every passage that ever stood, with the time in which it stood."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from store import blobs
from store.database import Store
from store.rows import from_instant, to_instant

TOKENIZER = "porter unicode61 remove_diacritics 2"
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
_SNIPPET_WORDS = 24
_RANKED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that matches. text: verbatim. snippet: the part that matches, matches between [ and ].

    first_version, first_stood: where and when it was first seen. last_version: the last one that holds it (as of the
    day asked for, where one was); last_stood: when it was seen gone, None while it stands. In between it may have been
    gone for a time.
    """

    source: str
    vendor: str
    vendor_name: str
    terms_type: str
    text: str
    snippet: str
    first_version: int
    last_version: int
    first_stood: datetime
    last_stood: datetime | None

    @property
    def stands(self) -> bool:
        return self.last_stood is None


def search(
    db: Store, query: str, *, at: datetime | None = None, vendor: str | None = None, limit: int = 20
) -> list[Hit]:
    """Passages with all words of the query, best first (bm25); words in "quotes" stand together.

    Where no passage has all the words, those with any of them. at: only passages that stood at that instant.
    """
    terms = _terms(query)
    if not terms:
        return []
    for operator in (" AND ", " OR "):
        rows = _matches(db, operator.join(terms), at, vendor, limit)
        if rows:
            texts = [_text(db, row) for row in rows]
            snippets = _snippets(texts, operator.join(terms))
            return [_hit(row, text, snippet) for row, text, snippet in zip(rows, texts, snippets, strict=True)]
    return []


def _terms(query: str) -> list[str]:
    """The query's words and quoted phrases, as FTS5 strings: no sign of the user's can be read as syntax."""
    phrases = [" ".join(_WORD.findall(quoted or plain)) for quoted, plain in _TERM.findall(query)]
    return [f'"{phrase}"' for phrase in phrases if phrase]


def _matches(db: Store, expression: str, at: datetime | None, vendor: str | None, limit: int) -> list[sqlite3.Row]:
    """One row per passage, with its latest span, or the one that held at the instant.

    The best of the index are looked at first: a word like "data" stands in every third passage.
    """
    asked = {"expression": expression, "at": at and to_instant(at), "vendor": vendor, "limit": limit}
    rows = db.rows(_SEARCH[at is not None], {**asked, "ranked": limit + _RANKED})
    return rows if len(rows) == limit else db.rows(_SEARCH[at is not None], {**asked, "ranked": -1})


def _statement(condition: str) -> str:
    return f"""
        SELECT found.rank, passages.version, passages.start, passages.length, sources.*,
               home.number AS first_version, home.recorded_at AS first_stood, home.text_id,
               max(spans.first_version), spans.last_version, gone.recorded_at AS last_stood,
               (SELECT max(number) FROM versions WHERE source_id = sources.id) AS newest
        FROM (SELECT rowid, rank FROM passage_index WHERE passage_index MATCH :expression
              ORDER BY rank LIMIT :ranked) AS found
        JOIN passages ON passages.id = found.rowid
        JOIN sources ON sources.id = passages.source_id
        JOIN passage_spans AS spans ON spans.source_id = sources.id AND spans.passage_id = passages.id
        JOIN versions AS home ON home.source_id = sources.id AND home.number = passages.version
        JOIN versions AS began ON began.source_id = sources.id AND began.number = spans.first_version
        LEFT JOIN versions AS gone ON gone.source_id = sources.id AND gone.number = spans.last_version + 1
        WHERE (:vendor IS NULL OR :vendor IN (sources.vendor, sources.key)) AND {condition}
        GROUP BY passages.id
        ORDER BY found.rank, passages.id LIMIT :limit
        """


# Without and with an instant.
_SEARCH = (
    _statement("1"),
    _statement("began.recorded_at <= :at AND (gone.recorded_at IS NULL OR gone.recorded_at > :at)"),
)


def _text(db: Store, row: sqlite3.Row) -> str:
    text = blobs.get(db, row["text_id"]).decode()
    return text[row["start"] : row["start"] + row["length"]]


def _snippets(texts: Sequence[str], expression: str) -> list[str]:
    """FTS5's own snippets, made from a small index of the hits alone: the store's index keeps no texts."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE hits USING fts5 (text, tokenize = '{TOKENIZER}')")
        memory.executemany("INSERT INTO hits (rowid, text) VALUES (?, ?)", enumerate(texts))
        rows = memory.execute(
            f"SELECT rowid, snippet(hits, 0, '[', ']', '…', {_SNIPPET_WORDS}) FROM hits WHERE hits MATCH ?",
            (expression,),
        ).fetchall()
    found = dict(rows)
    return [found.get(number, text) for number, text in enumerate(texts)]


def _hit(row: sqlite3.Row, text: str, snippet: str) -> Hit:
    return Hit(
        source=row["key"],
        vendor=row["vendor"],
        vendor_name=row["vendor_name"],
        terms_type=row["terms_type"],
        text=text,
        snippet=snippet,
        first_version=row["first_version"],
        last_version=row["newest"] if row["last_version"] is None else row["last_version"],
        first_stood=from_instant(row["first_stood"]),
        last_stood=row["last_stood"] and from_instant(row["last_stood"]),
    )
