"""Pages that hold hardly a word before their scripts have run. Pure."""

from __future__ import annotations

import re

from monitor.model import CaptureKind, Snapshot
from scrapers.extract import extract_page
from scrapers.page.parse import trim

_SCRIPT = re.compile(rb"<script\b", re.IGNORECASE)
_WITHOUT_TEXT = (CaptureKind.EMPTY_SHELL, CaptureKind.CONSENT_WALL)
_TAG = re.compile(r"<[^<>]*>")
_FEW_WORDS = 600  # menus, a request for consent, a footer; reading decides only below that, for it costs ten times more


def needs_scripts(capture: Snapshot) -> bool:
    """Whether scripts may bring a page's text: it is an empty shell or only asks for consent (no login, no error)."""
    if not _SCRIPT.search(capture.content):
        return False
    seen = _TAG.sub(" ", trim(capture.content.decode("latin-1")))
    if len(seen.split()) > _FEW_WORDS:
        return False
    page = extract_page(capture.content, url=capture.final_url, content_type=capture.header("content-type"))
    return page.capture.kind in _WITHOUT_TEXT
