"""The addresses of the API; openapi.json describes them, and a test holds both together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from monitor.web.api import changes, vendors, watch
from monitor.web.parameters import require_known
from monitor.web.site import Page, Site, View

_DOCUMENT = "/vendors/{vendor}/{document}"
_CHANGE = "/changes/{vendor}/{document}:{number:int}"

GET: dict[str, Page] = {
    "/openapi.json": watch.description,
    "/status": watch.state,
    "/vendors": vendors.list_vendors,
    "/vendors/{vendor}": vendors.vendor,
    f"{_DOCUMENT}/versions": vendors.list_versions,
    f"{_DOCUMENT}/versions/{{number:int}}": vendors.version,
    f"{_DOCUMENT}/in-force": vendors.in_force,
    f"{_DOCUMENT}/practices": vendors.practices,
    f"{_DOCUMENT}/checks": vendors.list_checks,
    "/changes": changes.list_changes,
    _CHANGE: changes.change,
    f"{_CHANGE}/passages": changes.passages,
    f"{_CHANGE}/reviews": changes.list_reviews,
    "/search": watch.find,
    "/deliveries": watch.list_deliveries,
}
POST: dict[str, Page] = {
    f"{_CHANGE}/reviews": changes.add_review,
    "/deliveries/{number:int}/retry": watch.retry,
    "/deliveries/{number:int}/drop": watch.drop,
}


def routes(site: Site) -> list[Route]:
    methods: dict[str, dict[str, Page]] = {path: {"get": _strict(path, page)} for path, page in GET.items()}
    for path, page in POST.items():
        methods.setdefault(path, {})["post"] = page
    return [site.route(f"/api/v1{path}", **found) for path, found in methods.items()]


def _strict(path: str, page: Page) -> Page:
    """The page, but for parameters that it does not know: a filter whose name is mistyped would not filter."""

    def answer(view: View) -> Response:
        require_known(view.query, _parameters(path.replace(":int}", "}")))
        return page(view)

    return answer


@cache
def _parameters(path: str) -> tuple[str, ...]:
    """The names of an address's parameters, as described."""
    named = (_resolved(each) for each in watch.described()["paths"][path]["get"].get("parameters", ()))
    return tuple(each["name"] for each in named if each["in"] == "query")


def _resolved(parameter: Mapping[str, Any]) -> Mapping[str, Any]:
    """A reference's target: "#/components/parameters/limit"."""
    found: Mapping[str, Any] = watch.described()["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
    return found
