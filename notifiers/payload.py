"""The JSON that a webhook receives; documented in docs/webhook.md. Pure."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from monitor.model import Alert, Category, Judgement, Outage, PinnedChange
from notifiers.facts import change_link
from notifiers.titles import title

SCHEMA = "clausewatch.alert"
SCHEMA_VERSION = 1  # raised when a field is renamed, removed or changes its meaning; not when one is added


def payload(alert: Alert, *, base_url: str | None = None) -> str:
    """The alert as one JSON object; the same alert gives the same bytes."""
    return json.dumps(fields(alert, base_url=base_url), ensure_ascii=False, separators=(",", ":"))


def fields(alert: Alert, *, base_url: str | None = None) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "id": alert.id,
        "kind": alert.kind.value,
        "title": title(alert),
        "created_at": _time(alert.created_at),
        "vendor": {"key": alert.vendor, "name": alert.vendor_name, "tags": list(alert.tags)} if alert.vendor else None,
        "source": {"key": alert.source, "terms_type": alert.terms_type, "url": alert.url} if alert.source else None,
        "versions": {
            "old": alert.old_version,
            "new": alert.new_version,
            "old_recorded_at": _time(alert.old_recorded_at),
            "returns_to": alert.returns_to,
        },
        "effective_date": _day(alert.effective_date),
        "objection_until": _day(alert.objection_until),
        "objection_reason": alert.objection_reason or None,
        "notice_days": alert.notice_days,
        "notice_until": _day(alert.notice_until),
        "deadline": alert.deadline.value if alert.deadline else None,
        "silent_edit": alert.silent_edit.value if alert.silent_edit else None,
        "pins": [_pin(pin) for pin in alert.pins],
        "judgement": _judgement(alert.judgement) if alert.judgement else None,
        "problem": alert.problem or None,
        "advice": alert.advice or None,
        "never_seen": alert.never_seen,
        "blind_since": _time(alert.outage.since if alert.outage else alert.blind_since),
        "failed_channel": alert.failed_channel or None,
        "outage": _outage(alert.outage) if alert.outage else None,
        "links": _links(alert, base_url),
    }


def _pin(pin: PinnedChange) -> dict[str, Any]:
    return {"fate": pin.fate.value, "old": pin.old, "new": pin.new, "section": pin.section, "reason": pin.reason}


def _links(alert: Alert, base_url: str | None) -> dict[str, Any]:
    return {
        "vendor": f"{base_url.rstrip('/')}/vendors/{alert.vendor}" if base_url and alert.vendor else None,
        "change": change_link(alert, base_url) if base_url else None,
    }


def _outage(outage: Outage) -> dict[str, Any]:
    return {
        "since": _time(outage.since),
        "until": _time(outage.ended_at),
        "documents": outage.documents,
        "looked_at": outage.looked_at,
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    """As `clausewatch compare` prints it, with the note and the sources of the rules."""
    return {
        "verdict": judgement.verdict.value,
        "categories": {category.value: _category(judgement, category) for category in Category},
        "findings": [
            {
                "category": finding.category.value,
                "rule": finding.rule,
                "direction": finding.direction.value,
                "reason": finding.reason,
                "section": finding.section,
                "old": finding.old,
                "new": finding.new,
                "source": finding.source or None,
                "doubtful": finding.doubtful,
            }
            for finding in judgement.findings
        ],
        "changes": {operation.value: count for operation, count in judgement.changes.items()},
        "rules_version": judgement.rules_version,
        "note": judgement.note or None,
    }


def _category(judgement: Judgement, category: Category) -> dict[str, Any]:
    verdict = judgement.categories[category]
    return {"material": verdict.material, "direction": verdict.direction.value if verdict.direction else None}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _time(value: datetime | None) -> str | None:
    """RFC 3339 in UTC."""
    return value.isoformat(timespec="seconds").replace("+00:00", "Z") if value else None
