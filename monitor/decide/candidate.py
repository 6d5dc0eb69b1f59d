"""A text that differs from the one on record, followed from look to look until it is believed or gone. Pure.

Some of what differs may move while the edit stays: a counter beside it, a paragraph that is shown to every second
visitor. So the lines are followed, not the text as a whole; what differs at each look is the candidate. Its memory:

    fingerprint  of the text at the last look
    since        when that text was first seen (ISO 8601)
    again        how many looks in a row showed it
    waiting      since when there is something that has differed at every look (ISO 8601)
    looks        how many there were since then
    differs      lines by which the last look differs from the record, as hashes: "+" new, "-" missing ones; a sample
    steady       those of them that differed at every look
    fickle       those that differed at one look and not at a later one, newest first
    least        the fewest differences that a look has had
    moving       {hash of the line before: hash of a small line not on record}, where nothing else is new
    turns        how often all of those were others than at the look before

(What an earlier version was waiting for has no more than fingerprint, since, waiting and moving.)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from monitor.decide.doubts import Look, Memory
from monitor.decide.sketch import digest, lines_of, split, unknown_lines

FEW = 5  # lines; a page on which more differ changed
_SAMPLE = 100  # differences that are followed
_LOOKS = 3  # that show a text whose small parts move: the first two may have caught it in the midst of an edit


def differences(recorded: str, look: Look) -> set[str]:
    """The lines by which a look differs from the sketch of the text on record."""
    new = {f"+{line}" for line, _ in unknown_lines(recorded, look.lines).values()}
    there = {digest(line) for line in look.lines}
    return new | {f"-{line}" for line in split(recorded) if line not in there}


def missing(differs: Collection[str]) -> set[str]:
    """Those of the differences that are lines of the record."""
    return {line for line in differs if line[0] == "-"}


def begun(look: Look, differs: Collection[str], moving: Mapping[str, str]) -> Memory:
    """The memory of a candidate at its first sight."""
    at, sample = look.at.isoformat(), _sample(differs)
    return {
        "fingerprint": look.fingerprint,
        "since": at,
        "again": 1,
        "waiting": at,
        "looks": 1,
        "differs": sample,
        "steady": sample,
        "fickle": [],
        "least": len(differs),
        "moving": dict(moving),
    }


def followed(candidate: Mapping[str, Any], look: Look, differs: Collection[str]) -> Memory | None:
    """The memory of the candidate after one more look; None where this is another text.

    A line that merely rotates differs at every look, too: it is missing, and another one stands in its place. So there
    has to be a new line that stays, or more missing ones than new ones come.
    """
    if candidate["fingerprint"] == look.fingerprint:
        return dict(candidate) | {"looks": candidate.get("looks", 1) + 1, "again": candidate.get("again", 1) + 1}
    now = _sample(differs)
    steady = [line for line in candidate.get("steady", []) if line in differs]
    coming = sum(line[0] == "+" and line not in steady for line in now)
    if not any(line[0] == "+" for line in steady) and len(steady) <= coming:
        return None
    left = [line for line in candidate["differs"] if line not in differs]
    return dict(candidate) | {
        "fingerprint": look.fingerprint,
        "since": look.at.isoformat(),
        "again": 1,
        "looks": candidate["looks"] + 1,
        "differs": now,
        "steady": steady,
        "fickle": list(dict.fromkeys([*left, *candidate["fickle"]]))[:_SAMPLE],
        "least": min(candidate["least"], len(differs)),
        "moving": {},
    }


def is_variant(candidate: Mapping[str, Any], differs: Collection[str]) -> bool:
    """Whether the last look shows more than there is to the candidate: lines that came and went before."""
    return len(differs) > candidate.get("least", len(differs)) and any(line in differs for line in candidate["fickle"])


def has_turned_back(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether lines that had gone are there again: the page moves to and fro, though never as far as the record."""
    return after["again"] == 1 and any(line in after["differs"] for line in before["fickle"])


def stays(candidate: Mapping[str, Any]) -> bool:
    """Whether a further look shows the same text, or one in which only little moves, and moved before."""
    if candidate["again"] > 1:
        return True
    steady, fickle = set(candidate["steady"]), set(candidate["fickle"])
    moving = [line for line in candidate["differs"] if line not in steady]
    new = sum(line[0] == "+" for line in moving)
    back = all(line in fickle for line in moving if line[0] == "-")
    return candidate["looks"] >= _LOOKS and new <= min(FEW, sum(line[0] == "+" for line in fickle)) and back


def moving_passage(before: Mapping[str, Any], after: Mapping[str, Any], text: str) -> str:
    """A passage of the last look that was not there at the look before, as it is written; "" where there is none.

    before, after: the memory of the candidate then and now.
    """
    fresh = {line[1:] for line in after["differs"] if line[0] == "+" and line not in before["differs"]}
    written = ((line, lines_of(line)) for line in text.split("\n"))
    return next((line for line, plain in written if plain and digest(plain[0]) in fresh), "")


def first_seen(candidate: Mapping[str, Any]) -> datetime:
    """When the text of the last look was first seen; of one in which something moves, what stays in it."""
    return datetime.fromisoformat(candidate["since"]) if candidate["again"] > 1 else waiting_since(candidate)


def waiting_since(candidate: Mapping[str, Any]) -> datetime:
    """Since when it waits to be believed."""
    return datetime.fromisoformat(candidate.get("waiting", candidate["since"]))


def _sample(differs: Collection[str]) -> list[str]:
    return sorted(differs, key=lambda line: line[1:])[:_SAMPLE]
