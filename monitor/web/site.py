"""One request from its parameters to its answer: opens the store, calls the page's function in a thread, adds an ETag.

A page is a plain function View -> Response; it reads the store and renders a template, and knows nothing of ASGI.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from monitor.clock import Clock
from monitor.config import Settings
from monitor.errors import NotFoundError
from monitor.measures import Measures
from monitor.model import Outage
from monitor.web.health import Health
from monitor.web.security import Visitor, form_is_ours, form_token
from monitor.web.sessions import Sessions
from store import outages
from store.database import Store

if TYPE_CHECKING:
    from monitor.web.adding import Adding

# Our forms hold a few words; an API body is no longer.
_LARGEST_BODY = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What all pages share."""

    open_db: Callable[[], Store]
    settings: Callable[[], Settings]
    health: Callable[[], Health]
    clock: Clock
    sessions: Sessions
    environment: Environment
    measures: Measures
    adding: Adding | None = None

    def route(self, path: str, **pages: Page) -> Route:
        """The route of an address. pages: what answers each method (get, post)."""

        async def endpoint(request: Request) -> Response:
            body = await _body(request)
            answer = pages["get" if request.method == "HEAD" else request.method.lower()]
            return await run_in_threadpool(self._answer, answer, request, body)

        return Route(path, endpoint, methods=[method.upper() for method in pages])

    def render(self, request: Request, template: str, /, *, code: int = 200, **context: Any) -> HTMLResponse:
        visitor: Visitor = request.state.visitor
        html = self.environment.get_template(template).render(
            {"outage": None} | context,
            code=code,
            now=self.clock(),
            path=request.url.path,
            query=request.query_params,
            form_token=form_token(visitor),
            signed_in=visitor.session is not None,
        )
        return HTMLResponse(html, status_code=code)

    def _answer(self, answer: Page, request: Request, body: bytes) -> Response:
        with self.open_db() as db:
            response = answer(View(site=self, request=request, db=db, now=self.clock(), body=body))
        return _with_etag(request, response)


@dataclass(frozen=True, kw_only=True)
class View:
    """One request with its open store. body: of a POST, as it came."""

    site: Site
    request: Request
    db: Store
    now: datetime
    body: bytes

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters. A browser sends a form's empty fields along; programs are taken at their word."""
        given = self.request.query_params
        if self.request.url.path.startswith("/api/"):
            return given
        return {name: value for name, value in given.items() if value}

    @property
    def path(self) -> Mapping[str, Any]:
        return self.request.path_params

    @property
    def source(self) -> str:
        """The key of the document in the path; perhaps of one that does not exist."""
        return f"{self.path['vendor']}/{self.path['document']}"

    @property
    def number(self) -> int:
        """The number in the path. Raises NotFoundError for one that no row can have."""
        number: int = self.path["number"]
        if number >= 2**31:
            raise NotFoundError(f"number {number}")
        return number

    @cached_property
    def intervals(self) -> Mapping[str, timedelta]:
        """How often each document is to be looked at, by its source's key."""
        return self.site.settings().intervals

    @cached_property
    def outage(self) -> Outage | None:
        """The outage of clausewatch itself that lasts, if one does: every page begins with it."""
        return outages.standing(self.db)

    def render(self, template: str, /, *, code: int = 200, **context: Any) -> HTMLResponse:
        return self.site.render(self.request, template, code=code, outage=self.outage, **context)

    def form(self) -> dict[str, str]:
        """The fields of a form of ours. Raises HTTPException(403) for anybody else's."""
        fields = dict(parse_qsl(self.body.decode("utf-8", "replace")))
        if not form_is_ours(self.request.state.visitor, fields.get("form_token", "")):
            raise HTTPException(403, "This form is out of date. Go back, load the page again and send it once more.")
        return fields


Page = Callable[[View], Response]


async def _body(request: Request) -> bytes:
    found = b""
    async for chunk in request.stream():
        found += chunk
        if len(found) > _LARGEST_BODY:
            raise HTTPException(413, f"More than {_LARGEST_BODY} bytes were sent.")
    return found


def _with_etag(request: Request, response: Response) -> Response:
    """Marks a full answer with its hash; who has it already gets 304 and no body."""
    if response.status_code != 200 or request.method not in {"GET", "HEAD"} or isinstance(response, StreamingResponse):
        return response
    etag = f'"{hashlib.sha256(response.body).hexdigest()[:24]}"'
    response.headers["etag"] = etag
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if etag in known or "*" in known:
        kept = {
            name: value for name, value in response.headers.items() if name not in {"content-length", "content-type"}
        }
        return Response(status_code=304, headers=kept)
    return response
