"""The three topics in French, German and Spanish policies."""

from __future__ import annotations

import pytest

from monitor.compare.noise import canonical
from monitor.judge import read_text
from monitor.judge.cues import mentions
from monitor.judge.reading.vendor import own_names
from tests.support.reading import read


@pytest.mark.parametrize(
    ("language", "text", "affirmed", "kinds"),
    [
        ("fr", "Nous partageons vos données avec nos prestataires et nos filiales.", True, {"processor", "affiliate"}),
        ("fr", "Nous ne vendons jamais vos données à des tiers.", False, {"third_party"}),
        ("fr", "Vos données peuvent être transmises aux autorités judiciaires.", True, {"authority"}),
        ("fr", "Aucune donnée n'est communiquée à nos partenaires.", False, {"partner"}),
        ("de", "Wir geben Ihre Daten nicht an Dritte weiter.", False, {"third_party"}),
        ("de", "Ihre Daten werden an unsere Auftragsverarbeiter übermittelt.", True, {"processor"}),
        ("de", "Wir verkaufen Ihre Daten nicht.", False, set()),
        ("es", "No cedemos sus datos a terceros.", False, {"third_party"}),
        ("es", "Compartimos sus datos con empresas del grupo y anunciantes.", True, {"affiliate", "advertiser"}),
    ],
)
def test_sharing(language: str, text: str, *, affirmed: bool, kinds: set[str]) -> None:
    found = [practice for practice in read(language, text) if practice.category == "sharing"]
    assert {practice.affirmed for practice in found} == {affirmed}
    assert {recipient.kind for practice in found for recipient in practice.recipients} == kinds


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous partageons vos données avec des annonceurs uniquement avec votre consentement."),
        ("de", "Wir übermitteln Ihre Daten an Werbepartner nur mit Ihrer Einwilligung."),
        ("es", "Compartimos sus datos con anunciantes solo con su consentimiento."),
    ],
)
def test_sharing_on_consent_is_a_condition_and_no_basis(language: str, text: str) -> None:
    (practice,) = read(language, text)
    assert (practice.affirmed, practice.modality) == (True, "consent")


@pytest.mark.parametrize(
    ("language", "text", "period"),
    [
        ("fr", "Vos données sont conservées pendant trois ans à compter du dernier contact.", "P3Y"),
        ("fr", "Les cookies ont une durée de vie de treize (13) mois.", "P13M"),
        ("de", "Ihre Daten werden nach 30 Tagen gelöscht.", "P30D"),
        ("de", "Die Speicherdauer beträgt zwei Jahre.", "P2Y"),
        ("es", "Conservamos sus datos durante cinco años.", "P5Y"),
        ("es", "Sus datos se eliminarán a los 18 meses.", "P18M"),
    ],
)
def test_periods(language: str, text: str, period: str) -> None:
    assert [p.retention.period for p in read(language, text) if p.retention] == [period]


@pytest.mark.parametrize(
    ("language", "text", "criterion"),
    [
        ("fr", "Vos données sont conservées tant que votre compte est actif.", "account_life"),
        ("fr", "Nous conservons vos données pendant la durée nécessaire aux finalités.", "purpose_done"),
        ("de", "Wir speichern Ihre Daten, solange es für die Zwecke erforderlich ist.", "purpose_done"),
        ("de", "Rechnungen werden nach den gesetzlichen Aufbewahrungsfristen gelöscht.", "legal_duty"),
        ("es", "Conservamos sus datos mientras su cuenta esté activa.", "account_life"),
    ],
)
def test_criteria(language: str, text: str, criterion: str) -> None:
    found = [p.retention.criteria for p in read(language, text) if p.retention and p.retention.criteria]
    assert criterion in ", ".join(found)


@pytest.mark.parametrize(
    ("language", "text", "article"),
    [
        ("fr", "La base légale de ce traitement est l'exécution du contrat.", "6(1)(b)"),
        ("fr", "Ce traitement est fondé sur notre intérêt légitime.", "6(1)(f)"),
        ("fr", "Base juridique : art. 6 paragraphe 1 point c) du RGPD.", "6(1)(c)"),
        ("de", "Rechtsgrundlage ist Art. 6 Abs. 1 S. 1 lit. f DSGVO.", "6(1)(f)"),
        ("de", "Die Verarbeitung beruht auf Ihrer Einwilligung.", "6(1)(a)"),
        ("es", "La base jurídica es el cumplimiento de una obligación legal.", "6(1)(c)"),
        ("es", "El tratamiento se basa en su consentimiento.", "6(1)(a)"),
    ],
)
def test_legal_bases(language: str, text: str, article: str) -> None:
    assert {p.legal_basis.article for p in read(language, text) if p.legal_basis} == {article}


@pytest.mark.parametrize(
    ("language", "text", "countries", "safeguards"),
    [
        ("fr", "Vos données sont transférées hors de l'Union européenne.", {"outside_eea"}, set()),
        ("fr", "Nous utilisons les clauses contractuelles types.", set(), {"scc"}),
        ("fr", "Vos données sont transférées depuis la Suisse et la Norvège vers le Japon.", {"JP"}, set()),
        ("de", "Ihre Daten werden aus der Schweiz nach Japan übermittelt.", {"JP"}, set()),
        ("es", "Sus datos se transfieren desde Suiza a Japón.", {"JP"}, set()),
        ("de", "Eine Übermittlung in die USA erfolgt auf Grundlage der Standardvertragsklauseln.", {"US"}, {"scc"}),
        (
            "es",
            "Realizamos transferencias a terceros países con cláusulas contractuales tipo.",
            {"outside_eea"},
            {"scc"},
        ),
    ],
)
def test_transfers(language: str, text: str, countries: set[str], safeguards: set[str]) -> None:
    found = read(language, text)
    assert {country for practice in found for country in practice.countries} == countries
    assert {tool for practice in found for tool in practice.safeguards} == safeguards


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Vous disposez d'un droit d'accès et d'effacement de vos données."),
        ("fr", "Nous répondons dans un délai de 30 jours."),
        ("de", "Sie haben das Recht auf Löschung Ihrer Daten."),
        ("es", "Usted tiene derecho a solicitar la supresión de sus datos."),
    ],
)
def test_rights_of_persons_are_no_practices(language: str, text: str) -> None:
    assert read(language, text) == []


def test_the_language_of_a_text_is_told_by_itself() -> None:
    text = (
        "Nous ne vendons pas vos données à des tiers. Vos données sont conservées pendant une durée de trois ans après "
        "la fin du contrat, et elles sont ensuite supprimées par nos équipes."
    )
    assert {practice.category for practice in read_text(text)} == {"sharing", "retention"}


@pytest.mark.parametrize(
    "text", ["| Finalité | Base légale |\n|---|---|\n| Livraison | Exécution du contrat |\n| Offres | Consentement |\n"]
)
def test_tables(text: str) -> None:
    found = [(p.purposes[0], p.legal_basis.basis) for p in read("fr", text) if p.legal_basis]
    assert found == [("Livraison", "contract"), ("Offres", "consent")]


def test_a_purpose_filled_from_above_stands_beside_a_dash() -> None:
    text = (
        "| Finalités | Sous-finalités | Base légale |\n|---|---|---|\n"
        "| Gérer les commandes | Expédier | Exécution du contrat |\n| | Facturer - archiver | Obligation légale |\n"
    )
    found = [p.legal_basis.basis for p in read("fr", text) if p.legal_basis]
    assert found == ["contract", "legal_obligation"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Vous pouvez demander que vos données soient transmises à un autre responsable du traitement."),
        ("fr", "Nos partenaires nous transmettent des informations."),
        ("fr", "Pour toute question, écrivez au responsable du traitement."),
        ("fr", "Nous pouvons communiquer par courrier avec vous."),
        ("de", "Sie können verlangen, dass die Daten einem anderen Verantwortlichen übermittelt werden."),
        ("de", "Daten, die Sie uns mitteilen, behandeln wir sorgsam."),
        ("es", "Puede solicitar que sus datos se transmitan a otro responsable."),
        ("es", "Queremos enviarle el boletín a su correo electrónico."),
    ],
)
def test_what_goes_to_the_person_or_comes_from_others_is_no_sharing(language: str, text: str) -> None:
    assert [practice for practice in read(language, text) if practice.category == "sharing"] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Vos données ne sont jamais cédées à des tiers."),
        ("de", "Ihre Daten werden nicht verkauft."),
        ("es", "Sus datos no se venden."),
    ],
)
def test_a_denial_in_the_middle_of_a_sale_denies_it(language: str, text: str) -> None:
    assert [practice.affirmed for practice in read(language, text)] == [False]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les données qui ne sont plus nécessaires sont supprimées."),
        ("de", "Daten, die nicht mehr erforderlich sind, werden gelöscht."),
        ("es", "Cuando los datos ya no sean necesarios, se eliminarán."),
    ],
)
def test_what_is_needed_no_longer_is_deleted_all_the_same(language: str, text: str) -> None:
    assert [(practice.action, practice.affirmed) for practice in read(language, text)] == [("delete", True)]


@pytest.mark.parametrize(
    ("language", "text", "cue"),
    [
        ("fr", "Votre localisation", "data_kind"),  # folded to "localization", as if it were British
        ("fr", "L'anonymisation de vos données", "erase"),
        ("fr", "Sans votre autorisation", "consent"),
        ("de", "Außerhalb der Union", "transfer"),  # folded to "ausserhalb"
        ("de", "Ausschließlich für uns", "denial"),
    ],
)
def test_cues_are_met_in_folded_words(language: str, text: str, cue: str) -> None:
    assert cue in mentions(canonical(text), language)


@pytest.mark.parametrize(
    "text", ["Notre politique de confidentialité", "Sa boutique", "Les conditions générales de vente"]
)
def test_french_words_that_only_look_like_cues(text: str) -> None:
    assert not {"security", "company_form", "sell"} & mentions(canonical(text), "fr").keys()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Your data is stored in Japan and is not transferred to third countries."),
        ("en", "Your data is stored in Japan, never transferred to third countries."),
        ("en", "We transfer your data to Japan but not to third countries."),
        ("de", "Ihre Daten werden in Japan gespeichert und nicht in Drittländer übermittelt."),
    ],
)
def test_a_denial_behind_a_place_denies_the_places_behind_it_alone(language: str, text: str) -> None:
    found = [(one.affirmed, one.countries) for one in read(language, text) if one.action == "transfer"]
    assert len(found) == 2
    assert (True, ("JP",)) in found
    assert [affirmed for affirmed, countries in found if countries != ("JP",)] == [False]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ihre Daten werden an die Muster Norwegen GmbH übermittelt."),
        ("en", "Your data is transferred to Fernhill Norway Ltd."),
        ("en", "Your data is transferred to the Bank of Ireland."),
    ],
)
def test_a_country_in_a_companys_name_is_no_destination(language: str, text: str) -> None:
    assert [one.countries for one in read(language, text) if one.countries] == []


@pytest.mark.parametrize(
    "title",
    [
        "Politique de confidentialité de Fernhill",
        "Charte de confidentialité de la Fernhill SAS",
        "Datenschutzerklärung der Fernhill GmbH",
        "**Datenschutzhinweise von Fernhill**",
        "Política de privacidad de Fernhill, S.L.",
    ],
)
def test_a_title_names_the_vendor_in_every_language(title: str) -> None:
    assert "fernhill" in own_names([title, "Text."])
    assert own_names([f"{title} und ihrer Partner lesen Sie hier.", "Text."]) == frozenset()
