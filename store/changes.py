"""Lists of judged changes, newest first, and each source's newest material one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.model import Category, Direction, Verdict
from store.database import Store
from store.reviews import SETTLING
from store.rows import from_instant, to_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A change, as judged last. number: of the version that it made. topics: the material ones, with their direction.

    reason: the first finding's, or the judgement's note. findings: how many there are. settled: somebody looked at it.
    pins: how many pinned clauses the message told of.
    """

    source: str
    vendor: str
    vendor_name: str
    terms_type: str
    old_number: int
    number: int
    recorded_at: datetime
    effective_date: date | None
    returns_to: int | None
    verdict: Verdict
    topics: Mapping[Category, Direction | None]
    findings: int
    reason: str
    rules_version: int
    settled: bool = False
    pins: int = 0

    @property
    def id(self) -> str:
        """As the alert that told of it: "imou/privacy-policy:7"."""
        return f"{self.source}:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChange:
    """A source's newest material change, without what it was about. number: of the version that it made.

    settled: somebody looked at it.
    """

    source: str
    number: int
    recorded_at: datetime
    settled: bool = False

    @property
    def id(self) -> str:
        return f"{self.source}:{self.number}"


Place = tuple[datetime, str, int]  # a change's time, source and version number: where a list of changes goes on


def list_changes(
    db: Store,
    *,
    source: str | None = None,
    vendors: Sequence[str] | None = None,
    verdicts: Sequence[Verdict] = (),
    told: bool = False,
    topic: Category | None = None,
    tag: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    open_only: bool = False,
    after: Place | None = None,
    limit: int = 50,
) -> list[ChangeLine]:
    """Judged changes, newest first. source: only of this one. vendors: only theirs. verdicts, topic: only such.

    told: only such as people are told of: material and undecided ones, and those of a pinned clause.
    tag: only of sources that have it. since, until: only recorded from then on, and before then.
    open_only: only such that nobody has settled. after: the place of the last change already shown.
    """
    asked = {
        "source": source,
        "vendors": None if vendors is None else json.dumps(vendors),
        "verdicts": json.dumps(verdicts) if verdicts else None,
        "told": told or None,
        "topic": topic,
        "tag": tag,
        "since": since and to_instant(since),
        "until": until and to_instant(until),
        "open_only": open_only or None,
        "after": after and json.dumps([to_instant(after[0]), *after[1:]]),
    }
    return _found(db, asked, limit)


def _found(db: Store, asked: Mapping[str, object], limit: int) -> list[ChangeLine]:
    """asked: by the names of _CONDITIONS; None for what does not matter."""
    wanted = "".join(f" AND {_CONDITIONS[name]}" for name, value in asked.items() if value is not None)
    rows = db.rows(
        f"""SELECT *, {_PINS} AS pins FROM ({_CHANGES} {wanted}
                ORDER BY versions.recorded_at DESC, sources.key DESC, versions.number DESC LIMIT :limit) AS found
            JOIN judgements AS j ON j.id = found.judgement_id""",
        {**asked, "limit": limit},
    )
    return [_change(row) for row in rows]


_PINNED = """EXISTS (SELECT 1 FROM alerts WHERE id = sources.key || ':' || j.new_number
    AND json_array_length(body, '$.pins'))"""
_SETTLED = f"""EXISTS (SELECT 1 FROM reviews WHERE reviews.source_id = versions.source_id
    AND reviews.number = versions.number
    AND action IN ({SETTLING}))"""
# By the names of what `list_changes` is asked for.
_CONDITIONS: Mapping[str, str] = {
    "source": "sources.key = :source",
    "vendors": "sources.vendor IN (SELECT value FROM json_each(:vendors))",
    "verdicts": "j.verdict IN (SELECT value FROM json_each(:verdicts))",
    "told": f"(j.verdict IN ('{Verdict.MATERIAL}', '{Verdict.UNDECIDED}') OR {_PINNED})",
    "topic": "json_extract(j.body, '$.categories.' || :topic || '.material')",
    "tag": "sources.id IN (SELECT tagged.id FROM sources AS tagged, json_each(tagged.tags) WHERE value = :tag)",
    "since": "versions.recorded_at >= :since",
    "until": "versions.recorded_at < :until",
    "open_only": f"NOT {_SETTLED}",
    "after": """(versions.recorded_at, sources.key, versions.number)
        < (json_extract(:after, '$[0]'), json_extract(:after, '$[1]'), json_extract(:after, '$[2]'))""",
}
_PINS = "(SELECT json_array_length(body, '$.pins') FROM alerts WHERE id = found.key || ':' || j.new_number)"
# Of several judgements of one change the last one counts.
_CHANGES = f"""
    SELECT j.id AS judgement_id, sources.key, sources.vendor, sources.vendor_name, sources.terms_type,
           versions.recorded_at, versions.effective_date, versions.returns_to, {_SETTLED} AS settled
    FROM judgements AS j
    JOIN sources ON sources.id = j.source_id
    JOIN versions ON versions.source_id = j.source_id AND versions.number = j.new_number
    WHERE NOT EXISTS (SELECT 1 FROM judgements AS later WHERE later.source_id = j.source_id
                      AND later.new_number = j.new_number AND later.id > j.id)
"""


def last_material(db: Store, *, topic: Category | None = None) -> dict[str, LastChange]:
    """The newest material change of each source that has one; with a topic, only where it was on that one."""
    # Of a group's rows SQLite takes the id from the one that holds the maximum.
    rows = db.rows(
        f"""SELECT key, versions.number, recorded_at, {_SETTLED} AS settled
           FROM (SELECT source_id, max(new_number) AS number, id FROM judgements AS m
                 WHERE verdict = 'material'
                 AND NOT EXISTS (SELECT 1 FROM judgements AS later WHERE later.source_id = m.source_id
                                 AND later.new_number = m.new_number AND later.id > m.id)
                 GROUP BY source_id) AS last
           JOIN sources ON sources.id = last.source_id
           JOIN versions ON versions.source_id = last.source_id AND versions.number = last.number
           WHERE :topic IS NULL OR (SELECT json_extract(body, '$.categories.' || :topic || '.material')
                                    FROM judgements AS j WHERE j.id = last.id)""",
        {"topic": topic},
    )
    return {
        row["key"]: LastChange(
            source=row["key"],
            number=row["number"],
            recorded_at=from_instant(row["recorded_at"]),
            settled=bool(row["settled"]),
        )
        for row in rows
    }


def _change(row: sqlite3.Row) -> ChangeLine:
    body = json.loads(row["body"])
    topics = {
        Category(name): Direction(found["direction"]) if found["direction"] else None
        for name, found in body["categories"].items()
        if found["material"]
    }
    return ChangeLine(
        source=row["key"],
        vendor=row["vendor"],
        vendor_name=row["vendor_name"],
        terms_type=row["terms_type"],
        old_number=row["old_number"],
        number=row["new_number"],
        recorded_at=from_instant(row["recorded_at"]),
        effective_date=date.fromisoformat(row["effective_date"]) if row["effective_date"] else None,
        returns_to=row["returns_to"],
        verdict=Verdict(row["verdict"]),
        topics=topics,
        findings=sum(not finding.get("doubtful") for finding in body["findings"]),
        reason=body["findings"][0]["reason"] if body["findings"] else body["note"],
        rules_version=row["rules_version"],
        settled=bool(row["settled"]),
        pins=row["pins"] or 0,
    )
