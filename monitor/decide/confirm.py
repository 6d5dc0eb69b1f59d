"""Which captures become versions: quarantine, confirmation, flaps. Pure; see docs/decisions/0002.

An ordinary edit is recorded when a second look, however soon, sees it too. A doubtful one has to last
(monitor.decide.doubts): most texts that lost much, that turn into another document or that return to an earlier state
are pages caught at a bad moment, or shown in variants. Small lines that differ at every look (counters, clocks, names
that rotate) are learnt and no longer looked at.

The memory of a source is a small JSON object (hashes, never texts):

    recorded   {"fingerprint": of the text on record, "lines": its sketch, "language", "updated": date of its last
               change as stated in it, or null}
    recent     fingerprints of the texts recorded before, newest first, at most _REMEMBERED
    came       how often each text came and went again, newest first, at most _REMEMBERED: {fingerprint: times}
    flaps      when that was, newest first, at most _REMEMBERED (ISO 8601)
    returns    when words that were on record before were recorded again, newest first, at most _REMEMBERED (ISO 8601)
    gone       hashes of lines that were on record before, newest first, as many as a sketch holds
    volatile   hashes of the lines after which a small line changes at every look, at most _REMEMBERED
    steps      {hash of a line: (how many versions in a row the small line behind it made alone, when the last)}
    resting    {hash of such a line: [hash of the small line behind it, since when it has been the same (ISO 8601)]}
    pending    the text that waits to be believed (monitor.decide.candidate)
    unsettled  since when no look saw the text on record (ISO 8601)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from monitor.decide import candidate, rotation
from monitor.decide.doubts import Doubt, Kind, Look, Memory, is_return, strongest
from monitor.decide.sketch import merged
from monitor.model import Page

_REMEMBERED = 20
_LONGEST = timedelta(days=14)
_UNSETTLED = timedelta(days=15)

_QUOTED = 160  # characters of a passage that moves

_SECOND_LOOK = "The words differ from those on record: a second look decides."


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What a capture means for the record.

    text: the text to record, for "first" and "new". since: when a "new" text was first seen. trouble: of a "suspect"
    one, as monitor.check.unseen has it.
    """

    kind: Kind
    reason: str
    text: str | None = None
    since: datetime | None = None
    trouble: str = "doubtful"


def observe(memory: Mapping[str, Any], page: Page, at: datetime) -> tuple[Memory, Observation]:
    """What to remember after this capture, and what to do about it. memory: {} for a source without a record."""
    memory = _by_now(memory, at)
    after, observation = _weigh(memory, page, at)
    if observation.kind == "suspect":
        return after, observation
    if observation.kind != "pending":
        return {key: value for key, value in after.items() if key != "unsettled"}, observation
    since = memory.get("unsettled", at.isoformat())
    days = (at - datetime.fromisoformat(since)).days
    if days >= _UNSETTLED.days:  # people should look at a page that never shows the same text for long
        reason = f"No text has lasted for {days} days.{_what_moves(memory, after, page)}"
        observation = replace(observation, kind="suspect", reason=reason, trouble="restless")
    return after | {"unsettled": since}, observation


def _what_moves(before: Mapping[str, Any], after: Mapping[str, Any], page: Page) -> str:
    """The passage that people have to know to leave it out; of several the first."""
    if "pending" not in before or "pending" not in after:
        return ""
    found = candidate.moving_passage(before["pending"], after["pending"], page.text).strip(" #*-")
    cut = f"{found[:_QUOTED]} … (shortened)" if len(found) > _QUOTED else found
    return f" This passage was not there at the look before: “{cut}”" if found else ""


def _by_now(memory: Mapping[str, Any], at: datetime) -> Memory:
    """What was noted under a clock that ran ahead counts as noted now; else no text would ever have lasted."""
    now, back = at.isoformat(), dict(memory)  # instants in UTC, as text in order of time
    if "unsettled" in back:
        back["unsettled"] = min(back["unsettled"], now)
    if pending := back.get("pending"):
        back["pending"] = pending | {name: min(pending[name], now) for name in ("since", "waiting") if name in pending}
    back["resting"] = {place: [line, min(since, now)] for place, (line, since) in back.get("resting", {}).items()}
    return back | {name: [min(moment, now) for moment in back[name]] for name in ("flaps", "returns") if name in back}


def _weigh(memory: Mapping[str, Any], page: Page, at: datetime) -> tuple[Memory, Observation]:
    if not page.capture.is_policy:
        return dict(memory), Observation(kind="suspect", reason=page.capture.reason)
    memory, look = rotation.look_without_rested(memory, page, at)
    if "recorded" not in memory:
        reason = "The first capture that holds the policy."
        return _recorded(memory, look), Observation(kind="first", reason=reason, text=page.text, since=at)
    if look.fingerprint == memory["recorded"]["fingerprint"]:
        return _dismissed(memory, at), Observation(kind="unchanged", reason="The words are those on record.")
    spoken = memory["recorded"]["language"]
    if page.language and spoken and page.language != spoken:
        reason = f"The text is in another language ({page.language}) than the one on record ({spoken})."
        return dict(memory), Observation(kind="suspect", reason=reason)
    return _consider(memory, look)


def rebase(memory: Mapping[str, Any], page: Page, at: datetime) -> Memory:
    """The memory after our own code, not the policy, made another text of the capture on record."""
    look = rotation.look_at(page, at, memory.get("volatile", []))
    return dict(memory) | {"recorded": _recorded({}, look)["recorded"]}


def pending_since(memory: Mapping[str, Any]) -> datetime | None:
    """Since when another text is there that has not lasted long enough to be believed; None where none is."""
    pending = memory.get("pending")
    return candidate.waiting_since(pending) if pending else None


def unsettled_since(memory: Mapping[str, Any]) -> datetime | None:
    """Since when no look saw the text on record, whatever was there instead; None where the last one did."""
    return datetime.fromisoformat(memory["unsettled"]) if "unsettled" in memory else None


def pause(waited: timedelta, confirm_after: timedelta, interval: timedelta) -> timedelta:
    """How long to wait for the next look at a page that has not shown the text on record for so long.

    Each look is evidence, of a page shown in variants above all, but two weeks of looks every hour are too many.
    """
    return max(confirm_after, min(waited / 2, interval))


def _consider(memory: Mapping[str, Any], look: Look) -> tuple[Memory, Observation]:
    """A text other than the one on record: a candidate at first sight, a version once it is confirmed."""
    differs = candidate.differences(memory["recorded"]["lines"], look)
    pending = candidate.followed(memory["pending"], look, differs) if "pending" in memory else None
    if pending is None:
        return _first_sight(memory, look, differs)
    if candidate.has_turned_back(memory["pending"], pending):
        memory = dict(memory) | {"flaps": _with_flap(memory, look.at)}
    waited = look.at - candidate.waiting_since(pending)
    doubt = _doubt(memory, look, pending, differs)
    if doubt and waited < doubt.patience:
        return dict(memory) | {"pending": pending}, Observation(kind=doubt.kind, reason=doubt.reason)
    steps = rotation.steps(memory, look, differs)
    if steps and min(times for times, _ in steps.values()) >= rotation.STEPS:
        return _learnt(memory, look, [*steps])
    returns = look.fingerprint in memory["recent"]
    reason = "The words returned to an earlier version." if returns else "A second look saw the same new words."
    new = Observation(kind="new", reason=reason, text=look.page.text, since=candidate.first_seen(pending))
    return _recorded(memory, look) | {"steps": steps}, new


def _doubt(memory: Mapping[str, Any], look: Look, pending: Mapping[str, Any], differs: set[str]) -> Doubt | None:
    """What speaks against recording the text of this look; of several doubts the one that asks for most patience."""
    if candidate.is_variant(pending, differs):  # the text without what comes and goes is recorded before, if it comes
        return Doubt(reason="Some of the new lines come and go: this has to last.", patience=_UNSETTLED)
    if not candidate.stays(pending):
        return Doubt(reason=_SECOND_LOOK, patience=_LONGEST)
    doubt = strongest(dict(memory) | {"pending": pending}, look)
    return replace(doubt, patience=min(doubt.patience, _LONGEST)) if doubt else None


def _first_sight(memory: Mapping[str, Any], look: Look, differs: set[str]) -> tuple[Memory, Observation]:
    moving = rotation.moving_lines(memory, look)
    rotating = rotation.turned(memory, look, moving, differs)
    pending = candidate.begun(look, differs, moving)
    if not rotating:
        kept = _dismissed(memory, look.at)
    elif (turns := memory["pending"].get("turns", 0) + 1) < rotation.TURNS:
        kept, pending = dict(memory), pending | {"since": memory["pending"]["since"], "turns": turns}
    else:
        return _learnt(memory, look, rotating)
    return kept | {"pending": pending}, Observation(kind="pending", reason=_SECOND_LOOK)


def _learnt(memory: Mapping[str, Any], look: Look, rotating: list[str]) -> tuple[Memory, Observation]:
    """The memory without the small lines at these places, which are no longer looked at."""
    volatile = [*rotating, *memory["volatile"]][:_REMEMBERED]
    seen = rotation.look_at(look.page, look.at, volatile)
    recorded = memory["recorded"] | {"fingerprint": seen.fingerprint, "lines": seen.sketch}
    kept = {key: value for key, value in memory.items() if key != "pending"}
    reason = "Only small lines differ that change at every look or every day."
    return kept | {"volatile": volatile, "recorded": recorded}, Observation(kind="unchanged", reason=reason)


def _recorded(memory: Mapping[str, Any], look: Look) -> Memory:
    """The memory with this text on record and without a candidate."""
    updated = look.page.updated_date
    before = memory.get("recorded")
    earlier = [before["fingerprint"], *memory.get("recent", ())] if before else []
    return {
        "recorded": {
            "fingerprint": look.fingerprint,
            "lines": look.sketch,
            "language": look.page.language,
            "updated": updated.isoformat() if updated else None,
        },
        "recent": list(dict.fromkeys(earlier))[:_REMEMBERED],
        "came": memory.get("came", {}),
        "flaps": memory.get("flaps", []),
        "returns": _returns(memory, look) if before else [],
        "gone": merged(before["lines"], memory.get("gone", ""), without=look.sketch) if before else "",
        "volatile": memory.get("volatile", []),
        "resting": memory.get("resting", {}),
    }


def _returns(memory: Mapping[str, Any], look: Look) -> list[str]:
    earlier: list[str] = memory.get("returns", [])
    return [look.at.isoformat(), *earlier][:_REMEMBERED] if is_return(memory, look) else earlier


def _dismissed(memory: Mapping[str, Any], at: datetime) -> Memory:
    """The memory without its candidate, which did not last."""
    kept = {key: value for key, value in memory.items() if key != "pending"}
    if "pending" not in memory:
        return kept
    gone = memory["pending"]["fingerprint"]
    others = {text: times for text, times in memory["came"].items() if text != gone}
    came = {gone: memory["came"].get(gone, 0) + 1} | others
    kept["came"] = dict(list(came.items())[:_REMEMBERED])
    kept["flaps"] = _with_flap(memory, at)
    return kept


def _with_flap(memory: Mapping[str, Any], at: datetime) -> list[str]:
    return [at.isoformat(), *memory["flaps"]][:_REMEMBERED]
