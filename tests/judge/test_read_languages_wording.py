"""How vendors put it in French, German and Spanish: in any person, by nouns, and what only sounds like a practice."""

from __future__ import annotations

import pytest

from tests.support.reading import read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La manière dont vos données sont conservées est décrite plus loin."),
        ("fr", "Il suffit de nous envoyer vos coordonnées et le nom de vos partenaires."),
        ("fr", "Nous répondons de la collecte, de la conservation et de la suppression de vos données."),
        ("fr", "Nous respectons le règlement (UE) 2016/679 lors du traitement de vos données."),
        ("fr", "Nous collectons vos données auprès de partenaires."),
        ("fr", "Fernhill décline toute responsabilité quant à l'exploitation de vos données par des tiers."),
        ("fr", "En nous communiquant vos données, vous aidez nos prestataires."),
        ("fr", "Ces cookies ne nécessitent pas votre consentement."),
        ("de", "Gemäß der Verordnung (EU) 2016/679 ist die Verarbeitung Ihrer Daten geregelt."),
        ("de", "Sie haben das Recht auf Auskunft über die Empfänger Ihrer Daten."),
        ("de", "Gegen Kenntnisnahme durch Dritte ist die E-Mail nicht geschützt."),
        ("de", "Diese Cookies bedürfen keiner Einwilligung."),
        ("es", "Tiene derecho a conocer los destinatarios de sus datos."),
        ("es", "De conformidad con el Reglamento (UE) 2016/679, tratamos sus datos."),
        ("es", "Declinamos toda responsabilidad por el uso que terceros hagan de sus datos."),
        ("es", "Estas cookies no requieren su consentimiento."),
    ],
)
def test_what_only_sounds_like_a_practice_is_none(language: str, text: str) -> None:
    assert read(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "affirmed", "kinds"),
    [
        ("fr", "Fernhill ne divulgue vos données à aucun tiers.", False, {"third_party"}),
        ("fr", "Nous nous engageons à ne pas transmettre vos données à des tiers.", False, {"third_party"}),
        ("fr", "Nous communiquerons vos données à nos assureurs.", True, {"insurer"}),
        ("fr", "Les destinataires de vos données sont les partenaires publicitaires.", True, {"advertiser"}),
        ("fr", "Les services des douanes ont accès à vos données.", True, {"authority"}),
        ("de", "Fernhill gibt diese Daten niemals an Dritte weiter.", False, {"third_party"}),
        ("de", "Empfänger der Daten sind Versanddienstleister.", True, {"carrier"}),
        ("es", "Fernhill cede sus datos a las empresas del grupo.", True, {"affiliate"}),
        ("es", "Sus datos serán tratados por nuestros proveedores.", True, {"processor"}),
    ],
)
def test_vendors_speak_of_themselves_in_any_person(
    language: str, text: str, *, affirmed: bool, kinds: set[str]
) -> None:
    (practice,) = read(language, text)
    assert practice.affirmed is affirmed
    assert {recipient.kind for recipient in practice.recipients} == kinds


@pytest.mark.parametrize(
    ("language", "text", "period"),
    [
        ("fr", "Les enregistrements des appels sont conservés un mois.", "P1M"),
        ("fr", "Les données d'un prospect qui ne répond à aucun message pendant trois ans sont supprimées.", "P3Y"),
        ("fr", "Suppression des factures après douze mois.", "P12M"),
        ("es", "Los currículos se destruirán transcurridos dos años.", "P2Y"),
        ("es", "Fernhill conserva las facturas durante seis años.", "P6Y"),
    ],
)
def test_periods_are_affirmed(language: str, text: str, period: str) -> None:
    (practice,) = read(language, text)
    assert practice.affirmed
    assert practice.retention is not None
    assert practice.retention.period == period


@pytest.mark.parametrize(
    ("language", "text", "affirmed", "places", "safeguards"),
    [
        ("fr", "Fernhill ne transfère aucune donnée en dehors de l'Union européenne.", False, {"outside_eea"}, set()),
        ("fr", "Les données vont à un prestataire établi au Canada.", True, {"CA"}, set()),
        ("fr", "Aucun transfert de vos données hors de l'Union européenne n'a lieu.", False, {"outside_eea"}, set()),
        ("es", "Sus datos podrán transferirse a Japón con cláusulas contractuales tipo.", True, {"JP"}, {"scc"}),
    ],
)
def test_where_data_goes(language: str, text: str, *, affirmed: bool, places: set[str], safeguards: set[str]) -> None:
    (practice,) = [practice for practice in read(language, text) if practice.countries]
    assert practice.affirmed is affirmed
    assert set(practice.countries) == places
    assert set(practice.safeguards) == safeguards


def test_german_objections_to_an_interest_do_not_rest_on_it() -> None:
    (practice,) = read("de", "Sie können der Verarbeitung auf Grundlage unserer berechtigten Interessen widersprechen.")
    assert practice.action == "object"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "## 9. Combien de temps conservons-nous vos données"),
        ("en", "## 5. How we share your data"),
        ("de", "## 7) Wie wir Ihre Daten weitergeben"),
    ],
)
def test_a_numbered_title_states_nothing(language: str, text: str) -> None:
    assert read(language, text) == []


def test_what_only_announces_a_list_of_periods_states_none() -> None:
    (practice,) = read("fr", "Vos données sont conservées :\n\n- 10 ans pour les factures ;")
    assert practice.retention is not None
    assert practice.retention.period == "P10Y"


def test_an_entry_keeps_what_its_lead_in_erases() -> None:
    found = read("fr", "Nous supprimons vos données, mais :\n\n- nous conservons les factures pendant dix ans ;")
    assert [practice.action for practice in found if practice.retention and practice.retention.period] == ["retain"]
