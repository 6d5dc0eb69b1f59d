"""Page content is hostile: what it may look like in each medium. Pure.

E-mail is escaped by its template (autoescape), chat by notifiers/dialects.py.
"""

from __future__ import annotations

import re

# Control characters (terminal escapes), bidirectional overrides and isolates ("Trojan Source", CVE-2021-42574), and
# characters that are not seen at all: they can make a quote read otherwise than it stands. Halves of surrogate pairs
# cannot be encoded.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text without characters that are not meant to be read; line breaks and tabs stay."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text on a single line, fit for a subject or a mail header."""
    return _SPACES.sub(" ", clean(text)).strip()


# Policy text is Markdown-like, and imported archives are full Markdown. These make no words.
_MARKUP = (
    (
        re.compile(r"!?(?<!\\)\[([^\[\]]*)(?<!\\)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"),
        r"\1",
    ),  # links: their label
    (re.compile(r"<br\s*/?>"), " "),
    (re.compile(r"^\s*(?:[*+-]\s+|#{1,6}\s+)"), ""),  # the mark of a list item or heading
    (re.compile(r"(?<![\w\\*])(\*{1,3})(?=[^\s*])([^*]*[^\s*\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w\\_])(_{1,3})(?=[^\s_])([^_]*[^\s_\\])\1(?![\w_])"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&])"), r"\1"),
)


def readable(text: str) -> str:
    """Policy text as a reader of the page sees it: the same words without the marks of Markdown."""
    text = clean(text)
    for pattern, words in _MARKUP:
        text = pattern.sub(words, text)
    return text
