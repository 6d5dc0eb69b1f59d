"""Facts that the reader finds altered outright within one sentence: denied before and stated now, on a condition before
and without one now, a period where a criterion stood. Pure.

Each rule takes what the sentence states before and after on one category, and what of it differs needs no weighing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from monitor.judge.mentioned import come_or_gone
from monitor.judge.passages import SIMILAR, Passage, Revision
from monitor.judge.periods import is_measured
from monitor.judge.reading.facts import Fact, facts, purpose_classes
from monitor.judge.reading.folding import fold
from monitor.judge.reading.recipients import without_form
from monitor.judge.said import said
from monitor.judge.telling.stated import (
    affirmed,
    all_denied,
    collect,
    denied,
    grounds,
    loosest,
    of_category,
    other_lengths,
    recipients,
    without,
)
from monitor.model import Category, Practice, RetentionKind, SegmentKind

Stated = Sequence[Practice]

_FEW = 8  # changed words; a sentence rewritten as a whole may state another fact
_CLAUSE = 30  # words that a sentence may gain or lose, if nothing else of it changes
_DUTY = {"legal_compliance"}  # "where the law requires it" is a condition more often than a purpose
_HANDS_ON = frozenset({"share", "sell", "transfer", "make_visible", "engage", "collect"})
_GIVES = frozenset({"share", "sell"})
_FREE = frozenset({"may", "will"})


def altered(revision: Revision, language: str) -> Iterator[tuple[Category, str]]:
    """(category, rule id) of every fact that the reader finds altered; none where many words changed."""
    old_side, new_side = revision.old, revision.new
    if not (old_side and new_side) or _is_rewritten(revision) or not _are_of_one_row(old_side, new_side):
        return
    # Another lead-in is a revision of its own; what an entry states by itself is read below the same one.
    home = old_side.home._replace(lead_in=new_side.home.lead_in)
    old, new = said(replace(old_side, home=home), language), said(new_side, language)
    apart = come_or_gone(old_side, new_side, old, new, language)
    for category, rule_id, holds in _RULES:
        if all(
            (before := of_category(earlier, category)) and (now := of_category(later, category)) and holds(before, now)
            for earlier, later in ((old, new), apart)
        ):
            yield category, rule_id


def _is_rewritten(revision: Revision) -> bool:
    """Whether so much was changed that the sentence may state another fact; a clause more or less is no rewriting."""
    fewer, more = sorted((len(revision.added), len(revision.removed)))
    return more > (_FEW if fewer else _CLAUSE)


def _are_of_one_row(old: Passage, new: Passage) -> bool:
    """Whether two passages out of rows stand in the same row, whose other cells tell what they are about."""
    if SegmentKind.ROW not in (old.kind, new.kind):
        return True
    return fuzz.ratio(old.home.text, new.home.text) >= SIMILAR


def denial_turned(old: Stated, new: Stated) -> bool:
    """The same person or company was denied data and gets it now, or the reverse."""
    before, now = _stances(old), _stances(new)
    return any(before[one] != now[one] for one in before.keys() & now.keys() if len(before[one] | now[one]) == 2)


def _stances(practices: Stated) -> Mapping[tuple[str, Fact], frozenset[str]]:
    """Who gets data, or what is done to it where nobody is named -> whether that is affirmed or denied."""
    found: dict[tuple[str, Fact], frozenset[str]] = {}
    for practice in practices:
        for _, action, kind, value, stance, _ in facts(practice):
            key = ("who", (kind, value)) if kind == "recipient" else ("what", (action, kind, value))
            found[key] = found.get(key, frozenset()) | {str(stance)}
    return found


def exception_altered(old: Stated, new: Stated) -> bool:
    """Sharing that is denied got an exception or lost one, or sharing that is affirmed did."""
    if all_denied(old) != all_denied(new):
        return bool(denied(old) and denied(new))
    spared = set(recipients(denied(old))) != set(recipients(denied(new)))
    shared = bool(affirmed(old)) and set(recipients(affirmed(old))) == set(recipients(affirmed(new)))
    return shared and spared and not (denied(old) and denied(new))


def condition_altered(old: Stated, new: Stated) -> bool:
    """The same recipients got data on consent, or unless one objects, and now otherwise."""
    if denied(old) or denied(new) or not all(one.action in _HANDS_ON for one in (*old, *new)):
        return False
    before, now = loosest(old), loosest(new)
    if before is None or now is None or before == now or {before, now} <= _FREE:
        return False
    return not without(recipients(old), recipients(new)) and not without(recipients(new), recipients(old))


def recipient_altered(old: Stated, new: Stated) -> bool:
    """One recipient more gets data, or one less."""
    if denied(old) or denied(new):
        return False
    came, went = without(recipients(new), recipients(old)), without(recipients(old), recipients(new))
    return bool(recipients(old) and recipients(new)) and bool(came) != bool(went)


def recipient_exchanged(old: Stated, new: Stated) -> bool:
    """A company by name stands where another stood; "Acme Group Inc." is "Acme Ltd" renamed."""
    before, now = ({_leading(who.name) for one in side for who in one.recipients if who.name} for side in (old, new))
    return bool(now - before and before - now) and not (denied(old) or denied(new))


def _leading(name: str) -> str:
    return name.split()[0].casefold().strip(",.")


def data_altered(old: Stated, new: Stated) -> bool:
    """The same recipients get one kind of data more, or one less."""
    if {one.action for one in (*old, *new)} - _GIVES or set(recipients(old)) != set(recipients(new)):
        return False
    if denied(old) or denied(new):
        return False
    before, now = collect(old, "data") - {"personal"}, collect(new, "data") - {"personal"}
    return bool(before and now) and bool(before - now) != bool(now - before)


def controller_exchanged(old: Stated, new: Stated) -> bool:
    """Another company is responsible; the same one in another legal form is not another."""
    before, now = _controllers(old), _controllers(new)
    return bool(before and now) and before.isdisjoint(now)


def _controllers(practices: Stated) -> set[str]:
    named = (who.name for one in practices if one.action == "control" for who in one.recipients if who.name)
    return {without_form(name).casefold() for name in named}


def places_altered(old: Stated, new: Stated) -> bool:
    """Data goes to another country, to one more or to one less."""
    before, now = collect(affirmed(old), "countries"), collect(affirmed(new), "countries")
    return bool(before and now) and before != now


def safeguard_altered(old: Stated, new: Stated) -> bool:
    """Other instruments protect a transfer: GDPR Arts. 45 to 49."""
    moved = any(one.action == "transfer" for one in old) and any(one.action == "transfer" for one in new)
    return moved and collect(old, "safeguards") != collect(new, "safeguards")


def period_for_criterion(old: Stated, new: Stated) -> bool:
    """A period stands where only a criterion stood, or the reverse."""
    before, now = _told_by(old), _told_by(new)
    return {RetentionKind.STATED in before, RetentionKind.STATED in now} == {True, False} and (
        RetentionKind.UNSPECIFIED not in before | now
    )


def period_exchanged(old: Stated, new: Stated) -> bool:
    """A period stands where another stood; twelve months are a year."""
    if any(is_measured(fold(one.quote).strip(".").split()) for one in new):
        return False
    return bool(other_lengths(old, new) and other_lengths(new, old))


def keeping_turned(old: Stated, new: Stated) -> bool:
    """What was said not to be kept is kept now, or the reverse."""
    kept = [one for one in (*old, *new) if one.action == "retain"]
    return len(kept) == len(old) + len(new) and all_denied(old) != all_denied(new) and not (denied(old) and denied(new))


def purpose_altered(old: Stated, new: Stated) -> bool:
    """One purpose more rests on the same ground, or one less: GDPR Art. 13(1)(c)."""
    before, now = ({one for practice in side for one in purpose_classes(practice)} - _DUTY for side in (old, new))
    return grounds(old) == grounds(new) and bool(before and now) and bool(now - before) != bool(before - now)


def ground_exchanged(old: Stated, new: Stated) -> bool:
    """A ground stands where another stood; plain and explicit consent are told apart by another rule."""
    went, came = grounds(old) - grounds(new), grounds(new) - grounds(old)
    return bool(went and came) and went | came != {"consent", "explicit_consent"}


def _told_by(practices: Stated) -> set[RetentionKind]:
    return {practice.retention.kind for practice in practices if practice.retention}


_RULES: tuple[tuple[Category, str, Callable[[Stated, Stated], bool]], ...] = (
    (Category.SHARING, "sharing.denial.turned", denial_turned),
    (Category.SHARING, "sharing.exception.altered", exception_altered),
    (Category.SHARING, "sharing.condition.altered", condition_altered),
    (Category.SHARING, "sharing.recipient.altered", recipient_altered),
    (Category.SHARING, "sharing.recipient.exchanged", recipient_exchanged),
    (Category.SHARING, "sharing.data.altered", data_altered),
    (Category.SHARING, "sharing.controller.exchanged", controller_exchanged),
    (Category.SHARING, "sharing.places.altered", places_altered),
    (Category.SHARING, "sharing.safeguard.altered", safeguard_altered),
    (Category.RETENTION, "retention.denial.turned", keeping_turned),
    (Category.RETENTION, "retention.period.stated", period_for_criterion),
    (Category.RETENTION, "retention.period.altered", period_exchanged),
    (Category.LEGAL_BASIS, "legal_basis.purpose.altered", purpose_altered),
    (Category.LEGAL_BASIS, "legal_basis.ground.altered", ground_exchanged),
)
