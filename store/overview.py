"""What pages and lists show of many sources at once: lines without texts, newest changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from monitor.model import Category, Direction, ReviewAction, Verdict
from monitor.model.review import settles
from store.database import Store
from store.rows import from_instant, to_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source and where it stands. watched: False for imported and retired ones. verified_at: last seen.

    versions: how many are on record; first_recorded_at, last_recorded_at: None where there is none yet.
    trouble: the kind of problem of the last check, moved_to: where the policy may be now; None while all is well.
    """

    source: str
    vendor: str
    vendor_name: str
    terms_type: str
    tags: tuple[str, ...]
    language: str | None
    url: str | None
    watched: bool
    versions: int
    first_recorded_at: datetime | None
    last_recorded_at: datetime | None
    verified_at: datetime | None
    checked_at: datetime | None
    next_check_at: datetime
    failures: int
    problem: str
    blind_since: datetime | None
    trouble: str | None = None
    moved_to: str | None = None


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


def lines(db: Store, *, vendor: str | None = None) -> list[SourceLine]:
    """All sources (or a vendor's), by vendor name and kind of document."""
    rows = db.rows(
        """SELECT sources.*, states.*, coalesce(last.number, 0) AS versions,
                  iif(failures, json_extract(memory, '$.trouble'), NULL) AS trouble,
                  iif(failures, json_extract(memory, '$.moved_to'), NULL) AS moved_to,
                  first.recorded_at AS first_recorded_at, last.recorded_at AS last_recorded_at
           FROM sources JOIN source_states AS states ON states.source_id = sources.id
           LEFT JOIN versions AS first ON first.source_id = sources.id AND first.number = 1
           LEFT JOIN versions AS last ON last.source_id = sources.id
                AND last.number = (SELECT max(number) FROM versions WHERE source_id = sources.id)
           WHERE :vendor IS NULL OR vendor = :vendor
           ORDER BY vendor_name COLLATE NOCASE, terms_type""",
        {"vendor": vendor},
    )
    return [_line(row) for row in rows]


def changes(
    db: Store,
    *,
    source: str | None = None,
    vendors: Sequence[str] | None = None,
    verdicts: Sequence[Verdict] = (),
    topic: Category | None = None,
    tag: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    open_only: bool = False,
    after: Place | None = None,
    limit: int = 50,
) -> list[ChangeLine]:
    """Judged changes, newest first. source: only of this one. vendors: only theirs. verdicts, topic: only such.

    tag: only of sources that have it. since, until: only recorded from then on, and before then.
    open_only: only such that nobody has settled. after: the place of the last change already shown.
    """
    conditions = {
        "sources.key = :source": source,
        "sources.vendor IN (SELECT value FROM json_each(:vendors))": None if vendors is None else json.dumps(vendors),
        "j.verdict IN (SELECT value FROM json_each(:verdicts))": json.dumps(verdicts) if verdicts else None,
        "json_extract(j.body, '$.categories.' || :topic || '.material')": topic,
        "sources.id IN (SELECT tagged.id FROM sources AS tagged, json_each(tagged.tags) WHERE value = :tag)": tag,
        "versions.recorded_at >= :since": since and to_instant(since),
        "versions.recorded_at < :until": until and to_instant(until),
        f"NOT {_SETTLED}": True if open_only else None,
        "(versions.recorded_at, sources.key, versions.number) < (:after_time, :after_source, :after_number)": after,
    }
    wanted = [condition for condition, value in conditions.items() if value is not None]
    rows = db.rows(
        f"""SELECT *, {_PINS} AS pins FROM ({_CHANGES} {"".join(f" AND {condition}" for condition in wanted)}
                ORDER BY versions.recorded_at DESC, sources.key DESC, versions.number DESC LIMIT :limit) AS found
            JOIN judgements AS j ON j.id = found.judgement_id""",
        {
            "source": source,
            "vendors": json.dumps(vendors),
            "verdicts": json.dumps(verdicts),
            "topic": topic,
            "tag": tag,
            "since": since and to_instant(since),
            "until": until and to_instant(until),
            "after_time": after and to_instant(after[0]),
            "after_source": after and after[1],
            "after_number": after and after[2],
            "limit": limit,
        },
    )
    return [_change(row) for row in rows]


_SETTLED = f"""EXISTS (SELECT 1 FROM reviews WHERE reviews.source_id = versions.source_id
    AND reviews.number = versions.number
    AND action IN ({", ".join(f"'{action}'" for action in ReviewAction if settles(action))}))"""
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


def _line(row: sqlite3.Row) -> SourceLine:
    return SourceLine(
        source=row["key"],
        vendor=row["vendor"],
        vendor_name=row["vendor_name"],
        terms_type=row["terms_type"],
        tags=_listed(row["tags"]),
        language=row["language"],
        url=row["url"] or next(iter(_listed(row["urls"])), row["site"]),
        watched=bool(row["watched"]),
        versions=row["versions"],
        first_recorded_at=_moment(row["first_recorded_at"]),
        last_recorded_at=_moment(row["last_recorded_at"]),
        verified_at=_moment(row["verified_at"]),
        checked_at=_moment(row["checked_at"]),
        next_check_at=from_instant(row["next_check_at"]),
        failures=row["failures"],
        problem=row["problem"],
        blind_since=_moment(row["blind_since"]),
        trouble=row["trouble"],
        moved_to=row["moved_to"],
    )


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
        findings=len(body["findings"]),
        reason=body["findings"][0]["reason"] if body["findings"] else body["note"],
        rules_version=row["rules_version"],
        settled=bool(row["settled"]),
        pins=row["pins"] or 0,
    )


@lru_cache(maxsize=4_096)  # a thousand sources share a few lists of tags
def _listed(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else from_instant(text)
