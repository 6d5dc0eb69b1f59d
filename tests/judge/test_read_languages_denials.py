"""What a denial reaches in French, German and Spanish, and names, grounds and periods as firms there write them."""

from __future__ import annotations

import pytest

from monitor.model import Category, Practice
from tests.support.reading import read


def _shared(language: str, text: str) -> list[Practice]:
    return [one for one in read(language, text) if one.category is Category.SHARING]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("fr", "Bien que nous ne vendions rien, nous pouvons partager vos données avec nos assureurs.", "insurer"),
        ("fr", "Les données des invités, qui n'ont rien signé, sont transmises à nos assureurs.", "insurer"),
        ("fr", "Vos données ne sont accessibles à aucun tiers à l'exception :\n\n- De nos assureurs", "insurer"),
        ("fr", "Nous ne partageons pas vos données sauf :\n\n- Si nos assureurs nous le demandent", "insurer"),
        ("de", "Wir verkaufen Ihre Daten nicht und geben sie nur an Versicherungen weiter.", "insurer"),
        ("es", "Aunque no vendemos sus datos, podemos compartirlos con nuestras aseguradoras.", "insurer"),
        ("es", "No se comunicarán a terceros, pero podrán acceder a sus datos nuestras aseguradoras.", "insurer"),
    ],
)
def test_what_follows_a_denial_and_is_opposed_to_it_is_affirmed(language: str, text: str, kind: str) -> None:
    (practice,) = [one for one in _shared(language, text) if kind in {who.kind for who in one.recipients}]
    assert practice.affirmed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous vous recommandons vivement de ne pas publier vos billets sur les réseaux sociaux."),
        ("fr", "Nous ne contrôlons pas où vos données sont partagées."),
        ("fr", "Nous recevons des données des sites édités par des tiers."),
        ("fr", "Nos assureurs ont leur propre politique de confidentialité."),
        ("fr", "Vous pouvez nous demander de fournir vos données et de les transmettre à un tiers."),
        ("de", "Wir können Daten über Sie von unseren Partnern erhalten."),
        ("de", "Empfehlung anderer Nutzer, mit denen Sie Kontakt aufnehmen können"),
        ("es", "Los encargados del tratamiento no podrán utilizar los datos para fines distintos."),
    ],
)
def test_what_is_no_sharing_in_other_languages_either(language: str, text: str) -> None:
    assert _shared(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Nous utilisons Brightmail pour envoyer nos lettres.", "Brightmail"),
        ("fr", "Nous faisons appel à Brightmail, qui envoie nos lettres.", "Brightmail"),
        ("es", "Utilizamos Brightmail para el envío de nuestros boletines.", "Brightmail"),
        ("es", "Contamos con los servicios de Brightmail para el envío de boletines.", "Brightmail"),
        ("es", "Encargado del tratamiento: Brightmail S.L. (envío de boletines).", "Brightmail S.L"),
    ],
)
def test_a_company_is_known_by_what_it_is_used_for(language: str, text: str, name: str) -> None:
    assert name in {who.name for one in _shared(language, text) for who in one.recipients}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous transmettons les données PNR des passagers à l'administration compétente."),
        ("fr", "Nous transmettons vos données aux agences gouvernementales."),
    ],
)
def test_whose_data_it_is_and_who_gets_it_are_told_apart(language: str, text: str) -> None:
    assert [who.kind for one in _shared(language, text) for who in one.recipients] == ["authority"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Se basa en su consentimiento, sin que su retirada condicione la ejecución del contrato."),
        ("es", "Puede retirar su consentimiento; si no da sus datos, no podremos ejecutar el contrato."),
        ("fr", "Vous pouvez retirer votre consentement ; sans ces données, nous ne pourrons pas exécuter le contrat."),
        ("de", "Sie können Ihre Einwilligung widerrufen; ohne Daten können wir den Vertrag nicht schließen."),
    ],
)
def test_what_follows_from_a_refusal_denies_no_ground(language: str, text: str) -> None:
    grounds = [(one.legal_basis.basis, one.affirmed) for one in read(language, text) if one.legal_basis]
    assert grounds == [("consent", True)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Puede retirarlo, sin que ello afecte a la licitud del tratamiento basado en el consentimiento."),
        ("fr", "Cela se peut, sans que cela n'affecte la licéité du traitement fondé sur le consentement."),
        ("de", "Die Rechtmäßigkeit der aufgrund der Einwilligung erfolgten Verarbeitung bleibt unberührt."),
    ],
)
def test_that_earlier_processing_stays_lawful_names_no_ground(language: str, text: str) -> None:
    assert [one for one in read(language, text) if one.legal_basis and one.action == "rely"] == []


@pytest.mark.parametrize(
    ("language", "text", "criteria"),
    [
        ("fr", "Nous conservons vos données aussi longtemps que nous en avons besoin pour le service.", "purpose_done"),
        ("fr", "Nous conservons vos données lorsque la loi l'exige.", "legal_duty"),
        ("es", "Conservaremos los datos mientras exista un interés mutuo para mantener el fin.", "purpose_done"),
    ],
)
def test_how_long_is_told_without_a_number(language: str, text: str, criteria: str) -> None:
    (practice,) = [one for one in read(language, text) if one.retention]
    assert practice.retention
    assert practice.retention.criteria == criteria


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous répondons aux demandes d'effacement en 3 jours en moyenne."),
        ("es", "Tiene derecho a que sus datos sean suprimidos cuando ya no sean necesarios."),
    ],
)
def test_answers_and_rights_are_no_periods_of_keeping(language: str, text: str) -> None:
    assert [one for one in read(language, text) if one.retention] == []


def test_one_agrees_to_what_is_otherwise_denied_in_german() -> None:
    (practice,) = _shared("de", "Ihre Daten werden nicht weitergegeben, es sei denn, Sie haben eingewilligt.")
    assert (practice.affirmed, practice.modality) == (True, "consent")


@pytest.mark.parametrize(
    "text",
    [
        "Vous pouvez vous y opposer sans autres frais que les coûts de transmission de vos données.",
        "Nous vous fournirons ces données, sauf si nous avons des raisons légitimes de ne pas les partager.",
        "La publicité n'aura pas été choisie à l'aide des données d'accès enregistrées chez nous.",
        "La clôture ne se propage pas aux données à caractère personnel enregistrées pour vos commandes.",
    ],
)
def test_what_only_looks_like_a_denial_in_french_is_none(text: str) -> None:
    assert [one for one in read("fr", text) if not one.affirmed] == []


def test_data_that_is_said_not_to_be_kept_is_denied_in_french() -> None:
    (practice,) = [one for one in read("fr", "Les données ne sont pas enregistrées sur nos serveurs.") if one.retention]
    assert not practice.affirmed
