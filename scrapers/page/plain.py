"""Pages that are served as text and not as HTML: as they stand, or without the marks of Markdown. Pure."""

from __future__ import annotations

import re
from html import escape

_TYPES = ("text/plain", "text/markdown", "text/x-markdown")
_MARKED_UP = re.compile(r"<(?:!doctype|html|body)\b|</(?:p|div|li|h[1-6]|td|pre)>", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}[ \t]+\S|^[^\n]+\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_HEADINGS = 2  # that tell Markdown from text
_MARKS = tuple(
    (re.compile(pattern, re.MULTILINE | re.DOTALL), words)
    for pattern, words in (
        (r"\A\ufeff?---[ \t]*\n.{0,5000}?\n---[ \t]*\n", ""),  # what a site generator is told
        (r"<!--(?:(?!<!--).)*?-->", ""),
        (r"^([^\n#|>-][^\n]{0,120})\n={3,}[ \t]*$", r"# \1"),
        (r"^([^\n#|>-][^\n]{0,120})\n-{3,}[ \t]*$", r"## \1"),
        (r"^(#{1,6} [^\n]{1,300}?)[ \t]{1,9}#{1,9}[ \t]{0,9}$", r"\1"),
        (r"^(#{1,6} [^\n]{1,300}?)[ \t]{0,9}\{#[^\n{}]{1,80}\}[ \t]{0,9}$", r"\1"),
        (r"^[ \t]{0,3}\[[^\]\n]{1,80}\]:[ \t]+\S+[^\n]*$", ""),
        (r"!?\[([^\[\]\n]{0,300})\]\((?:[^()\s]|\([^()\s]*\)){0,1000}(?:\s+\"[^\"\n]{0,200}\")?\)", r"\1"),
        (r"\[([^\[\]\n]{1,300})\]\[[^\[\]\n]{0,80}\]", r"\1"),
        (r"<((?:https?://|mailto:)?[^\s<>]{3,300})>", r"\1"),
        (r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,500}?)(?<=\S)\1(?![\w*])", r"\2"),
        (r"(?<![\w_])(_{1,3})(?=\S)([^_\n]{1,500}?)(?<=\S)\1(?![\w_])", r"\2"),
        (r"^([ \t]*)[*+][ \t]+(?=\S)", r"\1- "),
        (r"\\([\\`*_{}\[\]()#+.!|>-])", r"\1"),
    )
)


_ROW = re.compile(r"^[ \t]{0,9}\|([^\n]+)$", re.MULTILINE)
_RULE = re.compile(r":?-+:?")


def as_page(text: str, content_type: str | None) -> str:
    """HTML that shows a text as it is, where it is served as one; any other page unchanged."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind not in _TYPES or _MARKED_UP.search(text):
        return text
    return f"<pre>{escape(_without_marks(text.replace(chr(13), '')))}</pre>"


def _without_marks(text: str) -> str:
    if len(_HEADING.findall(text)) < _HEADINGS:
        return text
    for mark, words in _MARKS:
        text = mark.sub(words, text)
    return _ROW.sub(_cells, text)


def _cells(row: re.Match[str]) -> str:
    cells = [cell.strip() for cell in row[1].strip("| \t").split("|")]
    return " | ".join("---" if _RULE.fullmatch(cell) else cell for cell in cells)
