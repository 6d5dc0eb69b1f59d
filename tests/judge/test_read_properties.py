"""Whatever a page holds, reading it fails never and quotes only what stands there."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.compare.segment import segment
from monitor.judge.reading.durations import canonical, durations
from monitor.judge.reading.folding import flat, fold
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.reading.policy import key, read_segments

LISTED = (
    "We share do not your data with partners, retain for 30 days. (12) months consent legal basis is İstanbul ﬁne "
    "| - # ** [link](https://example.org/x) <br> except unless Stripe Ltd. Art. 6(1)(f) GDPR transfers to Japan ; : … "
    "‘quoted’ nous ne partageons pas vos données pendant trois ans"
)
WORDS = st.sampled_from(LISTED.split())
TEXTS = st.lists(WORDS, max_size=60).map(" ".join)


@given(TEXTS | st.text(max_size=200), st.sampled_from(["en", "fr", "de", "es"]))
@settings(max_examples=150, deadline=None)
def test_every_quote_stands_in_the_text(text: str, language: str) -> None:
    for practice in read_segments(segment(text), language):
        assert practice.quote in text
        assert key(practice)


@given(st.text())
@settings(deadline=None)
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold(text)) == len(flat(text)) == len(text)


@given(st.integers(1, 60), st.sampled_from([("month", "M"), ("year", "Y"), ("week", "W"), ("day", "D")]))
@settings(deadline=None)
def test_a_stated_period_is_read_as_it_is_stated(number: int, unit: tuple[str, str]) -> None:
    text = f"kept for {number} {unit[0]}s"
    units = lexicon("en").find("numbers", text)
    assert [duration.iso for duration in durations(text, units, "en")] == [f"P{number}{unit[1]}"]


@given(st.integers(1, 20))
def test_equal_periods_are_one(years: int) -> None:
    assert canonical(f"P{12 * years}M") == canonical(f"P{years}Y") == canonical(f"P{365 * years}D") == f"P{years}Y"
