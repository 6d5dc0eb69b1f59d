"""Text -> text that is equal where a reader sees no difference. Pure: a tuple of small steps, in order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from scrapers.page.parse import trim
from scrapers.page.vocabulary import ASIDE_WORDS, ASIDES
from scrapers.pdf import is_pdf

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000\r\u2028\u2029\x85" + "".join(map(chr, range(0x2000, 0x200B)))
_RUNS = re.compile(r"  +")
_EMPTY_LINES = re.compile(r"\n{3,}")
_SLIP = re.compile(r"</?(?:a|b|strong|em|i|u|br|span|p|font)(?:\s[^<>\n]{1,500})?\s?/?>", re.IGNORECASE)
_SLIPS = 20  # tags from which a page shows its markup, as scrapers.capture says
_BULLETS = "•●▪◦‣⁃∙■○‧·\uf0a7\uf0b7"
_BULLET = re.compile(rf"^( *)(?:- )?[{_BULLETS}][ ]*(?=\S)", re.MULTILINE)
_DRAWINGS = re.compile("[\ue000-\uf8ff][\ue000-\uf8ff]* ?")  # not "+": what begins with a set is looked for faster


def _without_invisible(text: str) -> str:
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _plain_spaces(text: str) -> str:
    for space in _SPACES:
        if space in text:
            text = text.replace(space, " ")
    return _RUNS.sub(lambda run: " " if _follows(text, run) else run[0], text)


def _follows(text: str, run: re.Match[str]) -> bool:
    """Whether spaces follow a character of their line; those before it are its indent."""
    return run.start() > 0 and not text[run.start() - 1].isspace()


def _without_asides(text: str) -> str:
    return ASIDES.sub("", text) if any(word in text for word in ASIDE_WORDS) else text


def _without_slips(text: str) -> str:
    """Tags that an editor typed where a page shows them as text: repairing them is no change of the policy."""
    if "<" not in text or len(_SLIP.findall(text)) >= _SLIPS:
        return text
    return _SLIP.sub("", text)


def _dashed_bullets(text: str) -> str:
    """Typed bullets are items too: many policies are pasted from word processors. In an item they are no second one."""
    return _BULLET.sub(r"\1- ", text) if any(bullet in text for bullet in _BULLETS) else text


def _without_drawings(text: str) -> str:
    """Characters for private use are the icons of a font, and no words."""
    return text if text.isascii() else _DRAWINGS.sub("", text)


def _tidy_lines(text: str) -> str:
    text = "\n".join(line.rstrip(" ") for line in text.split("\n"))
    return (_EMPTY_LINES.sub("\n\n", text) if "\n\n\n" in text else text).strip("\n")


STEPS: tuple[Callable[[str], str], ...] = (
    _without_invisible,
    _plain_spaces,
    _without_asides,
    _without_slips,
    _dashed_bullets,
    _without_drawings,
    _tidy_lines,
)


def normalize(text: str) -> str:
    """The text after all steps; normalizing twice changes nothing."""
    for step in STEPS:
        text = step(text)
    return text


_TAG = re.compile(r"<[^<>]*>")  # linear even where no tag ends


def visible_fingerprint(content: bytes) -> str:
    """Equal for captures that differ only in scripts, styles, comments, attributes and white space (24 hex digits).

    Costs 1-2 ms where reading the page costs tens: decides most unchanged pages. That two differ says nothing yet.
    A PDF counts byte by byte, for it writes text between angle brackets too.
    """
    if is_pdf(content):
        return hashlib.blake2b(content, digest_size=12).hexdigest()
    source = trim(content.decode("latin-1"), stand_ins=True)  # one character a byte, whatever the charset
    seen = _TAG.sub(" ", source)
    return hashlib.blake2b(" ".join(seen.split()).encode(), digest_size=12).hexdigest()
