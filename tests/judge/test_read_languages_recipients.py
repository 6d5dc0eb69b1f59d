"""Who gets data in French, German and Spanish by labels, entries and verbs, and who only seems to."""

from __future__ import annotations

import pytest

from monitor.model import Category
from tests.support.reading import read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Vous avez le droit de savoir à quels partenaires vos données sont communiquées."),
        ("fr", "Vous avez le droit de rectifier vos données si elles sont fausses et de les supprimer."),
        ("fr", "Nous nous efforçons de conserver des données exactes et à jour."),
        ("fr", "Nous ne sommes pas responsables des traitements que des tiers font de vos données partagées."),
        ("de", "Sie haben das Recht zu erfahren, an welche Empfänger wir Ihre Daten übermitteln."),
        ("de", "An welche Empfänger wir Ihre Daten übermitteln"),
        (
            "es",
            "Los interesados podrán solicitar la limitación, en cuyo caso solo conservaremos sus datos para litigios.",
        ),
        ("es", "Con quién compartimos sus datos"),
    ],
)
def test_rights_titles_and_assurances_state_nothing(language: str, text: str) -> None:
    assert read(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("fr", "Destinataires : nos transporteurs et nos assureurs.", {"carrier", "insurer"}),
        ("fr", "Destinataires : aucun tiers.", set()),
        ("de", "Empfänger: Steuerberater und Banken.", {"adviser", "payment_provider"}),
        ("de", "Empfänger der Daten: keine Dritten.", set()),
        ("es", "Destinatarios: empresas del grupo y aseguradoras.", {"affiliate", "insurer"}),
    ],
)
def test_labels_name_recipients(language: str, text: str, kinds: set[str]) -> None:
    assert {recipient.kind for one in read(language, text) for recipient in one.recipients if one.affirmed} == kinds


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Vos données sont communiquées :\n\n- à la société qui gère nos stocks ;\n- aux organismes de contrôle ;",
        ),
        ("de", "Wir geben Ihre Daten weiter an:\n\n- die Firma, die unser Lager betreibt;\n- andere Unternehmen;"),
        ("es", "Sus datos se comunicarán a:\n\n- empresas de trabajo temporal;\n- otras organizaciones;"),
    ],
)
def test_entries_of_no_known_kind_are_third_parties(language: str, text: str) -> None:
    found = [[recipient.kind for recipient in one.recipients] for one in read(language, text)]
    assert found == [["third_party"], ["third_party"]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous pouvons envoyer des communications personnalisées selon vos achats et vos données."),
        ("fr", "Si ces données ne sont pas fournies, le paiement échoue."),
        ("de", "Wir stellen Ihnen die Daten Ihrer Bestellung zur Verfügung."),
        ("es", "Si los datos no se facilitan, no podremos servir el pedido."),
        ("es", "Los usuarios pueden compartir fotos con terceros."),
    ],
)
def test_what_is_sent_to_nobody_else_is_no_sharing(language: str, text: str) -> None:
    assert [one for one in read(language, text) if one.category is Category.SHARING] == []


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("fr", "Les données de l'utilisateur peuvent être transmises à nos assureurs.", {"insurer"}),
        ("de", "Wir können die Daten unserer Nutzer an Auskunfteien weitergeben.", {"credit_bureau"}),
        ("es", "Los datos de los usuarios podrán comunicarse a aseguradoras.", {"insurer"}),
        ("es", "Podemos recoger sus datos y cederlos a anunciantes.", {"advertiser"}),
    ],
)
def test_data_of_users_is_shared_by_the_vendor(language: str, text: str, kinds: set[str]) -> None:
    assert {recipient.kind for one in read(language, text) for recipient in one.recipients} == kinds


@pytest.mark.parametrize(
    ("language", "columns", "row"),
    [
        ("fr", "Entreprise | Finalité | Transfert international de données", "Ondine Ltd | Envoi | Inde"),
        ("de", "Unternehmen | Zweck | Drittlandtransfer", "Ondine Ltd | Versand | Indien"),
        ("es", "Empresa | Finalidad | Transferencia internacional de datos", "Ondine Ltd | Envío | India"),
    ],
)
def test_tables_of_companies_name_them_with_their_country(language: str, columns: str, row: str) -> None:
    (practice,) = read(language, f"| {columns} |\n| --- | --- | --- |\n| {row} |")
    assert [(one.name, one.country) for one in practice.recipients] == [("Ondine Ltd", "IN")]
