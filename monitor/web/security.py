"""Who may ask, and the headers of every answer.

On loopback without a password everybody on the machine may read and use the page's forms; with a password, or where
other machines can ask, reading needs a session or a token. Changing something through the API always needs a write
token; a form always needs its token, so that no other site can send it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.config.faults import is_loopback
from monitor.config.schema import WebTable
from monitor.web.problems import problem
from monitor.web.sessions import Sessions, token_in

HEADERS = {
    # No inline scripts or styles, nothing from elsewhere: what a hostile policy text smuggled in could not run.
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Vendors' servers need not learn that, and from where, they are watched. Not "no-referrer": under it browsers send
    # our own forms with "Origin: null", as another site's would be.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_FREE = ("/static/", "/healthz", "/login")
_FOR_PROGRAMS = ("/api/", "/feeds/", "/metrics")
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks. session: of a person who gave the password. form_key: what form tokens are made from.

    may_read, may_write: as the module says; may_write is about the API.
    """

    session: str | None
    form_key: str
    may_read: bool
    may_write: bool


class Guard:
    """ASGI middleware: turns away wrong hosts and strangers, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, web: Callable[[], WebTable], sessions: Sessions) -> None:
        self._app = app
        self._web = web
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        visitor = _visitor(request, self._web(), self._sessions)
        scope.setdefault("state", {})["visitor"] = visitor
        refusal = _refusal(request, self._web(), visitor)
        new_key = None if cookie_name(request, "form") in request.cookies else visitor.form_key

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), request, new_key)
            await send(message)

        await (refusal or self._app)(scope, receive, send_with_headers)


def is_closed(web: WebTable) -> bool:
    """Whether reading needs a password or a token."""
    return web.password is not None or bool(web.names) or not is_loopback(web.host)


def host_is_ours(header: str, web: WebTable) -> bool:
    """Against DNS rebinding: on loopback another site's name in the Host header means another site's page asks."""
    try:
        host = urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return False
    if host in {web.host.casefold(), *(name.casefold() for name in web.names)} or is_loopback(host):
        return True
    return not is_loopback(web.host) and not web.names


def cookie_name(request: Request, name: str) -> str:
    """Browsers take a __Host- cookie only over TLS and only from the host itself; plain HTTP is for loopback."""
    return f"__Host-clausewatch-{name}" if request.url.scheme == "https" else f"clausewatch-{name}"


def set_cookie(response: Response, request: Request, name: str, value: str, *, seconds: int | None) -> None:
    response.set_cookie(
        cookie_name(request, name),
        value,
        max_age=seconds,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def form_token(visitor: Visitor) -> str:
    """What a form of this visitor has to bring along."""
    return hmac.new(visitor.form_key.encode(), b"clausewatch form", hashlib.sha256).hexdigest()


def form_is_ours(visitor: Visitor, token: str) -> bool:
    return hmac.compare_digest(form_token(visitor).encode(), token.encode())


def _visitor(request: Request, web: WebTable, sessions: Sessions) -> Visitor:
    cookie = request.cookies.get(cookie_name(request, "session"), "")
    session = cookie if web.password is not None and sessions.holds(cookie, web.password) else None
    token = _token_given(request)
    may_write = token_in(token, web.write_tokens)
    return Visitor(
        session=session,
        form_key=session or request.cookies.get(cookie_name(request, "form")) or secrets.token_urlsafe(24),
        may_read=not is_closed(web) or session is not None or may_write or token_in(token, web.read_tokens),
        may_write=may_write,
    )


def _token_given(request: Request) -> str:
    """Authorization: Bearer TOKEN; or Basic with the token as its password, which is all that feed readers know."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer":
        return value.strip()
    if scheme.casefold() == "basic":
        return _basic_password(value.strip())
    return ""


def _basic_password(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _refusal(request: Request, web: WebTable, visitor: Visitor) -> Response | None:
    """The answer to whoever may not go on; None for all others."""
    path = request.url.path
    if not host_is_ours(request.headers.get("host", ""), web):
        return PlainTextResponse("This host name is not one of clausewatch's (see [web] names).\n", status_code=421)
    if request.method not in _SAFE_METHODS:
        if path.startswith("/api/") and not visitor.may_write:
            return _unauthorized("Changing something needs a write token: Authorization: Bearer ...")
        if not path.startswith("/api/") and not _same_origin(request.headers):
            return PlainTextResponse("Forms are taken from clausewatch's own pages only.\n", status_code=403)
        if is_closed(web) and visitor.session is None and not path.startswith("/api/") and path != "/login":
            # Else a token for reading would do for what the forms change.
            return PlainTextResponse("Forms are for people who gave the password.\n", status_code=403)
    if visitor.may_read or path.startswith(_FREE):
        return None
    if path.startswith(_FOR_PROGRAMS):
        return _unauthorized("Reading needs a token: Authorization: Bearer ...")
    target = path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(target)}", status_code=303)


def _unauthorized(detail: str) -> Response:
    return problem(401, detail, headers={"www-authenticate": 'Bearer realm="clausewatch", Basic realm="clausewatch"'})


def _same_origin(headers: Headers) -> bool:
    """As the browser tells it; what tells nothing is no browser, and the form's token decides."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def _add_headers(headers: MutableHeaders, request: Request, new_key: str | None) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    if request.url.path.startswith("/static/") and request.url.query:  # the query names the content
        headers["cache-control"] = "public, max-age=31536000, immutable"
    else:
        headers.setdefault("cache-control", "private, no-cache")
    if request.url.scheme == "https":
        headers["strict-transport-security"] = "max-age=31536000"
    if new_key and headers.get("content-type", "").startswith("text/html"):
        carrier = Response()
        set_cookie(carrier, request, "form", new_key, seconds=None)
        headers.append("set-cookie", carrier.headers["set-cookie"])
