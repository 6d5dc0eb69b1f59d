"""Links of pages that are made by scripts: addresses, and labels beside addresses, in the data of a page. Pure.

A footer that a script draws stands in the page's source as data: {"text": "Privacy", "href": "/l/17"}, in any shape.
So a short string that names a legal document is paired with the nearest address among the strings of its object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scrapers.page.names import names_document, plain_words, rules

_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_QUOTED_ADDRESS = re.compile(r"""["'](https?://[^"'\s<>\\]{4,200}|/[^"'\s<>\\]{2,200})["']""")
_ADDRESS = re.compile(r"(?:https?://[^\s/]+/|/)[^\s]{0,300}")
_BARE = re.compile(r"[\w.~%-]+(?:/[\w.~%-]+)*")
_KEYS = frozenset(("href", "url", "uri", "path", "slug", "to", "link", "permalink", "route"))
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|.)", re.DOTALL)
_QUOTE = re.compile("[\"'`]")
_OBJECT_BEGINS = re.compile("{")
_OBJECT_ENDS = re.compile(r"\}\s*(?:,\s*\{|[\]}])")
_LONGEST_LABEL = 60
_MAX_SOURCE = 3_000_000
_AROUND = 14  # pieces between quotes, about three to a key and its value


def addresses(html: str) -> Iterator[str]:
    """Quoted addresses that name a legal document."""
    for match in _QUOTED_ADDRESS.finditer(html):
        if any(word in rules().path_words for word in plain_words(match.group(1))):
            yield match.group(1)


def labelled(html: str) -> Iterator[tuple[str, str]]:
    """(label, address) of what the page's scripts call a legal document."""
    for script in scripts(html[:_MAX_SOURCE]):
        pieces = _QUOTE.split(_ESCAPED.sub(_unescaped, script))
        for index, label in enumerate(pieces):
            if 2 <= len(label) <= _LONGEST_LABEL and "/" not in label and names_document(label):
                after, before = pieces[index + 1 : index + _AROUND], pieces[max(index - _AROUND, 0) : index][::-1]
                address = _nearest(after, _OBJECT_ENDS, -2) or _nearest(before, _OBJECT_BEGINS, 2)
                if address:
                    yield label, address


def scripts(html: str) -> Iterator[str]:
    """What stands inside the page's script elements; linear in its length, however broken."""
    position = 0
    while opening := _SCRIPT.search(html, position):
        closing = _SCRIPT_END.search(html, opening.end())
        if closing is None:
            return
        yield html[opening.end() : closing.start()]
        position = closing.end()


def _nearest(pieces: Sequence[str], end: re.Pattern[str], key: int) -> str | None:
    """key: how far from a value its name stands; under some names stand addresses from the site's root, without "/"."""
    for place, piece in enumerate(pieces):
        if _ADDRESS.fullmatch(piece):
            return piece
        if _is_named(pieces, place, key) and _BARE.fullmatch(piece):
            return f"/{piece}"
        if end.search(piece):
            return None
    return None


def _is_named(pieces: Sequence[str], place: int, key: int) -> bool:
    """Whether a value stands under a name of addresses: "slug": "legal/privacy"."""
    if not 0 <= place + key < len(pieces):
        return False
    return pieces[place + key] in _KEYS and pieces[place + key // 2].strip() == ":"


def _unescaped(match: re.Match[str]) -> str:
    """What an escape in a script stands for, once or twice: "\\u002F" and "\\/" are "/", "\\\\"" is a quote."""
    code = match.group(1) or match.group(2)
    if code:
        return chr(int(code, 16))
    return match.group()[1:] if match.group()[1] in "/\"'" else ""
