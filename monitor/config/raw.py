"""The file as TOML gives it, before anybody knows whether it has the right shape. Pure."""

from __future__ import annotations

from typing import Any


def tables(value: object) -> list[dict[str, Any]]:
    """A list of tables; an empty one for whatever else stands in a table's place."""
    return [item if isinstance(item, dict) else {} for item in value] if isinstance(value, list) else []


def dotted(path: tuple[str | int, ...]) -> str:
    """A path as people write it: vendors[2].url."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text or "(the file)"
