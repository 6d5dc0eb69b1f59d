"""A vendor: its timeline of years at a glance, what it says today, its changes, its checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from monitor.cautions import cautions
from monitor.decide import confirm
from monitor.decide.pins import missing
from monitor.errors import NotFoundError
from monitor.model import Check, Verdict, Version
from monitor.web import parameters
from monitor.web.practices import Said, said
from monitor.web.site import View
from monitor.web.standing import UNDECIDED_STAYS, Standing, is_stale, standing
from store import checks, figures, overview, sources, versions
from store.changes import ChangeLine, last_material, list_changes
from store.figures import Spell
from store.overview import SourceLine

_CHANGES_SHOWN = 40
_MARKS_DRAWN = 1_000
_CHECKS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of the vendor. changes: newest first. says: what its text of today states, None without a text.

    warnings: what there is to say of the operator's settings, by the last reading of the page and the text on record.
    pending_since: when another text was seen first that has yet to last.
    """

    line: SourceLine
    standing: Standing
    changes: tuple[ChangeLine, ...]
    spells: tuple[Spell, ...]
    says: Said | None
    checks: tuple[Check, ...]
    warnings: tuple[str, ...]
    pending_since: datetime | None


def page(view: View) -> Response:
    vendor = sources.vendor_of(view.db, view.path["vendor"])
    lines = overview.lines(view.db, vendor=vendor)
    if not lines:
        raise NotFoundError(f"vendor {vendor!r}")
    return view.render(
        "vendor.html.j2",
        name=lines[0].vendor_name,
        vendor=vendor,
        tags=lines[0].tags,
        documents=[_document(view, line) for line in lines],
        changes_shown=_CHANGES_SHOWN,
    )


def at_date(view: View) -> Response:
    """Leads on to the version in force at ?date=."""
    number = _in_force(view, "date").number
    return RedirectResponse(f"/vendors/{view.source}/versions/{number}?on={quote(view.query['date'])}", status_code=303)


def between(view: View) -> Response:
    """Leads on to what changed between the versions in force at ?since= and ?until=, in whichever order they came."""
    old, new = sorted((_in_force(view, name) for name in ("since", "until")), key=lambda version: version.number)
    if old.number == new.number:
        return RedirectResponse(
            f"/vendors/{view.source}/versions/{old.number}?on={quote(view.query['since'])}", status_code=303
        )
    return RedirectResponse(f"/changes/{view.source}:{new.number}?from={old.number}", status_code=303)


def _in_force(view: View, name: str) -> Version:
    moment = parameters.moment(view.query, name, end_of_day=True)
    if moment is None:
        raise parameters.BadParameter(name, "is missing; write 2024-03-03")
    return versions.at(view.db, view.source, moment)


def _document(view: View, line: SourceLine) -> Document:
    changes = list_changes(view.db, source=line.source, limit=_MARKS_DRAWN)
    newest = versions.latest(view.db, line.source)
    state = sources.state(view.db, line.source) if line.watched else None
    return Document(
        line=line,
        standing=standing(
            line,
            last_material(view.db).get(line.source),
            undecided=any(_is_undecided(change, view.now) for change in changes),
            stale=is_stale(line, view.intervals, view.now),
            now=view.now,
            blind_after=view.site.settings().blind_after,
        ),
        changes=tuple(changes),
        spells=tuple(figures.spells_of_blindness(view.db, line.source)),
        says=said(view.db, line.source, newest) if newest else None,
        checks=tuple(checks.recent(view.db, line.source, _CHECKS_SHOWN)),
        warnings=cautions(state, _lost_pins(view, line.source, newest)) if state else (),
        pending_since=confirm.pending_since(state.memory.get("confirm", {})) if state else None,
    )


def _is_undecided(change: ChangeLine, now: datetime) -> bool:
    """Whether a person should still read the change."""
    is_open = change.verdict in {Verdict.UNDECIDED, Verdict.SUSPECT_CAPTURE} and not change.settled
    return is_open and now - change.recorded_at < UNDECIDED_STAYS


def _lost_pins(view: View, key: str, newest: Version | None) -> tuple[str, ...]:
    """The pinned sentences that are not in the newest text, which is at hand."""
    pins = next((source.pins for source in view.site.settings().sources if source.key == key), ())
    return missing(pins, newest.text) if pins and newest else ()
