"""What the API's answers have in common: JSON, lists with a cursor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pydantic_core import to_json
from starlette.responses import Response

from monitor.web import parameters
from monitor.web.site import View

_LIMIT, _MOST = 50, 200


def json(value: Any, *, headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """Dataclasses, enumerations and dates become JSON values; times are RFC 3339 in UTC."""
    return Response(to_json(value), status_code=status, media_type="application/json", headers=headers)


def limit_of(view: View) -> int:
    """How many items the asker wants."""
    return parameters.whole(view.query, "limit", _LIMIT, most=_MOST)


def listed(view: View, items: list[Any], following: str | None = None) -> Response:
    """A page of a list. following: the cursor of the next one, also told in a Link header (RFC 8288)."""
    headers = {}
    if following is not None:
        query = urlencode({**view.query, "cursor": following})
        headers["link"] = f'<{view.request.url.path}?{query}>; rel="next"'
    return json({"items": items, "next": following}, headers=headers)
