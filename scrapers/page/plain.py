"""Pages that are served as text and not as HTML: as they stand, or as what their Markdown means. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_TYPES = ("text/plain", "text/markdown", "text/x-markdown")
_MARKED_UP = re.compile(r"<(?:!doctype|html|body)\b|</(?:p|div|li|h[1-6]|td|pre)>", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}[ \t]+\S|^[^\n]+\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_HEADINGS = 2  # that tell Markdown from text
_AT_MOST = 1_000_000  # letters; a text of nothing but brackets takes 8 seconds then
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.{0,5000}?\n---[ \t]*\n", re.DOTALL)  # what a site generator is told
_HEADING_ID = re.compile(r"^(#{1,6} [^\n]{1,300}?|[^\n]{1,120})[ \t]{0,9}\{#[^\n{}]{1,80}\}[ \t]{0,9}$", re.MULTILINE)


def as_page(text: str, content_type: str | None) -> str:
    """HTML that shows a text as it is or as its Markdown means, where it is served as one; any other page unchanged."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind not in _TYPES or _MARKED_UP.search(text):
        return text
    text = text.replace("\r", "")
    if len(text) <= _AT_MOST and len(_HEADING.findall(text)) >= _HEADINGS:
        return str(_markdown().render(_HEADING_ID.sub(r"\1", _FRONT_MATTER.sub("", text))))
    return f"<pre>{escape(text)}</pre>"


@lru_cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 30 ms that few pages are worth

    return MarkdownIt("commonmark").enable("table")
