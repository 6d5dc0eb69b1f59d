"""What became of the grounds that a processing rests on, and of what it rests on them for. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.compare.noise import canonical
from monitor.judge.carrying import said_briefly
from monitor.judge.direction import LESS, MIXED, MORE, NEUTRAL, OPPOSITE
from monitor.judge.telling.stated import as_bases, bases, collect, gained, grounds, lost, named_interests
from monitor.judge.telling.told import Told, told
from monitor.judge.telling.wording import in_order, purpose, quoted
from monitor.model import Direction, Practice

_CONSENT = frozenset({"consent", "explicit_consent"})
_AS_SUCH = frozenset({"service", "operations"})
_SAID_AGAIN = 0.5  # of the words that two purposes or interests have together


def _ground(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = grounds(old), grounds(new)
    came, went = now - before, before - now
    if came and went:
        return told("basis.exchanged", _exchanged(went, came), came=bases(came), went=bases(went))
    if came:
        return told(gained(as_bases(came), old), _control(came), what=bases(came))
    if went:
        return told(lost(as_bases(went), new), OPPOSITE[_control(went)], what=bases(went))
    return None


def _exchanged(went: set[str], came: set[str]) -> Direction:
    if came == {"explicit_consent"}:
        return MORE
    return LESS if went & _CONSENT else MORE if came & _CONSENT else NEUTRAL


def _control(grounds: set[str]) -> Direction:
    """What it means that these grounds are stated: consent leaves the person in control, an interest or a duty of the
    vendor does not, and a contract is the person's own doing as much as the vendor's.
    """
    others = grounds - _CONSENT - {"contract"}
    if others:
        return MIXED if grounds & _CONSENT else LESS
    return MORE if grounds & _CONSENT else NEUTRAL


def _interests(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """Other interests than before; the same ones in other words are none."""
    before, now = named_interests(old), named_interests(new)
    came, went = _without_reworded(now, before), _without_reworded(before, now)
    if not came or (before and not went):
        return None
    return told("interests.now", None, what=map(quoted, sorted(came)))


def _for_purposes(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """What else rests on the same ground, or no longer does; a statement that comes or goes is told by its ground."""
    before, now = collect(old, "purposes"), collect(new, "purposes")
    if old and new:  # what is done for the service as such is said of it in one wording and left unsaid in the next
        before, now = before - _AS_SUCH, now - _AS_SUCH
    came, went = (
        in_order(map(purpose, names)) for names in (_without_reworded(now, before), _without_reworded(before, now))
    )
    if came:
        return told("based_purposes.now", None, what=came)
    return told("based_purposes.no_longer", None, what=went) if went else None


def _without_reworded(some: set[str], others: set[str]) -> set[str]:
    """Those in the text's own words that none of the others says again, with half of its words at least."""
    return {one for one in some - others if not any(_says_again(one, other) for other in others)}


_STEM = 6  # letters: "preventing" is "to prevent"
_BRACKETS = re.compile(r"\([^()]*\)?")  # "(as defined in section 1)" adds nothing


def _says_again(one: str, other: str) -> bool:
    words, others = (
        {word[:_STEM] for word in said_briefly(canonical(_BRACKETS.sub("", side)).split())} for side in (one, other)
    )
    return len(words & others) >= _SAID_AGAIN * len(words | others) > 0


RESTING = (_ground, _interests, _for_purposes)
"""The rules in the order in which they are asked: the first that has something to tell does."""
