"""The record of the watch on one page, for those who ask whether there was one; made to be printed."""

from __future__ import annotations

from starlette.responses import Response

from monitor.report import report
from monitor.web import parameters
from monitor.web.site import View


def page(view: View) -> Response:
    """Of all documents, or those of the vendors with a tag, between two days."""
    documents = view.site.settings().sources
    tag = parameters.text(view.query, "tag")
    since, until = parameters.span(view.query)
    chosen = [source for source in documents if tag is None or tag in source.tags]
    return view.render(
        "report.html.j2",
        report=report(view.db, chosen, since=since, until=until, now=view.now),
        since=since,
        until=until or view.now,
        tag=tag,
        tags=sorted({each for source in documents for each in source.tags}, key=str.casefold),
    )
