"""Whether the watch itself is well: blind sources, deliveries, the scheduler, the last errors."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from monitor.errors import NotFoundError
from monitor.model import DeliveryStatus
from monitor.web import parameters
from monitor.web.site import View
from monitor.web.standing import is_stale
from store import figures, outages, outbox, overview

_SHOWN = 50
_OUTAGES_SHOWN = 5


def page(view: View) -> Response:
    lines = [line for line in overview.lines(view.db) if line.watched]
    failing = sorted((line for line in lines if line.failures), key=lambda line: line.blind_since or view.now)
    status = parameters.choice(view.query, "deliveries", DeliveryStatus)
    return view.render(
        "status.html.j2",
        health=view.site.health(),
        ticks=view.site.health().ticks(view.now),
        lines=lines,
        failing=failing[:_SHOWN],
        failing_count=len(failing),
        outages=outages.recent(view.db, _OUTAGES_SHOWN),
        blind_after=view.site.settings().blind_after,
        stale=sum(is_stale(line, view.intervals, view.now) for line in lines),
        overdue=sum(line.next_check_at <= view.now for line in lines),
        next_check=min((line.next_check_at for line in lines), default=None),
        totals=figures.totals(view.db),
        counts=figures.deliveries_by_status(view.db),
        deliveries=outbox.list_deliveries(view.db, status=status, limit=_SHOWN),
        status=status,
        store=str(view.site.settings().store),
        channels=view.site.settings().channels,
    )


def act_on_delivery(view: View) -> Response:
    """The forms behind "try again" and "drop"."""
    view.form()
    act(view, view.path["action"])
    return RedirectResponse("/status#deliveries", status_code=303)


def act(view: View, action: str) -> None:
    """Raises NotFoundError."""
    match action:
        case "retry":
            outbox.retry(view.db, view.number, view.now)
        case "drop":
            outbox.drop(view.db, view.number, view.now)
        case _:
            raise NotFoundError(f"action {action!r}")
