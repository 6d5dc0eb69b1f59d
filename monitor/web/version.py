"""A version as it stands on record: to read, and word for word as plain text."""

from __future__ import annotations

from datetime import datetime

from starlette.responses import PlainTextResponse, Response

from monitor.compare.segment import segment
from monitor.model import Segment, Version
from monitor.web import parameters
from monitor.web.passages import parts, readable
from monitor.web.practices import said
from monitor.web.site import View
from store import sightings, sources, versions

_PART = 150_000  # characters on one page


def page(view: View) -> Response:
    source, number = view.source, view.number
    version = versions.get(view.db, source, number)
    pages = parts(segment(version.text), _PART, length=lambda passage: len(passage.text))
    part = min(parameters.whole(view.query, "part", 1), len(pages))
    asked = _asked(view, source, version)
    return view.render(
        "version.html.j2",
        source=source,
        vendor=view.path["vendor"],
        name=sources.vendor_name(view.db, source),
        terms_type=sources.terms_type(view.db, source),
        version=version,
        latest=versions.count(view.db, source),
        passages=[(found, readable(found.text)) for found in pages[part - 1]],
        headings=_headings(pages),
        part=part,
        part_count=len(pages),
        captures=versions.snapshots_of(view.db, source, number),
        asked=asked,
        seen=sightings.of_version(view.db, source, version, asked or view.now),
        not_yet=version.takes_effect_after(asked or view.now),
        says=said(view.db, source, version) if part == 1 else None,
    )


def _asked(view: View, source: str, version: Version) -> datetime | None:
    """The moment of ?on=, where this version was the one in force then."""
    moment = parameters.moment(view.query, "on", end_of_day=True)
    if moment is None or moment < version.recorded_at:
        return None
    return moment if versions.at(view.db, source, moment).number == version.number else None


def text(view: View) -> Response:
    """Word for word, as it is stored."""
    return PlainTextResponse(versions.get(view.db, view.source, view.number).text)


def _headings(pages: list[list[Segment]]) -> list[tuple[int, Segment]]:
    """The outline: each heading of the upper levels with the part that it is on."""
    return [
        (part, passage)
        for part, passages in enumerate(pages, start=1)
        for passage in passages
        if passage.kind == "heading" and len(passage.section) <= 2 and len(passage.text) < 120
    ][:80]
