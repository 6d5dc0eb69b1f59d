"""Alerts as a message for a medium, within its length. Pure, but for reading templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.model import Alert, Message
from notifiers.dialects import COMMONMARK, Dialect
from notifiers.escape import one_line
from notifiers.letter import Letter, Measure, letter, shortened
from notifiers.limits import NO_LIMIT, Limit, utf8
from notifiers.templating import fill

_TEXT = {"email": "text.txt.j2", "log": "text.txt.j2", "chat": "chat.j2"}
_HTML = "email.html.j2"

_MEASURES = (  # from everything to the least
    Measure(),
    Measure(quote=1200),
    Measure(quote=500),
    Measure(quote=200),
    Measure(quote=200, findings=8),
    Measure(quote=200, findings=4),
    Measure(quote=160, findings=2),
    Measure(quote=160, findings=1),
    Measure(quote=160, findings=1, facts=False),
    Measure(quote=80, findings=1, facts=False),
    # Of many the gravest in full, and every other one by its name: whose change is left out nobody looks up.
    *(Measure(quote=200, findings=4, in_full=count) for count in (50, 30, 20, 10, 5, 3, 1)),
    *(Measure(findings=0, facts=False, in_full=0, parts=parts) for parts in (None, 100, 50, 20, 10, 5, 3, 1)),
)

# Gmail shows no more of a message than 102 kB; the text part stays complete.
_CLIPPED = Limit(size=90_000, measure=utf8)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the operator's house adds to every message. base_url: where the own pages are served, for links to them.

    templates: a folder of templates that replace the built-in ones of the same names. language: of the words around
    the quotes, one of notifiers.lexicon.LANGUAGES; each channel has its own.
    """

    base_url: str | None = None
    templates: Path | None = None
    language: str = "en"


_NO_HOUSE = House()


def render(
    alerts: Sequence[Alert],
    *,
    medium: str,
    most: Limit = NO_LIMIT,
    dialect: Dialect = COMMONMARK,
    house: House = _NO_HOUSE,
) -> Message:
    """One alert or several as one message: "email" (text and HTML), "chat" (in a dialect) or "log" (plain text).

    most: what title and text may take together. Findings and quotes are left out or shortened to fit, which the message
    says. (A webhook gets each alert by itself, whole: notifiers.payload.)
    """
    words = letter(alerts, base_url=house.base_url, language=house.language)
    heading = words.title if medium == "log" else f"{dialect.strong(words.title)}{dialect.newline * 2}"
    text = _fit(words, heading, most, lambda less: _text(_TEXT[medium], less, dialect, house))
    if not text:
        text = _least(alerts[0], words, most)
    html = (
        _fit(words, "", _CLIPPED, lambda less: fill(_HTML, house.templates, letter=less)) if medium == "email" else None
    )
    return Message(title=words.title, text=text, html=html)


def _fit(words: Letter, heading: str, most: Limit, form: Callable[[Letter], str]) -> str:
    """The text in the first measure that fits beside its heading; "" where none does."""
    room = most.size - most.measure(heading) - 2 if most.size is not None else None
    for measure in _MEASURES:
        text = form(shortened(words, measure))
        if room is None or most.measure(text) <= room:
            return text
    return ""


def _text(template: str, words: Letter, dialect: Dialect, house: House) -> str:
    return fill(template, house.templates, letter=words, d=dialect).rstrip("\n").replace("\n", dialect.newline) + "\n"


def _least(alert: Alert, words: Letter, most: Limit) -> str:
    """Where not even the first sentence fits (SMS): the address of the page, or nothing if that is too long."""
    url = one_line(alert.url)
    return url if most.size is None or most.measure(words.title) + most.measure(url) + 2 <= most.size else ""
