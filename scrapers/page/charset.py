"""Bytes -> text. Pure. The order of trust is that of the WHATWG encoding standard, but for one case."""

from __future__ import annotations

import codecs
import re

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
# Browsers read these labels as windows-1252, their superset: pages that declare them use its quotes and dashes.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
# Python's own codecs that no browser knows; escapes and UTF-7 could hide markup from whoever looks at the bytes.
_NO_CHARSETS = frozenset({"utf-7", "punycode", "unicode-escape", "raw-unicode-escape"})
# Bytes that no text holds, and how much of a file tells: WHATWG's MIME Sniffing standard, section 7.2. It takes one of
# them for proof; pages of shops and forums hold one now and then.
_BINARY = bytes(set(range(0x20)) - set(b"\t\n\f\r\x1b"))
_SNIFFED = 1445
_BINARY_SHARE = 0.02
_FILES = (b"{\\rtf", b"PK\x03\x04")  # a program that writes a text in letters; an archive of which some stand so
_META_WITHIN = 2048  # the standard looks at the first 1024 bytes; real pages put scripts before it


def decode(content: bytes, content_type: str | None = None) -> str:
    """The text of a page. Never fails: undecodable bytes become U+FFFD.

    Valid UTF-8 wins over a declared single-byte charset: by chance alone a page with accents is not valid UTF-8, while
    servers that send a wrong default charset are common.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_declared(content, content_type) or _fallback(content), "replace")


def is_binary(content: bytes, content_type: str | None = None) -> bool:
    """Whether these bytes are no text at all: a picture, an archive, a program."""
    if content.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS)) or "utf-16" in (content_type or "").lower():
        return False
    if content.startswith(_FILES):
        return True
    head = content[:_SNIFFED]
    return len(head) - len(head.translate(None, _BINARY)) > _BINARY_SHARE * len(head)


def _declared(content: bytes, content_type: str | None) -> str | None:
    header = _HEADER_CHARSET.search(content_type or "")
    meta = _META_CHARSET.search(content[:_META_WITHIN])
    labels = [header.group(1) if header else None, meta.group(1).decode("ascii", "replace") if meta else None]
    names = [_codec(label) for label in labels if label]
    return next((name for name in names if name and name != "utf-8"), None)


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
        b"\x80".decode(name, "replace")  # refuses codecs that do not make text ("hex") or cannot replace ("idna")
    except (LookupError, UnicodeError):
        return None
    if name in _NO_CHARSETS:
        return None
    return _SUPERSETS.get(name, name)


def _fallback(content: bytes) -> str:
    """UTF-8 with a few broken bytes stays UTF-8; anything else is read as Western European.

    (A page in English has few accents and quotes: where not one of them is UTF-8, none is broken.)
    """
    text = content.decode("utf-8", "replace")
    few = text.count("\ufffd") * 200 < len(content)
    return "utf-8" if few and not text.replace("\ufffd", "").isascii() else "cp1252"
