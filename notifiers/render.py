"""An alert as a message for a medium, within its length. Pure, but for loading the package's templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from monitor.model import Alert, Message
from notifiers.escape import markdown, one_line
from notifiers.limits import Limit, limit
from notifiers.marks import Quote
from notifiers.payload import payload
from notifiers.wording import Wording, title, wording

_TEMPLATES = {"email": "email.txt.j2", "log": "email.txt.j2", "chat": "chat.md.j2"}

# How much is shown, from everything to the least: (findings, characters of each quote).
_MEASURES = (
    (None, None), (None, 1200), (None, 500), (None, 200), (8, 200), (4, 200), (2, 160), (1, 160), (1, 80), (0, 0),
)  # fmt: skip


def render(
    alert: Alert,
    *,
    medium: str,
    max_chars: int | None = None,
    service: str | None = None,
    base_url: str | None = None,
) -> Message:
    """The alert for a medium: "email" (text and HTML), "chat" (CommonMark), "log" (plain text), "webhook" (JSON).

    max_chars: what title and text may take together; service: the Apprise schema, whose documented limit and unit of
    counting then apply too. Findings and quotes are left out or shortened to fit, which the message says; of a webhook
    and of HTML nothing is ever left out. base_url: where the operator's own pages are served, for links.
    """
    if medium == "webhook":
        return Message(title=title(alert), text=payload(alert, base_url=base_url))
    message = _fit(alert, _TEMPLATES[medium], limit(service, max_chars), base_url)
    if medium != "email":
        return message
    html = _environment().get_template("email.html.j2").render(m=wording(alert, base_url=base_url))
    return Message(title=message.title, text=message.text, html=html)


def _fit(alert: Alert, template: str, most: Limit, base_url: str | None) -> Message:
    heading = title(alert)
    room = most.size - most.measure(heading) - 2 if most.size is not None else None
    for findings, quote in _MEASURES:
        text = _text(template, wording(alert, base_url=base_url, findings=findings, quote=quote))
        if room is None or most.measure(text) <= room:
            return Message(title=heading, text=text)
    return Message(title=heading, text=_least(alert, room or 0, most.measure))


def _least(alert: Alert, room: int, measure: Callable[[str], int]) -> str:
    """Where not even the facts fit (a text message): the address of the page, or nothing if that is too long."""
    url = one_line(alert.url)
    return url if measure(url) <= room else ""


def _text(template: str, words: Wording) -> str:
    text = _environment().get_template(template).render(m=words)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


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
    environment.filters |= {"removed": _removed, "added": _added, "bold": _bold, "html": _html, "md": markdown}
    return environment


def _removed(quote: Quote) -> str:
    return "".join(f"[-{p.text}-]" if p.changed else p.text for p in quote)


def _added(quote: Quote) -> str:
    return "".join(f"{{+{p.text}+}}" if p.changed else p.text for p in quote)


def _bold(quote: Quote) -> str:
    """Changed words in bold; spaces at their edges stay outside, where CommonMark wants them."""
    return "".join(_emphasis(p.text) if p.changed else markdown(p.text) for p in quote)


def _emphasis(text: str) -> str:
    inner = markdown(text.strip())
    if not inner:
        return text
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{left and ' '}**{inner}**{right and ' '}"


def _html(quote: Quote, tag: str) -> Markup:
    mark = Markup("<{}>{}</{}>").format
    return Markup("").join(mark(tag, p.text, tag) if p.changed else escape(p.text) for p in quote)
