"""A text and the date that it states of itself: where one moved without the other, that is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from monitor.decide.silent import silent_edit
from monitor.judge import compare_texts
from monitor.model import Judgement, SilentEdit, Version
from tests.support.storing import version

TEXT = "# Privacy policy\n\nLast updated: {date}\n\nWe make lamps and keep invoices for {kept}."
_SILENT = SilentEdit.TEXT_WITHOUT_DATE
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def judged(old: Version, new: Version) -> Judgement:
    return compare_texts(old.text, new.text)


def stated(number: int, day: date | None, kept: str = "ten years", **fields: Any) -> Version:
    return version(number, TEXT.format(date=day, kept=kept), **({"updated_date": day} | fields))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (stated(1, MARCH), stated(2, MARCH, "six years"), _SILENT),
        (stated(1, MARCH), stated(2, APRIL), SilentEdit.DATE_WITHOUT_TEXT),
        (stated(1, MARCH), stated(2, APRIL, "six years"), None),
        (stated(1, None), stated(2, None, "six years"), None),
        (stated(1, None), stated(2, APRIL, "six years"), None),
        (stated(1, MARCH), stated(2, MARCH, "six years", technical_upgrade=True), None),
        (stated(1, None, effective_date=MARCH), stated(2, APRIL, "six years", effective_date=MARCH), _SILENT),
    ],
)
def test_a_text_and_its_own_date_move_together_or_it_is_said(
    old: Version, new: Version, expected: SilentEdit | None
) -> None:
    assert silent_edit(old, new, judged(old, new)) is expected


def test_a_date_of_effect_counts_where_no_last_update_is_stated() -> None:
    old = stated(1, None, effective_date=MARCH)
    new = stated(2, None, "six years", effective_date=MARCH)
    assert silent_edit(old, new, judged(old, new)) is _SILENT


def test_a_change_that_could_not_be_judged_is_not_called_a_date_without_a_text() -> None:
    old, new = stated(1, MARCH), stated(2, APRIL, "six years")
    assert silent_edit(old, new, replace(judged(old, new), changes={})) is None
