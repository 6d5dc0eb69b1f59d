"""What became of the facts of a passage, in one plain sentence, and which way that points. Pure.

The passage is read before and after (`monitor.judge.read`); what differs between the two readings is told. Directions
are partial orders, seen from the data subject's side (docs/materiality.md); where they say nothing, none is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.judge.wording import (
    KINDS,
    PLACES,
    TERMS,
    days,
    ground,
    in_words,
    listed,
    plain,
    purpose,
    quoted,
    safeguard,
)
from monitor.model import Category, Direction, Practice, RetentionKind

LESS, MORE, NEUTRAL, MIXED = (
    Direction.LESS_PROTECTIVE,
    Direction.MORE_PROTECTIVE,
    Direction.NEUTRAL,
    Direction.MIXED,
)
_OPPOSITE = {LESS: MORE, MORE: LESS, NEUTRAL: NEUTRAL, MIXED: MIXED}
_CONSENT = frozenset({"consent", "explicit_consent"})

_MODALITIES = ("never", "consent", "opt_out", "may", "will")  # from the most to the least protective


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about what changed; direction: None where the facts alone do not say."""

    sentence: str
    direction: Direction | None


def tell(before: Sequence[Practice], now: Sequence[Practice], category: Category) -> Told | None:
    """What became of one category's facts between two readings of a passage; None where the readings say the same."""
    old = [practice for practice in before if practice.category is category]
    new = [practice for practice in now if practice.category is category]
    return next((told for rule in _RULES[category] if (told := rule(old, new))), None)


Rule = Callable[[Sequence[Practice], Sequence[Practice]], Told | None]


# ---------------------------------------------------------------- sharing


def _denial(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    denied, denies = _all_denied(old), _all_denied(new)
    if denied and new and not denies:
        who = _who(_recipients(_affirmed(new)))
        return Told(f"What was denied before is now stated: data may go to {who}.", LESS)
    if denies and old and not denied:
        return Told("What was stated before is now denied.", MORE)
    if denies and not old:
        return Told("A new statement denies sharing.", MORE)
    if denied and not new:
        return Told("A statement that denied sharing is gone.", LESS)
    return _denial_with_exceptions(old, new)


def _denial_with_exceptions(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A sentence that denies sharing with all but some limits it, though it names who does get data."""
    if not old and _denied_to_all_but(new):
        return Told("A new statement denies sharing, with exceptions.", MORE)
    if not new and _denied_to_all_but(old):
        return Told("A statement that denied sharing, with exceptions, is gone.", LESS)
    return None


def _exchange(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = _recipients(_affirmed(old)), _recipients(_affirmed(new))
    came, went = _without(now, before), _without(before, now)
    if came and went:
        alike = _kinds(old) == _kinds(new) and len(came) == len(went)
        sentence = f"Those who get data are now {_who(came)}, in place of {_who(went)}."
        return Told(sentence, NEUTRAL if alike else None)
    if came:
        return Told(_gained(f"{_who(came)} among those who get data", old), LESS if old else None)
    return Told(_lost(f"{_who(went)} among those who get data", new), MORE if new else None) if went else None


def _terms(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = _loosest(old), _loosest(new)
    if before is None or now is None or before == now:
        return None
    if {before, now} == {"may", "will"}:  # a nuance, of which readers disagree whether it means anything
        return None
    wider = _MODALITIES.index(now) > _MODALITIES.index(before)
    return Told(f"Data {TERMS[now][0]}; before, it {TERMS[before][1]}.", LESS if wider else MORE)


def _places(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = _collect(old, "countries"), _collect(new, "countries")
    if now - before:
        return Told(_gained(_destinations(now - before), old), LESS if old else None)
    return Told(_lost(_destinations(before - now), new), None) if before - now else None


def _destinations(places: set[str]) -> str:
    named = {place for place in places if place not in PLACES}
    told = sorted(named or {PLACES[place] for place in places})
    return f"{listed(told)} as {'a place' if len(named) == 1 else 'places'} that data goes to"


def _safeguards(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = _collect(old, "safeguards"), _collect(new, "safeguards")
    came, went = (listed(sorted(safeguard(n) for n in names)) for names in (now - before, before - now))
    if came and went:
        return Told(f"Transfers rest on {came} where they rested on {went}.", NEUTRAL)
    if came:
        return Told(_gained(f"{came} as what protects transfers", old), MORE)
    return Told(_lost(f"{went} as what protects transfers", new), LESS) if went else None


def _data_and_purposes(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    if not old or not new:
        return None
    for field, words in (("data", "the data that is shared"), ("purposes", "the purposes of sharing")):
        before, now = _collect(_affirmed(old), field) - {"personal"}, _collect(_affirmed(new), field) - {"personal"}
        came, went = (listed(sorted(map(plain, names))) for names in (now - before, before - now))
        if came and not went:
            return Told(_gained(f"{came} among {words}", old), LESS)
        if went and not came:
            return Told(_lost(f"{went} among {words}", new), MORE)
    return None


# ---------------------------------------------------------------- retention


def _period(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    came, went = _other_lengths(new, old), _other_lengths(old, new)
    if not came or not went:
        return None
    longest, former = max(sorted(came), key=days), max(sorted(went), key=days)
    sentence = f"Data is kept for {in_words(longest)}; before, it was {in_words(former)}."
    return Told(sentence, LESS if days(longest) > days(former) else MORE)


def _clarity(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A stated period is worth more than a criterion, and a criterion more than keeping without end."""
    before, now = _best(old), _best(new)
    if not old or not new or before == now:
        return None
    sentence = f"How long data is kept is now {_CLARITY[now]}; before, it was {_CLARITY[before]}."
    return Told(sentence, MORE if now < before else LESS)


def _kept(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    lengths = (_other_lengths(new, old), _other_lengths(old, new))
    came, went = (listed(map(in_words, sorted(periods, key=days))) for periods in lengths)
    if came:
        return Told(_gained(f"a period, {came}", old), None)
    return Told(_lost(f"a period, {went}", new), None) if went else None


# ---------------------------------------------------------------- legal basis


def _ground(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = _grounds(old), _grounds(new)
    came, went = now - before, before - now
    if came and went:
        sentence = f"The processing rests on {_bases(came)} where it rested on {_bases(went)}."
        return Told(sentence, _exchanged(went, came))
    if came:
        return Told(_gained(_as_bases(came), old), _control(came))
    if went:
        return Told(_lost(_as_bases(went), new), _OPPOSITE[_control(went)])
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
    before, now = _named_interests(old), _named_interests(new)
    if before == now or not now:
        return None
    return Told(f"The legitimate interests named are now {listed(map(quoted, sorted(now - before or now)))}.", None)


def _for_purposes(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = _collect(old, "purposes"), _collect(new, "purposes")
    came, went = (listed(sorted(map(purpose, names))) for names in (now - before, before - now))
    if came:
        return Told(_gained(f"a legal basis for {came}", old), None)
    return Told(_lost(f"a legal basis for {went}", new), None) if went else None


_RULES: Mapping[Category, tuple[Rule, ...]] = {
    Category.SHARING: (_denial, _exchange, _terms, _places, _safeguards, _data_and_purposes),
    Category.RETENTION: (_period, _clarity, _kept),
    Category.LEGAL_BASIS: (_ground, _interests, _for_purposes),
}


# ---------------------------------------------------------------- readings as sets and words


def _affirmed(practices: Iterable[Practice]) -> list[Practice]:
    return [practice for practice in practices if practice.affirmed]


def _all_denied(practices: Sequence[Practice]) -> bool:
    return bool(practices) and not any(practice.affirmed for practice in practices)


def _denied_to_all_but(practices: Sequence[Practice]) -> bool:
    return any(practice.affirmed for practice in practices) and not all(practice.affirmed for practice in practices)


def _recipients(practices: Iterable[Practice]) -> list[str]:
    """Recipients in words, in the order of the text, each once."""
    found = (r.name or KINDS.get(r.kind, plain(r.kind)) for practice in practices for r in practice.recipients)
    return list(dict.fromkeys(found))


def _kinds(practices: Iterable[Practice]) -> set[str]:
    return {recipient.kind for practice in practices for recipient in practice.recipients}


def _without(some: Iterable[str], others: Iterable[str]) -> list[str]:
    known = {other.casefold() for other in others}
    return [one for one in some if one.casefold() not in known]


def _gained(what: str, old: Sequence[Practice]) -> str:
    """What a passage says now and did not before; whether another passage said it is not claimed."""
    return f"The statement now names {what}." if old else f"A new statement names {what}."


def _lost(what: str, new: Sequence[Practice]) -> str:
    return f"The statement no longer names {what}." if new else f"A statement that named {what} is gone."


def _who(names: Sequence[str]) -> str:
    return listed(names) or "others"


def _loosest(practices: Sequence[Practice]) -> str | None:
    found = [practice.modality for practice in practices if practice.modality in _MODALITIES]
    return max(found, key=_MODALITIES.index, default=None)


def _collect(practices: Iterable[Practice], field: str) -> set[str]:
    return {value for practice in practices for value in getattr(practice, field)}


def _periods(practices: Iterable[Practice]) -> set[str]:
    return {p.retention.period for p in practices if p.retention and p.retention.period}


def _other_lengths(some: Iterable[Practice], others: Iterable[Practice]) -> set[str]:
    """The periods that are not as long as any of the others; 12 months are a year."""
    known = [days(period) for period in _periods(others)]
    return {period for period in _periods(some) if not any(abs(days(period) - one) <= 0.02 * one for one in known)}


_CLARITY = ("stated as a period", "described by a criterion", "without a limit", "left open")
_ORDER = (RetentionKind.STATED, RetentionKind.CRITERIA, RetentionKind.INDEFINITE, RetentionKind.UNSPECIFIED)


def _best(practices: Sequence[Practice]) -> int:
    kinds = [_ORDER.index(practice.retention.kind) for practice in practices if practice.retention]
    return min(kinds, default=len(_ORDER) - 1)


def _grounds(practices: Iterable[Practice]) -> set[str]:
    return {practice.legal_basis.basis for practice in practices if practice.legal_basis}


def _bases(grounds: Iterable[str]) -> str:
    return listed(sorted(map(ground, grounds)))


def _as_bases(grounds: set[str]) -> str:
    return f"{_bases(grounds)} as {'a legal basis' if len(grounds) == 1 else 'legal bases'}"


def _named_interests(practices: Iterable[Practice]) -> set[str]:
    return {p.legal_basis.interests for p in practices if p.legal_basis and p.legal_basis.interests}
