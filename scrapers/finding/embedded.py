"""Documents that a policy service hosts and a page embeds by their number: where they are. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib.resources import files
from itertools import chain

from scrapers.page.links import joined
from scrapers.page.names import named_by_address

_FRAME = re.compile(
    r"""<(?:i?frame|embed|turbo-frame)\b[^<>]{0,500}?\ssrc\s*=\s*["']([^"'<>\s]{4,500})["']""", re.IGNORECASE
)


def shown_from(html: str, url: str | None) -> str | None:
    """Where the document stands that an empty page only shows: at a service, or in a frame that names it."""
    framed = (unescape(match[1]) for match in _FRAME.finditer(html))
    shown = ((href, joined(url, href)) for href in framed)
    named = (address for href, address in shown if address.startswith("http") and named_by_address(href)[0])
    return next(chain(embedded(html), named), None)


def embedded(html: str) -> Iterator[str]:
    """The addresses of the documents that a page embeds."""
    for pattern, address in _rules():
        for match in pattern.finditer(html):
            yield address.format(*match.groups())


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = tomllib.loads((files("scrapers") / "rules" / "discover.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(each["pattern"], re.IGNORECASE), each["address"]) for each in data["embeds"])
