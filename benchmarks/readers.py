"""Readers of policy pages that are measured beside ours, each where it is installed; the whole body's text always is.

    uv venv /tmp/peers
    uv pip install --python /tmp/peers trafilatura readability-lxml lxml_html_clean justext resiliparse
    PYTHONPATH=/tmp/peers/lib/python3.11/site-packages python -m benchmarks.pages --part completeness

They are no dependencies of the project: nothing but this comparison needs them.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

from bs4 import BeautifulSoup

from scrapers.extract import extract_text

Reader = Callable[[str, str | None], str | None]  # (html, address) -> text


def readers() -> dict[str, Reader]:
    """Ours, the whole body, and whatever else is installed."""
    found: dict[str, Reader] = {"clausewatch": extract_text, "whole body": _whole_body}
    for name, module, read in _PEERS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                loaded = importlib.import_module(module)
        except ImportError:
            continue
        found[name] = partial(_read_with, read, loaded)
    return found


def _read_with(read: Callable[[Any, str], str | None], library: Any, html: str, _url: str | None) -> str | None:
    try:
        return read(library, html)
    except Exception:  # noqa: BLE001 - a reader that fails on a page has read nothing of it
        return None


def _whole_body(html: str, _url: str | None) -> str:
    soup = BeautifulSoup(html, "lxml")
    return (soup.body or soup).get_text("\n")


def _justext(library: Any, html: str) -> str:
    passages = library.justext(html.encode(), library.get_stoplist("English"), encoding="utf8")
    return "\n".join(passage.text for passage in passages if not passage.is_boilerplate)


def _readability(library: Any, html: str) -> str:
    return BeautifulSoup(library.Document(html).summary(), "lxml").get_text("\n")


def _recall(library: Any, html: str) -> str | None:
    text: str | None = library.extract(html, favor_recall=True, include_tables=True, include_comments=False)
    return text


_PEERS: tuple[tuple[str, str, Any], ...] = (
    ("trafilatura", "trafilatura", lambda library, html: library.extract(html)),
    ("trafilatura, recall", "trafilatura", _recall),
    ("readability", "readability", _readability),
    ("jusText", "justext", _justext),
    ("resiliparse", "resiliparse.extract.html2text", lambda lib, html: lib.extract_plain_text(html, main_content=True)),
)
