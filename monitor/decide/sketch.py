"""A text as lines of words, and as a small sketch of their hashes that tells how much two texts share. Pure.

Kept in the memory of a source (see monitor.decide.confirm), so that no text has to be kept there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

from monitor.model import words

_HASH = 6  # hexadecimal digits; with 24 bits a collision only blurs a share
_SIZE = 400  # the smallest hashes of a long text are a fair sample of its lines (MinHash), in at most 2.4 kB
_NUMBER = re.compile(  # "1.", "2.3", "(iv)" before a line
    r"^[ #*-]*\(?(?:\d{1,2}(?:\.\d{1,2})+|(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])[.)]*(?=\s|$)", re.IGNORECASE
)
_DATE = re.compile(  # of words: "14 march 2026", "14th of mar 2026", "march 14 2026"
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?(MONTH)|(MONTH) (\d{1,2})(?:st|nd|rd|th)?) (\d{4})\b".replace(
        "MONTH", "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:r?uary|ch|il|ust|(?:em|o)ber|tember)?"
    )
)
_TITLE = re.compile(
    r"\b(?:privacy|data protection|datenschutz\w*|confidentialit\w+|vie priv\w+|privacidad\w*|riservatezza|privacidade|"
    r"prywatno\w+|integritetspolicy|privatlivspolitik|personvern\w*|tietosuoja\w*|gegevensbescherming)\b"
)
_CONTENTS = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|indice|inhoud(?:sopgave)?"
)
_TITLES = 4  # first lines among which a document names itself
_TITLE_WORDS = 6
_NEXT = "'"  # behind the hash of a line: the place behind the one that is known by it
_BEHIND_ALL = "g"  # sorts behind every hash
_SMALL = 12  # words of a line that can be a counter, a clock or a name that rotates


def lines_of(text: str) -> list[str]:
    """The lines of a text as words, without what comes and goes with the layout alone."""
    return lines_and_left_out(text, ())[0]


def lines_and_left_out(text: str, volatile: Collection[str]) -> tuple[list[str], dict[str, str]]:
    """The lines as `lines_of` gives them, without those that rotate; and these.

    Numbers before a line are left out, and what the document calls itself at its beginning; a date is the same day
    however it is written (servers write it by the reader's language). Of lines that repeat each other (a table of
    contents, its headings) the heading stays, or else the last; what a table of contents is called is left out.

    volatile: hashes of lines after which a small line changes on every look; those small lines are left out, and given
    back as {hash of the line before: hash of the small line}.
    """
    written = [(line.lstrip(), _with_plain_dates(" ".join(words(_NUMBER.sub("", line))))) for line in text.split("\n")]
    headings = {line for mark, line in written if mark.startswith("#")}
    lines = [line for mark, line in written if line and (mark.startswith("#") or line not in headings)]
    lines = [line for line in lines if not _CONTENTS.fullmatch(line)]
    lines = [line for index, line in enumerate(lines) if index >= _TITLES or not _names_the_document(line)]
    lines, left_out = _parted(lines, volatile) if volatile else (lines, {})
    last = {line: index for index, line in enumerate(lines)}
    return [line for index, line in enumerate(lines) if last[line] == index], left_out


def _parted(lines: list[str], volatile: Collection[str]) -> tuple[list[str], dict[str, str]]:
    """The lines that stay, and {hash of the line before: hash of the small line} of the others."""
    kept, left_out, before = [], {}, ""
    for line in lines:
        own = digest(line)
        if before in volatile and _small(line):
            left_out[before] = own
            before += _NEXT
        else:
            kept.append(line)
            before = own
    return kept, left_out


def _names_the_document(line: str) -> bool:
    return line.count(" ") < _TITLE_WORDS and _TITLE.search(line) is not None


def _with_plain_dates(line: str) -> str:
    if " 20" not in line:
        return line
    return _DATE.sub(lambda date: f"{date[5]} {(date[2] or date[3])[:3]} {int(date[1] or date[4])}", line)


def sketch_of(lines: list[str]) -> str:
    """The smallest hashes of the lines, sorted, in one string."""
    return "".join(sorted({digest(line) for line in lines})[:_SIZE])


def fingerprint_of(lines: list[str]) -> str:
    """Equal for texts with the same lines of words (24 hex digits)."""
    return hashlib.blake2b(" ".join(lines).encode(), digest_size=12).hexdigest()


def common_share(one: str, two: str) -> float:
    """The share of all lines behind two sketches that both texts hold (an estimate for texts of many lines)."""
    first, second = set(split(one)), set(split(two))
    union = sorted(first | second)[:_SIZE]
    return len(first.intersection(second, union)) / max(len(union), 1)


def unknown_lines(sketch: str, lines: list[str]) -> dict[str, tuple[str, bool]]:
    """Lines that the sketched text does not hold: {hash of the line before: (hash of the line, whether it is small)}.

    Of a text with more lines than a sketch holds, only those that the sketch would show. Small lines behind one another
    are placed by the line before all of them, since each of them may rotate.
    """
    known = split(sketch)
    reach = known[-1] if len(known) == _SIZE else _BEHIND_ALL
    held = set(known)
    found, before = {}, ""
    for line in lines:
        own = digest(line)
        is_new = own <= reach and own not in held
        if is_new:
            found[before] = own, _small(line)
        before = before + _NEXT if is_new and _small(line) else own
    return found


def merged(newer: str, older: str, *, without: str) -> str:
    """The lines of two sketches without those of a third, the newer ones first, at most as many as a sketch holds."""
    left = set(split(without))
    kept = dict.fromkeys(line for line in (*split(newer), *split(older)) if line not in left)
    return "".join(list(kept)[:_SIZE])


def split(sketch: str) -> list[str]:
    return [sketch[start : start + _HASH] for start in range(0, len(sketch), _HASH)]


def digest(line: str) -> str:
    return hashlib.blake2b(line.encode(), digest_size=_HASH // 2).hexdigest()


def _small(line: str) -> bool:
    return line.count(" ") < _SMALL
