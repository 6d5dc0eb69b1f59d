"""Turns that German, Spanish and French firms use in policies of a few pages."""

from __future__ import annotations

import pytest

from monitor.model import Category, Practice
from tests.support.reading import read


def _shared(language: str, text: str) -> list[Practice]:
    return [one for one in read(language, text) if one.category is Category.SHARING]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Eine Weitergabe an Dritte erfolgt nicht bzw. nur dann, wenn Sie ausdrücklich zugestimmt haben."),
        ("de", "Eine Weitergabe an Dritte erfolgt nicht oder nur mit Ihrer Einwilligung."),
    ],
)
def test_what_is_denied_or_done_only_with_consent_is_done_with_consent(language: str, text: str) -> None:
    (practice,) = _shared(language, text)
    assert (practice.affirmed, practice.modality) == (True, "consent")


@pytest.mark.parametrize(
    ("language", "text", "affirmed"),
    [
        ("de", "Eine Drittlandübermittlung findet nicht statt.", False),
        ("es", "No se prevé el envío de sus datos a otros países.", False),
        ("fr", "Nous refusons donc de communiquer vos données à des tiers.", False),
        ("fr", "Nous n'avons pas accès à vos données, qui sont uniquement transmises à notre banque.", True),
        ("es", "Su perfil podrá ser visualizado por otros usuarios.", True),
        ("es", "Podrán acceder a los datos nuestros proveedores.", True),
        ("de", "Wir hosten unsere Website bei Kettlehub GmbH.", True),
    ],
)
def test_who_gets_data_and_who_does_not(language: str, text: str, *, affirmed: bool) -> None:
    (practice,) = _shared(language, text)
    assert practice.affirmed is affirmed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Es kann nicht garantiert werden, dass keine Daten nach Indien übermittelt werden."),
        ("de", "Sie können sich an die verantwortliche Stelle wenden."),
        ("de", "Die lokale Speicherung bedarf keiner gesonderten Einwilligung."),
        ("es", "Usted es libre de no comunicar sus datos a terceros."),
        ("es", "El usuario tiene el consentimiento de dichos terceros para proporcionar sus datos a socios."),
        ("fr", "Vos données ne sont jamais transmises sur nos serveurs par notre banque."),
    ],
)
def test_what_others_do_or_nobody_can_promise_is_no_practice(language: str, text: str) -> None:
    assert read(language, text) == []


def test_what_marks_a_thing_does_not_deny_what_becomes_of_it() -> None:
    (practice,) = read("de", "Nicht abgerechnete Anfragen werden nach zwei Jahren gelöscht.")
    assert practice.affirmed


@pytest.mark.parametrize(
    ("language", "text", "basis"),
    [
        ("de", "Rechtsgrundlage ist § 26 Abs. 1 BDSG.", "contract"),
        ("es", "Tratamos sus datos fiscales en cumplimiento de nuestras obligaciones legales.", "legal_obligation"),
        ("es", "## Consentimiento del interesado (artículo 6.1. a) RGPD)\n\n- Creación de su cuenta.", "consent"),
    ],
)
def test_grounds_as_firms_name_them(language: str, text: str, basis: str) -> None:
    (practice,) = read(language, text)
    assert practice.legal_basis is not None
    assert practice.legal_basis.basis == basis


def test_german_forms_of_companies_and_societies_are_known() -> None:
    text = "Ihre Daten werden an die Muster Handels GmbH & Co. KG und den Ondine e.V. weitergegeben."
    (practice,) = _shared("de", text)
    assert {one.name for one in practice.recipients} == {"Muster Handels GmbH & Co. KG", "Ondine e.V"}
