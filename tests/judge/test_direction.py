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
    findings = [explained(finding(entry, category), entry.revision, "en") for entry in weighed]
    return in_total(category, [(found.direction, 1.0) for found in findings])


@pytest.mark.parametrize(
    ("category", "expected"), [(SHARING, LESS), (RETENTION, MIXED), (LEGAL_BASIS, MIXED)], ids=lambda value: value.value
)
def test_what_is_mostly_worse_weighs_as_readers_weigh_it(category: Category, expected: Direction) -> None:
    assert in_total(category, [(LESS, 2.0), (MORE, 1.0)]) is expected


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("direction", list(Direction))
def test_findings_that_agree_give_their_direction_to_the_whole(category: Category, direction: Direction) -> None:
    assert in_total(category, [(direction, 0.3), (direction, 0.9)]) is direction


@pytest.mark.parametrize("category", list(Category))
def test_half_of_the_weight_in_findings_that_point_nowhere_does_not_dilute_the_others(category: Category) -> None:
    half = [(LESS, 0.4), (MORE, 0.6), (NEUTRAL, 0.9)]
    assert in_total(category, half) is in_total(category, half[:2])


def test_what_is_neutral_by_half_is_neutral_as_a_whole_for_legal_bases_alone() -> None:
    halves = {category: in_total(category, [(NEUTRAL, 1.0), (LESS, 1.0)]) for category in Category}
    assert halves == {SHARING: LESS, RETENTION: LESS, LEGAL_BASIS: NEUTRAL}


LOOMS = "We make looms."
SCCS = "Transfers rest on standard contractual clauses."
ABROAD = "We share your data abroad under standard contractual clauses."
# Before, after, topic, direction: what is told where the reader of practices has nothing to add.
BY_WORDS = [
    ("We share your order with couriers.", "We do not share your order with couriers.", SHARING, MORE),
    ("We do not share your order with couriers.", "We share your order with couriers.", SHARING, LESS),
    ("We show it to couriers today.", "We show it to couriers, but not limited to Elmport, today.", SHARING, LESS),
    ("We share your order with couriers.", "We share your order with couriers and advertisers.", SHARING, LESS),
    ("We share your order with couriers and advertisers.", "We share your order with couriers.", SHARING, MORE),
    ("We do not sell it to brokers at all.", "We do not sell it to brokers or advertisers at all.", SHARING, MORE),
    ("We do not sell it to brokers or advertisers at all.", "We do not sell it to brokers at all.", SHARING, LESS),
    ("We share data with Quillmere.", "We share data with Ostrava Mail.", SHARING, NEUTRAL),
    (LOOMS, f"{LOOMS}\n\n{SCCS}", SHARING, MORE),
    (f"{LOOMS}\n\n{SCCS}", LOOMS, SHARING, LESS),
    (f"{LOOMS}\n\n{ABROAD}", LOOMS, SHARING, LESS),
    (LOOMS, f"{LOOMS}\n\nWe do not share your data with partners.", SHARING, MORE),
    (LOOMS, f"{LOOMS}\n\nWe do not share your data with partners without your consent.", SHARING, LESS),
    (LOOMS, f"{LOOMS}\n\nYou can opt out of the sale of your data.", SHARING, MORE),
    ("We keep invoices for 30 days.", "We keep invoices for 60 days.", RETENTION, LESS),
    ("We keep invoices for 60 days.", "We keep invoices for 30 days.", RETENTION, MORE),
    ("We keep invoices for 3 weeks.", "We keep invoices for 1 month.", RETENTION, LESS),
    ("We keep it for 90 days or for 2 years.", "We keep it for 30 days or for 3 years.", RETENTION, LESS),
    ("We keep invoices for 30 days.", "We keep invoices as long as we need them.", RETENTION, LESS),
    ("We keep invoices as long as we need them.", "We keep invoices for 30 days.", RETENTION, MORE),
    (LOOMS, f"{LOOMS}\n\nWe delete your drawings when you close your account.", RETENTION, MORE),
    (f"{LOOMS}\n\nWe delete your drawings when you close your account.", LOOMS, RETENTION, LESS),
    (LOOMS, f"{LOOMS}\n\nWe do not keep your drawings.", RETENTION, MORE),
    (LOOMS, f"{LOOMS}\n\nThe basis for surveys is your consent.", LEGAL_BASIS, MORE),
    (LOOMS, f"{LOOMS}\n\nThe basis for surveys is your consent or our legitimate interests.", LEGAL_BASIS, MIXED),
    (f"{LOOMS}\n\nThe basis for surveys is your consent.", LOOMS, LEGAL_BASIS, LESS),
    (f"{LOOMS}\n\nThe basis for surveys is our legitimate interests.", LOOMS, LEGAL_BASIS, MORE),
    ("The basis is your consent.", "The basis is our legitimate interests.", LEGAL_BASIS, LESS),
    ("The basis is your consent or a contract.", "The basis is a contract.", LEGAL_BASIS, LESS),
    ("The basis is our legitimate interests.", "The basis is your consent.", LEGAL_BASIS, MORE),
    ("The basis is your consent.", "The basis is your explicit consent.", LEGAL_BASIS, MORE),
]
PARCELS = "\n\n".join(
    f"## Part {n}\n\nThis part {n} says how Larkspur Looms packs parcel number {n}." for n in range(8)
)


@pytest.mark.parametrize(("old", "new", "category", "direction"), BY_WORDS)
def test_a_sentence_points_one_way_by_its_words_alone(
    old: str, new: str, category: Category, direction: Direction
) -> None:
    comparison = compare(f"{old}\n\n{PARCELS}", f"{new}\n\n{PARCELS}")
    (entry,) = weigh(comparison, "en", shipped_weights().english)
    assert finding(entry, category).direction is direction
