"""Rows <-> dataclasses, one pair to a table. Pure.

Instants are text in UTC without a zone ("2026-03-01T09:30:00"), as SQLite's own date functions read and write them:
so they sort in order of time, with or without a fraction of the second.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Protocol

from pydantic import TypeAdapter

from monitor.model import (
    Alert,
    Check,
    Delivery,
    DeliveryStatus,
    Judgement,
    Origin,
    Outcome,
    SourceDocument,
    SourceState,
    Version,
    VersionSummary,
)


class Row(Protocol):
    """What sqlite3.Row and a dict have in common."""

    def __getitem__(self, name: str, /) -> Any: ...


def to_instant(moment: datetime) -> str:
    """Raises ValueError for a time without a zone: it would be a guess."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat()


def from_instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _maybe_instant(moment: datetime | None) -> str | None:
    return None if moment is None else to_instant(moment)


def from_maybe_instant(text: str | None) -> datetime | None:
    return None if text is None else from_instant(text)


def _from_maybe_date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# The model asks for mappings; pydantic knows how to write a dict and would warn of any other make.
_ANY_MAPPING: Any = {"fallback": dict, "warnings": False}


# pydantic reads the dataclasses' own types: a field added to the model needs no second place to be listed.
@cache
def _judgements() -> TypeAdapter[Judgement]:
    return TypeAdapter(Judgement)


@cache
def _alerts() -> TypeAdapter[Alert]:
    return TypeAdapter(Alert)


def judgement_to_json(judgement: Judgement) -> str:
    return _judgements().dump_json(judgement, **_ANY_MAPPING).decode()


def judgement_from_json(body: str) -> Judgement:
    return _judgements().validate_json(body)


def alert_to_json(alert: Alert) -> str:
    return _alerts().dump_json(alert, **_ANY_MAPPING).decode()


def alert_from_json(body: str) -> Alert:
    return _alerts().validate_json(body)


def source_to_row(document: SourceDocument) -> dict[str, Any]:
    """What is known of a source without its secrets: headers stay in the configuration, but for a mark of them."""
    return {
        "key": document.key,
        "vendor": document.vendor,
        "vendor_name": document.vendor_name,
        "terms_type": document.terms_type,
        "urls": to_json(list(document.urls)),
        "site": document.site,
        "language": document.language,
        "tags": to_json(list(document.tags)),
        "headers": _mark(document.headers),
    }


def _mark(headers: tuple[tuple[str, str], ...]) -> str:
    """Tells that headers were edited, and is too short (16 bits) to tell what they hold; "" for none."""
    return hashlib.blake2b(to_json(headers).encode(), digest_size=2).hexdigest() if headers else ""


def state_to_row(state: SourceState) -> dict[str, Any]:
    return {
        "next_check_at": to_instant(state.next_check_at),
        "url": state.url,
        "validators": to_json({page: list(found) for page, found in state.validators.items()}),
        "memory": to_json(dict(state.memory)),
        "failures": state.failures,
        "problem": state.problem,
        "blind_since": _maybe_instant(state.blind_since),
        "alarmed_at": _maybe_instant(state.alarmed_at),
        "verified_at": _maybe_instant(state.verified_at),
        "changed_at": _maybe_instant(state.changed_at),
        "checked_at": _maybe_instant(state.checked_at),
    }


def state_from_row(row: Row) -> SourceState:
    return SourceState(
        source=row["key"],
        next_check_at=from_instant(row["next_check_at"]),
        url=row["url"],
        validators={page: (final, etag, since) for page, (final, etag, since) in json.loads(row["validators"]).items()},
        memory=json.loads(row["memory"]),
        failures=row["failures"],
        problem=row["problem"],
        blind_since=from_maybe_instant(row["blind_since"]),
        alarmed_at=from_maybe_instant(row["alarmed_at"]),
        verified_at=from_maybe_instant(row["verified_at"]),
        changed_at=from_maybe_instant(row["changed_at"]),
        checked_at=from_maybe_instant(row["checked_at"]),
    )


def version_to_row(version: Version) -> dict[str, Any]:
    """Without the text, which is kept in `blobs`."""
    return {
        "number": version.number,
        "recorded_at": to_instant(version.recorded_at),
        "fingerprint": version.fingerprint,
        "extractor": version.extractor,
        "title": version.title,
        "language": version.language,
        "effective_date": version.effective_date and version.effective_date.isoformat(),
        "updated_date": version.updated_date and version.updated_date.isoformat(),
        "technical_upgrade": int(version.technical_upgrade),
        "returns_to": version.returns_to,
        "origin": version.origin.value,
    }


def _version_fields(row: Row) -> dict[str, Any]:
    return {
        "number": row["number"],
        "fingerprint": row["fingerprint"],
        "recorded_at": from_instant(row["recorded_at"]),
        "extractor": row["extractor"],
        "title": row["title"],
        "language": row["language"],
        "effective_date": _from_maybe_date(row["effective_date"]),
        "updated_date": _from_maybe_date(row["updated_date"]),
        "technical_upgrade": bool(row["technical_upgrade"]),
        "returns_to": row["returns_to"],
        "origin": Origin(row["origin"]),
    }


def version_from_row(row: Row, text: str) -> Version:
    return Version(text=text, **_version_fields(row))


def summary_from_row(row: Row) -> VersionSummary:
    return VersionSummary(**_version_fields(row))


def check_to_row(check: Check) -> dict[str, Any]:
    return {
        "checked_at": to_instant(check.checked_at),
        "outcome": check.outcome.value,
        "detail": check.detail or None,
        "version": check.version,
        "snapshot_id": check.snapshot,
        "duration_ms": check.duration_ms,
    }


def check_from_row(row: Row) -> Check:
    return Check(
        source=row["key"],
        checked_at=from_instant(row["checked_at"]),
        outcome=Outcome(row["outcome"]),
        detail=row["detail"] or "",
        version=row["version"],
        snapshot=row["snapshot_id"],
        duration_ms=row["duration_ms"],
    )


def delivery_from_row(row: Row) -> Delivery:
    """row: a delivery with its alert's body."""
    return Delivery(
        id=row["id"],
        alert=alert_from_json(row["body"]),
        channel=row["channel"],
        status=DeliveryStatus(row["status"]),
        attempts=row["attempts"],
        next_attempt_at=from_maybe_instant(row["next_attempt_at"]),
        leased_until=from_maybe_instant(row["leased_until"]),
        last_error=row["last_error"],
        sent_at=from_maybe_instant(row["sent_at"]),
    )
