"""What became of the places that data goes to, and of what protects it there. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from monitor.judge.direction import LESS, MORE, NEUTRAL
from monitor.judge.reading.lexicon import rules
from monitor.judge.telling.stated import affirmed, collect, denied, gained, lost
from monitor.judge.telling.told import Told
from monitor.judge.telling.wording import PLACES, listed, place, safeguard
from monitor.model import Practice

_EXCEPTION = {"derogation"}  # GDPR Art. 49: data may go although nothing protects it there


def destinations(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """The countries and kinds of places that data goes to: GDPR Art. 44."""
    before, now = collect(old, "countries"), collect(new, "countries")
    came, went = now - before, before - now
    if came | went <= PLACES.keys() and collect([*old, *new], "safeguards") and not (old and new):
        return None  # what protects the transfer tells more
    if came and went:
        nearer, farther = _is_near(came), _is_near(went)
        direction = NEUTRAL if nearer == farther else MORE if nearer else LESS
        return Told(f"Data goes to {_named(came)}, in place of {_named(went)}.", direction)
    if came:
        return Told(gained(_destinations(came), old), LESS if old and not _is_near(came) else None)
    return Told(lost(_destinations(went), new), None) if went else None


def _is_near(places: set[str]) -> bool:
    """Whether all lie in the European Economic Area: no transfer in the sense of GDPR Art. 44."""
    return places <= _near()


@lru_cache
def _near() -> frozenset[str]:
    return frozenset({"home"}.union(rule.code for rule in rules() if rule.note.get("eea") == "yes"))


def _named(places: set[str]) -> str:
    return listed(sorted({place(one) for one in {one for one in places if one not in PLACES} or places}))


def _destinations(places: set[str]) -> str:
    named = {one for one in places if one not in PLACES}
    return f"{_named(places)} as {'a place' if len(named) == 1 else 'places'} that data goes to"


def protection(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """What protects data where it goes: GDPR Arts. 45 to 49."""
    before, now = collect(affirmed(old), "safeguards"), collect(affirmed(new), "safeguards")
    came, went = (listed(sorted(safeguard(n) for n in names)) for names in (now - before, before - now))
    if came and went:
        return Told(f"Transfers rest on {came} where they rested on {went}.", NEUTRAL)
    if came:
        if now - before == _EXCEPTION:
            return Told(gained(f"{came} as what transfers rest on", old), LESS)
        return Told(gained(f"{came} as what protects transfers", old), MORE)
    if went:
        return Told(lost(f"{went} as what protects transfers", new), MORE if before - now == _EXCEPTION else LESS)
    return _not_relied_on(old, new)


def _not_relied_on(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A safeguard of which is said that it does not hold, as that a court has struck down."""
    before, now = (
        collect(denied(one for one in side if one.action == "safeguard"), "safeguards") for side in (old, new)
    )
    came, went = (listed(sorted(safeguard(n) for n in names)) for names in (now - before, before - now))
    if came:
        return Told(f"It is now stated that transfers do not rest on {came}.", LESS)
    return Told(f"That transfers do not rest on {went} is no longer stated.", NEUTRAL) if went else None
