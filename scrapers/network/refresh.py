"""Signs that a page has moved, written into the page instead of the answer's status. Pure."""

from __future__ import annotations

import re
from html import unescape

from monitor.model import Snapshot
from scrapers.page.parse import trim
from scrapers.page.scripted import scripts

# Pages that send their visitors on within a few seconds. In <noscript> it is for a browser without scripts, to a
# page that asks for a better one.
_MAX_SIGN = 20_000
_NOSCRIPT = re.compile(rb"<noscript\b.*?</noscript", re.IGNORECASE | re.DOTALL)
_META = re.compile(rb"<meta\b[^>]{0,500}>", re.IGNORECASE)
_REFRESH = re.compile(
    rb"""content\s*=\s*["']?\s*[0-5](?:\.\d*)?\s*[;,]\s*url\s*=\s*["']?([^"'>]{1,400})""", re.IGNORECASE
)
_MOVED = re.compile(
    r"""[^>]*>\s*(?:(?:window|document|self|top)\.)?location"""
    r"""(?:(?:\.href)?\s*=\s*|\.(?:replace|assign)\s*\(\s*)(["'])([^"'\\\s]{1,400})\1\s*\)?[\s;]*"""
)
_TAG = re.compile(r"<[^<>]*>")
_FEW_WORDS = 30  # "Redirecting ... If nothing happens, click here."


def refresh_target(capture: Snapshot) -> str | None:
    """Where a page that is only a sign ("we have moved") sends its visitors at once: by <meta http-equiv=refresh>, or
    by a script that does nothing else.
    """
    if len(capture.content) > _MAX_SIGN or "html" not in (capture.header("content-type") or "html"):
        return None
    for tag in _META.findall(_NOSCRIPT.sub(b"", capture.content)):
        target = _REFRESH.search(tag)
        if target and b"refresh" in tag.lower():
            return unescape(target[1].decode("utf-8", "replace"))
    return _scripted_target(capture.content.decode("utf-8", "replace"))


def _scripted_target(html: str) -> str | None:
    """Where the one script that only sends its visitors on leads, on a page that says next to nothing."""
    moves = [move[2] for script in scripts(html) if (move := _MOVED.fullmatch(script))]
    words = len(_TAG.sub(" ", trim(html)).split()) if moves else 0
    return moves[0] if len(moves) == 1 and words <= _FEW_WORDS else None
