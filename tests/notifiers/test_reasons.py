"""The reason of a finding is told in the language of the message; programs read it in English as before."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from monitor.judge import compare_texts
from monitor.judge.report import comparison
from monitor.model import Sentence
from notifiers.letter import letter
from notifiers.lexicon import LANGUAGES
from notifiers.payload import payload
from notifiers.render import House
from store.rows import judgement_from_json, judgement_to_json
from tests.support.alerts import SHARING, change, judgement, worded

POLICY = """\
# Datenschutzerklärung der Weberei Lerchenau

## Weitergabe

{sharing}

Ihre Daten werden in {where} gespeichert.

## Speicherdauer

Verträge werden {years} Jahre aufbewahrt.

## Rechtsgrundlage

Rechtsgrundlage für den Versand unseres Newsletters ist {basis}.
"""
OLD = POLICY.format(
    sharing="Wir geben Ihre Daten nicht an Dritte weiter.", where="Irland", years="sechs", basis="Ihre Einwilligung"
)
NEW = POLICY.format(
    sharing="Wir geben Ihre Daten an Werbepartner und an die Quillmere GmbH weiter.",
    where="Indien",
    years="zehn",
    basis="unser berechtigtes Interesse",
)
JUDGED = compare_texts(OLD, NEW)
REASONS = {
    "en": [
        "What was denied before is now stated: data may go to advertisers and Quillmere GmbH.",
        "Data is kept for 10 years; before, it was 6 years.",
        "The processing rests on legitimate interests where it rested on consent.",
        "Data goes to India, in place of Ireland.",
    ],
    "de": [
        "Was bisher ausgeschlossen war, ist jetzt vorgesehen. "
        "Daten können gehen an: Werbetreibende und Quillmere GmbH.",
        "Daten werden jetzt 10 Jahre aufbewahrt; zuvor waren es 6 Jahre.",
        "Die Verarbeitung stützt sich jetzt auf: berechtigte Interessen; zuvor auf: Einwilligung.",
        "Orte, an die Daten gehen: jetzt Indien; zuvor Irland.",
    ],
    "fr": [
        "Ce qui était exclu est désormais prévu\u00a0; "
        "des données peuvent être communiquées à ces destinataires\u00a0: annonceurs et Quillmere GmbH.",
        "Les données sont désormais conservées 10 ans\u00a0; auparavant\u00a0: 6 ans.",
        "Le traitement repose désormais sur\u00a0: intérêts légitimes\u00a0; auparavant sur\u00a0: consentement.",
        "Destination des données désormais\u00a0: Inde\u00a0; auparavant\u00a0: Irlande.",
    ],
    "es": [
        "Lo que antes se excluía ahora está previsto; los datos pueden comunicarse a: anunciantes y Quillmere GmbH.",
        "Los datos se conservan ahora 10 años; antes: 6 años.",
        "El tratamiento se basa ahora en: intereses legítimos; antes, en: consentimiento.",
        "Destino de los datos ahora: India; antes: Irlanda.",
    ],
}


def _breaking(text: str) -> str:
    """With plain spaces: a chat's text has no others."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("medium", ["email", "chat", "log"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_of_all_topics_is_told_in_the_language_on_every_medium(language: str, medium: str) -> None:
    message = worded(change(judgement=JUDGED), medium=medium, house=House(language=language))
    text, html = (_breaking(part or "") for part in (message.text, message.html))
    others = [one for other in LANGUAGES if other != language for one in REASONS[other]]
    assert all(_breaking(one) in text for one in REASONS[language])
    assert all(_breaking(one) in html for one in REASONS[language]) or message.html is None
    assert not [one for one in others if _breaking(one) in text + html]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_tells_each_change_in_the_language(language: str) -> None:
    parts = letter([change(id=f"{n}", judgement=JUDGED) for n in range(3)], language=language).parts
    assert [[finding.reason for finding in part.findings] for part in parts] == [REASONS[language]] * 3


def test_what_was_stored_is_told_in_the_language_when_it_is_read_again() -> None:
    again = judgement_from_json(judgement_to_json(JUDGED))
    (part,) = letter([change(judgement=again)], language="de").parts
    assert [finding.reason for finding in part.findings] == REASONS["de"]


def test_what_an_earlier_version_stored_is_told_in_its_english_words() -> None:
    stored = json.loads(judgement_to_json(JUDGED))
    for finding in stored["findings"]:
        del finding["sentence"]
    again = judgement_from_json(json.dumps(stored))
    assert again == JUDGED  # so that judging again finds no other judgement
    (part,) = letter([change(judgement=again)], language="de").parts
    assert [finding.reason for finding in part.findings] == REASONS["en"]


@pytest.mark.parametrize("sentence", [Sentence("no.such", {}), Sentence("keeping.length", {})])
def test_a_sentence_that_this_version_does_not_know_is_told_in_english(sentence: Sentence) -> None:
    (part,) = letter([change(replace(SHARING, sentence=sentence))], language="es").parts
    assert [finding.reason for finding in part.findings] == [SHARING.reason]


def test_a_name_with_control_characters_stays_on_its_line() -> None:
    named = Sentence("recipients.new", {"who": (("name", "Quill\nmere\u202e"),)})  # type: ignore[dict-item]
    (part,) = letter([change(replace(SHARING, sentence=named))], language="de").parts
    assert part.findings[0].reason == "Eine neue Aussage nennt als Empfänger von Daten: Quill mere."


def test_programs_read_the_reason_in_english_and_nothing_new() -> None:
    """The formats of `compare` and of webhooks are others' to rely on."""
    told = comparison(JUDGED)["findings"]
    posted = json.loads(payload(change(judgement=JUDGED)))["judgement"]["findings"]
    assert [finding["reason"] for finding in told] == [finding["reason"] for finding in posted] == REASONS["en"]
    assert "sentence" not in {*told[0], *posted[0]}


def test_a_judgement_of_nothing_has_no_reasons() -> None:
    assert letter([change(judgement=judgement())], language="de").parts[0].findings == ()
