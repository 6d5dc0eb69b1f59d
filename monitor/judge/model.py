"""The weights learnt from labelled changes, and how they are applied. Pure; written by `scripts/train`.

A logistic regression per category over the features of one revision (in English also over its phrases) gives the
likelihood that it carries a material fact; a second, over the likelihoods of all revisions of a change, gives that of
the change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from math import exp, fsum, log
from typing import Any

from monitor.judge.phrases import LANGUAGE
from monitor.model import Category

_WEIGHTS = "weights.json"
_LEAST = 1e-9  # a likelihood of 0 or 1 has no logarithm
_BOUND = 4.0  # log odds beyond it (0.982) tell no more; so a change of one sure revision is not drowned by its solitude


@dataclass(frozen=True, slots=True)
class CategoryWeights:
    """bias, features and phrases: of a revision. pool_bias and pool: of a change (see `pool_features`)."""

    bias: float
    features: Mapping[str, float]
    phrases: Mapping[str, float]
    pool_bias: float
    pool: Sequence[float]

    def change(self, likelihoods: Iterable[float]) -> float:
        """0 to 1: how likely a change is material whose revisions have these likelihoods."""
        pooled = pool_features(likelihoods)
        return _sigmoid(self.pool_bias + sum(w * x for w, x in zip(self.pool, pooled, strict=True)))


class Weights(dict[Category, CategoryWeights]):
    """The weights of each category, and of each feature or phrase in all of them, so that it is looked up once."""

    def __init__(self, categories: Mapping[Category, CategoryWeights]) -> None:
        super().__init__(categories)
        known = [{**one.features, **one.phrases} for one in self.values()]
        names = set[str]().union(*known)
        self._together = {name: tuple(one.get(name, 0.0) for one in known) for name in names}

    def revision(self, features: Mapping[str, float], phrases: Mapping[str, float]) -> dict[Category, float]:
        """0 to 1 per category: how likely a revision with these features and phrases carries a material fact."""
        known = self._together.get
        named = chain(features.items(), phrases.items())
        terms = [(value, weights) for name, value in named if (weights := known(name))]
        # Exactly rounded sums: the same whatever the order of the features, so that judgements can be repeated.
        return {
            category: _sigmoid(fsum([one.bias, *[value * weights[place] for value, weights in terms]]))
            for place, (category, one) in enumerate(self.items())
        }


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that was learnt. others: of every language but English, weighed by cues alone, which are alike in all."""

    english: Weights
    others: Weights

    def of(self, language: str) -> Weights:
        return self.english if language == LANGUAGE else self.others


@lru_cache
def shipped_weights() -> Learnt:
    """The weights that ship with this version."""
    return parse_weights(json.loads((files("monitor.judge") / _WEIGHTS).read_text("utf-8"))["weights"])


def parse_weights(document: Mapping[str, Mapping[str, Any]]) -> Learnt:
    """From the form that `scripts/train` writes."""
    return Learnt(**{part: _categories(entry) for part, entry in document.items()})


def _categories(document: Mapping[str, Any]) -> Weights:
    return Weights({Category(name): CategoryWeights(**entry) for name, entry in document.items()})


def pool_features(likelihoods: Iterable[float]) -> tuple[float, float]:
    """The two strongest revisions as log odds; more of them, or their number, told no more about unseen services."""
    ranked = sorted(likelihoods, reverse=True)[:2]
    first, second = [_log_odds(p) for p in ranked] + [-_BOUND] * (2 - len(ranked))
    return first, second


def _log_odds(p: float) -> float:
    return max(-_BOUND, min(_BOUND, log((p + _LEAST) / (1 - p + _LEAST))))


def _sigmoid(x: float) -> float:
    return 1 / (1 + exp(-x)) if x > -500 else 0.0
