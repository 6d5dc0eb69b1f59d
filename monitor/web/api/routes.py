"""The addresses of the API."""

from __future__ import annotations

from starlette.routing import Route

from monitor.web.site import Page, Site

GET: dict[str, Page] = {}
POST: dict[str, Page] = {}


def routes(site: Site) -> list[Route]:
    return [
        *(Route(f"/api/v1{path}", site.view(page), methods=["GET"]) for path, page in GET.items()),
        *(Route(f"/api/v1{path}", site.view(page), methods=["POST"]) for path, page in POST.items()),
    ]
