"""Learns the weights of monitor/judge/weights.json from the labelled changes; run by `scripts/train`.

Two logistic regressions per category (scikit-learn, liblinear): one over the features of a revision, where a revision
is positive when it holds words that the reader quoted; one over the pooled likelihoods of a change. The second learns
from likelihoods that the first gave to services it had not seen. Besides the shipped weights, a set per fold is
written for `benchmarks/changes.py`, learnt without the services of that fold.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.corpus import FILES, FOLDS, LabelledChange, carries, fold, labelled_changes
from benchmarks.more import more_changes
from monitor.compare.align import compare
from monitor.compare.suspect import suspicion
from monitor.judge.delta import READ_AT_MOST
from monitor.judge.features import Features, features
from monitor.judge.model import pool_features
from monitor.judge.passages import revisions
from monitor.judge.surroundings import surroundings
from monitor.model import Category

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "monitor/judge/weights.json"
LEFT_OUT = ROOT / "benchmarks/weights_left_out.json"
_REGULARIZATION = 0.3  # scikit-learn's C; 0.1 and 1 were no better
_UNQUOTED = 0.03  # weight of a revision nobody quoted in a change that is material: it may carry a fact all the same
_BORDERLINE = 0.25
_MANY = 60  # a change of this many revisions counts as much as two small ones, not as sixty


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled change with the features of its revisions, and per category which of them the reader quoted.

    picked: chosen for what it mentions. It tells what a material revision looks like, not how often a change is so.
    """

    change: LabelledChange
    revisions: Sequence[Features]
    quoted: dict[Category, Sequence[bool]]
    picked: bool

    def weight(self, category: Category, quoted: bool) -> float:
        material = self.change.material(category)
        share = 1 / (1 + len(self.revisions) / _MANY)
        if material is None:
            return _BORDERLINE * share
        return share if quoted or not material else _UNQUOTED * share


def example(change: LabelledChange, *, picked: bool = False) -> Example | None:
    """None: a suspect capture, which the judge never weighs."""
    comparison = compare(change.old, change.new)
    if suspicion(change.old, change.new, comparison):
        return None
    found = revisions(comparison)[:READ_AT_MOST]
    around = surroundings(comparison, found, change.language)
    return Example(
        change,
        [features(revision, around, change.language) for revision in found],
        {category: [carries(revision, change, category) for revision in found] for category in Category},
        picked,
    )


def learn(examples: Sequence[Example], category: Category) -> dict[str, Any]:
    """The weights of one category, as `weights.json` keeps them."""
    bias, weights = _learn_revisions(examples, category)
    pool_bias, pool = _learn_pool(examples, category)
    return {
        "bias": round(bias, 4),
        "features": {name: round(value, 4) for name, value in sorted(weights.items()) if abs(value) >= 0.0005},
        "pool_bias": round(pool_bias, 4),
        "pool": [round(value, 4) for value in pool],
    }


def _learn_revisions(examples: Sequence[Example], category: Category) -> tuple[float, dict[str, float]]:
    rows, labels, weights = [], [], []
    for entry in examples:
        for found, quoted in zip(entry.revisions, entry.quoted[category], strict=True):
            rows.append(found)
            labels.append(quoted)
            weights.append(entry.weight(category, quoted))
    names = DictVectorizer(sparse=False)
    model = LogisticRegression(C=_REGULARIZATION, solver="liblinear", max_iter=500)
    model.fit(names.fit_transform(rows), labels, np.array(weights))
    return float(model.intercept_[0]), dict(zip(names.feature_names_, map(float, model.coef_[0]), strict=True))


def _learn_pool(examples: Sequence[Example], category: Category) -> tuple[float, list[float]]:
    """From likelihoods of services left out, so that the pool does not trust the first model more than it may."""
    pooled, labels = [], []
    for number in range(FOLDS):
        inside = [entry for entry in examples if fold(entry.change.service) != number]
        outside = [entry for entry in examples if fold(entry.change.service) == number and not entry.picked]
        if not outside:
            continue
        likely = _likelihood(*_learn_revisions(inside, category))
        for entry in outside:
            if entry.change.material(category) is not None:
                pooled.append(pool_features(likely(found) for found in entry.revisions))
                labels.append(entry.change.material(category))
    model = LogisticRegression(C=1.0)
    model.fit(np.array(pooled), labels)
    return float(model.intercept_[0]), [float(value) for value in model.coef_[0]]


def _likelihood(bias: float, weights: dict[str, float]) -> Callable[[Features], float]:
    def likelihood(found: Features) -> float:
        return float(1 / (1 + np.exp(-bias - sum(value * weights.get(name, 0.0) for name, value in found.items()))))

    return likelihood


def main() -> None:
    changes = [change for part in FILES for change in labelled_changes(part)]
    examples = [found for change in changes if (found := example(change))]
    examples += [found for change in more_changes() if (found := example(change, picked=True))]
    print(f"{len(examples)} changes, {sum(len(entry.revisions) for entry in examples)} revisions", file=sys.stderr)
    about = {"source": "Open Terms Archive contributors, ODC-By 1.0; labels of this project", "changes": len(examples)}
    shipped = {category.value: learn(examples, category) for category in Category}
    _write(SHIPPED, {**about, "categories": shipped})
    left_out = []
    for number in range(FOLDS):
        seen = [entry for entry in examples if fold(entry.change.service) != number]
        left_out.append({category.value: learn(seen, category) for category in Category})
        print(f"fold {number}", file=sys.stderr)
    _write(LEFT_OUT, {**about, "folds": left_out})


def _write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
