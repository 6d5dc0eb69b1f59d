"""Which captures become versions: quarantine, confirmation, flaps. Pure; see docs/decisions/0002.

The memory of a source is a small JSON object (hashes, never texts):

    recorded   fingerprint of the text on record
    recent     fingerprints of the texts recorded before, newest first, at most _REMEMBERED
    pending    {"fingerprint", "since"} of a text seen once and not yet confirmed
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from monitor.model import Page, fingerprint

_REMEMBERED = 20

Kind = Literal["first", "unchanged", "pending", "new", "suspect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What a capture means for the record.

    text: the text to record, for "first" and "new". since: when a "new" text was first seen.
    returns_to_fingerprint: of the earlier recorded text with the same words, where "new" returns to one.
    """

    kind: Kind
    reason: str
    text: str | None = None
    since: datetime | None = None
    returns_to_fingerprint: str | None = None


def observe(memory: Mapping[str, Any], page: Page, at: datetime) -> tuple[dict[str, Any], Observation]:
    """What to remember after this capture, and what to do about it."""
    if not page.capture.is_policy:
        return dict(memory), Observation(kind="suspect", reason=page.capture.reason)
    seen = fingerprint(page.text)
    if "recorded" not in memory:
        return {"recorded": seen, "recent": []}, _first(page, at)
    kept = {key: value for key, value in memory.items() if key != "pending"}
    if seen == memory["recorded"]:
        return kept, Observation(kind="unchanged", reason="The words are those on record.")
    pending = memory.get("pending") or {}
    if pending.get("fingerprint") != seen:
        kept["pending"] = {"fingerprint": seen, "since": at.isoformat()}
        return kept, Observation(kind="pending", reason="The words differ from those on record; a second look decides.")
    return _record(kept, page, seen, datetime.fromisoformat(pending["since"]))


def _first(page: Page, at: datetime) -> Observation:
    return Observation(kind="first", reason="The first capture that holds the policy.", text=page.text, since=at)


def _record(memory: dict[str, Any], page: Page, seen: str, since: datetime) -> tuple[dict[str, Any], Observation]:
    recent = [memory["recorded"], *memory["recent"]][:_REMEMBERED]
    returns = seen if seen in recent else None
    reason = "The words returned to an earlier version." if returns else "A second look saw the same new words."
    memory |= {"recorded": seen, "recent": recent}
    return memory, Observation(kind="new", reason=reason, text=page.text, since=since, returns_to_fingerprint=returns)
