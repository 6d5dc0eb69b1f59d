"""Errors for programs: problem details in JSON (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse


def problem(
    status: int, detail: str, *, headers: Mapping[str, str] | None = None, parameter: str | None = None
) -> JSONResponse:
    """parameter: the one at fault, where one is."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if parameter is not None:
        body["parameter"] = parameter
    return JSONResponse(body, status_code=status, headers=headers, media_type="application/problem+json")
