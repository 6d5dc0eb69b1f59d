"""How long a message may be, by service. Pure data, with where each number comes from.

Apprise knows a limit for each of its services; the ones here are stricter where the service's own documentation is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def utf8(text: str) -> int:
    return len(text.encode())


def utf16(text: str) -> int:
    """Telegram and Discord count code units: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What title and text may take together, as `measure` counts. size None: no limit."""

    size: int | None
    measure: Callable[[str], int] = len


NO_LIMIT = Limit(size=None)
_LIMITS = {
    # docs.slack.dev, text object: what a section holds (blocks=yes); what else is longer, Slack folds away.
    "slack": Limit(size=3000),
    "discord": Limit(size=2000, measure=utf16),  # discord.com/developers, Create Message: content
    "tgram": Limit(size=4096, measure=utf16),  # core.telegram.org/bots/api#sendmessage: text
    "ntfy": Limit(size=4096, measure=utf8),  # docs.ntfy.sh/publish, limitations: longer ones become attachments
    "ntfys": Limit(size=4096, measure=utf8),
    # spec.matrix.org, size limits: an event has at most 65,536 bytes, and holds the text twice, plain and as HTML.
    "matrix": Limit(size=24_000, measure=utf8),
    "matrixs": Limit(size=24_000, measure=utf8),
}


def limit(service: str | None, size: int | None = None) -> Limit:
    """The limit for a service (Apprise's schema); size: another limit to respect, in the same unit."""
    documented = _LIMITS.get(service or "", NO_LIMIT)
    sizes = [each for each in (documented.size, size) if each is not None]
    return Limit(size=min(sizes, default=None), measure=documented.measure)
