"""What became of a passage's facts, in one sentence, and which way that points."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts, read_text
from monitor.judge.telling import days, in_words, tell
from monitor.model import Category, Direction

LESS, MORE, NEUTRAL = Direction.LESS_PROTECTIVE, Direction.MORE_PROTECTIVE, Direction.NEUTRAL

SHARING = [
    (
        "We do not share your personal information with any other entity.",
        "We may share your personal information with advertising partners.",
        "What was denied before is now stated: data may go to advertisers.",
        LESS,
    ),
    (
        "We share your personal information with service providers.",
        "We share your personal information with service providers and insurance companies.",
        "The statement now names insurers among those who get data.",
        LESS,
    ),
    (
        "We share your personal information with service providers and data brokers.",
        "We share your personal information with service providers.",
        "The statement no longer names data brokers among those who get data.",
        MORE,
    ),
    (
        "We share your personal information with our affiliates only with your consent.",
        "We share your personal information with our affiliates.",
        "Data is shared without a condition; before it was only with consent.",
        LESS,
    ),
    ("", "We do not sell your personal information.", "A new statement denies sharing.", MORE),
]
RETENTION = [
    (
        "We keep your personal data for ten years.",
        "We keep your personal data for fifteen years.",
        "Data is kept for 15 years; before it was 10 years.",
        LESS,
    ),
    (
        "We keep your personal data for 90 days.",
        "We keep your personal data for 30 days.",
        "Data is kept for 30 days; before it was 90 days.",
        MORE,
    ),
    (
        "We keep your personal data for two years.",
        "We keep your personal data for as long as you have an account.",
        "How long data is kept is now a criterion; before it was a stated period.",
        LESS,
    ),
]
BASIS = [
    (
        "The legal basis for analysing your usage is your consent.",
        "The legal basis for analysing your usage is our legitimate interests.",
        "The processing rests on legitimate interests where it rested on consent.",
        LESS,
    ),
    (
        "The legal basis for analysing your usage is our legitimate interests.",
        "The legal basis for analysing your usage is your consent.",
        "The processing rests on consent where it rested on legitimate interests.",
        MORE,
    ),
]
CASES = [
    *[(Category.SHARING, *case) for case in SHARING],
    *[(Category.RETENTION, *case) for case in RETENTION],
    *[(Category.LEGAL_BASIS, *case) for case in BASIS],
]


@pytest.mark.parametrize(("category", "old", "new", "sentence", "direction"), CASES, ids=[case[3] for case in CASES])
def test_a_change_of_facts_is_told(category: Category, old: str, new: str, sentence: str, direction: Direction) -> None:
    told = tell(read_text(old), read_text(new), category)
    assert told is not None
    assert (told.sentence, told.direction) == (sentence, direction)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We keep your data for 12 months.", "We retain your data for one year."),
        ("We may share your data with our affiliates.", "We might disclose your data to our affiliates."),
        ("We use cookies.", "Our website uses cookies."),
    ],
)
def test_the_same_facts_in_other_words_are_not_told(old: str, new: str) -> None:
    assert [tell(read_text(old), read_text(new), category) for category in Category] == [None, None, None]


def test_a_judgement_says_what_became_of_the_facts() -> None:
    policy = "# Policy of Gardenbell\n\n## How long we keep data\n\nInvoices are kept for {} years.\n"
    judgement = compare_texts(policy.format("ten"), policy.format("fifteen"))
    (finding,) = judgement.findings
    assert finding.reason == "Data is kept for 15 years; before it was 10 years."
    assert judgement.categories[Category.RETENTION].direction is LESS


@pytest.mark.parametrize(
    ("period", "length", "words"),
    [("P10Y", 3652.5, "10 years"), ("P1Y6M", 547.89, "1 year and 6 months"), ("PT2H", 2 / 24, "2 hours")],
)
def test_durations_have_a_length_and_words(period: str, length: float, words: str) -> None:
    assert days(period) == pytest.approx(length)
    assert in_words(period) == words
