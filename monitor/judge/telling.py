"""What became of the facts of a passage, in one plain sentence, and which way that points. Pure.

The passage is read before and after (`monitor.judge.read`); what differs between the two readings is told. Directions
are partial orders, seen from the data subject's side (docs/materiality.md); where they say nothing, none is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.model import Category, Direction, Practice, RetentionKind

LESS, MORE, NEUTRAL, MIXED = (
    Direction.LESS_PROTECTIVE,
    Direction.MORE_PROTECTIVE,
    Direction.NEUTRAL,
    Direction.MIXED,
)
_OPPOSITE = {LESS: MORE, MORE: LESS, NEUTRAL: NEUTRAL, MIXED: MIXED}
_CONSENT = frozenset({"consent", "explicit_consent"})

_KINDS = {
    "ai_provider": "providers of artificial intelligence",
    "ad_network": "advertising networks",
    "advertiser": "advertisers",
    "analytics_provider": "analytics providers",
    "data_broker": "data brokers",
    "payment_provider": "payment providers",
    "credit_bureau": "credit agencies",
    "insurer": "insurers",
    "carrier": "carriers",
    "social_network": "social networks",
    "court": "courts and parties to proceedings",
    "authority": "authorities",
    "adviser": "professional advisers",
    "acquirer": "whoever takes over the business",
    "research": "researchers",
    "industry_body": "industry bodies",
    "joint_controller": "another controller",
    "processor": "service providers",
    "affiliate": "companies of the group",
    "employer": "employers and administrators",
    "other_users": "other users",
    "public": "the public",
    "developer": "makers of applications",
    "partner": "partners",
    "third_party": "third parties",
}
_GROUNDS = {
    "consent": "consent",
    "explicit_consent": "explicit consent",
    "contract": "a contract",
    "legal_obligation": "a legal obligation",
    "vital_interests": "vital interests",
    "public_task": "a public task",
    "legitimate_interests": "legitimate interests",
}
_MODALITIES = ("never", "consent", "opt_out", "may", "will")  # from the most to the least protective
_TERMS = {
    "consent": "only with consent",
    "opt_out": "unless one objects",
    "may": "perhaps",
    "will": "without a condition",
    "never": "never",
}
_VAGUE = {"abroad", "home"}  # places that name no country
_SAFEGUARDS = {
    "scc": "standard contractual clauses",
    "adequacy": "an adequacy decision",
    "dpf": "the Data Privacy Framework",
    "privacy_shield": "the Privacy Shield",
    "bcr": "binding corporate rules",
    "idta": "the UK transfer agreement",
}
_UNITS = {"Y": ("year", 365.25), "M": ("month", 30.44), "W": ("week", 7.0), "D": ("day", 1.0)}
_CLOCK = {"H": ("hour", 1 / 24), "M": ("minute", 1 / 1440), "S": ("second", 1 / 86_400)}


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
    return Told(f"Data is shared {_TERMS[now]}; before it was {_TERMS[before]}.", LESS if wider else MORE)


def _places(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = _collect(old, "countries"), _collect(new, "countries")
    came, went = (_list(sorted(names - _VAGUE)) for names in (now - before, before - now))
    if now - before:
        return Told(_gained(f"{came or 'other countries'} as a place that data goes to", old), LESS if old else None)
    if before - now:
        return Told(_lost(f"{went or 'other countries'} as a place that data goes to", new), None)
    return None


def _safeguards(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = _collect(old, "safeguards"), _collect(new, "safeguards")
    came, went = (_list(sorted(_SAFEGUARDS.get(n, _plain(n)) for n in names)) for names in (now - before, before - now))
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
        came, went = (_list(sorted(map(_plain, names))) for names in (now - before, before - now))
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
    longest, former = max(came, key=days), max(went, key=days)
    sentence = f"Data is kept for {in_words(longest)}; before it was {in_words(former)}."
    return Told(sentence, LESS if days(longest) > days(former) else MORE)


def _clarity(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    """A stated period is worth more than a criterion, and a criterion more than keeping without end."""
    before, now = _best(old), _best(new)
    if not old or not new or before == now:
        return None
    sentence = f"How long data is kept is now {_CLARITY[now]}; before it was {_CLARITY[before]}."
    return Told(sentence, MORE if now < before else LESS)


def _kept(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    lengths = (_other_lengths(new, old), _other_lengths(old, new))
    came, went = (_list(map(in_words, sorted(periods, key=days))) for periods in lengths)
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
        return Told(_gained(f"{_bases(came)} as a legal basis", old), _control(came))
    if went:
        return Told(_lost(f"{_bases(went)} as a legal basis", new), _OPPOSITE[_control(went)])
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
    return Told(f"The legitimate interests named are now {_list(sorted(now - before or now))}.", None)


def _for_purposes(old: Sequence[Practice], new: Sequence[Practice]) -> Told | None:
    before, now = _collect(old, "purposes"), _collect(new, "purposes")
    came, went = (_list(sorted(map(_plain, names))) for names in (now - before, before - now))
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
    found = (r.name or _KINDS.get(r.kind, _plain(r.kind)) for practice in practices for r in practice.recipients)
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
    return _list(names) or "others"


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


_CLARITY = ("a stated period", "a criterion", "without an end", "left open")
_ORDER = (RetentionKind.STATED, RetentionKind.CRITERIA, RetentionKind.INDEFINITE, RetentionKind.UNSPECIFIED)


def _best(practices: Sequence[Practice]) -> int:
    kinds = [_ORDER.index(practice.retention.kind) for practice in practices if practice.retention]
    return min(kinds, default=len(_ORDER) - 1)


def _grounds(practices: Iterable[Practice]) -> set[str]:
    return {practice.legal_basis.basis for practice in practices if practice.legal_basis}


def _bases(grounds: Iterable[str]) -> str:
    return _list(sorted(_GROUNDS.get(ground, _plain(ground)) for ground in grounds))


def _named_interests(practices: Iterable[Practice]) -> set[str]:
    return {p.legal_basis.interests for p in practices if p.legal_basis and p.legal_basis.interests}


def _plain(key: str) -> str:
    return key.replace("_", " ")


def _list(things: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    items = list(things)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def _parts(period: str) -> Iterator[tuple[float, str, float]]:
    """(number, unit, days of the unit) of an ISO 8601 duration."""
    date, _, clock = period.removeprefix("P").partition("T")
    for text, units in ((date, _UNITS), (clock, _CLOCK)):
        for number, letter in re.findall(r"([\d.]+)([A-Z])", text):
            if letter in units:
                yield float(number), *units[letter]


def days(period: str) -> float:
    """The length of an ISO 8601 duration in days."""
    return sum(number * length for number, _, length in _parts(period))


def in_words(period: str) -> str:
    """An ISO 8601 duration in words: "P1Y6M" -> "1 year and 6 months"."""
    return _list([f"{number:g} {unit}{'' if number == 1 else 's'}" for number, unit, _ in _parts(period)]) or period
