"""Practices as facts that can be compared: equal facts in other words have equal keys."""

from __future__ import annotations

from functools import lru_cache

from monitor.compare.remembered import remembered
from monitor.judge.reading.durations import canonical
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.reading.recipients import in_one_spelling
from monitor.judge.reading.words import LANGUAGES
from monitor.model import Category, Practice, Recipient

Fact = tuple[str | tuple[str, ...] | None, ...]


def key(practice: Practice) -> Fact:
    """(category, what, counterpart, affirmed, modality, data, purposes, value ...) of the whole practice."""
    return (
        practice.category,
        practice.action,
        tuple(sorted({_counterpart(recipient) for recipient in practice.recipients})),
        "yes" if practice.affirmed else "no",
        practice.modality,
        tuple(sorted(data for data in practice.data if data != "personal")),
        purpose_classes(practice),
        *_value(practice),
    )


def facts(practice: Practice) -> tuple[Fact, ...]:
    """The practice as single facts: one per recipient, country and safeguard; a basis or a period is one by itself."""
    if practice.category is not Category.SHARING:
        return (key(practice),)
    stance = "yes" if practice.affirmed else "no"
    counterparts = [("recipient", _counterpart(recipient)) for recipient in practice.recipients]
    counterparts += [("country", country) for country in practice.countries]
    counterparts += [("safeguard", tool) for tool in practice.safeguards]
    what = tuple(
        (practice.category, practice.action, kind, value, stance, practice.modality) for kind, value in counterparts
    )
    return what or ((practice.category, practice.action, None, None, stance, practice.modality),)


def _counterpart(recipient: Recipient) -> str:
    return f"{recipient.kind}:{in_one_spelling(recipient.name)}" if recipient.name else recipient.kind


def purpose_classes(practice: Practice) -> tuple[str, ...]:
    """Purposes as classes: those in the text's own words ("To send parcels") by the rules of the first language that
    knows them; a practice does not say in which language it was read."""
    classes = _purposes().intersection(practice.purposes)
    for words in set(practice.purposes) - classes:
        classes.update(_classes_of(words))
    return tuple(sorted(classes))


@remembered(1024)
def _classes_of(words: str) -> tuple[str, ...]:
    folded = fold(words)
    return next(filter(None, (lexicon(one, "purposes").codes("purposes", folded) for one in LANGUAGES)), ())


@lru_cache
def _purposes() -> set[str]:
    return {rule.code for rule in lexicon("en", "purposes").topics["purposes"]}


def _value(practice: Practice) -> Fact:
    if practice.retention is not None:
        period, criteria = practice.retention.period, practice.retention.criteria
        return (
            practice.retention.kind,
            canonical(period) if period else None,
            tuple(sorted(criteria.split(", "))) if criteria else None,
        )
    if practice.legal_basis is not None:
        return (practice.legal_basis.basis, practice.legal_basis.article)
    return (tuple(sorted(practice.countries)), tuple(sorted(practice.safeguards)))
