"""Vendors, their documents, versions, practices and checks."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from monitor.errors import NotFoundError
from monitor.model import Category, Check, Version, VersionSummary
from monitor.web import parameters
from monitor.web.api.answers import json, limit_of, listed
from monitor.web.overview import overview_of
from monitor.web.practices import items
from monitor.web.site import View
from monitor.web.standing import Vendor
from store import checks, sources, versions
from store.overview import SourceLine


def list_vendors(view: View) -> Response:
    """By name; ?tag= narrows it down."""
    tag = parameters.text(view.query, "tag")
    after = parameters.cursor(view.query, str)
    found = sorted(overview_of(view), key=lambda vendor: vendor.vendor)
    shown = [
        vendor
        for vendor in found
        if (tag is None or tag in vendor.tags) and (after is None or vendor.vendor > after[0])
    ]
    limit = limit_of(view)
    following = parameters.encoded_cursor((shown[limit - 1].vendor,)) if len(shown) > limit else None
    return listed(view, [_vendor(vendor) for vendor in shown[:limit]], following)


def vendor(view: View) -> Response:
    known = sources.vendor_of(view.db, view.path["vendor"])
    for found in overview_of(view):
        if found.vendor == known:
            return json(_vendor(found))
    raise NotFoundError(f"vendor {known!r}")


def list_versions(view: View) -> Response:
    """Newest first, without texts."""
    after = parameters.cursor(view.query, int)
    every = versions.summaries(view.db, source_of(view))[::-1]
    shown = [version for version in every if after is None or version.number < after[0]]
    limit = limit_of(view)
    following = parameters.encoded_cursor((shown[limit - 1].number,)) if len(shown) > limit else None
    return listed(view, [_summary(version) for version in shown[:limit]], following)


def version(view: View) -> Response:
    found = versions.get(view.db, source_of(view), view.number)
    return json({**_summary(found), "text": found.text})


def in_force(view: View) -> Response:
    """The version in force ?at= a date, or now."""
    found = _at(view)
    return json({**_summary(found), "text": found.text})


def practices(view: View) -> Response:
    """What the vendor said ?at= a date, or says now, item by item."""
    topic = parameters.choice(view.query, "topic", Category)
    found = _at(view)
    said = [
        {**entry.body, "since_version": entry.since_version, "since": entry.since}
        for entry in items(view.db, source_of(view), found)
        if topic in {None, entry.body["category"]}
    ]
    return json({"source": source_of(view), "version": found.number, "practices": said})


def list_checks(view: View) -> Response:
    """The last ones, newest first."""
    found = checks.recent(view.db, source_of(view), limit_of(view))
    return listed(view, [_check(check) for check in found])


def source_of(view: View) -> str:
    """The source that the address names. Raises NotFoundError."""
    sources.identify(view.db, view.source)
    return view.source


def _at(view: View) -> Version:
    moment = parameters.moment(view.query, "at", end_of_day=True)
    return versions.at(view.db, source_of(view), moment or view.now)


def _vendor(found: Vendor) -> dict[str, Any]:
    return {
        "vendor": found.vendor,
        "name": found.name,
        "tags": found.tags,
        "state": found.standing,
        "last_verified": found.verified_at,
        "last_material_change": found.last.id if found.last else None,
        "last_material_change_at": found.last.recorded_at if found.last else None,
        "documents": [_document(line) for line in found.documents],
    }


def _document(line: SourceLine) -> dict[str, Any]:
    return {
        "source": line.source,
        "terms_type": line.terms_type,
        "url": line.url,
        "language": line.language,
        "watched": line.watched,
        "versions": line.versions,
        "first_recorded": line.first_recorded_at,
        "last_recorded": line.last_recorded_at,
        "last_verified": line.verified_at,
        "last_checked": line.checked_at,
        "next_check": line.next_check_at if line.watched else None,
        "failures": line.failures,
        "problem": line.problem or None,
        "trouble": line.trouble,
        "moved_to": line.moved_to,
        "blind_since": line.blind_since,
    }


def _summary(found: VersionSummary) -> dict[str, Any]:
    return {
        "number": found.number,
        "recorded_at": found.recorded_at,
        "fingerprint": found.fingerprint,
        "extractor": found.extractor,
        "title": found.title,
        "language": found.language,
        "effective_date": found.effective_date,
        "updated_date": found.updated_date,
        "technical_upgrade": found.technical_upgrade,
        "returns_to": found.returns_to,
        "origin": found.origin,
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "checked_at": check.checked_at,
        "outcome": check.outcome,
        "detail": check.detail,
        "version": check.version,
        "duration_ms": check.duration_ms,
    }
