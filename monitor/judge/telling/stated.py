"""Readings of a passage as sets and terms: who gets data, how long it is kept, on which grounds. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.judge.reading.recipients import in_one_spelling
from monitor.judge.reading.words import listed
from monitor.judge.telling.wording import days, of, word
from monitor.model import Category, Practice, RetentionKind, Term

MODALITIES = ("never", "consent", "opt_out", "may", "will")  # from the most to the least protective


def of_category(practices: Iterable[Practice], category: Category) -> list[Practice]:
    return [practice for practice in practices if practice.category is category]


def affirmed(practices: Iterable[Practice]) -> list[Practice]:
    return [practice for practice in practices if practice.affirmed]


def denied(practices: Iterable[Practice]) -> list[Practice]:
    return [practice for practice in practices if not practice.affirmed]


def all_denied(practices: Sequence[Practice]) -> bool:
    return bool(practices) and not any(practice.affirmed for practice in practices)


def denied_to_all_but(practices: Sequence[Practice]) -> bool:
    """Whether data goes to some and to nobody else; where it does not go is no such exception."""
    kept_back = [one for one in denied(practices) if one.action != "transfer"]
    return bool(kept_back) and any(practice.affirmed for practice in practices)


_EXCEPTING = listed("excepting")


def denied_without_consent(practices: Sequence[Practice]) -> bool:
    """Whether they allow nothing but what consent takes out of a denial: "we do not sell it unless you consent"."""
    return bool(practices) and all(one.affirmed and _is_exception(one) for one in practices)


def _is_exception(practice: Practice) -> bool:
    first = (practice.condition or "").partition(" ")[0]
    return practice.modality == "consent" and first.casefold() in _EXCEPTING


def recipients(practices: Iterable[Practice]) -> list[Term]:
    """Recipients in the order of the text, each once."""
    found = (
        Term("name", r.name) if r.name else Term("recipient", r.kind)
        for practice in practices
        for r in practice.recipients
    )
    return list(dict.fromkeys(found))


def without(some: Iterable[Term], others: Iterable[Term]) -> list[Term]:
    known = {_letters(other) for other in others}
    return [one for one in some if _letters(one) not in known]


def _letters(who: Term) -> str:
    """A name for comparing, also where it is written apart: "Fernhill Pay" is "FernhillPay"."""
    return in_one_spelling(word(*who)).replace(" ", "")


def gained(what: str, old: Sequence[Practice]) -> str:
    """The sentence of what a passage says now and did not before; whether another said it is not claimed."""
    return f"{what}.now" if old else f"{what}.new"


def lost(what: str, new: Sequence[Practice]) -> str:
    return f"{what}.no_longer" if new else f"{what}.gone"


def stated_anew(what: str, new: Sequence[Practice]) -> str:
    """The sentence that a statement of its own came, or is gone."""
    return f"{what}.new" if new else f"{what}.gone"


def who(names: Sequence[Term]) -> Sequence[Term]:
    return names or (Term("recipient", "others"),)


def loosest(practices: Sequence[Practice]) -> str | None:
    found = [practice.modality for practice in practices if practice.modality in MODALITIES]
    return max(found, key=MODALITIES.index, default=None)


def collect(practices: Iterable[Practice], field: str) -> set[str]:
    return {value for practice in practices for value in getattr(practice, field)}


def periods(practices: Iterable[Practice]) -> set[str]:
    return {p.retention.period for p in practices if p.retention and p.retention.period}


def other_lengths(some: Iterable[Practice], others: Iterable[Practice]) -> set[str]:
    """The periods that are not as long as any of the others; 12 months are a year."""
    known = [days(period) for period in periods(others)]
    return {period for period in periods(some) if not any(abs(days(period) - one) <= 0.02 * one for one in known)}


def criteria(practices: Iterable[Practice]) -> set[str]:
    """By which events and needs the ends of keeping are told."""
    told = (p.retention.criteria for p in practices if p.retention and p.retention.criteria)
    return {code for listed in told for code in listed.split(", ")}


VAGUE = frozenset({"purpose_done", "reasonable", "legal_duty", "limitation", "dispute", "fraud"})
"""Criteria that are no event from which a period could run."""

STATED, BY_CRITERION, WITHOUT_LIMIT, LEFT_OPEN = range(4)
CLARITY = tuple(Term("clarity", code) for code in ("stated", "by_criterion", "without_limit", "left_open"))
_ORDER = (RetentionKind.STATED, RetentionKind.CRITERIA, RetentionKind.INDEFINITE, RetentionKind.UNSPECIFIED)


def best(practices: Sequence[Practice]) -> int:
    kinds = [_ORDER.index(practice.retention.kind) for practice in practices if practice.retention]
    return min(kinds, default=len(_ORDER) - 1)


def grounds(practices: Iterable[Practice]) -> set[str]:
    return {practice.legal_basis.basis for practice in practices if practice.legal_basis}


def bases(grounds: Iterable[str]) -> tuple[Term, ...]:
    return of("ground", grounds)


def as_bases(grounds: set[str]) -> str:
    """The sentences that tell of so many."""
    return "basis" if len(grounds) == 1 else "bases"


def named_interests(practices: Iterable[Practice]) -> set[str]:
    return {p.legal_basis.interests for p in practices if p.legal_basis and p.legal_basis.interests}
