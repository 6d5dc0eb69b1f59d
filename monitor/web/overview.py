"""The first page: what needs a person, then every vendor with a quiet sign of its state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from starlette.responses import Response

from monitor.decide.outage import is_unreached
from monitor.model import Category, Verdict
from monitor.web import parameters, wording
from monitor.web.site import View
from monitor.web.standing import RECENT, UNDECIDED_STAYS, Standing, Vendor, vendors
from store import overview
from store.changes import ChangeLine, last_material, list_changes

_PER_PAGE = 50
_FIRST_SEEN = 6  # changes in the list on top; all are one click away
_UNCLEAR = (Verdict.UNDECIDED, Verdict.SUSPECT_CAPTURE)


def page(view: View) -> Response:
    every = overview_of(view)
    if not every:
        return view.render("first_run.html.j2", config=str(view.site.settings().file), can_add=bool(view.site.adding))
    shown = _filtered(every, view)
    number = parameters.whole(view.query, "page", 1)
    on_page = shown[(number - 1) * _PER_PAGE : number * _PER_PAGE]
    marks = _marks(view, on_page)
    counts = Counter(vendor.standing for vendor in every)
    recent = list_changes(view.db, verdicts=(Verdict.MATERIAL,), since=view.now - RECENT, limit=500)
    unclear = list_changes(
        view.db, verdicts=_UNCLEAR, since=view.now - UNDECIDED_STAYS, open_only=True, limit=_FIRST_SEEN
    )
    watched = {line.source for vendor in every for line in vendor.documents if line.watched}
    recent = [change for change in recent if change.source in watched]
    return view.render(
        "overview.html.j2",
        vendors=on_page,
        count=len(shown),
        number=number,
        pages=max(1, -(-len(shown) // _PER_PAGE)),
        sparks=marks,
        last=_last_lines(view, on_page, marks),
        summary=wording.summary(counts, len(recent), verified_at=_verified_at(every)),
        blind=_blind(every, in_outage=view.outage is not None)[:_FIRST_SEEN],
        recent=[change for change in recent if not change.settled][:_FIRST_SEEN],
        unclear=[change for change in unclear if change.source in watched],
        tags=sorted({tag for vendor in every for tag in vendor.tags}, key=str.casefold),
        standings=[state for state in Standing if counts[state]],
        topics=list(Category),
        can_add=bool(view.site.adding),
    )


def _blind(every: Sequence[Vendor], *, in_outage: bool) -> list[Vendor]:
    """The vendors to look at because they cannot be read; in an outage not those that fail with all others."""
    return [
        vendor
        for vendor in every
        if vendor.standing is Standing.BLIND
        and not (in_outage and all(is_unreached(line.trouble) for line in vendor.documents if line.failures))
    ]


def _verified_at(every: Sequence[Vendor]) -> datetime | None:
    """When any policy was seen last."""
    seen = (line.verified_at for vendor in every for line in vendor.documents if line.watched)
    return max((moment for moment in seen if moment), default=None)


def overview_of(view: View) -> list[Vendor]:
    """All vendors with their standing, those that need a person first."""
    return vendors(
        overview.lines(view.db),
        last_material(view.db),
        list_changes(view.db, verdicts=_UNCLEAR, since=view.now - UNDECIDED_STAYS, open_only=True, limit=500),
        intervals=view.intervals,
        now=view.now,
        blind_after=view.site.settings().blind_after,
    )


def _filtered(every: Sequence[Vendor], view: View) -> list[Vendor]:
    name = (parameters.text(view.query, "name") or "").casefold()
    tag = parameters.text(view.query, "tag")
    topic = parameters.choice(view.query, "topic", Category)
    state = parameters.choice(view.query, "state", Standing)
    touched = None if topic is None else last_material(view.db, topic=topic)
    return [
        vendor
        for vendor in every
        if name in vendor.name.casefold()
        and (tag is None or tag in vendor.tags)
        and (touched is None or (vendor.last is not None and vendor.last.source in touched))
        and (state is None or vendor.standing is state)
    ]


def _marks(view: View, shown: Sequence[Vendor]) -> dict[str, list[ChangeLine]]:
    """The changes of two years by vendor, for the small timelines."""
    found = defaultdict[str, list[ChangeLine]](list)
    since = view.now - timedelta(days=731)
    names = [vendor.vendor for vendor in shown]
    for change in list_changes(view.db, vendors=names, since=since, limit=5_000):
        found[change.vendor].append(change)
    return found


def _last_lines(
    view: View, shown: Sequence[Vendor], marks: Mapping[str, Sequence[ChangeLine]]
) -> dict[str, ChangeLine]:
    """The newest material change of each vendor shown; of most it is among the marks already."""
    found: dict[str, ChangeLine] = {}
    for vendor in shown:
        last = vendor.last
        if last is None:
            continue
        change = next((line for line in marks.get(vendor.vendor, ()) if line.id == last.id), None)
        if change is None:
            [change] = list_changes(
                view.db, source=last.source, verdicts=(Verdict.MATERIAL,), since=last.recorded_at, limit=1
            )
        found[vendor.vendor] = change
    return found
