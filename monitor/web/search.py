"""Search over every passage that ever stood, with the time in which it stood."""

from __future__ import annotations

import re

from markupsafe import Markup
from starlette.responses import Response

from monitor.web import parameters
from monitor.web.passages import readable
from monitor.web.site import View
from notifiers.escape import clean
from store import overview, search
from store.wordings import WIDER, by_wording

_LIMIT = 30
# The store marks matches with brackets; a link's own are followed by its target.
_MATCH = re.compile(r"\[([^\[\]]{1,200})\](?!\()")


def page(view: View) -> Response:
    query = parameters.text(view.query, "q") or ""
    moment = parameters.moment(view.query, "at", end_of_day=True)
    vendor = parameters.text(view.query, "vendor")
    hits = search.search(view.db, query, at=moment, vendor=vendor, limit=_LIMIT * WIDER) if query else []
    return view.render(
        "search.html.j2",
        q=query,
        at=view.query.get("at", ""),
        vendor=vendor or "",
        vendors=sorted({(line.vendor_name, line.vendor) for line in overview.lines(view.db)}, key=_by_name),
        hits=[[(hit, _marked(hit.snippet)) for hit in wordings] for wordings in by_wording(hits)[:_LIMIT]],
        limit=_LIMIT,
    )


def _by_name(entry: tuple[str, str]) -> str:
    return entry[0].casefold()


def _marked(snippet: str) -> Markup:
    """The snippet with its matches marked, everything else escaped."""
    pieces = _MATCH.split(clean(snippet))
    shown = [
        Markup("<mark>{}</mark>").format(piece) if number % 2 else Markup("{}").format(readable(piece))
        for number, piece in enumerate(pieces)
    ]
    return Markup("").join(shown)
