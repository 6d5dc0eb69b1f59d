"""The language of a text is told by its function words, and not guessed where there are too few."""

from __future__ import annotations

import pytest

from monitor.model.language import language_of

_SENTENCES = {
    "en": "We keep the recordings for thirty days and then delete them from our servers unless you ask us not to.",
    "fr": "Nous conservons vos enregistrements pendant trente jours et nous les supprimons ensuite de nos serveurs.",
    "de": "Wir bewahren die Aufnahmen dreißig Tage auf und löschen sie danach von unseren Servern.",
    "es": "Guardamos las grabaciones durante treinta días y luego las borramos de nuestros servidores si lo pide.",
    "it": "Conserviamo le registrazioni per trenta giorni e poi le cancelliamo dai nostri server, se non chiede altro.",
    "nl": "Wij bewaren de opnamen dertig dagen en verwijderen ze daarna van onze servers, als u dat aan ons vraagt.",
    "pt": "Guardamos as gravações por trinta dias e depois as apagamos dos nossos servidores, se você não pedir mais.",
    "pl": "Przechowujemy nagrania przez trzydzieści dni i usuwamy je z serwerów, jeśli użytkownik nas o to poprosi.",
    "sv": "Vi sparar inspelningarna i trettio dagar och tar sedan bort dem från våra servrar om du ber oss om det.",
    "da": "Vi gemmer optagelserne i tredive dage og sletter dem derefter fra vores servere, hvis du beder os om det.",
}


@pytest.mark.parametrize("language", _SENTENCES)
def test_one_sentence_is_enough(language: str) -> None:
    assert language_of(_SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "Privacy Policy", "Loading...", "_ga _gid __cfduid 2 years " * 20])
def test_a_text_without_sentences_has_no_language(text: str) -> None:
    assert language_of(text) is None


def test_a_text_in_two_halves_has_the_language_of_the_larger() -> None:
    text = _SENTENCES["de"] + " " + (_SENTENCES["en"] + " ") * 3
    assert language_of(text) == "en"


def test_case_and_markup_do_not_matter() -> None:
    assert language_of("**" + _SENTENCES["fr"].upper() + "**") == "fr"
