"""What became of the facts of a passage, in one plain sentence, and which way that points. Pure.

The passage is read before and after (`monitor.judge.reading.policy`); what differs between the two readings is told.
Directions are partial orders, seen from the data subject's side (docs/materiality.md); where they say nothing, none is
given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from monitor.judge.direction import LESS, MORE, NEUTRAL
from monitor.judge.telling.destinations import destinations, protection
from monitor.judge.telling.keeping import KEEPING
from monitor.judge.telling.resting import RESTING
from monitor.judge.telling.stated import (
    MODALITIES,
    affirmed,
    all_denied,
    collect,
    denied,
    denied_to_all_but,
    gained,
    loosest,
    lost,
    of_category,
    recipients,
    stated_anew,
    who,
    without,
)
from monitor.judge.telling.told import Told
from monitor.judge.telling.wording import (
    KINDS,
    TERMS,
    data,
    listed,
    purpose,
)
from monitor.model import Category, Practice


def tell(before: Sequence[Practice], now: Sequence[Practice], category: Category) -> Told | None:
    """What became of one category's facts between two readings of a passage; None where the readings say the same."""
    old, new = of_category(before, category), of_category(now, category)
    return next((told for rule in _RULES[category] if (told := rule(old, new))), None)


_MASKED = frozenset({"aggregated", "pseudonymous"})  # of data: where it is so, less is told of people


Rule = Callable[[Sequence[Practice], Sequence[Practice]], Told | None]


def _denial(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """What is denied of sharing; that a safeguard is not relied on denies none."""
    old, new = ([one for one in side if one.action != "safeguard"] for side in (old, new))
    denied, denies = all_denied(old), all_denied(new)
    if denied and new and not denies:
        receivers = who(recipients(affirmed(new)))
        return Told(f"What was denied before is now stated: data may go to {receivers}.", LESS)
    if denies and old and not denied:
        return Told("What was stated before is now denied.", MORE)
    if denies and not old:
        return Told("A new statement denies sharing.", MORE)
    if denied and not new:
        return Told("A statement that denied sharing is gone.", LESS)
    return _denial_with_exceptions(old, new)


def _denial_with_exceptions(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A sentence that denies sharing with all but some limits it, though it names who does get data."""
    if not old and denied_to_all_but(new):
        return Told("A new statement denies sharing, with exceptions.", MORE)
    if not new and denied_to_all_but(old):
        return Told("A statement that denied sharing, with exceptions, is gone.", LESS)
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
        return Told(f"The statement now excepts {who(came)} from those who get data.", MORE)
    return Told(f"The statement no longer excepts {who(went)} from those who get data.", LESS) if went else None


def _controller(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """Who is responsible for the processing, or stands for them in the Union: GDPR Arts. 13(1)(a), 27."""
    before, now = (recipients(affirmed(one for one in side if one.action == "control")) for side in (old, new))
    came, went = without(now, before), without(before, now)
    stand_in = any(one.rule == "sharing.representative" for one in (*old, *new))
    role = "controller's representative" if stand_in else "controller"

    def as_such(names: Sequence[str]) -> str:
        return f"{who(names)} as {role}" if list(names) != [KINDS["joint_controller"]] else who(names)

    if came and went:
        return Told(f"The {role} is now {who(came)}, in place of {who(went)}.", NEUTRAL)
    if came:
        return Told(gained(as_such(came), old), NEUTRAL)
    return Told(lost(as_such(went), new), NEUTRAL) if went else None


def _exchange(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = recipients(affirmed(old)), recipients(affirmed(new))
    came, went = without(now, before), without(before, now)
    if came and went:
        direction = LESS if len(came) > len(went) else MORE if len(came) < len(went) else NEUTRAL
        return Told(f"Those who get data are now {who(came)}, in place of {who(went)}.", direction)
    if came:
        return Told(gained(f"{who(came)} among those who get data", old), LESS)
    return Told(lost(f"{who(went)} among those who get data", new), MORE) if went else None


def _terms(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = loosest(old), loosest(new)
    if before is None or now is None or before == now:
        return None
    if {before, now} == {"may", "will"}:  # a nuance, of which readers disagree whether it means anything
        return None
    wider = MODALITIES.index(now) > MODALITIES.index(before)
    return Told(f"Data {TERMS[now][0]}; before, it {TERMS[before][1]}.", LESS if wider else MORE)


def _sale(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """What was shared is sold, or the reverse: the same people get it for a price."""
    if not affirmed(old) or not affirmed(new):
        return None
    sold, sells = ("sell" in {one.action for one in affirmed(side)} for side in (old, new))
    if sold == sells:
        return None
    if sells:
        return Told("Data is sold, or used for advertising by others, where it was shared.", LESS)
    return Told("Data is shared where it was sold, or used for advertising by others.", MORE)


def _data_and_purposes(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    if not old or not new:
        return None
    fields = (("data", data, "the data that is shared"), ("purposes", purpose, "the purposes of sharing"))
    for field, in_words, words in fields:
        before, now = collect(affirmed(old), field) - {"personal"}, collect(affirmed(new), field) - {"personal"}
        came, went = (listed(sorted(map(in_words, names))) for names in (now - before, before - now))
        if came and not went:
            return Told(gained(f"{came} among {words}", old), MORE if now - before <= _MASKED else LESS)
        if went and not came:
            return Told(lost(f"{went} among {words}", new), LESS if before - now <= _MASKED else MORE)
    return None


def _without_recipient(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A statement of its own that gives data away, or lets one refuse that, and names nobody."""
    stated = affirmed(old or new)
    if (old and new) or not stated or recipients(stated):
        return None
    sold = [one for one in stated if one.action == "sell"]
    if sold and loosest(sold) == "opt_out":
        words = "that one may refuse the sale of data or its use for advertising"
    elif sold:
        words = "that data is sold or used for advertising by others"
    elif purposes := collect((one for one in stated if one.action == "share"), "purposes"):
        words = f"that data is shared for {listed(sorted(map(purpose, purposes)))}"
    else:
        return None
    return Told(stated_anew(words, new), None)


_RULES: Mapping[Category, tuple[Rule, ...]] = {
    Category.SHARING: (
        _denial,
        _controller,
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
