"""Policy text as it is kept and compared: words, fingerprints, segments, versions."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f]")

# A line's end inside a table's cell, as imported archives write it, with the mark of the entry that follows.
_BREAK = re.compile(r"\s*(?:<br\s*/?>\s*)+(?:\\?[-–•·●▪*]\s+)?")
_STOPS = ".;:,!?…|"


def unbroken(text: str) -> str:
    """The text on as few lines as it can be: the lines of a cell parted by semicolons, as our reader of pages does."""
    return _BREAK.sub(_parted, text) if "<br" in text else text


def _parted(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return "; " if before and after not in {"", "|"} and before not in _STOPS else " "


def visible(text: str) -> str:
    """The text in NFKC, without soft hyphens, joiners, direction marks and other characters that nobody sees."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))


def words(text: str) -> list[str]:
    """The words of a text: NFKC, case-folded, without punctuation, marks and invisible characters."""
    return _WORD.findall(visible(text).casefold())


def fingerprint(text: str) -> str:
    """Equal for texts with the same words in the same order (24 hex digits)."""
    return hashlib.blake2b(" ".join(words(text)).encode(), digest_size=12).hexdigest()


class SegmentKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


class Segment(NamedTuple):
    """One passage that can be quoted: a paragraph, a list item with its lead-in, a table row with its header.

    A tuple, since comparing two policies makes a thousand of them, and a frozen dataclass takes three times as long.
    text: verbatim words of the passage. section: the headings above it, outermost first.
    lead_in: for items, the sentence that introduces the list ("We share data with:").
    header, cells: for rows, the column names and the cells (an empty cell that continues the one above is filled).
    start, end: offsets of the passage in the version's text.
    """

    ordinal: int
    kind: SegmentKind
    text: str
    section: tuple[str, ...] = ()
    lead_in: str | None = None
    header: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def fingerprint(self) -> str:
        """Equal for passages with the same words; made when asked for, since comparing never asks."""
        return fingerprint(self.text)


class Origin(StrEnum):
    """Where a version came from."""

    WATCHED = "watched"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSummary:
    """One distinct text of a source, in its place in history, without its words.

    number: 1 for the first record of the source. recorded_at: when this text was first seen (UTC).
    extractor: the number of the code that made the text. technical_upgrade: our code changed, not the policy.
    returns_to: the number of an earlier version with the same words, where this one is a return to it.
    """

    number: int
    fingerprint: str
    recorded_at: datetime
    extractor: int
    title: str | None = None
    language: str | None = None
    effective_date: date | None = None
    updated_date: date | None = None
    technical_upgrade: bool = False
    returns_to: int | None = None
    origin: Origin = Origin.WATCHED

    def takes_effect_after(self, moment: datetime) -> bool:
        """Whether the text, by its own words, was not in force yet."""
        return self.effective_date is not None and self.effective_date > moment.date()

    @property
    def first_record(self) -> bool:
        return self.number == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(VersionSummary):
    """A version with its text."""

    text: str
