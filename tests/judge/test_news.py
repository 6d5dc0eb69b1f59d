"""A recipient whom the other version names elsewhere is not told as one that came or went."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts
from monitor.model import Category, Direction

POLICY = """\
# Privacy policy of Larkspur Looms

This page says how Larkspur Looms Ltd uses your personal information when you order from our workshop.

## Who receives your information

We share your personal information with service providers who host our site, and with Quillmere Ltd for surveys.

{more}

## Your rights

You may ask us for a copy of your personal information.
"""


def told(statement: str, *, gone: bool = False) -> list[str]:
    without, within = POLICY.format(more=""), POLICY.format(more=statement)
    judgement = compare_texts(within, without) if gone else compare_texts(without, within)
    return [one.reason for one in judgement.findings if one.category is Category.SHARING]


def test_a_recipient_that_nothing_else_names_is_told_alone() -> None:
    text = "We may also sell your address to our other trusted service providers, to Quillmere Ltd and to advertisers."
    assert told(text) == ["A new statement names advertisers among those who get data."]
    assert told(text, gone=True) == ["A statement that named advertisers among those who get data is gone."]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("We may also sell your address to our many other service providers.", "service providers"),
        ("We may also sell your address to Quillmere Ltd.", "Quillmere Ltd"),
    ],
)
def test_where_the_other_version_names_all_of_them_that_is_told(text: str, named: str) -> None:
    assert told(text) == [f"A further statement names {named} among those who get data."]
    gone = f"One of several statements that named {named} among those who get data is gone."
    assert told(text, gone=True) == [gone]


@pytest.mark.parametrize("gone", [False, True])
def test_a_sale_that_is_denied_before_and_after_is_denied_once_more_or_less(gone: bool) -> None:
    without = POLICY.format(more="We do not sell your personal information to third parties.")
    within = POLICY.format(
        more="We do not sell your personal information to third parties.\n\n"
        "Whatever you order from the workshop, we never sell data on it."
    )
    judgement = compare_texts(within, without) if gone else compare_texts(without, within)
    (found,) = (one for one in judgement.findings if one.category is Category.SHARING)
    assert found.direction is Direction.NEUTRAL
    assert found.reason == (
        "One of several statements that denied sharing is gone." if gone else "A further statement denies sharing."
    )


def test_a_safeguard_that_stands_elsewhere_is_not_told_as_new() -> None:
    before = "If data is moved to Brazil, we rely on standard contractual clauses to protect the transfer."
    after = f"{before}\n\nFor transfers from our looms, too, standard contractual clauses are in force."
    judgement = compare_texts(POLICY.format(more=before), POLICY.format(more=after))
    assert [one.reason for one in judgement.findings] == [
        "One statement more names standard contractual clauses as what protects transfers; another did already."
    ]
