"""A recipient whom the other version names elsewhere is not told as one that came or went."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts
from monitor.model import Category

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
