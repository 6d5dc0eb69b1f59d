"""What cannot be answered: as a page for people, as problem details for programs."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from monitor.errors import NotFoundError, StoreError
from monitor.web.parameters import BadParameter
from monitor.web.problems import problem
from monitor.web.security import HEADERS
from monitor.web.site import Site
from notifiers.escape import one_line

log = logging.getLogger(__name__)

Handler = Callable[[Request, Exception], Awaitable[Response]]


def handlers(site: Site) -> Mapping[Any, Handler]:
    """For Starlette, by the kind of exception."""

    async def handle(request: Request, error: Exception) -> Response:
        status, detail = _meaning(error)
        headers = error.headers if isinstance(error, HTTPException) else None
        if request.url.path.startswith(("/api/", "/feeds/", "/healthz", "/metrics")):
            parameter = error.name if isinstance(error, BadParameter) else None
            return problem(status, detail, headers=headers, parameter=parameter)
        response = site.render(request, "error.html.j2", code=status, detail=detail)
        response.headers.update({**HEADERS, **(headers or {})})
        return response

    kinds = (NotFoundError, StoreError, BadParameter, HTTPException, Exception)
    return dict.fromkeys(kinds, handle)


def _meaning(error: Exception) -> tuple[int, str]:
    match error:
        case NotFoundError():
            return 404, one_line(f"{error}.")
        case BadParameter():
            return 400, one_line(f"{error}.")
        case StoreError():
            log.error("The page could not be served: %s", error)
            return 503, "The store cannot be read at the moment; the daemon's log says why."
        case HTTPException(status_code=404):
            return 404, "There is nothing at this address; /api/v1/openapi.json describes those of the API."
        case HTTPException():
            return error.status_code, str(error.detail)
    return 500, "This is a fault of clausewatch's own; the daemon's log has the traceback."
