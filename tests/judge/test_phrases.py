"""A revision in its own words: what the weights of English see of it beside its cues."""

from __future__ import annotations

import pytest

from monitor.compare.align import compare
from monitor.judge.model import CategoryWeights, Weights, shipped_weights
from monitor.judge.passages import revisions
from monitor.judge.phrases import Phrases, phrases
from monitor.model import Category


def phrases_of(old: str, new: str) -> Phrases:
    (revision,) = revisions(compare(old, new))
    return phrases(revision)


def test_a_new_sentence_has_its_words_and_pairs_of_words_and_those_of_its_heading() -> None:
    found = phrases_of("## Storage", "## Storage\n\nBackups rest 30 days.")
    assert found == {
        "h:storage": 0.5,
        **dict.fromkeys(("w:backups", "w:rest", "w:0", "w:days"), 1.0),
        **dict.fromkeys(("w:backups rest", "w:rest 0", "w:0 days"), 1.0),
    }


def test_in_a_reworded_sentence_what_changed_counts_more_than_what_stayed() -> None:
    found = phrases_of("On Mondays we lend parcels to couriers.", "On Mondays we lend parcels to gardeners.")
    assert found["d:couriers"] == found["d:gardeners"] == 1.0
    assert found["w:gardeners"] > found["w:parcels"] > 0
    assert "d:parcels" not in found
    assert "k:parcels" in found


def test_another_word_for_the_same_is_no_other_phrase() -> None:
    found = phrases_of("We might keep your data in chests.", "We may keep your information in barrels.")
    assert {name for name in found if name.startswith("d:") and " " not in name} == {"d:chests", "d:barrels"}


def test_which_number_it_is_makes_no_other_phrase() -> None:
    assert phrases_of("", "Backups rest 30 days.") == phrases_of("", "Backups rest 90 days.")


@pytest.mark.parametrize("category", list(Category))
def test_the_shipped_phrases_have_the_forms_that_are_made(category: Category) -> None:
    learnt = shipped_weights()
    assert {name[:2] for name in learnt.english[category].phrases} == {"w:", "d:", "k:", "h:"}
    assert not learnt.others[category].phrases


def test_a_phrase_without_a_weight_counts_nothing() -> None:
    sharing = CategoryWeights(bias=0.0, features={}, phrases={"w:known": 2.0}, pool_bias=0.0, pool=(1.0, 0.2))
    weights = Weights({Category.SHARING: sharing})
    assert weights.revision({}, {"w:unknown": 1.0})[Category.SHARING] == pytest.approx(0.5)
    assert weights.revision({}, {"w:known": 1.0})[Category.SHARING] > 0.8


@pytest.mark.parametrize("language", ["fr", "de", "es"])
def test_languages_without_labelled_statements_are_weighed_by_their_cues(language: str) -> None:
    assert shipped_weights().of(language) is shipped_weights().others
    assert shipped_weights().of("en") is shipped_weights().english
