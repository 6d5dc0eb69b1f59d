"""Strings of a line, as the elements of a page hold them -> its passages. Pure. A line break is written as "\\0"."""

from __future__ import annotations

_WORDS = 20  # characters of a string that is no part of a word


def gap(before: str, after: str) -> str:
    """What parts two strings of a line that stand in elements of their own without a space between them: sites draw
    paragraphs with <span>, and "2026This" is no word.
    """
    if len(before) < _WORDS or not after[:1].isupper() or before[-1].isspace():
        return ""
    if before[-1] in ".!?:;" or before[-1].isdigit():
        return "\0\0"
    return " " if before[-1].islower() and len(after) >= _WORDS else ""


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
