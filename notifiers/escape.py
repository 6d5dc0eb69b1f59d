"""Page content is hostile: what it may look like in each medium. Pure.

E-mail is escaped by its template (autoescape), chat by notifiers/dialects.py.
"""

from __future__ import annotations

import re

# Control characters (terminal escapes), bidirectional overrides and isolates ("Trojan Source", CVE-2021-42574), and
# characters that are not seen at all: they can make a quote read otherwise than it stands.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text without characters that are not meant to be read; line breaks and tabs stay."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text on a single line, fit for a subject or a mail header."""
    return _SPACES.sub(" ", clean(text)).strip()
