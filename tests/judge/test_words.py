"""Every plain word of the lists is told for what it means, by what reads and by what compares."""

from __future__ import annotations

import pytest

from monitor.compare.noise import canonical
from monitor.judge.periods import longest, one_form
from monitor.judge.reading.durations import durations
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.reading.words import LANGUAGES, listed, meanings
from tests.support.reading import kinds

A_UNIT = {"en": "days", "fr": "jours", "de": "Tage", "es": "días"}
KEPT = {"en": "We keep it for {} days", "fr": "Nous la conservons {} jours", "de": "Wir speichern sie {} Tage",
        "es": "La conservamos {} días"}  # fmt: skip
NUMBERS = [(one, word, int(number)) for one in LANGUAGES for word, number in meanings("numbers", one).items()]
UNITS = [(one, word, letter) for one in LANGUAGES for word, letter in meanings("units", one).items()]


@pytest.mark.parametrize(("language", "word", "number"), NUMBERS)
def test_a_number_in_words_is_the_figure(language: str, word: str, number: int) -> None:
    told = f"{word} {A_UNIT[language]}"
    assert one_form(canonical(told)) == one_form(canonical(f"{number} {A_UNIT[language]}"))
    assert one_form(canonical(f"{word} ({number}) {A_UNIT[language]}")) == one_form(canonical(told))


@pytest.mark.parametrize(("language", "word", "number"), NUMBERS)
def test_a_number_in_words_is_read_as_a_period(language: str, word: str, number: int) -> None:
    sentence = fold(KEPT[language].format(word))
    vocabulary = lexicon(language)
    (period,) = durations(sentence, vocabulary.find("numbers", sentence), language)
    assert period.iso == f"P{number}D"


@pytest.mark.parametrize(("language", "word", "letter"), UNITS)
def test_every_form_of_a_unit_is_one_unit_to_both(language: str, word: str, letter: str) -> None:
    sentence = f"5 {word}"
    (unit,) = lexicon(language).find("numbers", sentence)
    assert unit.rule.note["unit"] == letter
    assert longest(one_form(canonical(sentence)).split()) == pytest.approx(
        5 * {"H": 1 / 24, "D": 1, "W": 7, "M": 30.4, "Y": 365}[letter]
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "We keep it for six to ten years."),
        ("fr", "Nous la conservons de six à dix ans."),
        ("de", "Die Fristen betragen sechs bzw. zehn Jahre."),
        ("es", "La conservamos de seis a diez años."),
    ],
)
def test_both_ends_of_a_range_are_read(language: str, sentence: str) -> None:
    folded = fold(sentence)
    found = durations(folded, lexicon(language).find("numbers", folded), language)
    assert [period.iso for period in found] == ["P6Y", "P10Y"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("twelve (12) months", "1 years"),
        ("7-10 years", "7 10 years"),  # a range: none of its ends is dropped
        ("dix-huit mois", "18 mois"),
        ("vingt-quatre heures", "1 jours"),
        ("dreißig Tage", "30 tage"),
        ("twenty-five days", "25 days"),
        ("treinta y seis meses", "3 años"),
        ("many days", "many days"),
        ("days", "days"),
    ],
)
def test_a_period_has_one_form(said: str, told: str) -> None:
    assert one_form(canonical(said)) == told


@pytest.mark.parametrize(
    "name", ["empty", "denying", "excepting", "supposing", "withdrawing", "without_end", "measured", "wordy"]
)
def test_words_are_compared_in_their_canonical_form(name: str) -> None:
    """A word that is written otherwise in canonical text would never be met."""
    assert {word for word in listed(name) if canonical(word) != word} == set()


@pytest.mark.parametrize(
    ("language", "sentence", "period"),
    [
        ("en", "We keep it until the end of the seventh (7th) year.", "P7Y"),
        ("en", "We keep it until the end of the 10th year.", "P10Y"),
        ("fr", "Nous la conservons jusqu'à la fin de la dixième année.", "P10Y"),
        ("de", "Wir speichern sie bis zum Ende des siebten Jahres.", "P7Y"),
        ("es", "La conservamos hasta el final del sexto año.", "P6Y"),
    ],
)
def test_an_ordinal_ends_a_period(language: str, sentence: str, period: str) -> None:
    folded = fold(sentence)
    (found,) = durations(folded, lexicon(language).find("numbers", folded), language)
    assert found.iso == period


@pytest.mark.parametrize("word", sorted(listed("abbreviations")))
def test_the_stop_of_an_abbreviation_ends_no_clause(word: str) -> None:
    assert "court" in kinds(f"We disclose your data to public authorities ({word}. a court or an agency).")
