"""Links that are but marks: those beside a heading that lead to it, those that go back. Pure."""

from __future__ import annotations

import re
from itertools import islice

from bs4.element import Tag

CONTROL = re.compile(r"javascript:\s*(?:window\.)?(?:history\.(?:back|go)|print)\b", re.IGNORECASE)
"""How the address of a link begins that goes back or prints the page."""

_ARROWS = "\u21a9\u21b5\u2191\u21d1\u2934\u2b06^"
_BACK = re.compile(rf"\s*[{_ARROWS}][\s\ufe0e\ufe0f{_ARROWS}]*")
_TO_HERE = re.compile(
    r"(?:copy |direct |section |heading )?(?:perma)?(?:link|anchor)(?: (?:to|for) (?:this |the )?.{0,80})?",
    re.IGNORECASE,
)
_MARKS = 5  # strings of a link that is but a mark


def is_anchor(tag: Tag) -> bool:
    """Whether a link is the mark beside a heading that leads to the heading itself ("¶", "Link to this section"), or
    prints the page.
    """
    if CONTROL.match(str(tag.attrs.get("href", ""))):
        return True
    if not str(tag.attrs.get("href", "")).startswith("#"):
        return False
    label = " ".join("".join(islice(tag.strings, _MARKS)).split())
    return not any(map(str.isalnum, label)) or _TO_HERE.fullmatch(label) is not None


def leads_back(tag: Tag) -> bool:
    """Whether a link is the arrow behind a footnote that leads back to where it is called."""
    back = str(tag.attrs.get("href", "")).startswith("#")
    return back and _BACK.fullmatch("".join(islice(tag.strings, _MARKS))) is not None
