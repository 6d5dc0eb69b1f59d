"""Where a message could say no more of sharing than that something about it changed, it has to be likelier."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.compare.align import compare
from monitor.judge.delta import Weighed, weigh
from monitor.judge.materiality import judge, likelihoods
from monitor.judge.model import shipped_weights
from monitor.model import Category, Comparison, Verdict

POLICY = """\
# Privacy policy of Larkspur Looms

This page says how Larkspur Looms Ltd uses your personal information when you order from our workshop.

## How others come in

{more}
"""
WEIGHTS = shipped_weights().english
TELLING = "We share your personal information with advertisers."
BARE = "Others like our looms, and the recipients of parcels do, too."


def weighed_as(statement: str, likely: float) -> tuple[Comparison, tuple[Weighed, ...]]:
    """A statement that was added, as if the weights found it so likely, and nothing certain about it."""
    comparison = compare(POLICY.format(more=""), POLICY.format(more=statement))
    (entry,) = weigh(comparison, "en", WEIGHTS)
    likelihood = dict.fromkeys(Category, 0.0) | {Category.SHARING: likely}
    return comparison, (replace(entry, likelihood=likelihood, tells=likelihood, certain={}),)


def material_between(low: float, high: float, statement: str) -> Verdict:
    """The verdict where sharing is as likely as that."""
    for percent in range(100):
        comparison, weighed = weighed_as(statement, percent / 100)
        if low <= likelihoods(weighed, WEIGHTS)[Category.SHARING] < high:
            return judge(comparison, weighed, "en", WEIGHTS).verdict
    pytest.fail("nothing is as likely as that")


@pytest.mark.parametrize(
    ("statement", "low", "high", "verdict"),
    [
        (TELLING, 0.40, 0.48, Verdict.MATERIAL),
        (BARE, 0.40, 0.48, Verdict.UNDECIDED),
        (BARE, 0.55, 0.70, Verdict.MATERIAL),
    ],
)
def test_what_cannot_be_told_is_an_alert_only_where_it_is_likelier(
    statement: str, low: float, high: float, verdict: Verdict
) -> None:
    assert material_between(low, high, statement) is verdict
