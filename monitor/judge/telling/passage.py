"""What became of the facts of a passage, as one plain sentence, and which way that points. Pure.

The passage is read before and after (`monitor.judge.reading.policy`); what differs between the two readings is told.
Directions are partial orders, seen from the data subject's side (docs/materiality.md); where they say nothing, none is
given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from monitor.judge.direction import LESS, MORE, NEUTRAL
from monitor.judge.telling.destinations import KINDS, destinations, protection
from monitor.judge.telling.keeping import KEEPING
from monitor.judge.telling.resting import RESTING
from monitor.judge.telling.stated import (
    MODALITIES,
    affirmed,
    all_denied,
    collect,
    denied,
    denied_to_all_but,
    denied_without_consent,
    gained,
    loosest,
    lost,
    of_category,
    recipients,
    stated_anew,
    who,
    without,
)
from monitor.judge.telling.told import Told, told
from monitor.judge.telling.wording import in_order, purpose
from monitor.model import Category, Practice, Term


def tell(before: Sequence[Practice], now: Sequence[Practice], category: Category) -> Told | None:
    """What became of one category's facts between two readings of a passage; None where the readings say the same."""
    old, new = of_category(before, category), of_category(now, category)
    return next((found for rule in _RULES[category] if (found := rule(old, new))), None)


_JOINT = Term("recipient", "joint_controller")
_MASKED = frozenset({"aggregated", "pseudonymous"})  # of data: where it is so, less is told of people


_FIELDS: tuple[tuple[str, Callable[[str], Term], str], ...] = (
    ("data", lambda code: Term("data", code), "shared_data"),
    ("purposes", purpose, "shared_purposes"),
)

Rule = Callable[[Sequence[Practice], Sequence[Practice]], Told | None]


def _denial(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """What is denied of sharing; that a safeguard is not relied on denies none."""
    old, new = ([one for one in side if one.action != "safeguard"] for side in (old, new))
    denied, denies = all_denied(old), all_denied(new)
    if denied and denied_without_consent(new):
        return told("denial.leaves_out_more", LESS)
    if denies and denied_without_consent(old):
        return told("denial.leaves_out_less", MORE)
    if denied and new and not denies:
        return told("denial.stated_now", LESS, who=who(recipients(affirmed(new))))
    if denies and old and not denied:
        return told("denial.denied_now", MORE)
    if denies and not old:
        return told("denial.new", MORE)
    if denied and not new:
        return told("denial.gone", LESS)
    return _denial_with_exceptions(old, new)


def _denial_with_exceptions(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A sentence that denies sharing with all but some limits it, though it names who does get data; so does one that
    denies it to all who have no consent."""
    if not old and (denied_to_all_but(new) or denied_without_consent(new)):
        return told("denial_but.new", MORE)
    if not new and (denied_to_all_but(old) or denied_without_consent(old)):
        return told("denial_but.gone", LESS)
    return None


def _spared(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """An exception to sharing that is affirmed on both sides: whoever it names gets data no longer, or gets it now."""
    if not affirmed(old) or not affirmed(new):
        return None
    before, now = recipients(denied(old)), recipients(denied(new))
    came, went = (
        without(now, [*before, *recipients(affirmed(old))]),
        without(before, [*now, *recipients(affirmed(new))]),
    )
    if came and not went:
        return told("exception.now", MORE, who=came)
    return told("exception.no_longer", LESS, who=went) if went else None


def _controller(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """Who is responsible for the processing, or stands for them in the Union: GDPR Arts. 13(1)(a), 27."""
    before, now = (recipients(affirmed(one for one in side if one.action == "control")) for side in (old, new))
    came, went = without(now, before), without(before, now)
    stand_in = any(one.rule == "sharing.representative" for one in (*old, *new))
    role = "representative" if stand_in else "controller"
    if came and went:
        return told(f"{role}.exchanged", NEUTRAL, came=came, went=went)
    if came or went:
        what = "joint_controller" if [*came, *went] == [_JOINT] else role
        return told(gained(what, old) if came else lost(what, new), NEUTRAL, who=came or went)
    return None


_GIVING = frozenset({"sharing.share", "sharing.sell"})  # in so many words


def _protection_alone(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A statement of its own on what protects transfers; the kinds of recipients it speaks of are those of any."""
    stated = old or new
    if (old and new) or any(one.rule in _GIVING or any(who.name for who in one.recipients) for one in stated):
        return None
    return None if collect(stated, "countries") - KINDS else protection(old, new)


def _exchange(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = recipients(affirmed(old)), recipients(affirmed(new))
    came, went = without(now, before), without(before, now)
    if came and went:
        direction = LESS if len(came) > len(went) else MORE if len(came) < len(went) else NEUTRAL
        return told("recipients.exchanged", direction, came=came, went=went)
    if came:
        return told(gained("recipients", old), LESS, who=came)
    return told(lost("recipients", new), MORE, who=went) if went else None


def _terms(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = loosest(old), loosest(new)
    if before is None or now is None or before == now:
        return None
    if {before, now} == {"may", "will"}:  # a nuance, of which readers disagree whether it means anything
        return None
    wider = MODALITIES.index(now) > MODALITIES.index(before)
    terms = {"now": [Term("modality", now)], "before": [Term("modality_before", before)]}
    return told("terms.exchanged", LESS if wider else MORE, **terms)


def _sale(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """What was shared is sold, or the reverse: the same people get it for a price."""
    if not affirmed(old) or not affirmed(new):
        return None
    sold, sells = ("sell" in {one.action for one in affirmed(side)} for side in (old, new))
    if sold == sells:
        return None
    if sells:
        return told("sale.now", LESS)
    return told("sale.no_longer", MORE)


def _data_and_purposes(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    if not old or not new:
        return None
    for field, term, what in _FIELDS:
        before, now = collect(affirmed(old), field) - {"personal"}, collect(affirmed(new), field) - {"personal"}
        came, went = (in_order(map(term, names)) for names in (now - before, before - now))
        if came and not went:
            return told(gained(what, old), MORE if now - before <= _MASKED else LESS, what=came)
        if went and not came:
            return told(lost(what, new), LESS if before - now <= _MASKED else MORE, what=went)
    return None


def _without_recipient(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A statement of its own that gives data away, or lets one refuse that, and names nobody."""
    stated = affirmed(old or new)
    if (old and new) or not stated or recipients(stated):
        return None
    sold = [one for one in stated if one.action == "sell"]
    if sold:
        return told(stated_anew("sale_refused" if loosest(sold) == "opt_out" else "sale", new), None)
    purposes = collect((one for one in stated if one.action == "share"), "purposes")
    return told(stated_anew("shared_for", new), None, what=in_order(map(purpose, purposes))) if purposes else None


_RULES: Mapping[Category, tuple[Rule, ...]] = {
    Category.SHARING: (
        _denial,
        _controller,
        _protection_alone,
        _exchange,
        _spared,
        _sale,
        _terms,
        destinations,
        protection,
        _data_and_purposes,
        _without_recipient,
    ),
    Category.RETENTION: KEEPING,
    Category.LEGAL_BASIS: RESTING,
}
