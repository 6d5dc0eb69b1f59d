"""How services write bold words, links and text that is to be taken literally. Pure.

Page content is hostile: `text` of every dialect makes sure that nothing in it becomes markup, a link with another
label, or a call to people ("@everyone").
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from notifiers.escape import clean
from notifiers.marks import Quote

_SPACES = re.compile(r"\s+")
_MENTION = re.compile(r"(?<!\w)@(?=\w)")
_LINE_START = re.compile(r"^(\s*\d+(?=[.)])|\s*(?=[#+\-=]))")  # before what would begin a heading or a list
_COMMONMARK = re.compile(r"([\\`*_\[\]<>~&|])")
_MRKDWN = re.compile(r"([*_~`])")
_EMOJI = re.compile(r":(?=\w+:)")
_JOINER = "\u2060"  # unseen and without width; where a service has no escape, it parts what would be markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A service's markup. escape: one line of text, taken literally. bold: around words. newline: between lines.

    link: an http(s) address, to be followed.
    """

    escape: Callable[[str], str]
    bold: tuple[str, str]
    link: Callable[[str], str]
    newline: str = "\n"

    def text(self, words: str) -> str:
        """The words on one line as they stand."""
        return self.escape(_MENTION.sub(f"@{_JOINER}", _SPACES.sub(" ", clean(words))))

    def strong(self, words: str) -> str:
        """The words in bold, with the spaces at their edges outside, where markup wants them."""
        inner = words.strip()
        if not inner:
            return self.text(words)
        before, after = " " * words[:1].isspace(), " " * words[-1:].isspace()
        return f"{before}{self.bold[0]}{self.text(inner)}{self.bold[1]}{after}"

    def quote(self, quote: Quote) -> str:
        """A quote with its changed words in bold."""
        return "".join(self.strong(piece.text) if piece.changed else self.text(piece.text) for piece in quote)

    def address(self, url: str) -> str:
        return self.link(url) if is_web(url) else self.text(url)


def is_web(url: str) -> bool:
    """Whether an address may become a link: http(s), with nothing in it that could end it early."""
    return urlsplit(url).scheme in {"http", "https"} and not re.search(r"[\s<>\"'\\`|]", url)


def _commonmark(text: str) -> str:
    return _LINE_START.sub(r"\1\\", _COMMONMARK.sub(r"\\\1", text))


def _mrkdwn(text: str) -> str:
    """Slack has entities for its control characters, and no escape for the others (docs.slack.dev, formatting)."""
    return _MRKDWN.sub(rf"{_JOINER}\1{_JOINER}", html.escape(text, quote=False))


COMMONMARK = Dialect(escape=_commonmark, bold=("**", "**"), link="<{}>".format)
MRKDWN = Dialect(escape=_mrkdwn, bold=("*", "*"), link=lambda url: f"<{html.escape(url, quote=False)}>")
HTML = Dialect(
    escape=lambda text: html.escape(text, quote=False),
    bold=("<b>", "</b>"),
    link=lambda url: '<a href="{0}">{0}</a>'.format(html.escape(url)),
    newline="<br>",
)
DISCORD = replace(COMMONMARK, escape=lambda text: _EMOJI.sub(r"\:", _commonmark(text)))
TELEGRAM = replace(HTML, newline="\n")
PLAIN = Dialect(escape=str, bold=("", ""), link=str)
