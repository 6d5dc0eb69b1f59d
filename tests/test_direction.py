"""Which way a change points from the data subject's side, finding by finding and in total."""

from __future__ import annotations

import pytest

from monitor.compare.align import compare
from monitor.judge.delta import finding, weigh
from monitor.judge.direction import in_total
from monitor.judge.explain import explained
from monitor.judge.model import shipped_weights
from monitor.model import Category, Direction

SHARING, RETENTION, LEGAL_BASIS = Category.SHARING, Category.RETENTION, Category.LEGAL_BASIS
LESS, MORE = Direction.LESS_PROTECTIVE, Direction.MORE_PROTECTIVE
NEUTRAL, MIXED = Direction.NEUTRAL, Direction.MIXED

POLICY = """\
# Privacy policy of Larkspur Looms

This page says how Larkspur Looms Ltd uses your personal information when you order from our workshop.

## Who receives your information

We share your personal information with couriers who bring your order. We share your personal information with \
Quillmere, who sends our newsletter.

## How long we keep it

We keep your invoices for six years. We delete your account data 30 days after you close your account.

## Legal basis

The legal basis for delivering your order is the performance of a contract. The legal basis for our newsletter is \
your consent.

## Your rights

You may ask us for a copy of your personal information.
"""

INVOICES = "We keep your invoices for six years."
NEWSLETTER = "The legal basis for our newsletter is your consent."
COURIERS = "We share your personal information with couriers who bring your order."

EDITS = [
    pytest.param(COURIERS, f"{COURIERS} We sell your personal information to data brokers.", SHARING, LESS, id="sale"),
    pytest.param(
        COURIERS, f"{COURIERS} We do not sell your personal information to anyone.", SHARING, MORE, id="a new denial"
    ),
    pytest.param("Quillmere,", "Ostrava Mail,", SHARING, NEUTRAL, id="one company in place of another"),
    pytest.param(INVOICES, "We keep your invoices for ten years.", RETENTION, LESS, id="longer"),
    pytest.param(INVOICES, "We keep your invoices for three years.", RETENTION, MORE, id="shorter"),
    pytest.param(
        INVOICES,
        f"{INVOICES} We keep the drawings that you upload for 60 days.",
        RETENTION,
        NEUTRAL,
        id="a period for another kind of data",
    ),
    pytest.param(
        NEWSLETTER,
        f"{NEWSLETTER} The legal basis for our surveys is our legitimate interests.",
        LEGAL_BASIS,
        LESS,
        id="a purpose that rests on an interest",
    ),
    pytest.param(
        NEWSLETTER,
        f"{NEWSLETTER} The legal basis for our surveys is your consent.",
        LEGAL_BASIS,
        MORE,
        id="a purpose that rests on consent",
    ),
    pytest.param(
        NEWSLETTER,
        f"{NEWSLETTER} The legal basis for our surveys is your consent. The legal basis for detecting fraud is our "
        "legitimate interests.",
        LEGAL_BASIS,
        MIXED,
        id="one of each",
    ),
]


@pytest.mark.parametrize(("old", "new", "category", "direction"), EDITS)
def test_a_change_points_one_way(old: str, new: str, category: Category, direction: Direction) -> None:
    assert old in POLICY
    assert pointing(POLICY.replace(old, new), category) is direction


def pointing(new: str, category: Category) -> Direction | None:
    """Where the change from POLICY points, all its revisions weighing the same: the learnt weights have no say."""
    comparison = compare(POLICY, new)
    weighed = weigh(comparison, "en", shipped_weights().english)
    findings = [explained(finding(entry, category), comparison, "en") for entry in weighed]
    return in_total(category, [(found.direction, 1.0) for found in findings])


@pytest.mark.parametrize(
    ("category", "expected"), [(SHARING, LESS), (RETENTION, LESS), (LEGAL_BASIS, MIXED)], ids=lambda value: value.value
)
def test_what_is_half_worse_weighs_as_readers_weigh_it(category: Category, expected: Direction) -> None:
    assert in_total(category, [(LESS, 1.0), (MORE, 1.0)]) is expected


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("direction", list(Direction))
def test_findings_that_agree_give_their_direction_to_the_whole(category: Category, direction: Direction) -> None:
    assert in_total(category, [(direction, 0.3), (direction, 0.9)]) is direction
