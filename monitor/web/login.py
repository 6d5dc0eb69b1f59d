"""The password page."""

from __future__ import annotations

from math import ceil

from starlette.responses import RedirectResponse, Response

from monitor.web.security import cookie_name, set_cookie
from monitor.web.sessions import LASTS
from monitor.web.site import View


def page(view: View) -> Response:
    return _page(view, target=_local(view.query.get("next", "/")))


def sign_in(view: View) -> Response:
    """Opens a session for the right password; after some wrong ones from a place it has to wait."""
    form = view.form()
    target = _local(form.get("next", "/"))
    password = view.site.settings().web.password
    if password is None:
        return _page(view, target=target)
    sessions = view.site.sessions
    address = view.request.client.host if view.request.client else ""
    if wait := sessions.wait(address):
        minutes = ceil(wait.total_seconds() / 60)
        answer = _page(view, target=target, code=429, problem=f"Too many wrong passwords. Wait {minutes} min.")
        answer.headers["retry-after"] = str(ceil(wait.total_seconds()))
        return answer
    session = sessions.open(form.get("password", ""), password, address)
    if session is None:
        return _page(view, target=target, code=403, problem="That is not the password.")
    response = RedirectResponse(target, status_code=303)
    set_cookie(response, view.request, "session", session, seconds=int(LASTS.total_seconds()))
    return response


def sign_out(view: View) -> Response:
    view.form()
    view.site.sessions.close(view.request.cookies.get(cookie_name(view.request, "session"), ""))
    response = RedirectResponse("/login", status_code=303)
    set_cookie(response, view.request, "session", "", seconds=0)
    return response


def _page(view: View, *, target: str, code: int = 200, problem: str = "") -> Response:
    return view.render(
        "login.html.j2",
        code=code,
        target=target,
        problem=problem,
        has_password=view.site.settings().web.password is not None,
    )


def _local(target: str) -> str:
    """Only a page of ours: //elsewhere and /\\elsewhere lead away."""
    if target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable():
        return target
    return "/"
