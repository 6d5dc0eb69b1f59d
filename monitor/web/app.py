"""The routes put together: pages for people, feeds and probes and the API for programs."""

from __future__ import annotations

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from monitor.clock import Clock, utc_now
from monitor.config import Settings
from monitor.measures import Measures
from monitor.web import (
    adding,
    calendar,
    change,
    evidence,
    failing,
    feeds,
    login,
    overview,
    probes,
    report,
    reviewing,
    search,
    status,
    templating,
    vendor,
    version,
)
from monitor.web.api import routes as api_routes
from monitor.web.health import Health
from monitor.web.security import Guard
from monitor.web.sessions import Sessions
from monitor.web.site import Page, Site
from store.database import Store

_PAGES: dict[str, Page] = {
    "/": overview.page,
    "/vendors/{vendor}": vendor.page,
    "/vendors/{vendor}/evidence.zip": evidence.pack,
    "/vendors/{vendor}/{document}/at": vendor.at_date,
    "/vendors/{vendor}/{document}/between": vendor.between,
    "/vendors/{vendor}/{document}/versions/{number:int}": version.page,
    "/vendors/{vendor}/{document}/versions/{number:int}/text": version.text,
    "/changes": change.list_page,
    # A change is named as the alert that tells of it: /changes/imou/privacy-policy:7
    "/changes/{vendor}/{document}:{number:int}": change.page,
    "/search": search.page,
    "/status": status.page,
    "/report": report.page,
    "/add": adding.form,
    "/login": login.page,
    "/feeds/all.atom": feeds.everything,
    "/feeds/tags/{tag}.atom": feeds.of_tag,
    "/feeds/topics/{topic}.atom": feeds.of_topic,
    "/feeds/{vendor}.atom": feeds.of_vendor,
    "/feeds/deadlines.ics": calendar.deadlines,
    "/healthz": probes.healthz,
    "/metrics": probes.metrics,
}
_FORMS: dict[str, Page] = {
    "/add": adding.look,
    "/add/save": adding.save,
    "/login": login.sign_in,
    "/logout": login.sign_out,
    "/changes/{vendor}/{document}:{number:int}/reviews": reviewing.add,
    "/status/deliveries/{number:int}/{action}": status.act_on_delivery,
}


def _routes(site: Site) -> list[BaseRoute]:
    methods: dict[str, dict[str, Page]] = {}
    for method, pages in (("get", _PAGES), ("post", _FORMS)):
        for path, page in pages.items():
            methods.setdefault(path, {})[method] = page
    return [
        *(site.route(path, **found) for path, found in methods.items()),
        *api_routes.routes(site),
        Mount("/static", StaticFiles(directory=templating.STATIC)),
    ]


def create_app(
    *,
    open_db: Callable[[], Store],
    settings: Callable[[], Settings],
    health: Callable[[], Health],
    clock: Clock = utc_now,
    add: adding.Adding | None = None,
    measures: Measures | None = None,
) -> Starlette:
    """The ASGI application. open_db: a store for one request. settings: those in force now (a daemon reloads them).

    add: how a vendor is added from the page; without it the page tells how it is done on the command line.
    measures: what the daemon counts of its own work, for /metrics.
    """
    sessions = Sessions(clock)
    site = Site(
        open_db=open_db,
        settings=settings,
        health=health,
        clock=clock,
        sessions=sessions,
        environment=templating.environment(),
        measures=measures or Measures(),
        adding=add,
    )
    return Starlette(
        routes=_routes(site),
        middleware=[Middleware(Guard, web=lambda: settings().web, sessions=sessions)],
        exception_handlers=failing.handlers(site),
    )
