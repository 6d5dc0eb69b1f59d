"""What an installation has: setuptools takes only the packages that pyproject.toml names."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_package_of_the_code_is_installed() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    found = [
        ".".join(init.parent.relative_to(ROOT).parts)
        for top in ("monitor", "notifiers", "scrapers", "store")
        for init in (ROOT / top).rglob("__init__.py")
    ]
    assert sorted(named) == sorted(found)
