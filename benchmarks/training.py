"""Learns the weights of monitor/judge/weights.json from labelled changes and statements; run by `scripts/train`.

Two logistic regressions per category (scikit-learn, liblinear): one over the features of a revision, where a revision
is positive when it holds words that the reader quoted or is labelled by itself; one over the pooled likelihoods of a
change. The second learns from likelihoods that the first gave to services it had not seen.

English has labelled statements enough to learn from its phrases too; the other languages are weighed by their cues,
learnt from the changes and the statements of all languages. Besides the shipped weights, a set per fold is written for
`benchmarks/changes.py`, learnt without the services of that fold.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.corpus import FILES, FOLDS, LabelledChange, carries, fold, labelled_changes, same_policy
from benchmarks.more import more_changes
from benchmarks.statements import Statement, read_statements
from monitor.compare.align import compare
from monitor.compare.suspect import suspicion
from monitor.judge.delta import seen
from monitor.judge.features import Features
from monitor.judge.model import pool_features
from monitor.judge.phrases import LANGUAGE, Phrases
from monitor.model import Category

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "monitor/judge/weights.json"
LEFT_OUT = ROOT / "benchmarks/weights_left_out.json.xz"
_REGULARIZATION = 0.3  # scikit-learn's C; 0.1 and 1 were no better
_UNQUOTED = 0.03  # weight of a revision nobody quoted in a change that is material: it may carry a fact all the same
_BORDERLINE = 0.25
_MANY = 60  # a change of this many revisions counts as much as two small ones, not as sixty
_RESTATED = 0.6  # a statement that the other version makes too in so many of its words or facts is hardly news,
_HARDLY = 0.3  # whatever it states
_SERVICES = 20  # a phrase that fewer use says more about them than about what they say (5 to 20 told as much)
_FAINT = 0.05  # weights of phrases below it change no verdict and would be four fifths of the file


class Row(NamedTuple):
    """One revision to learn from. states: per category, with how much that counts."""

    service: str
    features: Features
    phrases: Phrases
    states: Mapping[Category, tuple[bool, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled change with its revisions.

    picked: chosen for what it mentions; it tells what a material revision looks like, not how often a change is so.
    """

    change: LabelledChange
    picked: bool
    rows: list[Row] = field(default_factory=list)


def example(change: LabelledChange, *, picked: bool = False) -> Example | None:
    """None: a suspect capture, which the judge never weighs."""
    comparison = compare(change.old, change.new)
    if suspicion(change.old, change.new, comparison):
        return None
    found = list(seen(comparison, change.language, grown=False))
    made = Example(change, picked)
    share = 1 / (1 + len(found) / _MANY)
    for revision, marks, said in found:
        states = {c: _state(change, c, quoted=carries(revision, change, c), share=share) for c in Category}
        made.rows.append(Row(change.service, marks, said, states))
    return made


def _state(change: LabelledChange, category: Category, *, quoted: bool, share: float) -> tuple[bool, float]:
    material = change.material(category)
    if material is None:
        return quoted, _BORDERLINE * share
    return quoted, share if quoted or not material else _UNQUOTED * share


def statement_row(statement: Statement) -> Row:
    states = {category: _told(statement, category) for category in Category}
    return Row(statement.service, statement.features, statement.phrases, states)


def _told(statement: Statement, category: Category) -> tuple[bool, float]:
    states = statement.states[category]
    if states is None:
        return False, 0.0
    restated = max(statement.features.get(f"stands:{category.value}", 0.0), statement.features.get("restated", 0.0))
    return states, _HARDLY if states and restated > _RESTATED else 1.0


class Table:
    """Rows as a matrix: the features first, the phrases behind them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.folds = np.array([fold(row.service) for row in rows])
        self._features, self._phrases = DictVectorizer(), DictVectorizer()
        known = _widespread(rows)
        said = [{name: value for name, value in row.phrases.items() if name in known} for row in rows]
        self.matrix: csr_matrix = hstack(
            [self._features.fit_transform([row.features for row in rows]), self._phrases.fit_transform(said)]
        ).tocsr()

    def learn(self, category: Category, without: int | None) -> tuple[float, np.ndarray]:
        """(bias, weights) from the rows outside one fold, as they are written: rounded, faint phrases left out."""
        labels, counts = np.array([row.states[category] for row in self.rows]).T
        taken = (self.folds != without) & (counts > 0)
        model = LogisticRegression(C=_REGULARIZATION, solver="liblinear", max_iter=500)
        model.fit(self.matrix[taken], labels[taken] > 0, counts[taken])
        weights = np.round(model.coef_[0], 4)
        said = slice(len(self._features.feature_names_), None)
        weights[said] = np.where(np.abs(weights[said]) < _FAINT, 0, np.round(weights[said], 2))
        return round(float(model.intercept_[0]), 4), weights

    def named(self, weights: np.ndarray) -> dict[str, dict[str, float]]:
        """As `CategoryWeights` takes them, by name."""
        names = list(self._features.feature_names_)
        return {
            "features": _named(names, weights[: len(names)]),
            "phrases": _named(self._phrases.feature_names_, weights[len(names) :]),
        }


def _named(names: Iterable[str], weights: np.ndarray) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, weights, strict=True) if value}


def _widespread(rows: Iterable[Row]) -> set[str]:
    using: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in row.phrases:
            using[name].add(same_policy(row.service))
    return {name for name, services in using.items() if len(services) >= _SERVICES}


def learn(examples: Sequence[Example], further: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """The weights per category, as weights.json keeps them: those without each fold in turn, then those of all."""
    table = Table([*(row for entry in examples for row in entry.rows), *further])
    learnt = {c: [table.learn(c, without) for without in (*range(FOLDS), None)] for c in Category}
    pooled = {c: _pooled(table, examples, c, learnt[c]) for c in Category}
    for without in (*range(FOLDS), None):
        found = {}
        for category in Category:
            bias, weights = learnt[category][FOLDS if without is None else without]
            pool_bias, pool = _learn_pool(pooled[category], without)
            pooling = {"pool_bias": round(pool_bias, 4), "pool": [round(value, 4) for value in pool]}
            found[category.value] = {"bias": bias, **table.named(weights), **pooling}
        yield found


class Pooled(NamedTuple):
    """A labelled change as the second regression sees it."""

    fold: int
    likelihoods: tuple[float, float]
    material: bool


def _pooled(
    table: Table, examples: Sequence[Example], category: Category, learnt: Sequence[tuple[float, np.ndarray]]
) -> list[Pooled]:
    """By likelihoods of weights that did not know the service, so that the pool trusts them no more than it may."""
    likely = np.zeros(len(table.rows))
    for number, (bias, weights) in enumerate(learnt[:FOLDS]):
        mine = table.folds == number
        likely[mine] = 1 / (1 + np.exp(-bias - table.matrix[mine] @ weights))
    found, start = [], 0
    for entry in examples:
        mine_too = likely[start : start + len(entry.rows)]
        start += len(entry.rows)
        material = entry.change.material(category)
        if material is not None and not entry.picked:
            found.append(Pooled(fold(entry.change.service), pool_features(map(float, mine_too)), material))
    return found


def _learn_pool(pooled: Sequence[Pooled], without: int | None) -> tuple[float, list[float]]:
    taken = [entry for entry in pooled if entry.fold != without]
    model = LogisticRegression(C=1.0)
    model.fit(np.array([entry.likelihoods for entry in taken]), [entry.material for entry in taken])
    return float(model.intercept_[0]), [float(value) for value in model.coef_[0]]


def main() -> None:
    changes = [change for part in FILES for change in labelled_changes(part)]
    examples = [found for change in changes if (found := example(change))]
    examples += [found for change in more_changes() if (found := example(change, picked=True))]
    statements = read_statements()
    print(f"{len(examples)} changes, {sum(len(entry.rows) for entry in examples)} revisions", file=sys.stderr)
    rows = [statement_row(statement) for statement in statements]
    english = [entry for entry in examples if entry.change.language == LANGUAGE]
    of_english = [row for row, said in zip(rows, statements, strict=True) if said.language == LANGUAGE]
    by_cues = [Example(entry.change, entry.picked, _without_phrases(entry.rows)) for entry in examples]
    sets = zip(learn(english, of_english), learn(by_cues, _without_phrases(rows)), strict=True)
    *folds, shipped = [{"english": mine, "others": others} for mine, others in sets]
    about = {
        "source": "Open Terms Archive contributors, ODC-By 1.0; labels of this project",
        "changes": len(examples),
        "statements": len(statements),
    }
    SHIPPED.write_text(_written({**about, "weights": shipped}), encoding="utf-8")
    with lzma.open(LEFT_OUT, "wt", encoding="utf-8") as file:
        file.write(_written({**about, "folds": folds}))


def _without_phrases(rows: Iterable[Row]) -> list[Row]:
    return [row._replace(phrases={}) for row in rows]


def _written(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=0, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
