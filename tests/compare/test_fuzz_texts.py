"""Whatever stands in a text: it is normalized, cut into passages, compared, judged and read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.align import compare
from monitor.compare.segment import segment
from monitor.judge import compare_texts, read_text
from monitor.model import Operation, words
from scrapers.normalize import normalize
from tests.support.fuzzing import ANYTHING, fuzz, texts


@fuzz(150)
@given(st.text(ANYTHING, max_size=200) | texts)
def test_normalizing_twice_is_normalizing_once(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@fuzz(100)
@given(texts)
def test_passages_lie_in_their_text_in_order(text: str) -> None:
    passages = segment(text)
    assert [passage.ordinal for passage in passages] == sorted({passage.ordinal for passage in passages})
    assert all(0 <= passage.start <= passage.end <= len(text) for passage in passages)


@fuzz(80)
@given(texts, texts)
def test_a_comparison_reads_the_same_in_both_directions(old: str, new: str) -> None:
    there, back = compare(old, new), compare(new, old)
    assert there.count(Operation.ADDED) == back.count(Operation.REMOVED)
    assert there.count(Operation.REMOVED) == back.count(Operation.ADDED)
    assert there.count(Operation.MODIFIED) == back.count(Operation.MODIFIED)
    assert compare(old, old).changes == ()


@fuzz(80)
@given(texts, texts)
def test_every_quote_of_a_judgement_stands_in_its_text(old: str, new: str) -> None:
    before, after = " ".join(words(old)), " ".join(words(new))
    for finding in compare_texts(old, new).findings:
        assert finding.old is None or " ".join(words(finding.old)) in before
        assert finding.new is None or " ".join(words(finding.new)) in after
    assert compare_texts(old, old).findings == ()


@fuzz(80)
@given(texts | st.text(ANYTHING, max_size=100))
def test_any_text_is_read_item_by_item(text: str) -> None:
    assert read_text(text) == read_text(text)
