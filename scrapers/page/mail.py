"""E-mail addresses that pages hide from harvesters, shown again: they rotate on every fetch and are no change. Pure."""

from __future__ import annotations

from bs4.element import Tag


def revealed(tag: Tag) -> str | None:
    """The address behind a protected element (Cloudflare's e-mail protection), None for any other element."""
    if "data-cfemail" in tag.attrs:
        return _decoded(str(tag.attrs["data-cfemail"]))
    href = tag.attrs.get("href")
    if href is None:
        return None
    _, found, code = str(href).partition("/cdn-cgi/l/email-protection#")
    if not found or "protected" not in tag.get_text() or tag.select_one("[data-cfemail]") is not None:
        return None  # the link's own words stay
    return _decoded(code)


def _decoded(code: str) -> str | None:
    """Hexadecimal bytes; the first is the key that the others are XORed with."""
    try:
        key, *rest = bytes.fromhex(code)
        return bytes(byte ^ key for byte in rest).decode().partition("?")[0]
    except (ValueError, UnicodeDecodeError):
        return None
