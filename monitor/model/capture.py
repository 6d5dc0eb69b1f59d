"""What a fetch brought, and what a reader made of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A page as served. headers: names lower-cased, in the server's order. fetched_at: UTC."""

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    fetched_at: datetime

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def header(self, name: str) -> str | None:
        """The first header of that (lower-case) name."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says (304) that the page is still what we have. headers: as in Snapshot."""

    url: str
    final_url: str
    fetched_at: datetime
    headers: tuple[tuple[str, str], ...] = ()


Validators = tuple[str, str | None, str | None]
"""What to ask with the next time: the final address, its ETag, its Last-Modified."""


class CaptureKind(StrEnum):
    """What a capture is, decided before anything is compared."""

    POLICY = "policy"
    BOT_WALL = "bot_wall"
    LOGIN = "login"
    CONSENT_WALL = "consent_wall"
    ERROR = "error"
    EMPTY_SHELL = "empty_shell"
    WRONG_DOCUMENT = "wrong_document"
    WRONG_LANGUAGE = "wrong_language"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The kind of a capture, with the reason in one plain sentence."""

    kind: CaptureKind
    reason: str

    @property
    def is_policy(self) -> bool:
        return self.kind is CaptureKind.POLICY


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page read as policy text.

    text: Markdown-like policy text ("" where there is none): ATX headings, "- " list items indented two spaces a
        level, table rows as cells separated by " | ", blocks separated by a blank line.
    language: BCP 47 primary tag of the text ("en"), None where it cannot be told.
    effective_date, updated_date: as the text itself states them.
    links: (label, address) of the links inside the text, tracking parameters removed.
    """

    text: str
    capture: Capture
    title: str | None = None
    language: str | None = None
    effective_date: date | None = None
    updated_date: date | None = None
    links: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
