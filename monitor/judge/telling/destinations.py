"""What became of the places that data goes to, and of what protects it there. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from monitor.judge.direction import LESS, MORE, NEUTRAL, OPPOSITE
from monitor.judge.reading.lexicon import rules
from monitor.judge.telling.stated import affirmed, collect, denied, gained, lost
from monitor.judge.telling.told import Told, told
from monitor.judge.telling.wording import of
from monitor.model import Practice, Term

KINDS = frozenset({"abroad", "home", "outside_eea"})  # of places, beside countries
_ANYWHERE = frozenset({"abroad", "outside_eea"})
_EXCEPTION = {"derogation"}  # GDPR Art. 49: data may go although nothing protects it there


def destinations(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """The countries and kinds of places that data goes to: GDPR Art. 44."""
    before, now = collect(old, "countries"), collect(new, "countries")
    came, went = now - before, before - now
    if before & _ANYWHERE and now & _ANYWHERE:  # "countries outside the EEA" and "other countries" are the same
        came, went = came - _ANYWHERE, went - _ANYWHERE
    if came | went <= KINDS and collect([*old, *new], "safeguards") and not (old and new):
        return None  # what protects the transfer tells more
    if came and went:
        nearer, farther = _is_near(came), _is_near(went)
        direction = NEUTRAL if nearer == farther else MORE if nearer else LESS
        return told("destinations.exchanged", direction, came=_named(came), went=_named(went))
    if came:
        farther_away = old and not _is_near(came)
        return told(gained(_destinations(came), old), LESS if farther_away else None, where=_named(came))
    return told(lost(_destinations(went), new), None, where=_named(went)) if went else None


def _is_near(places: set[str]) -> bool:
    """Whether all lie in the European Economic Area: no transfer in the sense of GDPR Art. 44."""
    return places <= _near()


@lru_cache
def _near() -> frozenset[str]:
    return frozenset({"home"}.union(rule.code for rule in rules() if rule.note.get("eea") == "yes"))


def _named(places: set[str]) -> tuple[Term, ...]:
    """The countries, or the kinds of places where none is named."""
    return of("place", places - KINDS or places)


def _destinations(places: set[str]) -> str:
    """The sentences that tell of so many."""
    return "destination" if len(places - KINDS) == 1 else "destinations"


def protection(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """What protects data where it goes: GDPR Arts. 45 to 49."""
    before, now = collect(affirmed(old), "safeguards"), collect(affirmed(new), "safeguards")
    came, went = of("safeguard", now - before), of("safeguard", before - now)
    if came and went:
        return told("protection.exchanged", NEUTRAL, came=came, went=went)
    if not came and not went:
        return _not_relied_on(old, new)
    what, direction = ("derogation", LESS) if (now ^ before) == _EXCEPTION else ("protection", MORE)
    if came:
        return told(gained(what, old), direction, what=came)
    return told(lost(what, new), OPPOSITE[direction], what=went)


def _not_relied_on(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A safeguard of which is said that it does not hold, as that a court has struck down."""
    before, now = (
        collect(denied(one for one in side if one.action == "safeguard"), "safeguards") for side in (old, new)
    )
    came, went = of("safeguard", now - before), of("safeguard", before - now)
    if came:
        return told("not_relied_on.now", LESS, what=came)
    return told("not_relied_on.no_longer", NEUTRAL, what=went) if went else None
