"""Search over all versions, and items with the versions in which they stood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import Segment, SegmentKind
from store import practices, sources, versions
from store import search as search_module
from store.database import Store
from store.passages import blocks
from store.search import search
from store.wordings import by_wording
from tests.support.storing import DAY, KEY, NOON, acme_store, add_texts, document, version

ALWAYS = "We keep invoices for ten years."


def three_versions(folder: Path) -> Store:
    """Day 0: nothing is sold. Day 1: data is sold. Day 2: as on day 0."""
    db = acme_store(folder)
    add_texts(db, f"We never sell data.\n\n{ALWAYS}", f"We sell data to brokers.\n\n{ALWAYS}")
    add_texts(db, f"We never sell data.\n\n{ALWAYS}")
    return db


def test_a_passage_is_found_with_the_time_in_which_it_stood(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        (hit,) = search(db, "brokers")
        assert hit.text == "We sell data to brokers."
        assert hit.snippet == "We sell data to [brokers]."
        assert (hit.source, hit.first_version, hit.last_version) == (KEY, 2, 2)
        assert (hit.first_stood, hit.last_stood, hit.stands) == (NOON + DAY, NOON + DAY * 2, False)


def test_of_a_document_that_nobody_watches_any_longer_the_hit_says_so(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        assert [hit.watched for hit in search(db, "invoices")] == [True]
        sources.sync(db, [], NOON)
        assert [(hit.stands, hit.watched) for hit in search(db, "invoices")] == [(True, False)]


def test_a_passage_that_never_changed_is_found_once(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        (hit,) = search(db, "invoices")
        assert (hit.first_version, hit.last_version, hit.last_stood, hit.stands) == (1, 3, None, True)


def test_of_passages_that_match_as_well_the_newest_comes_first(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "We sell data to one.", "We sell data to two.", "We sell data to six.")
        assert [hit.first_version for hit in search(db, "sell")] == [3, 2, 1]


def test_a_search_as_of_a_day_finds_what_stood_then(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        (first,) = search(db, "sell", at=NOON)
        assert (first.text, first.first_version, first.last_version) == ("We never sell data.", 1, 1)
        assert [hit.text for hit in search(db, "sell", at=NOON + DAY)] == ["We sell data to brokers."]
        (back,) = search(db, "sell", at=NOON + DAY * 5)
        assert (back.text, back.first_version, back.last_version) == ("We never sell data.", 1, 3)
        assert back.stands
        assert search(db, "sell", at=NOON - DAY) == []


def test_breaks_inside_cells_are_no_words_and_part_no_phrases(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "| Help<br>Repair | couriers.<br>\\- Banks |")
        assert search(db, "br") == []
        (hit,) = search(db, '"help repair"')
        assert hit.snippet == "| [Help; Repair] | couriers. Banks |"


def test_words_are_found_in_their_other_forms(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        assert [hit.text for hit in search(db, "INVOICE keeping")] == [ALWAYS]


def test_quoted_words_stand_together(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        assert [hit.text for hit in search(db, '"ten years"')] == [ALWAYS]
        assert search(db, '"years ten"') == []


def test_passages_with_all_words_are_preferred_and_any_word_will_do(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        said = "We sell data to brokers."
        assert [(hit.text, hit.every_word) for hit in search(db, "sell brokers")] == [(said, True)]
        assert [(hit.text, hit.every_word) for hit in search(db, "brokers zebras")] == [(said, False)]


def test_a_search_can_be_held_to_one_vendor_and_to_a_number_of_hits(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        sources.sync(db, [document(), document("other")], NOON)
        add_texts(db, "They keep invoices too.", key="other/privacy-policy")
        assert [hit.vendor for hit in search(db, "invoices", vendor="other")] == ["other"]
        assert [hit.vendor for hit in search(db, "invoices", vendor=KEY)] == ["acme"]
        assert len(search(db, "invoices", limit=1)) == 1
        assert len(search(db, "invoices")) == 2


def test_a_search_is_held_to_a_vendor_by_the_name_that_it_has_now(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        sources.sync(db, [document(vendor_name="Boltwell Ltd")], NOON)  # its key is still that of the name before
        assert [hit.vendor for hit in search(db, "invoices", vendor="boltwell-ltd")] == ["acme"]


def test_a_word_of_everybody_is_found_in_one_vendors_text_and_in_the_past(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only so many matches are ranked, but none is lost among those of other vendors or of later days."""
    monkeypatch.setattr(search_module, "_RANKED", 3)
    with acme_store(tmp_path) as db:
        sources.sync(db, [document(), document("bolt")], NOON)
        add_texts(db, "We hold data.", "Data, at first.\n\nMore data.\n\nYet more data.\n\nMuch data.")
        add_texts(db, *(f"Data of bolt, {number}." for number in range(5)), key="bolt/privacy-policy")
        assert {hit.source for hit in search(db, "data", limit=3)} == {"bolt/privacy-policy"}
        assert {hit.source for hit in search(db, "data", vendor="acme")} == {KEY}
        assert [hit.text for hit in search(db, "data", vendor="acme", at=NOON)] == ["We hold data."]
        assert len(search(db, "data", limit=50)) == 10


@pytest.fixture(scope="module")
def one_store_for_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with three_versions(tmp_path_factory.mktemp("any")) as db:
        yield db


@given(query=st.text(max_size=60) | st.text('"*^():-+{}[]AND OR NOT NEAR/', max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_sign_that_a_user_types_is_an_error(one_store_for_all: Store, query: str) -> None:
    assert isinstance(search(one_store_for_all, query), list)


def segment(ordinal: int, text: str, start: int) -> Segment:
    return Segment(ordinal=ordinal, kind=SegmentKind.ITEM, text=text, start=start, end=start + len(text))


def test_the_callers_segments_are_the_passages(tmp_path: Path) -> None:
    text = "We share:\n- names\n- addresses"
    with acme_store(tmp_path) as db:
        versions.add(db, KEY, version(1, text), segments=[segment(0, "- names", 10), segment(1, "- addresses", 18)])
        assert [hit.text for hit in search(db, "addresses")] == ["- addresses"]
        assert search(db, "share") == []


@given(st.text(" \n\tab", max_size=40))
def test_blocks_hold_every_word_and_begin_and_end_with_one(text: str) -> None:
    found = [text[start:end] for start, end in blocks(text)]
    assert [block.strip() for block in found] == found
    assert "".join("".join(found).split()) == "".join(text.split())
    assert not any("\n\n" in block for block in found)


def test_an_item_stands_since_the_version_that_brought_it(tmp_path: Path) -> None:
    kept, shared = {"quote": "ten years"}, {"quote": "with brokers"}
    with three_versions(tmp_path) as db:
        practices.record(db, KEY, 1, {"retention:invoices": kept}, rules_version=1)
        practices.record(db, KEY, 2, {"retention:invoices": kept, "sharing:brokers": shared}, rules_version=1)
        practices.record(db, KEY, 3, {"retention:invoices": kept}, rules_version=1)
        (now,) = practices.at(db, KEY, 3)
        assert (now.fact, now.body, now.since_version, now.since) == ("retention:invoices", kept, 1, NOON)
        assert [item.fact for item in practices.at(db, KEY, 2)] == ["retention:invoices", "sharing:brokers"]
        assert practices.read_up_to(db, KEY) == (3, 1)


def test_an_item_in_other_words_has_stood_without_a_break(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        practices.record(db, KEY, 1, {"retention": {"quote": "ten years"}}, rules_version=1)
        practices.record(db, KEY, 2, {"retention": {"quote": "for ten years"}}, rules_version=1)
        (now,) = practices.at(db, KEY, 2)
        assert (now.body, now.since_version, now.first_version) == ({"quote": "for ten years"}, 1, 2)
        assert [item.body["quote"] for item in practices.life(db, KEY, "retention")] == ["ten years", "for ten years"]


def test_an_item_that_returns_stands_since_its_return(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        for number, facts in ((1, {"sale": 1}), (2, {}), (3, {"sale": 1})):
            practices.record(db, KEY, number, facts, rules_version=1)
        assert [item.since_version for item in practices.at(db, KEY, 3)] == [3]
        assert practices.at(db, KEY, 2) == []


def test_items_can_be_read_again_under_other_rules(tmp_path: Path) -> None:
    with three_versions(tmp_path) as db:
        practices.record(db, KEY, 1, {"sale": 1}, rules_version=1)
        with pytest.raises(ValueError, match="the next one to note is 2"):
            practices.record(db, KEY, 1, {"sale": 2}, rules_version=2)
        practices.forget(db, KEY)
        practices.record(db, KEY, 1, {"sale": 2}, rules_version=2)
        assert [item.body for item in practices.at(db, KEY, 1)] == [2]
        assert db.value("SELECT count(*) FROM current_practices") == 1


HISTORIES = st.lists(
    st.lists(st.sampled_from(["one", "two", "three", "four", "five"]), max_size=5), min_size=1, max_size=9
)


@given(history=HISTORIES)
@settings(max_examples=20, deadline=None)
def test_the_passages_of_every_version_are_known_whatever_came_and_went(
    tmp_path_factory: pytest.TempPathFactory, history: list[list[str]]
) -> None:
    with acme_store(tmp_path_factory.mktemp("any")) as db:
        add_texts(db, *("\n\n".join(words) for words in history))
        for number, words in enumerate(history, 1):
            at = NOON + DAY * (number - 1)
            standing = {word for word in ("one", "two", "three", "four", "five") if search(db, word, at=at)}
            assert standing == set(words)


@given(history=st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2)), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_the_items_of_every_version_are_known_since_they_came(
    tmp_path_factory: pytest.TempPathFactory, history: list[dict[str, int]]
) -> None:
    with acme_store(tmp_path_factory.mktemp("any")) as db:
        add_texts(db, *(f"version {number}" for number in range(len(history))))
        for number, facts in enumerate(history, 1):
            practices.record(db, KEY, number, facts, rules_version=1)
        for number, facts in enumerate(history, 1):
            assert {item.fact: item.body for item in practices.at(db, KEY, number)} == facts
            for item in practices.at(db, KEY, number):
                stretch = history[item.since_version - 1 : number]
                assert all(item.fact in said for said in stretch)
                assert item.since_version == 1 or item.fact not in history[item.since_version - 2]


def test_wordings_that_follow_one_another_are_one_and_what_stood_together_is_two(tmp_path: Path) -> None:
    kept = "We keep your order and payment records for {} months after the contract with you has ended."
    sold = "We keep your repair records for {} months after the contract with you has ended."
    with acme_store(tmp_path) as db:
        add_texts(db, *(f"{kept.format(months)}\n\n{sold.format(6)}" for months in ("ten", "twelve", "twenty")))
        add_texts(db, "We keep nothing of what you have told us after the contract with you has ended.")
        groups = by_wording(search(db, "keep contract ended", limit=20))
    assert {tuple(hit.text for hit in group) for group in groups} == {
        tuple(kept.format(months) for months in ("twenty", "twelve", "ten")),
        (sold.format(6),),
        ("We keep nothing of what you have told us after the contract with you has ended.",),
    }
