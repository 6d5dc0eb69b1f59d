"""Strings of a line, as the elements of a page hold them -> its passages. Pure. A line break is written as "\\0"."""

from __future__ import annotations

import re
from enum import IntEnum

BREAK = "\0"
_WORDS = 20  # characters of a string that is no part of a word
_PREFIX = 4  # characters of one that is a word by itself
_ENDS = ".!?:;"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_SIGN = re.compile("[\u2190-\u2bff\U0001f000-\U0001ffff]")  # arrows, ticks and pictures, as labels begin with


class Beside(IntEnum):
    """How two strings stand that nothing parts: one in the middle of the other's words, or in elements side by side."""

    NO = 0
    ELEMENTS = 1
    LINKS = 2  # ... that lead to different places


class Line:
    """A line while it is gathered: its strings, and the links that stand in it."""

    def __init__(self) -> None:
        self._strings: list[str] = []
        self._beside = Beside.NO  # how the next string stands to the last one
        self._linked = 0
        self._open: tuple[str, int] | None = None  # the link that is open: where it leads, its first string
        self._links: list[tuple[str, str]] = []

    def __bool__(self) -> bool:
        return bool(self._strings)

    def string(self, text: str, *, preformatted: bool = False) -> None:
        """A string of the page. preformatted: its line breaks are to be seen."""
        if not self._strings and not preformatted and text.isspace():  # most strings stand between blocks
            self._beside = Beside.NO
            return
        if self._strings and (between := gap(self._strings[-1], text, self._beside)):
            self._strings.append(between)
        self._beside = Beside.NO
        self._strings.append(text.replace("\n", BREAK) if preformatted else text)
        if self._open:
            self._linked += len(text.strip())

    def add(self, text: str) -> None:
        """What stands for an element: a line break, an address that was hidden."""
        self._strings.append(text)

    def beside(self, how: Beside) -> None:
        """An element begins right after another one."""
        self._beside = max(how, self._beside)

    def space(self) -> None:
        """Two parts that are drawn apart."""
        if self._strings and not self._strings[-1].endswith((" ", "\n", BREAK)):
            self._strings.append(" ")

    def next_line(self) -> None:
        """A part of the line that is drawn below the last one, or ends so."""
        if self._strings and self._strings[-1] != BREAK:
            self._strings.append(BREAK)

    def open_link(self, href: str) -> None:
        self._open = (href, len(self._strings))

    def close_link(self) -> None:
        if self._open is not None:
            href, start = self._open
            label = one_line("".join(self._strings[start:]))
            if label:
                self._links.append((label, href))
        self._open = None

    def end(self) -> tuple[str, int]:
        """The words of the line, and how many characters of them are link; the next line begins."""
        text, linked = " ".join("".join(self._strings).split()), self._linked
        around = self._open
        self.close_link()
        self._strings, self._linked = [], 0
        if around is not None:  # a link around several blocks is a link in each of them
            self.open_link(around[0])
        return text, linked

    def take_links(self) -> list[tuple[str, str]]:
        """(label, href) of the links since they were taken last: one without words in its line belongs to the next."""
        taken, self._links = self._links, []
        return taken


def gap(before: str, after: str, beside: Beside = Beside.NO) -> str:
    """What parts two strings of a line that stand in elements of their own without a space between them: sites draw
    paragraphs, labels and cards with <span>, and "2026This" or "PurposeHosting" are no words.
    """
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    if beside is Beside.LINKS and before[-1].isalnum() and after[0].isalnum():
        return " "
    if beside and _SIGN.match(after):
        return " "
    if beside and after[0].isdigit() and (before[-3:].isalpha() or _YEAR.search(before)):
        return " "
    if not after[0].isupper():
        return ""
    if beside and before[-1].isdigit() and " " in before.strip():
        return " "
    if len(before) >= _WORDS and (before[-1] in _ENDS or before[-1].isdigit()):
        return "\0\0"
    if before[-1] in _ENDS:
        return " "
    whole = before[-1].islower() and before[-3:].isalpha() and len(before) >= _PREFIX  # no "Mc" of "McDonald"
    return " " if whole or (beside and before[-2:].isalpha() and after[1:2].islower()) else ""


def one_line(text: str) -> str:
    """Without line breaks."""
    return " ".join(text.replace("\0", " ").split())


def passages(text: str) -> list[str]:
    """Lines of a block as passages: an empty line between line breaks parts them, single breaks stay."""
    if "\0" not in text:
        return [text]
    found: list[list[str]] = [[]]
    for line in text.split("\0"):
        if line := line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return ["\n".join(lines) for lines in found if lines]
