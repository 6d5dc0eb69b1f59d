"""Since when the passages of the version in force have stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from store import passages, sources
from store.database import Store
from store.rows import from_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The version that brought a passage, and when it was recorded."""

    version: int
    recorded_at: datetime


class PassageAges:
    """Answers for one source, read at once: a policy has hundreds of passages."""

    def __init__(self, db: Store, key: str) -> None:
        rows = db.rows(
            """SELECT digest, first_version, recorded_at FROM passage_spans AS spans
               JOIN passages ON passages.id = passage_id
               JOIN versions ON versions.source_id = spans.source_id AND number = first_version
               WHERE spans.source_id = ? AND last_version IS NULL""",
            (sources.identify(db, key),),
        )
        self._since = {
            row["digest"]: Since(version=row["first_version"], recorded_at=from_instant(row["recorded_at"]))
            for row in rows
        }

    def since(self, passage: str) -> Since | None:
        """None where the store does not know these words as a passage."""
        return self._since.get(passages.digest(passage))
