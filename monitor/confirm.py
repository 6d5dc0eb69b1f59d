"""Which captures become versions: quarantine, confirmation, flaps. Pure; see docs/decisions/0002.

An ordinary edit is recorded when a second look, however soon, sees it too. A doubtful one has to last: most texts that
lost much, that turn into another document or that return to an earlier state are pages caught at a bad moment.

The memory of a source is a small JSON object (hashes, never texts):

    recorded   fingerprint of the text on record
    lines      hashes of its lines, _HASH hexadecimal digits each, in one string
    language   of the text on record
    updated    the date of its last change, as the text itself states it (ISO 8601)
    recent     fingerprints of the texts recorded before, newest first, at most _REMEMBERED
    came       how often each text came and went, or returned: {fingerprint: times}, at most _REMEMBERED
    flaps      when candidates went again or texts returned (ISO 8601), newest first, at most _REMEMBERED
    pending    {"fingerprint", "since"} of the candidate
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from monitor.model import Page, fingerprint, words

_REMEMBERED = 20
_HASH = 6  # 24 bits: among 1,000 lines one pair in thirty collides, which only blurs a share
_MOST_LINES = 1000
_NEXT_CHECK = timedelta(hours=5)  # seen again by the next regular check, not by a prompt second look
_DAYS = timedelta(days=2)  # most returns to an earlier text return again within a day
_WEEK = timedelta(days=7)
_LONGEST = timedelta(days=14)
_RESTLESS = timedelta(days=30)
_FLAPS = 2  # within _RESTLESS, from which every change of a page has to last
_LOST = 0.3  # share of the lines on record whose loss is doubtful
_COLLAPSED = 0.3  # length below which a text that also lost its lines is no shortened policy but the rest of a page

Kind = Literal["first", "unchanged", "pending", "new", "suspect"]
Memory = dict[str, Any]


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


def observe(memory: Mapping[str, Any], page: Page, at: datetime) -> tuple[Memory, Observation]:
    """What to remember after this capture, and what to do about it."""
    kept = dict(memory)
    if not page.capture.is_policy:
        return kept, Observation(kind="suspect", reason=page.capture.reason)
    seen = fingerprint(page.text)
    if "recorded" not in kept:
        reason = "The first capture that holds the policy."
        return _recorded(kept, page, seen), Observation(kind="first", reason=reason, text=page.text, since=at)
    if seen == kept["recorded"]:
        return _dismissed(kept, at), Observation(kind="unchanged", reason="The words are those on record.")
    if page.language and kept["language"] and page.language != kept["language"]:
        reason = f"The text is in another language ({page.language}) than the one on record ({kept['language']})."
        return kept, Observation(kind="suspect", reason=reason)
    return _weigh(kept, page, seen, at)


def _weigh(memory: Memory, page: Page, seen: str, at: datetime) -> tuple[Memory, Observation]:
    """A text other than the one on record: a candidate at first sight, a version once it is confirmed."""
    pending = memory.get("pending")
    if pending is None or pending["fingerprint"] != seen:
        memory = _dismissed(memory, at) | {"pending": {"fingerprint": seen, "since": at.isoformat()}}
        return memory, Observation(
            kind="pending", reason="The words differ from those on record: a second look decides."
        )
    since = datetime.fromisoformat(pending["since"])
    doubts = [doubt for check in _DOUBTS if (doubt := check(memory, page, seen, at))]
    doubt = max(doubts, key=lambda doubt: doubt.patience, default=None)
    if doubt and at - since < min(doubt.patience, _LONGEST):
        return memory, Observation(kind=doubt.kind, reason=doubt.reason)
    returns = seen if seen in memory["recent"] else None
    reason = "The words returned to an earlier version." if returns else "A second look saw the same new words."
    new = Observation(kind="new", reason=reason, text=page.text, since=since, returns_to_fingerprint=returns)
    return _recorded(memory, page, seen), new


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why a text has to last, and how long."""

    reason: str
    patience: timedelta
    kind: Kind = "pending"


def _collapsed(memory: Memory, page: Page, seen: str, at: datetime) -> Doubt | None:
    if len(_lines(page.text)) >= _COLLAPSED * len(memory["lines"]) or _kept_share(memory, page) >= 0.5:
        return None
    return Doubt(reason="Most of the text on record is gone.", patience=_WEEK, kind="suspect")


def _lost_much(memory: Memory, page: Page, seen: str, at: datetime) -> Doubt | None:
    lost = 1 - _kept_share(memory, page)
    if lost < _LOST:
        return None
    return Doubt(reason=f"{lost:.0%} of the lines on record are gone: this has to last.", patience=_NEXT_CHECK)


def _returned(memory: Memory, page: Page, seen: str, at: datetime) -> Doubt | None:
    if seen not in memory["recent"]:
        return None
    return Doubt(reason="The words are those of an earlier version: this has to last.", patience=_DAYS)


def _came_and_went(memory: Memory, page: Page, seen: str, at: datetime) -> Doubt | None:
    times = memory["came"].get(seen, 0)
    if not times:
        return None
    return Doubt(reason="The same words came and went before: this has to last.", patience=_NEXT_CHECK * 4**times)


def _aged(memory: Memory, page: Page, seen: str, at: datetime) -> Doubt | None:
    if not page.updated_date or not memory["updated"] or page.updated_date.isoformat() >= memory["updated"]:
        return None
    return Doubt(reason="The text states an older date than the one on record: this has to last.", patience=_NEXT_CHECK)


def _restless(memory: Memory, page: Page, seen: str, at: datetime) -> Doubt | None:
    lately = sum(at - datetime.fromisoformat(flap) < _RESTLESS for flap in memory["flaps"])
    if lately < _FLAPS:
        return None
    reason = f"The page changed to and fro {lately} times of late: this has to last."
    return Doubt(reason=reason, patience=_NEXT_CHECK * 2**lately)


_DOUBTS: tuple[Callable[[Memory, Page, str, datetime], Doubt | None], ...] = (
    _collapsed,
    _lost_much,
    _returned,
    _came_and_went,
    _aged,
    _restless,
)


def _kept_share(memory: Memory, page: Page) -> float:
    """The share of the lines on record that the page still holds."""
    on_record = Counter(_split(memory["lines"]))
    kept = on_record & Counter(_split(_lines(page.text)))
    return kept.total() / max(on_record.total(), 1)


def _recorded(memory: Memory, page: Page, seen: str) -> Memory:
    earlier = [memory["recorded"], *memory["recent"]] if "recorded" in memory else []
    return {
        "recorded": seen,
        "lines": _lines(page.text),
        "language": page.language,
        "updated": page.updated_date.isoformat() if page.updated_date else None,
        "recent": earlier[:_REMEMBERED],
        "came": memory.get("came", {}),
        "flaps": memory.get("flaps", []),
    }


def _dismissed(memory: Memory, at: datetime) -> Memory:
    """The memory without its candidate, which did not last."""
    pending = memory.pop("pending", None)
    if pending is None:
        return memory
    gone = pending["fingerprint"]
    others = {text: times for text, times in memory["came"].items() if text != gone}
    came = {gone: memory["came"].get(gone, 0) + 1} | others  # the latest first, the oldest forgotten
    flaps = [at.isoformat(), *memory["flaps"]][:_REMEMBERED]
    return memory | {"came": dict(list(came.items())[:_REMEMBERED]), "flaps": flaps}


def _lines(text: str) -> str:
    """The hashes of the lines that hold words."""
    lines = [" ".join(words(line)) for line in text.split("\n")]
    return "".join(_digest(line) for line in lines[: 4 * _MOST_LINES] if line)[: _MOST_LINES * _HASH]


def _digest(line: str) -> str:
    return hashlib.blake2b(line.encode(), digest_size=_HASH // 2).hexdigest()


def _split(hashes: str) -> list[str]:
    return [hashes[start : start + _HASH] for start in range(0, len(hashes), _HASH)]
