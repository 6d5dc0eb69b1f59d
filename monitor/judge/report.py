"""Readings and judgements in the words of the interface (`clausewatch read`, `compare`, the JSON API). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from monitor.model import Category, Judgement, Operation, Practice


def comparison(judgement: Judgement) -> dict[str, Any]:
    """A judgement as `compare` prints it; the caller adds the id."""
    return {
        "verdict": judgement.verdict.value,
        "categories": {
            category.value: {
                "material": judgement.categories[category].material,
                "direction": _value(judgement.categories[category].direction),
            }
            for category in Category
        },
        "findings": [
            {
                "category": finding.category.value,
                "rule": finding.rule,
                "direction": finding.direction.value,
                "reason": finding.reason,
                "source": finding.source,
                "section": finding.section,
                "old": finding.old,
                "new": finding.new,
                "doubtful": finding.doubtful,
            }
            for finding in judgement.findings
        ],
        "changes": {operation.value: judgement.changes.get(operation, 0) for operation in Operation},
        "rules_version": judgement.rules_version,
        "note": judgement.note,
    }


def _value(direction: Any) -> str | None:
    return None if direction is None else str(direction.value)


def reading(practices: Iterable[Practice]) -> dict[str, list[dict[str, Any]]]:
    """What a text says, topic by topic, as `read` prints it."""
    found: dict[str, list[dict[str, Any]]] = {category.value: [] for category in Category}
    for practice in practices:
        found[practice.category.value].append(_said(practice))
    return found


def item(practice: Practice) -> dict[str, Any]:
    """One practice as `read` prints it, with its topic."""
    return {"category": practice.category.value, **_said(practice)}


def _said(practice: Practice) -> dict[str, Any]:
    """Every topic tells whether it is affirmed and which rule read it: a denial must not look like a fact."""
    return {
        "affirmed": practice.affirmed,
        "action": practice.action,
        "modality": practice.modality,
        **_PRACTICE[practice.category](practice),
        "rule": practice.rule,
        "quote": practice.quote,
        "section": practice.section,
    }


def _sharing(practice: Practice) -> dict[str, Any]:
    return {
        "recipients": [{"name": r.name, "kind": r.kind, "country": r.country} for r in practice.recipients],
        "data": list(practice.data),
        "purposes": list(practice.purposes),
        "condition": practice.condition,
        "countries": list(practice.countries),
        "safeguards": list(practice.safeguards),
    }


def _retention(practice: Practice) -> dict[str, Any]:
    period = practice.retention
    return {
        "kind": period.kind.value if period else None,
        "period": period.period if period else None,
        "applies_to": period.applies_to if period else None,
        "criteria": period.criteria if period else None,
    }


def _legal_basis(practice: Practice) -> dict[str, Any]:
    basis = practice.legal_basis
    return {
        "basis": basis.basis if basis else None,
        "article": basis.article if basis else None,
        "purposes": list(practice.purposes),
        "interests": basis.interests if basis else None,
    }


_PRACTICE = {Category.SHARING: _sharing, Category.RETENTION: _retention, Category.LEGAL_BASIS: _legal_basis}
