"""Exceptions and conditions: what opens a denial, what narrows sharing, in four languages."""

from __future__ import annotations

import pytest

from tests.support.reading import read

Stated = set[tuple[bool, str | None]]


def stances(language: str, text: str) -> Stated:
    practices = read(language, text)
    return {(one.affirmed, who.name or who.kind) for one in practices for who in one.recipients}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We share your data with partners, except our insurers."),
        ("en", "We share your data with partners, with the exception of insurance companies."),
        ("de", "Wir geben Ihre Daten an Partner weiter, außer an Versicherungen."),
        ("fr", "Nous partageons vos données avec nos partenaires, sauf nos assureurs."),
        ("es", "Compartimos sus datos con nuestros socios, salvo las aseguradoras."),
    ],
)
def test_an_exception_to_sharing_keeps_data_from_whom_it_names(language: str, text: str) -> None:
    assert stances(language, text) == {(True, "partner"), (False, "insurer")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We do not share your data with third parties, except our insurers."),
        ("de", "Wir geben Ihre Daten nicht an Dritte weiter, außer an Versicherungen."),
        ("fr", "Nous ne partageons pas vos données avec des tiers, sauf nos assureurs."),
        ("es", "No compartimos sus datos con terceros, salvo las aseguradoras."),
    ],
)
def test_an_exception_to_a_denial_opens_it(language: str, text: str) -> None:
    assert stances(language, text) == {(False, "third_party"), (True, "insurer")}


@pytest.mark.parametrize(
    "text",
    [
        "We share your data with partners, except where insurers object.",
        "We share your data with partners, except as insurers require.",
        "Except for couriers, we share your data with partners and insurers.",
    ],
)
def test_an_exception_by_circumstance_takes_nobody_out(text: str) -> None:
    assert (False, "insurer") not in stances("en", text)


def test_a_condition_on_which_the_person_agrees_is_consent_in_german() -> None:
    (practice,) = read("de", "Wenn Sie einwilligen, geben wir Ihre Daten an Versicherungen weiter.")
    assert (practice.affirmed, practice.modality) == (True, "consent")


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Our hosting provider is Kettlehub Inc.", "Kettlehub Inc"),
        ("de", "Unser Hoster ist die Kettlehub GmbH.", "Kettlehub GmbH"),
        ("fr", "Notre hébergeur est la société Kettlehub SAS.", "Kettlehub SAS"),
        ("es", "Nuestro proveedor de alojamiento es Kettlehub S.L.", "Kettlehub S.L"),
        ("de", "Verantwortlicher ist die Kettlehub GmbH.", "Kettlehub GmbH"),
        ("fr", "Cookies analytiques : mesure d'audience (Meta Pixel).", "Meta Pixel"),
    ],
)
def test_who_is_named_as_host_controller_or_owner_of_cookies(language: str, text: str, name: str) -> None:
    assert (True, name) in stances(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Your data is kept until you ask us to delete it."),
        ("de", "Ihre Daten werden gespeichert, bis Sie deren Löschung verlangen."),
        ("fr", "Vos données sont conservées jusqu'à ce que vous demandiez leur suppression."),
        ("es", "Sus datos se conservan hasta que usted solicite su supresión."),
    ],
)
def test_keeping_until_one_asks_for_deletion_ends_on_request(language: str, text: str) -> None:
    (practice,) = read(language, text)
    assert practice.retention is not None
    assert practice.retention.criteria == "request"


@pytest.mark.parametrize(
    ("language", "affirmed", "denied"),
    [
        ("en", "Zephyrmind Inc. may use messages to train its models.",
         "Zephyrmind Inc. does not use messages to train its models."),
        ("de", "Die Zephyrmind GmbH kann Inhalte zum Training ihrer Modelle verwenden.",
         "Die Zephyrmind GmbH verwendet Inhalte nicht zum Training ihrer Modelle."),
        ("fr", "Zephyrmind SAS peut utiliser les messages pour entraîner ses modèles.",
         "Zephyrmind SAS ne peut pas utiliser les messages pour entraîner ses modèles."),
        ("es", "Zephyrmind S.L. puede usar los mensajes para entrenar sus modelos.",
         "Zephyrmind S.L. no usa los mensajes para entrenar sus modelos."),
    ],
)  # fmt: skip
def test_training_of_its_own_models_is_a_recipients_own_use(language: str, affirmed: str, denied: str) -> None:
    for text, stated in ((affirmed, True), (denied, False)):
        (practice, *_) = [one for one in read(language, text) if one.action == "own_use"]
        assert (practice.affirmed, practice.recipients[0].kind) == (stated, "company")


def test_training_of_the_vendors_own_models_is_no_use_of_a_recipient() -> None:
    assert [
        one for one in read("en", "We may use your content to train our AI models.") if one.action == "own_use"
    ] == []
