"""Why a new text of a page may be no new version: each doubt names the time for which the text has to last. Pure.

A text that nothing speaks against is recorded when a second look, however soon, sees it too (monitor.decide.confirm,
which also says what the memory holds).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from monitor.decide.sketch import common_share, split, unknown_lines
from monitor.model import Page

_NEXT_CHECK = timedelta(hours=5)  # seen again by the next regular check, not by a prompt second look
_RETURN = timedelta(days=2)  # most returns to an earlier text return again within a day
_AGAIN = timedelta(days=90)  # a page that returned within this time holds variants: four times the patience
_COLLAPSE = timedelta(days=7)
_RESTLESS = timedelta(days=30)
_FLAPS = 2  # within _RESTLESS, from which every change of a page has to last
_REWRITTEN = 0.2  # share of lines in common below which a text is another document, or that for another region
_REST = 0.3  # share of the number of lines below which a text is the rest of a page and no policy
_SEEN_BEFORE = 0.8  # share of the new lines from which a text is a return, though not to the very same words

Kind = Literal["first", "unchanged", "pending", "new", "suspect"]
Memory = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One capture that holds the policy, as far as confirming needs it.

    left_out: lines that rotate, {hash of the line before: hash of the line}; they are not among `lines`.
    """

    page: Page
    at: datetime
    lines: list[str]
    fingerprint: str
    sketch: str
    left_out: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why a text has to last, and how long."""

    reason: str
    patience: timedelta
    kind: Kind = "pending"


def strongest(memory: Mapping[str, Any], look: Look) -> Doubt | None:
    """The doubt that asks for most patience; None where nothing speaks against a text."""
    doubts = [doubt for check in _DOUBTS if (doubt := check(memory, look))]
    return max(doubts, key=lambda doubt: doubt.patience, default=None)


def is_return(memory: Mapping[str, Any], look: Look) -> bool:
    """Whether a text is an earlier one, as a whole or in nearly all that it has anew."""
    if look.fingerprint in memory["recent"]:
        return True
    gone = set(split(memory.get("gone", "")))
    new = [line for line, _ in unknown_lines(memory["recorded"]["lines"], look.lines).values()]
    return bool(new) and sum(line in gone for line in new) >= _SEEN_BEFORE * len(new)


def _collapsed(memory: Mapping[str, Any], look: Look) -> Doubt | None:
    if len(look.sketch) >= _REST * len(memory["recorded"]["lines"]):
        return None
    return Doubt(reason="Most of the text on record is gone.", patience=_COLLAPSE, kind="suspect")


def _rewritten(memory: Mapping[str, Any], look: Look) -> Doubt | None:
    common = common_share(memory["recorded"]["lines"], look.sketch)
    if common >= _REWRITTEN:
        return None
    return Doubt(reason=f"Only {common:.0%} of the lines are as on record: this has to last.", patience=_NEXT_CHECK)


def _returned(memory: Mapping[str, Any], look: Look) -> Doubt | None:
    if not is_return(memory, look):
        return None
    reason = "The words were on record before: this has to last."
    if look.fingerprint not in memory["recent"]:  # it says something new, too
        return Doubt(reason=reason, patience=_RETURN)
    times = sum(look.at - datetime.fromisoformat(earlier) < _AGAIN for earlier in memory.get("returns", []))
    return Doubt(reason=reason, patience=_RETURN * 4 ** min(times, 2))  # that is a month, and nothing waits so long


def _came_and_went(memory: Mapping[str, Any], look: Look) -> Doubt | None:
    times = min(memory["came"].get(look.fingerprint, 0), 4)
    if not times:
        return None
    return Doubt(reason="The same words came and went before: this has to last.", patience=_NEXT_CHECK * 4**times)


def _aged(memory: Mapping[str, Any], look: Look) -> Doubt | None:
    """A text that states an older date, or the same one: so look copies that lag behind, experiments and slips.

    (A real edit without a new date is told as a silent one; it can wait for the next regular check.)
    """
    stated, on_record = look.page.updated_date, memory["recorded"]["updated"]
    if not stated or not on_record or stated.isoformat() > on_record:
        return None
    how = "the same date as" if stated.isoformat() == on_record else f"an older date ({stated}) than"
    return Doubt(reason=f"The text states {how} the one on record: this has to last.", patience=_NEXT_CHECK)


def _restless(memory: Mapping[str, Any], look: Look) -> Doubt | None:
    lately = sum(look.at - datetime.fromisoformat(flap) < _RESTLESS for flap in memory["flaps"])
    if lately < _FLAPS:
        return None
    reason = f"The page changed to and fro {lately} times of late: this has to last."
    patience = _NEXT_CHECK * 2**lately
    beside = memory.get("pending", {}).get("fickle")  # what goes to and fro does so while this text stays
    return Doubt(reason=reason, patience=min(patience, _RETURN) if beside else patience)


_DOUBTS: tuple[Callable[[Mapping[str, Any], Look], Doubt | None], ...] = (
    _collapsed,
    _rewritten,
    _returned,
    _came_and_went,
    _aged,
    _restless,
)
