"""Plain words that are counted or compared by themselves, from `rules/*/words.toml`: the one place that reads them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

FILE = "words.toml"
LANGUAGES = ("en", "fr", "de", "es")  # those whose policies are read


def listed(name: str) -> frozenset[str]:
    """The words of a list, of all languages."""
    return frozenset(word for language in LANGUAGES for word in _lists(language).get(name, {}).get("words", ()))


def meanings(name: str, *languages: str) -> Mapping[str, str]:
    """What each word of a table stands for ("thirty": "30"), in these languages (without any: in all)."""
    return {
        word: meant
        for language in languages or LANGUAGES
        for meant, forms in _lists(language).get(name, {}).get("words", {}).items()
        for word in forms
    }


@lru_cache
def _lists(language: str) -> Mapping[str, Any]:
    """The lists of a language; none of one that is not read."""
    if language not in LANGUAGES:
        return {}
    return tomllib.loads((files("monitor.judge") / "rules" / language / FILE).read_text("utf-8"))
