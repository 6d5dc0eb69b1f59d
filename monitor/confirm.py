"""Which captures become versions: quarantine, confirmation, flaps. Pure; see docs/decisions/0002.

An ordinary edit is recorded when a second look, however soon, sees it too. A doubtful one has to last: most texts that
lost much, that turn into another document or that return to an earlier state are pages caught at a bad moment.

The memory of a source is a small JSON object (hashes, never texts):

    recorded   fingerprint of the text on record
    lines      a sketch of it: the _SKETCH smallest hashes of its lines, _HASH hexadecimal digits each, in one string
    language   of the text on record
    updated    the date of its last change, as the text itself states it (ISO 8601)
    recent     the texts recorded before, newest first, at most _REMEMBERED: {fingerprint: that of all its words}
    came       how often each text came and went, or returned: {fingerprint: times}, at most _REMEMBERED
    flaps      when candidates went again or texts returned (ISO 8601), newest first, at most _REMEMBERED
    pending    {"fingerprint", "since"} of the candidate
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from monitor.model import Page, fingerprint, words

_REMEMBERED = 20
_HASH = 6  # 24 bits: a collision only blurs a share
_SKETCH = 400  # the smallest hashes of a long text are a fair sample of its lines (MinHash), in at most 2.4 kB
_NEXT_CHECK = timedelta(hours=5)  # seen again by the next regular check, not by a prompt second look
_DAYS = timedelta(days=2)  # most returns to an earlier text return again within a day
_WEEK = timedelta(days=7)
_LONGEST = timedelta(days=14)
_RESTLESS = timedelta(days=30)
_FLAPS = 2  # within _RESTLESS, from which every change of a page has to last
_REWRITTEN = 0.5  # share of lines in common below which a change is a rewrite, another region's text, or a bad moment
_COLLAPSED = 0.3  # share of lines, in number and in common, below which a text is the rest of a page, not a policy

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
    seen = fingerprint("\n".join(_lines(page.text)))
    if "recorded" not in kept:
        reason = "The first capture that holds the policy."
        return _recorded(kept, page, seen), Observation(kind="first", reason=reason, text=page.text, since=at)
    if seen == kept["recorded"]:
        return _dismissed(kept, at), Observation(kind="unchanged", reason="The words are those on record.")
    if page.language and kept["language"] and page.language != kept["language"]:
        reason = f"The text is in another language ({page.language}) than the one on record ({kept['language']})."
        return kept, Observation(kind="suspect", reason=reason)
    return _weigh(kept, page, seen, at)


def rebase(memory: Mapping[str, Any], page: Page) -> Memory:
    """The memory after our own code, not the policy, made another text of the capture on record."""
    fresh = _recorded({}, page, fingerprint(page.text))
    return dict(memory) | {key: fresh[key] for key in ("recorded", "lines", "language", "updated")}


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
    shrunk = len(_sketch(page.text)) < _COLLAPSED * len(memory["lines"])
    if not shrunk or _common_share(memory, page) > _COLLAPSED:
        return None
    return Doubt(reason="Most of the text on record is gone.", patience=_WEEK, kind="suspect")


def _rewritten(memory: Memory, page: Page, seen: str, at: datetime) -> Doubt | None:
    common = _common_share(memory, page)
    if common >= _REWRITTEN:
        return None
    return Doubt(reason=f"Only {common:.0%} of the lines are as on record: this has to last.", patience=_NEXT_CHECK)


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
    _rewritten,
    _returned,
    _came_and_went,
    _aged,
    _restless,
)


def _common_share(memory: Memory, page: Page) -> float:
    """The share of all lines, on record and on the page, that both hold (an estimate from their sketches)."""
    on_record, now = _split(memory["lines"]), _split(_sketch(page.text))
    union = sorted({*on_record, *now})[:_SKETCH]
    return len({*on_record} & {*now} & {*union}) / max(len(union), 1)


def _recorded(memory: Memory, page: Page, seen: str) -> Memory:
    earlier = [memory["recorded"], *memory["recent"]] if "recorded" in memory else []
    return {
        "recorded": seen,
        "lines": _sketch(page.text),
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


def _sketch(text: str) -> str:
    return "".join(sorted({_digest(line) for line in _lines(text)})[:_SKETCH])


def _lines(text: str) -> list[str]:
    """The lines of a text as words; of lines that repeat each other (a table of contents, its headings) the last."""
    lines = [" ".join(words(line)) for line in text.split("\n")]
    last = {line: index for index, line in enumerate(lines)}
    return [line for index, line in enumerate(lines) if line and last[line] == index]


def _digest(line: str) -> str:
    return hashlib.blake2b(line.encode(), digest_size=_HASH // 2).hexdigest()


def _split(hashes: str) -> list[str]:
    return [hashes[start : start + _HASH] for start in range(0, len(hashes), _HASH)]
