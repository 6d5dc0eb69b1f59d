"""Documents that a policy service hosts and a page embeds by their number: where they are. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def embedded(html: str) -> Iterator[str]:
    """The addresses of the documents that a page embeds."""
    for pattern, address in _rules():
        for match in pattern.finditer(html):
            yield address.format(*match.groups())


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = tomllib.loads((files("scrapers") / "rules" / "discover.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(each["pattern"], re.IGNORECASE), each["address"]) for each in data["embeds"])
