"""/healthz for supervisors, /metrics for Prometheus. docs/operations.md says what is worth an alarm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.model import DeliveryStatus, Outcome
from monitor.web.exposition import MEDIA_TYPE, counters, gauge, gauges, histogram, seconds
from monitor.web.site import View
from monitor.web.standing import is_blind, is_stale
from store import figures, overview
from store.overview import SourceLine


def healthz(view: View) -> Response:
    """200 only while the scheduler ticks and the store answers (a store that does not makes the site answer 503)."""
    view.db.value("SELECT count(*) FROM sources")
    ticks = view.site.health().ticks(view.now)
    return JSONResponse({"scheduler": "ok" if ticks else "stopped", "store": "ok"}, status_code=200 if ticks else 503)


def metrics(view: View) -> Response:
    lines = [line for line in overview.lines(view.db) if line.watched]
    groups = [*_of_the_daemon(view), *_of_documents(view, lines), *_of_deliveries(view), *_of_the_store(view)]
    return PlainTextResponse("".join(groups), media_type=MEDIA_TYPE)


def _of_the_daemon(view: View) -> list[str]:
    health, measures = view.site.health(), view.site.measures
    checks = {outcome.value: measures.checks[outcome] for outcome in Outcome}
    return [
        gauge("up", "1 while the scheduler ticks.", health.ticks(view.now)),
        gauge("start_timestamp_seconds", "When the daemon began.", seconds(health.started_at)),
        gauge("last_tick_timestamp_seconds", "Last look for due checks.", seconds(health.ticked_at)),
        counters("checks_total", "Checks by outcome, since the daemon began.", "outcome", checks),
        histogram(
            "fetch_duration_seconds",
            "Fetches of pages, failed ones too, without the wait for the host's turn; since the daemon began.",
            measures.fetching.distribution(),
        ),
        histogram(
            "judge_duration_seconds",
            "Comparing and judging two versions; since the daemon began.",
            measures.judging.distribution(),
        ),
    ]


def _of_documents(view: View, lines: Sequence[SourceLine]) -> list[str]:
    patience = view.site.settings().blind_after
    blind = sum(is_blind(line, patience, view.now) for line in lines)
    stale = sum(is_stale(line, view.intervals, view.now) for line in lines)
    troubles = Counter(line.trouble or "unknown" for line in lines if line.failures)
    seen = [line.verified_at for line in lines if line.verified_at]
    return [
        gauge("documents", "Watched documents.", len(lines)),
        gauge("documents_blind", "Documents not seen for [alarms] after.", blind),
        gauge("documents_stale", "Documents not verified for three of their intervals.", stale),
        gauge("outage", "1 while next to no host can be reached.", view.outage is not None),
        gauge("documents_failing", "Documents whose last check failed.", troubles.total()),
        gauges("documents_in_trouble", "Documents whose last check failed, by kind.", "kind", troubles),
        gauge(
            "documents_overdue", "Documents whose check is due.", sum(line.next_check_at <= view.now for line in lines)
        ),
        gauge("last_success_timestamp_seconds", "When any policy was seen last.", seconds(max(seen, default=None))),
        gauge("oldest_verification_timestamp_seconds", "The longest unseen one.", seconds(min(seen, default=None))),
    ]


def _of_deliveries(view: View) -> list[str]:
    by_status = figures.deliveries_by_status(view.db)
    waiting = figures.outbox(view.db, view.now)
    age = (view.now - waiting.oldest_at).total_seconds() if waiting.oldest_at else 0.0
    every = {status.value: by_status.get(status, 0) for status in DeliveryStatus}
    return [
        gauges("deliveries", "Deliveries by status.", "status", every),
        gauge("outbox_depth", "Deliveries that are due or were tried in vain, and are not given up.", waiting.depth),
        gauge("outbox_oldest_age_seconds", "Age of the oldest alert among them; 0 without any.", max(age, 0.0)),
    ]


def _of_the_store(view: View) -> list[str]:
    totals = figures.totals(view.db)
    return [
        gauge("versions", "Versions on record.", totals["versions"]),
        gauge("store_bytes", "Size of the store.", totals["bytes"]),
    ]
