"""E-mail addresses that pages hide from harvesters, shown again: they rotate on every fetch and are no change. Pure."""

from __future__ import annotations

from bs4.element import Tag


def revealed(tag: Tag) -> str | None:
    """The address behind a protected element (Cloudflare's e-mail protection), None for any other element."""
    if not tag.attrs:
        return None
    code = tag.get("data-cfemail")
    if code is None:
        href = str(tag.get("href", ""))
        _, found, code = href.partition("/cdn-cgi/l/email-protection#")
        if not found or tag.select_one("[data-cfemail]") is not None:
            return None
        text = tag.get_text()
        if "protected" not in text:  # the link's own words stay
            return None
    return _decoded(str(code))


def _decoded(code: str) -> str | None:
    """Hexadecimal bytes; the first is the key that the others are XORed with."""
    try:
        key, *rest = bytes.fromhex(code)
        return bytes(byte ^ key for byte in rest).decode().partition("?")[0]
    except (ValueError, UnicodeDecodeError):
        return None
