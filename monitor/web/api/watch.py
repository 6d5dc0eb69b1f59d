"""The watch itself: search, status, deliveries, and the description of all this."""

from __future__ import annotations

from collections import Counter
from functools import cache
from json import loads
from pathlib import Path
from typing import Any

from starlette.responses import Response

from monitor.model import Delivery, DeliveryStatus, Outage
from monitor.web import parameters, status
from monitor.web.api.answers import json, limit_of, listed
from monitor.web.overview import overview_of
from monitor.web.site import View
from monitor.web.standing import Standing
from store import figures, outbox, search

_DESCRIPTION = Path(__file__).with_name("openapi.json")


def description(view: View) -> Response:
    return Response(_DESCRIPTION.read_bytes(), media_type="application/json")


@cache
def described() -> dict[str, Any]:
    found: dict[str, Any] = loads(_DESCRIPTION.read_bytes())
    return found


def find(view: View) -> Response:
    """Passages of all versions with the words of ?q=, best first."""
    if not view.query.get("q"):
        raise parameters.BadParameter("q", "is missing")
    hits = search.search(
        view.db,
        parameters.text(view.query, "q") or "",
        at=parameters.moment(view.query, "at", end_of_day=True),
        vendor=parameters.text(view.query, "vendor"),
        limit=limit_of(view),
    )
    return listed(view, hits)


def state(view: View) -> Response:
    health = view.site.health()
    counts = Counter(vendor.standing for vendor in overview_of(view))
    deliveries = figures.deliveries_by_status(view.db)
    return json(
        {
            "scheduler": {
                "ticks": health.ticks(view.now),
                "last_tick": health.ticked_at,
                "started_at": health.started_at,
            },
            "outage": _outage(view.outage) if view.outage else None,
            "vendors": {standing.value: counts[standing] for standing in Standing},
            "deliveries": {name.value: deliveries.get(name, 0) for name in DeliveryStatus},
            "store": figures.totals(view.db),
        }
    )


def _outage(outage: Outage) -> dict[str, Any]:
    return {
        "since": outage.since,
        "documents": outage.documents,
        "looked_at": outage.looked_at,
        "problem": outage.problem,
    }


def list_deliveries(view: View) -> Response:
    """Newest first."""
    wanted = parameters.choice(view.query, "status", DeliveryStatus)
    found = outbox.list_deliveries(view.db, status=wanted, limit=limit_of(view))
    return listed(view, [_delivery(delivery) for delivery in found])


def retry(view: View) -> Response:
    return _act(view, "retry")


def drop(view: View) -> Response:
    return _act(view, "drop")


def _act(view: View, action: str) -> Response:
    status.act(view, action)
    return Response(status_code=204)


def _delivery(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "alert": delivery.alert.id,
        "kind": delivery.alert.kind,
        "vendor": delivery.alert.vendor or None,
        "channel": delivery.channel,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "next_attempt": delivery.next_attempt_at,
        "last_error": delivery.last_error,
        "sent_at": delivery.sent_at,
    }
