"""Full-text search over every passage that ever stood, with the time in which it stood."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model.text import unbroken
from store import blobs, sources
from store.database import Store
from store.rows import from_instant, from_maybe_instant, to_instant, to_json

TOKENIZER = "porter unicode61 remove_diacritics 2"
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
_SNIPPET_WORDS = 24
# Ranking costs a microsecond a passage: of a word like "data", which stands in every fifth, only the newest are ranked.
_RANKED = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that matches. text: verbatim. snippet: the part that matches, matches between [ and ].

    first_version, first_stood: where and when it was first seen. last_version: the last one that holds it (as of the
    day asked for, where one was); last_stood: when it was seen gone, None while it stands. In between it may have been
    gone for a time. watched: whether anybody still looks; of what nobody watches nobody knows whether it stands.
    every_word: whether it has all words of the query; then all hits have.
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
    watched: bool
    every_word: bool = True

    @property
    def stands(self) -> bool:
        return self.last_stood is None


def search(
    db: Store, query: str, *, at: datetime | None = None, vendor: str | None = None, limit: int = 20
) -> list[Hit]:
    """Passages with all words of the query, best first (bm25), of equals the newest; words in "quotes" stand together.

    Where no passage has all the words, those with any of them. at: only passages that stood at that instant.
    vendor: only of this one, or of the document of that key. Of more than 3,000 matches those that were recorded last
    are ranked. Raises NotFoundError for an unknown vendor.
    """
    keys = sources.find(db, vendor) if vendor else None
    terms = _terms(query)
    if not terms:
        return []
    for operator in (" AND ", " OR "):
        rows = _matches(db, operator.join(terms), at, keys, limit)
        if rows:
            texts = [_text(db, row) for row in rows]
            snippets = _snippets(texts, operator.join(terms))
            found = [_hit(row, text, snippet) for row, text, snippet in zip(rows, texts, snippets, strict=True)]
            return found if operator == " AND " else [replace(hit, every_word=False) for hit in found]
    return []


def _terms(query: str) -> list[str]:
    """The query's words and quoted phrases, as FTS5 strings: no sign of the user's can be read as syntax."""
    phrases = [" ".join(_WORD.findall(quoted or plain)) for quoted, plain in _TERM.findall(query)]
    return [f'"{phrase}"' for phrase in phrases if phrase]


def _matches(
    db: Store, expression: str, at: datetime | None, keys: Sequence[str] | None, limit: int
) -> list[sqlite3.Row]:
    """One row per passage, with its latest span, or the one that held at the instant."""
    most = max(_RANKED, limit)
    asked = {
        "expression": expression,
        "keys": keys and to_json(keys),
        "at": at and to_instant(at),
        "limit": limit,
        "most": most,
    }
    return db.rows(_statement(_OF_VENDOR if keys else "", _AT if at else ""), asked)


# Conditions on passages. Among the matches of a word few may be of one vendor or day: they are sifted before ranking.
_OF_VENDOR = "AND passages.source_id IN (SELECT id FROM sources WHERE key IN (SELECT value FROM json_each(:keys)))"
_AT = """AND EXISTS (
    SELECT 1 FROM passage_spans AS held JOIN in_force USING (source_id)
    WHERE held.source_id = passages.source_id AND held.passage_id = passages.id
      AND held.first_version <= in_force.number
      AND (held.last_version IS NULL OR held.last_version >= in_force.number))"""


def _statement(of_vendor: str, at: str) -> str:
    """CROSS JOIN: the index leads, else SQLite asks it anew for each passage of a vendor (600 ms for 10)."""
    return f"""
        WITH in_force AS MATERIALIZED (
            SELECT source_id, max(number) AS number FROM versions
            WHERE :at IS NULL OR recorded_at <= :at GROUP BY source_id
        ), found AS MATERIALIZED (
            SELECT id, rank FROM (
                SELECT passages.id, rank FROM passage_index CROSS JOIN passages ON passages.id = passage_index.rowid
                WHERE passage_index MATCH :expression {of_vendor} {at}
                ORDER BY passage_index.rowid DESC LIMIT :most)
            ORDER BY rank, id DESC LIMIT :limit
        )
        SELECT found.rank, passages.version, passages.start, passages.length, sources.*,
               home.number AS first_version, home.recorded_at AS first_stood, home.text_id,
               max(spans.first_version), spans.last_version, gone.recorded_at AS last_stood,
               (SELECT max(number) FROM versions WHERE source_id = sources.id) AS newest
        FROM found
        JOIN passages USING (id)
        JOIN sources ON sources.id = passages.source_id
        JOIN in_force ON in_force.source_id = sources.id
        JOIN passage_spans AS spans ON spans.source_id = sources.id AND spans.passage_id = passages.id
             AND spans.first_version <= in_force.number
        JOIN versions AS home ON home.source_id = sources.id AND home.number = passages.version
        LEFT JOIN versions AS gone ON gone.source_id = sources.id AND gone.number = spans.last_version + 1
        GROUP BY passages.id
        ORDER BY found.rank, passages.id DESC
        """


def _text(db: Store, row: sqlite3.Row) -> str:
    text = blobs.get(db, row["text_id"]).decode()
    return text[row["start"] : row["start"] + row["length"]]


def _snippets(texts: Sequence[str], expression: str) -> list[str]:
    """FTS5's own snippets, made from a small index of the hits alone: the store's index keeps no texts."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE hits USING fts5 (text, tokenize = '{TOKENIZER}')")
        memory.executemany("INSERT INTO hits (rowid, text) VALUES (?, ?)", enumerate(map(unbroken, texts)))
        rows = memory.execute(
            f"SELECT rowid, snippet(hits, 0, '[', ']', '…', {_SNIPPET_WORDS}) FROM hits WHERE hits MATCH ?",
            (expression,),
        ).fetchall()
    found = dict(rows)
    return [found.get(number, unbroken(text)) for number, text in enumerate(texts)]


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
        last_stood=from_maybe_instant(row["last_stood"]),
        watched=bool(row["watched"]),
    )
