"""What became of how long data is kept, and of when it is deleted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.judge.direction import LESS, MORE
from monitor.judge.telling.stated import (
    BY_CRITERION,
    CLARITY,
    LEFT_OPEN,
    STATED,
    VAGUE,
    WITHOUT_LIMIT,
    affirmed,
    all_denied,
    best,
    criteria,
    gained,
    lost,
    other_lengths,
    stated_anew,
)
from monitor.judge.telling.told import Told, told
from monitor.judge.telling.wording import days, is_known, of
from monitor.model import Practice, Term

_OWN_VIEW = frozenset({"reasonable", "indefinite"})


def _turned(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """What was said not to be kept is kept, or the reverse."""
    if _not_kept(old) and _is_kept(new):
        return told("keeping.kept_now", LESS)
    return told("keeping.not_kept_now", MORE) if _not_kept(new) and _is_kept(old) else None


def _is_kept(stated: Sequence[Practice]) -> bool:
    """Whether keeping is stated; what is erased was hardly said to be kept."""
    return any(one.action == "retain" for one in affirmed(stated))


def _not_kept(stated: Sequence[Practice]) -> bool:
    """Whether keeping is denied, rather than a deletion."""
    return all_denied(stated) and all(one.action == "retain" for one in stated)


def _length(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    came, went = other_lengths(new, old), other_lengths(old, new)
    if not came or not went:
        return None
    longest, former = max(sorted(came), key=days), max(sorted(went), key=days)
    direction = LESS if days(longest) > days(former) else MORE
    return told("keeping.length", direction, now=_periods([longest]), before=_periods([former]))


def _clarity(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A stated period is worth more than a criterion, and a criterion more than keeping without end."""
    before, now = best(old), best(new)
    if not old or not new or before == now:
        return None
    if {before, now} == {WITHOUT_LIMIT, LEFT_OPEN}:
        ended = now == LEFT_OPEN
        return told("endless.no_longer", MORE) if ended else told("endless.now", LESS)
    clearer = now < before
    if {before, now} == {STATED, BY_CRITERION} and (criteria(old) & criteria(new)) - VAGUE:
        clearer = not clearer  # the period runs on from where keeping ended
    return told("keeping.clarity", MORE if clearer else LESS, now=[CLARITY[now]], before=[CLARITY[before]])


def _period(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A period that came or went."""
    came, went = other_lengths(new, old), other_lengths(old, new)
    if came:
        return told(gained("period", old), None, what=_periods(came))
    return told(lost("period", new), None, what=_periods(went)) if went else None


def _periods(lengths: Iterable[str]) -> list[Term]:
    return [Term("period", period) for period in sorted(sorted(lengths), key=days)]


def _criterion(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """Another criterion in place of one: what is left to the vendor's view protects less than an event or a need."""
    came, went = criteria(new) - criteria(old), criteria(old) - criteria(new)
    if not came or not went:
        return None
    direction = {(True, False): LESS, (False, True): MORE}.get((came <= _OWN_VIEW, went <= _OWN_VIEW))
    return told("keeping.criterion", direction, now=of("criterion", came), before=of("criterion", went))


def _alone(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A statement of its own on keeping or deleting that names no period."""
    stated = old or new
    if (old and new) or not stated:
        return None
    if _not_kept(stated):
        return told(stated_anew("not_kept", new), MORE if new else LESS)
    if all_denied(stated):
        return told(stated_anew("not_deleted", new), LESS if new else MORE)
    if all(one.action != "retain" for one in affirmed(stated)):
        ends = of("end", (code for code in criteria(stated) if is_known("end", code)))
        if not ends:
            return told(stated_anew("deleted", new), None)
        return told(stated_anew("deleted_when", new), None, what=ends)
    told_by = criteria(affirmed(stated))
    return told(stated_anew("kept", new), None, what=of("criterion", told_by)) if told_by else None


KEEPING = (_turned, _length, _clarity, _period, _criterion, _alone)
"""The rules in the order in which they are asked: the first that has something to tell does."""
