"""/healthz for supervisors, /metrics for Prometheus (text format 0.0.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.model import DeliveryStatus
from monitor.web.site import View
from monitor.web.standing import Standing, standing
from store import figures, overview

_TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


def healthz(view: View) -> Response:
    """200 only while the scheduler ticks and the store answers (a store that does not makes the site answer 503)."""
    view.db.value("SELECT count(*) FROM sources")
    ticks = view.site.health().ticks(view.now)
    return JSONResponse({"scheduler": "ok" if ticks else "stopped", "store": "ok"}, status_code=200 if ticks else 503)


def metrics(view: View) -> Response:
    lines = [line for line in overview.lines(view.db) if line.watched]
    patience = view.site.settings().blind_after
    standings = Counter(standing(line, None, False, now=view.now, blind_after=patience) for line in lines)
    totals = figures.totals(view.db)
    deliveries = figures.deliveries_by_status(view.db)
    health = view.site.health()
    oldest = min((line.verified_at for line in lines if line.verified_at), default=None)
    groups = [
        _metric("up", "gauge", "1 while the scheduler ticks.", {"": health.ticks(view.now)}),
        _metric("last_tick_timestamp_seconds", "gauge", "Last look for due checks.", {"": _seconds(health.ticked_at)}),
        _metric("documents", "gauge", "Watched documents.", {"": len(lines)}),
        _metric("documents_blind", "gauge", "Documents that cannot be read.", {"": standings[Standing.BLIND]}),
        _metric("documents_failing", "gauge", "Documents whose last check failed.", {"": _failing(lines)}),
        _metric("documents_overdue", "gauge", "Documents whose check is due.", {"": _overdue(lines, view.now)}),
        _metric("oldest_verification_timestamp_seconds", "gauge", "The longest unseen one.", {"": _seconds(oldest)}),
        _metric("versions", "gauge", "Versions on record.", {"": totals["versions"]}),
        _metric("checks_total", "counter", "Checks in the ledger.", {"": totals["checks"]}),
        _metric("store_bytes", "gauge", "Size of the store.", {"": totals["bytes"]}),
        _metric(
            "deliveries",
            "gauge",
            "Deliveries by status.",
            {f'{{status="{status}"}}': deliveries.get(status, 0) for status in DeliveryStatus},
        ),
    ]
    return PlainTextResponse("".join(groups), media_type=_TEXT_FORMAT)


def _metric(name: str, kind: str, help_text: str, values: Mapping[str, float | None]) -> str:
    """values: by label set; None leaves a value out, since 0 would be a claim."""
    lines = [f"# HELP clausewatch_{name} {help_text}", f"# TYPE clausewatch_{name} {kind}"]
    lines += [f"clausewatch_{name}{labels} {value:.15g}" for labels, value in values.items() if value is not None]
    return "\n".join(lines) + "\n"


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()


def _failing(lines: Iterable[overview.SourceLine]) -> int:
    return sum(line.failures > 0 for line in lines)


def _overdue(lines: Iterable[overview.SourceLine], now: datetime) -> int:
    return sum(line.next_check_at <= now for line in lines)
