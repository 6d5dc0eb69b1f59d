"""Changes, their judgements and passages."""

from __future__ import annotations

from json import loads
from typing import Any

from starlette.responses import Response

from monitor.compare.align import compare
from monitor.errors import NotFoundError
from monitor.judge.report import comparison
from monitor.model import Review, Segment
from monitor.web import parameters
from monitor.web.api.answers import json, limit_of, listed
from monitor.web.api.vendors import source_of
from monitor.web.beside import Beside, beside
from monitor.web.change import narrowed
from monitor.web.reviewing import record
from monitor.web.site import View
from store import judgements, reviews, versions
from store.changes import ChangeLine


def list_changes(view: View) -> Response:
    """Newest first."""
    found, following = narrowed(view, limit_of(view))
    return listed(view, [_line(change) for change in found], following)


def change(view: View) -> Response:
    """One change with its findings, in the form of `clausewatch compare`, and what its message told beside them."""
    source, number = source_of(view), view.number
    judgement = judgements.latest(view.db, source, number)
    if judgement is None:
        raise NotFoundError(f"change {source}:{number}")
    old, new = versions.get(view.db, source, number - 1), versions.get(view.db, source, number)
    return json(
        {
            "id": f"{source}:{number}",
            "source": source,
            "old_version": number - 1,
            "new_version": number,
            "recorded_at": new.recorded_at,
            "returns_to": new.returns_to,
            **_beside(beside(view.db, source, old, new, judgement)),
            **comparison(judgement),
        }
    )


def passages(view: View) -> Response:
    """Every passage that differs, with its words on both sides."""
    source, number = source_of(view), view.number
    new = versions.get(view.db, source, number)
    old = versions.get(view.db, source, number - 1)
    found = [
        {
            "operation": changed.operation,
            "old": [_passage(segment) for segment in changed.old],
            "new": [_passage(segment) for segment in changed.new],
        }
        for changed in compare(old.text, new.text).changes
    ]
    return json({"id": f"{source}:{number}", "passages": found})


def list_reviews(view: View) -> Response:
    """What people noted on a change, oldest first."""
    source = source_of(view)
    versions.get(view.db, source, view.number)
    return listed(view, [_review(review) for review in reviews.of_version(view.db, source, view.number)])


def add_review(view: View) -> Response:
    """Adds to the record: {"action", "by", "note"}."""
    source = source_of(view)
    try:
        fields = loads(view.body)
    except (ValueError, RecursionError):  # nested too deeply is not what we ask for either
        raise parameters.BadParameter("body", "is not JSON") from None
    if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
        raise parameters.BadParameter("body", 'is not an object of strings: {"action": ..., "by": ..., "note": ...}')
    return json(_review(record(view, source, fields)), status=201)


def _review(review: Review) -> dict[str, Any]:
    return {"action": review.action, "by": review.by, "at": review.at, "note": review.note}


def _beside(found: Beside) -> dict[str, Any]:
    """In the form of the webhook."""
    alert = found.alert
    return {
        "effective_date": found.effective_date,
        "objection_until": alert.objection_until if alert else None,
        "objection_reason": (alert.objection_reason or None) if alert else None,
        "notice_days": alert.notice_days if alert else None,
        "notice_until": alert.notice_until if alert else None,
        "silent_edit": found.silent_edit,
        "pins": found.pins,
    }


def _passage(segment: Segment) -> dict[str, Any]:
    return {
        "text": segment.text,
        "kind": segment.kind,
        "section": segment.section,
        "start": segment.start,
        "end": segment.end,
    }


def _line(change: ChangeLine) -> dict[str, Any]:
    return {
        "id": change.id,
        "vendor": change.vendor,
        "vendor_name": change.vendor_name,
        "source": change.source,
        "terms_type": change.terms_type,
        "old_version": change.old_number,
        "new_version": change.number,
        "recorded_at": change.recorded_at,
        "effective_date": change.effective_date,
        "returns_to": change.returns_to,
        "verdict": change.verdict,
        "topics": {topic.value: direction for topic, direction in change.topics.items()},
        "findings": change.findings,
        "reason": change.reason,
        "rules_version": change.rules_version,
        "settled": change.settled,
        "pins": change.pins,
    }
