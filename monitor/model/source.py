"""What is watched: a vendor's documents (Open Terms Archive's "source document")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

PRIVACY_POLICY = "Privacy Policy"


def slug(name: str) -> str:
    """A name as it stands in addresses and commands: "IP Home & Office" -> "ip-home-office"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """One document of one vendor, on one or several pages.

    urls: its pages in reading order; empty where it is to be discovered from `site`.
    terms_type: Open Terms Archive's name of the kind of document ("Privacy Policy", "Trackers Policy", ...).
    select, remove: the operator's optional CSS selectors; normally empty.
    headers: extra request headers; values may be secrets, so they are kept out of `repr`.
    pins: sentences of the text that the operator's records rely on, as they stand there.
    language: the one to ask for; expects_language: whether another one is wrong.
    objection_days: how long the operator's own contract allows to object to a change, in days.
    """

    vendor: str
    vendor_name: str
    terms_type: str
    urls: tuple[str, ...]
    interval: timedelta
    site: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    browser: bool = False
    ignore_robots: bool = False
    pins: tuple[str, ...] = ()
    objection_days: int | None = None
    expects_language: bool = False

    @property
    def key(self) -> str:
        """The stable name of the source: "imou/privacy-policy"."""
        return f"{self.vendor}/{slug(self.terms_type)}"

    def __repr__(self) -> str:
        return f"SourceDocument({self.key!r}, urls={self.urls!r})"
