"""The days that a change brings with it, read from texts of invented vendors and counted from the first sight."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from monitor.decide.deadlines import LANGUAGES, deadlines, document, periods
from monitor.model import Deadline, Version, fingerprint

SEEN = date(2026, 3, 2)  # a Monday
BEFORE = "# Privacy policy\n\nWe make lamps. We keep what you tell us for one year."
CASES = [
    (language, Deadline(kind), sentence, days)
    for language in LANGUAGES
    for kind, trips in document()[language]["trips"].items()
    for sentence, days in trips
]
SPARED = [(language, sentence) for language in LANGUAGES for sentence in document()[language]["spares"]]


def version(text: str, number: int = 2, **fields: Any) -> Version:
    given: dict[str, Any] = {
        "number": number,
        "text": text,
        "fingerprint": fingerprint(text),
        "recorded_at": datetime(2026, 3, number, 9, tzinfo=UTC),
        "extractor": 1,
    }
    return Version(**(given | fields))


def changed(addition: str) -> str:
    return f"{BEFORE}\n\n{addition}"


@pytest.mark.parametrize(("language", "kind", "sentence", "days"), CASES)
def test_every_rule_reads_its_sentences(language: str, kind: Deadline, sentence: str, days: int) -> None:
    assert [(period.after(SEEN) - SEEN).days for period in periods(sentence, language, kind)] == [days]


@pytest.mark.parametrize(("language", "sentence"), SPARED)
def test_periods_of_other_things_are_none_of_a_change(language: str, sentence: str) -> None:
    assert not [*periods(sentence, language, Deadline.OBJECTION), *periods(sentence, language, Deadline.NOTICE)]


def test_the_objection_period_of_the_new_text_is_counted_from_the_first_sight() -> None:
    found = deadlines(version(BEFORE, 1), version(changed("You may object to this change within 30 days.")))
    assert found.objection_until == date(2026, 4, 1)
    assert "30 days" in found.objection_reason


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Sie können Änderungen dieser Erklärung innerhalb von 30\u00a0Tagen widersprechen.", "30 Tagen"),
        ("You may object to this change within Thirty (30) Days.", "Thirty (30) Days"),
    ],
)
def test_whose_period_it_is_is_told_in_the_words_as_the_text_writes_them(sentence: str, words: str) -> None:
    text = f"{BEFORE if sentence.startswith('You') else '# Datenschutz'}\n\n{' '.join([sentence] * 4)}"
    found = deadlines(version(BEFORE, 1), version(text))
    assert found.objection_reason == f"the text allows {words}, counted from the first sight"


def test_working_days_leave_weekends_out() -> None:
    text = changed("You may object to a new sub-processor within five (5) business days.")
    assert deadlines(version(BEFORE, 1), version(text)).objection_until == date(2026, 3, 9)


def test_a_month_counts_thirty_days_since_a_reminder_may_come_too_early_and_not_too_late() -> None:
    text = changed("You may object to this change within two months.")
    assert deadlines(version(BEFORE, 1), version(text)).objection_until == date(2026, 5, 1)


def test_the_contract_counts_where_the_text_is_silent_and_the_earlier_day_where_it_is_not() -> None:
    silent, speaking = version(BEFORE + " More."), version(changed("You may object to changes within 30 days."))
    alone = deadlines(version(BEFORE, 1), silent, contract_days=14)
    assert alone.objection_until == date(2026, 3, 16)
    assert "your contract" in alone.objection_reason
    both = deadlines(version(BEFORE, 1), speaking, contract_days=14)
    assert both.objection_until == date(2026, 3, 16)
    assert deadlines(version(BEFORE, 1), speaking, contract_days=60).objection_until == date(2026, 4, 1)


def test_a_last_day_that_the_text_names_is_taken_as_it_stands() -> None:
    text = changed("If you object to the new terms, write to us by 20 March 2026.")
    found = deadlines(version(BEFORE, 1), version(text))
    assert (found.objection_until, found.objection_reason) == (date(2026, 3, 20), "as the text states")


def test_an_objection_until_the_change_takes_effect_ends_the_day_before() -> None:
    text = changed("The changes take effect on 1 May 2026. You may reject an amended term before it takes effect.")
    found = deadlines(version(BEFORE, 1), version(text))
    assert (found.effective_date, found.objection_until) == (date(2026, 5, 1), date(2026, 4, 30))


def test_a_day_of_effect_in_the_middle_of_the_text_is_found_when_it_lies_ahead() -> None:
    text = changed("The updated policy is effective as of April 15, 2026.\n\n" + "Our lamps are made of brass. " * 400)
    assert deadlines(version(BEFORE, 1), version(text)).effective_date == date(2026, 4, 15)
    past = changed("The amended policy took effect and applies from 3 May 2019.")
    assert deadlines(version(BEFORE, 1), version(past)).effective_date is None


def test_the_stated_date_of_effect_stays_where_no_later_one_is_named() -> None:
    found = deadlines(version(BEFORE, 1), version(BEFORE + " More.", effective_date=date(2025, 1, 1)))
    assert found.effective_date == date(2025, 1, 1)


def test_the_notice_that_binds_is_the_one_the_earlier_text_promised() -> None:
    promise = changed("We will give you at least {} days' notice of changes.")
    found = deadlines(version(promise.format(30), 1), version(promise.format(5)))
    assert (found.notice_days, found.notice_until) == (30, date(2026, 4, 1))


def test_with_a_day_of_effect_the_notice_is_only_a_promise_to_compare_with() -> None:
    old, new = changed("We will give you 30 days' notice of changes."), changed("Changes take effect on 9 March 2026.")
    found = deadlines(version(old, 1), version(new))
    assert (found.notice_days, found.notice_until, found.effective_date) == (30, None, date(2026, 3, 9))


def test_a_text_without_periods_brings_no_days() -> None:
    found = deadlines(version(BEFORE, 1), version(BEFORE + " We write to you when it changes."))
    assert (found.objection_until, found.notice_until, found.effective_date) == (None, None, None)
