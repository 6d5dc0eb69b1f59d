"""What a site tells crawlers about its pages: sitemaps, their indexes, and where robots.txt says they are. Pure."""

from __future__ import annotations

import re
import zlib

# Blanks are taken as a whole ("*+") and, in robots.txt, on one line: else a megabyte of them takes hours.
_ENTRY = re.compile(r"<loc>\s*+(?:<!\[CDATA\[\s*+)?([^<\s\]]{1,500})\s*+(?:\]\]>\s*+)?</loc>", re.IGNORECASE)
_INDEX = re.compile(r"<sitemapindex\b", re.IGNORECASE)
_ANNOUNCED = re.compile(r"^[ \t]*+sitemap[ \t]*+:[ \t]*+(\S{1,500})\s*?$", re.IGNORECASE | re.MULTILINE)
_LIKELY = re.compile(r"page|legal|static|content|site|main|info|policy|privacy", re.IGNORECASE)
_UNLIKELY = re.compile(r"post|product|prod|blog|news|image|video|categor|tag|author|article|job|event", re.IGNORECASE)
_MAX_ENTRIES = 50_000
_MAX_SIZE = 20_000_000
_MOST = 3
_GZIP = b"\x1f\x8b"


def unpacked(content: bytes) -> bytes:
    """The content, unpacked where it is a gzip file; b"" where it cannot be."""
    if not content.startswith(_GZIP):
        return content
    try:
        return zlib.decompressobj(31).decompress(content, _MAX_SIZE)
    except zlib.error:
        return b""


def entries(xml: str) -> list[str]:
    """The addresses that a sitemap lists."""
    return [match.group(1).replace("&amp;", "&") for match in _ENTRY.finditer(xml)][:_MAX_ENTRIES]


def nested(xml: str) -> list[str]:
    """The sitemaps of an index that may list legal documents, likeliest first; [] where it is no index."""
    return sorted(entries(xml), key=_unlikeliness)[:_MOST] if _INDEX.search(xml[:2000]) else []


def announced(robots: str) -> list[str]:
    """The sitemaps that robots.txt names."""
    return _ANNOUNCED.findall(robots)[:_MOST]


def _unlikeliness(address: str) -> int:
    name = address.rpartition("/")[2]
    return 2 * (_UNLIKELY.search(name) is not None) - (_LIKELY.search(name) is not None)
