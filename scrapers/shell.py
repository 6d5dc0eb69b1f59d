"""Pages that hold hardly a word before their scripts have run. Pure."""

from __future__ import annotations

import re

from monitor.model import CaptureKind, Snapshot
from scrapers.extract import extract_page
from scrapers.parse import trim

_SCRIPT = re.compile(rb"<script\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_FEW_WORDS = 200  # menus and a footer; reading the page decides only below that, because it costs ten times as much


def needs_scripts(capture: Snapshot) -> bool:
    """Whether a page is an empty shell whose scripts may bring its text (and no bot wall, login or error)."""
    if not _SCRIPT.search(capture.content):
        return False
    seen = _TAG.sub(" ", trim(capture.content.decode("latin-1")))
    if len(seen.split()) > _FEW_WORDS:
        return False
    page = extract_page(capture.content, url=capture.final_url, content_type=capture.header("content-type"))
    return page.capture.kind is CaptureKind.EMPTY_SHELL
