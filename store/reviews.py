"""What people made of changes: a record that is only added to, and part of the hash chain."""

from __future__ import annotations

from monitor.model import Review, ReviewAction
from monitor.model.review import settles
from store import chain, sources, versions
from store.database import Store
from store.rows import from_instant, to_instant

SETTLING = ", ".join(f"'{action}'" for action in ReviewAction if settles(action))
"""The actions of those who have looked at a change, as a list for SQL."""


def add(db: Store, review: Review) -> None:
    """Adds an entry. Raises NotFoundError for a version that does not exist."""
    with db.transaction():
        versions.get(db, review.source, review.version)
        source = sources.identify(db, review.source)
        number = db.insert(
            "reviews",
            {
                "source_id": source,
                "number": review.version,
                "action": review.action,
                "by": review.by,
                "at": to_instant(review.at),
                "note": review.note,
            },
        )
        chain.append(db, source, chain.REVIEW, number)


def of_source(db: Store, key: str) -> list[Review]:
    """All entries of a source, oldest first."""
    return _of(db, key, "")


def of_version(db: Store, key: str, number: int) -> list[Review]:
    """The entries of one change, oldest first."""
    return _of(db, key, "AND number = :number", number=number)


def _of(db: Store, key: str, narrowed: str, **values: int) -> list[Review]:
    rows = db.rows(
        f"SELECT * FROM reviews WHERE source_id = :source {narrowed} ORDER BY id",
        {"source": sources.identify(db, key), **values},
    )
    return [
        Review(
            source=key,
            version=row["number"],
            action=ReviewAction(row["action"]),
            by=row["by"],
            at=from_instant(row["at"]),
            note=row["note"],
        )
        for row in rows
    ]
