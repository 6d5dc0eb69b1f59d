"""The sentences of findings and their words as data: complete, alike across languages, and grammatical when filled."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

import pytest

from monitor.judge.reading.lexicon import rules
from monitor.model import Sentence, Term
from monitor.sentences import LANGUAGES, listed, sentence_in, term_in, words
from notifiers import lexicon

ENGLISH = words("en")
OTHERS = [language for language in LANGUAGES if language != "en"]

# A topic of the rules -> the table that has words for its codes.
NAMED_BY = {
    "recipients": "recipient",
    "names": "recipient",
    "legal_basis": "ground",
    "basis_cells": "ground",
    "purposes": "purpose",
    "data": "data",
    "criteria": "criterion",
    "safeguards": "safeguard",
    "places": "place",
    "countries": "place",
}


def test_sentences_are_there_in_each_language_of_messages() -> None:
    found = {file.name.removesuffix(".toml") for file in files("monitor.sentences").iterdir() if ".toml" in file.name}
    assert set(LANGUAGES) == set(lexicon.LANGUAGES) == found


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_key_and_no_other(language: str) -> None:
    assert list(words(language)) == list(ENGLISH)
    assert all(words(language).values())


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_has_the_same_places_in_every_language(language: str) -> None:
    places = {key: {name for _, name, _, _ in Formatter().parse(value)} for key, value in words(language).items()}
    wanted = {key: {name for _, name, _, _ in Formatter().parse(value)} for key, value in ENGLISH.items()}
    assert {key: names - {None} for key, names in places.items()} == {
        key: names - {None} for key, names in wanted.items()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_was_left_in_english(language: str) -> None:
    """One word may be the same, as the names of countries are."""
    proper = {"place", "safeguard", "list"}
    same = {key for key, value in words(language).items() if value == ENGLISH[key] and " " in value}
    assert not {key for key in same if key.split(".")[0] not in proper | {"unit"}}
    assert not re.search(r"\b(the|data is|of|statement)\b", " ".join(words(language).values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_rules_can_read_has_a_word(language: str) -> None:
    read = {f"{NAMED_BY[rule.topic]}.{rule.code}" for rule in rules() if rule.topic in NAMED_BY}
    assert {key.split(".")[0] for key in read} == set(NAMED_BY.values())
    assert not read - words(language).keys()


@pytest.mark.parametrize("language", OTHERS)
def test_apostrophes_are_those_of_print(language: str) -> None:
    assert not [key for key, value in words(language).items() if "'" in value]


def test_a_list_is_joined_as_its_language_does() -> None:
    countries = [Term("place", code) for code in ("FR", "IE")]
    both = {language: listed(language, countries) for language in LANGUAGES}
    assert both == {
        "en": "France and Ireland",
        "de": "Frankreich und Irland",
        "fr": "France et Irlande",
        "es": "Francia e Irlanda",
    }
    assert listed("es", countries[::-1]) == "Irlanda y Francia"
    assert listed("es", [*countries, Term("name", "Hielo SL")]) == "Francia, Irlanda y Hielo SL"
    assert listed("de", []) == ""


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("P1Y", ["1 year", "1 Jahr", "1 an", "1 año"]),
        ("P10Y", ["10 years", "10 Jahre", "10 ans", "10 años"]),
        ("P1Y6M", ["1 year and 6 months", "1 Jahr und 6 Monate", "1 an et 6 mois", "1 año y 6 meses"]),
        ("PT1.5H", ["1.5 hours", "1,5 Stunden", "1,5 heures", "1,5 horas"]),
        ("P2W", ["2 weeks", "2 Wochen", "2 semaines", "2 semanas"]),
    ],
)
def test_a_period_is_counted_in_the_language(period: str, told: list[str]) -> None:
    assert [term_in(language, Term("period", period)) for language in LANGUAGES] == told


def test_names_stay_and_the_policys_own_words_stand_in_the_quotes_of_the_language() -> None:
    assert {term_in(language, Term("name", "Quillmere and Sons {who}")) for language in LANGUAGES} == {
        "Quillmere and Sons {who}"
    }
    assert [term_in(language, Term("quote", "to weave")) for language in LANGUAGES] == [
        "“to weave”",
        "„to weave“",
        "«\u00a0to weave\u00a0»",
        "«to weave»",
    ]


def test_a_name_in_a_sentence_is_no_place_of_it() -> None:
    sentence = Sentence("recipients.new", {"who": (Term("name", "{who}"), Term("recipient", "insurer"))})
    assert sentence_in("de", sentence) == "Eine neue Aussage nennt als Empfänger von Daten: {who} und Versicherer."


def test_a_code_without_a_word_is_told_as_it_is() -> None:
    assert term_in("de", Term("purpose", "moon_landing")) == "moon landing"


@pytest.mark.parametrize("sentence", [Sentence("no.such", {}), Sentence("recipients.new", {})])
def test_a_sentence_of_another_version_is_refused(sentence: Sentence) -> None:
    with pytest.raises(KeyError):
        sentence_in("de", sentence)
