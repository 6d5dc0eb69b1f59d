"""What the reader makes of single statements: denial, condition, actor, recipient, period, basis, transfer."""

from __future__ import annotations

import pytest

from monitor.judge import read_text
from monitor.judge.reading.policy import facts, key
from monitor.judge.report import reading
from tests.support.reading import sharing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We keep logs for 12 months.", "Logs are retained for one year."),
        ("We keep logs for 24 hours.", "We keep logs for 1 day."),
        ("We share your data with vendors.", "We share your information with service providers."),
        ("We never sell your data.", "We do not sell your personal information."),
        ("We rely on your consent.", "Our legal basis is your consent."),
    ],
)
def test_equal_facts_in_other_words_have_equal_keys(one: str, other: str) -> None:
    assert [key(practice) for practice in read_text(one)] == [key(practice) for practice in read_text(other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We keep logs for 30 days.", "We keep logs for 90 days."),
        ("We do not sell your data.", "We may sell your data."),
        ("We share your data with vendors.", "We share your data with advertisers."),
        ("We rely on your consent.", "We rely on our legitimate interests."),
        ("We may share your data with vendors.", "We share your data with vendors only with your consent."),
    ],
)
def test_different_facts_have_different_keys(one: str, other: str) -> None:
    assert [key(practice) for practice in read_text(one)] != [key(practice) for practice in read_text(other)]


def test_one_fact_per_recipient() -> None:
    (practice,) = sharing("We share your data with affiliates and advertisers.")
    assert len(facts(practice)) == 2


def test_a_language_that_is_not_read_gives_nothing() -> None:
    text = "Wij delen uw gegevens met derden en wij bewaren uw gegevens voor een periode van twaalf maanden na afloop."
    assert read_text(text) == []


def test_the_report_has_the_promised_shape() -> None:
    report = reading(
        read_text("We share your data with Stripe. We keep logs for 30 days. We rely on your consent for newsletters.")
    )
    assert list(report) == ["sharing", "retention", "legal_basis"]
    assert report["sharing"][0]["recipients"] == [{"name": "Stripe", "kind": "payment_provider", "country": None}]
    assert report["retention"][0]["period"] == "P30D"
    assert report["legal_basis"][0]["article"] == "6(1)(a)"
    assert report["legal_basis"][0]["quote"] == "We rely on your consent for newsletters."
