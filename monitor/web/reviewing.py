"""What people make of a change: noted from its page or through the API."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import RedirectResponse, Response

from monitor.errors import NotFoundError
from monitor.model import Review, ReviewAction
from monitor.web import parameters
from monitor.web.site import View
from store import reviews


def add(view: View) -> Response:
    """The form on the change's page."""
    record(view, view.source, view.form())
    return RedirectResponse(f"/changes/{view.source}:{view.number}#reviews", status_code=303)


def record(view: View, source: str, fields: Mapping[str, str]) -> Review:
    """Adds an entry. Raises BadParameter, NotFoundError."""
    if view.number < 2:
        raise NotFoundError(f"change {source}:{view.number}")
    action = parameters.choice(fields, "action", ReviewAction)
    if action is None:
        raise parameters.BadParameter("action", f"is none of {', '.join(ReviewAction)}")
    try:
        review = Review(
            source=source,
            version=view.number,
            action=action,
            by=parameters.text(fields, "by", most=200) or "",
            at=view.now,
            note=parameters.text(fields, "note", most=2_000) or "",
        )
    except ValueError as error:
        raise parameters.BadParameter("by" if not fields.get("by", "").strip() else "note", str(error)) from None
    reviews.add(view.db, review)
    return review
