"""What became of how long data is kept, and of when it is deleted. Pure."""

from __future__ import annotations

from collections.abc import Sequence

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
from monitor.judge.telling.told import Told
from monitor.judge.telling.wording import CRITERIA, DELETED, days, in_words, listed, plain
from monitor.model import Practice

_OWN_VIEW = frozenset({"reasonable", "indefinite"})


def _turned(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """What was said not to be kept is kept, or the reverse."""
    if _not_kept(old) and _is_kept(new):
        return Told("What was said not to be kept is kept now.", LESS)
    return Told("What was said to be kept is now said not to be.", MORE) if _not_kept(new) and _is_kept(old) else None


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
    sentence = f"Data is kept for {in_words(longest)}; before, it was {in_words(former)}."
    return Told(sentence, LESS if days(longest) > days(former) else MORE)


def _clarity(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A stated period is worth more than a criterion, and a criterion more than keeping without end."""
    before, now = best(old), best(new)
    if not old or not new or before == now:
        return None
    if {before, now} == {WITHOUT_LIMIT, LEFT_OPEN}:
        ended = now == LEFT_OPEN
        return Told(f"Keeping without end is {'no longer' if ended else 'now'} stated.", MORE if ended else LESS)
    sentence = f"How long data is kept is now {CLARITY[now]}; before, it was {CLARITY[before]}."
    if {before, now} == {STATED, BY_CRITERION} and (criteria(old) & criteria(new)) - VAGUE:
        return Told(sentence, LESS if now == STATED else MORE)  # the period runs on from where keeping ended
    return Told(sentence, MORE if now < before else LESS)


def _period(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A period that came or went."""
    lengths = (other_lengths(new, old), other_lengths(old, new))
    came, went = (listed(map(in_words, sorted(periods, key=days))) for periods in lengths)
    if came:
        return Told(gained(f"a period, {came}", old), None)
    return Told(lost(f"a period, {went}", new), None) if went else None


def _criterion(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """Another criterion in place of one: what is left to the vendor's view protects less than an event or a need."""
    came, went = criteria(new) - criteria(old), criteria(old) - criteria(new)
    if not came or not went:
        return None
    direction = {(True, False): LESS, (False, True): MORE}.get((came <= _OWN_VIEW, went <= _OWN_VIEW))
    return Told(f"Data is kept {_by(came)}; before, it was kept {_by(went)}.", direction)


def _by(codes: set[str]) -> str:
    return listed(sorted(CRITERIA.get(one, plain(one)) for one in codes))


def _alone(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A statement of its own on keeping or deleting that names no period."""
    stated = old or new
    if (old and new) or not stated:
        return None
    if _not_kept(stated):
        return Told(stated_anew("that data is not kept", new), MORE if new else LESS)
    if all_denied(stated):
        return Told(stated_anew("that data is not deleted", new), LESS if new else MORE)
    if all(one.action != "retain" for one in affirmed(stated)):
        ends = sorted(DELETED[code] for code in criteria(stated) & DELETED.keys())
        return Told(stated_anew(" ".join(["that data is deleted", listed(ends)]).strip(), new), None)
    told_by = criteria(affirmed(stated))
    return Told(stated_anew(f"that data is kept {_by(told_by)}", new), None) if told_by else None


KEEPING = (_turned, _length, _clarity, _period, _criterion, _alone)
"""The rules in the order in which they are asked: the first that has something to tell does."""
