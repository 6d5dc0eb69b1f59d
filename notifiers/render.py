"""An alert as a message for a medium, within its length. Pure, but for loading the package's templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from monitor.model import Alert, Message
from notifiers.dialects import COMMONMARK, Dialect, is_web
from notifiers.escape import one_line
from notifiers.limits import Limit, limit
from notifiers.marks import Quote
from notifiers.payload import payload
from notifiers.wording import Wording, shortened, title, wording

_TEMPLATES = {"email": "text.txt.j2", "log": "text.txt.j2", "chat": "chat.j2"}


@dataclass(frozen=True, slots=True)
class _Measure:
    """How much is shown: how many findings, how many characters of each quote (None: all), and the facts."""

    findings: int | None
    quote: int | None
    facts: bool = True


_MEASURES = (  # from everything to the least
    _Measure(None, None),
    _Measure(None, 1200),
    _Measure(None, 500),
    _Measure(None, 200),
    _Measure(8, 200),
    _Measure(4, 200),
    _Measure(2, 160),
    _Measure(1, 160),
    _Measure(1, 160, facts=False),
    _Measure(1, 80, facts=False),
    _Measure(0, 0, facts=False),
)


def render(
    alert: Alert,
    *,
    medium: str,
    max_chars: int | None = None,
    service: str | None = None,
    base_url: str | None = None,
    dialect: Dialect = COMMONMARK,
) -> Message:
    """The alert for a medium: "email" (text and HTML), "chat" (in a dialect), "log" (plain text), "webhook" (JSON).

    max_chars: what title and text may take together; service: the Apprise schema, whose documented limit and unit of
    counting then apply too. Findings and quotes are left out or shortened to fit, which the message says; of a webhook
    and of HTML nothing is ever left out. base_url: where the operator's own pages are served, for links.
    """
    if medium == "webhook":
        return Message(title=title(alert), text=payload(alert, base_url=base_url))
    words = wording(alert, base_url=base_url)
    message = _fit(alert, words, _TEMPLATES[medium], dialect, limit(service, max_chars))
    if medium != "email":
        return message
    html = _environment().get_template("email.html.j2").render(m=words)
    return Message(title=message.title, text=message.text, html=html.strip() + "\n")


def _fit(alert: Alert, words: Wording, template: str, dialect: Dialect, most: Limit) -> Message:
    """The first measure that fits."""
    room = most.size - most.measure(words.title) - 2 if most.size is not None else None
    for show in _MEASURES:
        fewer = shortened(words, findings=show.findings, quote=show.quote, facts=show.facts)
        text = _text(template, fewer, dialect)
        if room is None or most.measure(text) <= room:
            return Message(title=words.title, text=text)
    return Message(title=words.title, text=_least(alert, room or 0, most.measure))


def _least(alert: Alert, room: int, measure: Callable[[str], int]) -> str:
    """Where not even the first sentence fits (SMS): the address of the page, or nothing if that is too long."""
    url = one_line(alert.url)
    return url if measure(url) <= room else ""


def _text(template: str, words: Wording, dialect: Dialect) -> str:
    text = _environment().get_template(template).render(m=words, d=dialect)
    return re.sub(r"\n{3,}", "\n\n", text).strip().replace("\n", dialect.newline) + "\n"


@cache
def _environment() -> Environment:
    """Sandboxed: an operator's template can shape a message, and reach nothing else."""
    environment = ImmutableSandboxedEnvironment(
        loader=PackageLoader("notifiers"),
        autoescape=lambda name: name is not None and ".html" in name,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"removed": _removed, "added": _added, "html": _html, "web": is_web}
    return environment


def _removed(quote: Quote | None) -> str:
    """Changed words as in wdiff: [-removed-]."""
    return "".join(f"[-{p.text}-]" if p.changed else p.text for p in quote or ())


def _added(quote: Quote | None) -> str:
    """Changed words as in wdiff: {+added+}."""
    return "".join(f"{{+{p.text}+}}" if p.changed else p.text for p in quote or ())


def _html(quote: Quote, tag: str) -> Markup:
    mark = Markup('<{tag} style="{style}">{text}</{tag}>').format
    style = {
        "del": "background:#fbe3de;color:#6e1f10;text-decoration:line-through",
        "ins": "background:#dff3e4;color:#12472a;text-decoration:underline",
    }[tag]
    return Markup("").join(mark(tag=tag, style=style, text=p.text) if p.changed else escape(p.text) for p in quote)
