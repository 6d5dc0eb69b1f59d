"""Text as the rules read it, every character in its place. Pure."""

from __future__ import annotations

import re

# What a character is read as; one that is plain stands for one that is not, so that every place stays the same.
_PLAIN = {"`": "'", **dict.fromkeys("*_\\[]", " ")}
_FANCY = {
    "’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip
_ASCII = bytes(ord(_PLAIN.get(chr(code), chr(code))) for code in range(128)) + bytes(128)
_TARGET = re.compile(
    r"\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|(?P<line><)br\s*/?>|https?://\S+|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"
)


def flat(text: str) -> str:
    """Straight quotes, no link targets, e-mail addresses or markup; every character stays in its place.

    A line's end inside a cell becomes a semicolon: what stands on either side is stated by itself.
    """
    if "](" in text or "<" in text or "http" in text or "@" in text:
        text = _TARGET.sub(lambda match: (";" if match["line"] else " ").ljust(len(match[0])), text)
    if not text.isascii():
        for mark, plain in _FANCY.items():
            text = text.replace(mark, plain)
    if text.isascii():
        return text.encode().translate(_ASCII).decode()
    for mark, plain in _PLAIN.items():
        text = text.replace(mark, plain)
    return text


def fold(text: str) -> str:
    """Flat and in lower case; every character stays in its place."""
    return lower(flat(text))


def lower(plain: str) -> str:
    """In lower case; a letter that would become two stays as it is."""
    small = plain.lower()
    return small if len(small) == len(plain) else "".join(c if len(c.lower()) > 1 else c.lower() for c in plain)
