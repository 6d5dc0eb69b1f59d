"""What a small edit must do to a reading, and what it must not, in French, German and Spanish."""

from __future__ import annotations

import pytest

from monitor.judge.reading.facts import facts
from tests.support.reading import read


def keys(language: str, text: str) -> set[tuple[object, ...]]:
    """What a text says, in whatever words."""
    return {key for practice in read(language, text) for key in facts(practice)}


# Pairs that say the opposite: the second is denied.
DENIED = [
    ("fr", "Nous vendons vos données à des tiers.", "Nous ne vendons pas vos données à des tiers."),
    ("fr", "Vos données peuvent être cédées à des tiers.", "Vos données ne peuvent être cédées à des tiers."),
    ("fr", "Vos données quittent l'Union européenne.", "Vos données ne quittent pas l'Union européenne."),
    ("fr", "Nous conservons vos données bancaires.", "Nous ne conservons pas vos données bancaires."),
    ("fr", "Ce traitement est fondé sur votre consentement.", "Ce traitement n'est pas fondé sur votre consentement."),
    ("de", "Wir geben Ihre Daten an Partner weiter.", "Wir geben Ihre Daten nicht an Partner weiter."),
    ("de", "Ihre Daten werden in die USA übermittelt.", "Ihre Daten werden nicht in die USA übermittelt."),
    ("de", "Wir bewahren Ihre Rechnungen auf.", "Wir bewahren Ihre Rechnungen nicht auf."),
    ("de", "Wir stützen dies auf Ihre Einwilligung.", "Wir stützen dies nicht auf Ihre Einwilligung."),
    ("es", "Cedemos sus datos a terceros.", "No cedemos sus datos a terceros."),
    ("es", "Sus datos salen de la Unión Europea.", "Sus datos no salen de la Unión Europea."),
    ("es", "Conservamos los datos de su tarjeta.", "No conservamos los datos de su tarjeta."),
    ("es", "Basamos este tratamiento en su consentimiento.", "No basamos este tratamiento en su consentimiento."),
]


@pytest.mark.parametrize(("language", "affirmed", "denied"), DENIED)
def test_a_denial_turns_what_is_said(language: str, affirmed: str, denied: str) -> None:
    assert {practice.affirmed for practice in read(language, affirmed)} == {True}
    assert {practice.affirmed for practice in read(language, denied)} == {False}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Vos données ne sont pas conservées plus de six mois."),
        ("fr", "Vos données sont lues avec ou sans compte et conservées six mois."),
        ("de", "Ihre Daten werden nicht länger als sechs Monate gespeichert."),
        ("es", "Sus datos no se conservarán más de seis meses."),
    ],
)
def test_a_limit_is_no_denial(language: str, text: str) -> None:
    assert [(p.affirmed, p.retention.period) for p in read(language, text) if p.retention] == [(True, "P6M")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Si vous ne vous connectez pas, nous supprimons vos données après deux ans."),
        ("fr", "Lorsque nous n'avons aucun contact avec vous, vos données sont supprimées après deux ans."),
        ("de", "Falls Sie sich nicht anmelden, löschen wir Ihre Daten nach zwei Jahren."),
        ("de", "Wenn wir keinen Kontakt mit Ihnen haben, werden Ihre Daten nach zwei Jahren gelöscht."),
        ("es", "Si usted no entra en su cuenta, eliminaremos sus datos a los dos años."),
        ("es", "Cuando no haya actividad, sus datos se eliminarán a los dos años."),
    ],
)
def test_a_denied_condition_denies_nothing_else(language: str, text: str) -> None:
    assert [(p.action, p.affirmed) for p in read(language, text) if p.retention] == [("delete", True)]


@pytest.mark.parametrize(
    ("language", "one", "same"),
    [
        ("fr", "Vos données sont conservées douze mois.", "Vos données sont conservées un an."),
        ("fr", "Vos données sont conservées vingt-quatre (24) mois.", "Vos données sont conservées deux ans."),
        ("de", "Ihre Daten werden zwölf Monate aufbewahrt.", "Ihre Daten werden ein Jahr aufbewahrt."),
        ("de", "Ihre Daten werden nach 14 Tagen gelöscht.", "Ihre Daten werden nach zwei Wochen gelöscht."),
        ("es", "Sus datos se conservarán doce meses.", "Sus datos se conservarán un año."),
        ("es", "Sus datos se eliminarán a las 48 horas.", "Sus datos se eliminarán a los dos días."),
    ],
)
def test_another_unit_for_the_same_time_is_the_same_fact(language: str, one: str, same: str) -> None:
    assert read(language, one)
    assert keys(language, one) == keys(language, same)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "Vos données sont conservées trois mois.", "Vos données sont conservées trois ans."),
        ("fr", "Les cookies expirent après 6 mois.", "Les cookies expirent après 13 mois."),
        ("de", "Ihre Daten werden nach drei Tagen gelöscht.", "Ihre Daten werden nach drei Monaten gelöscht."),
        ("de", "Diese Cookies verfallen nach 30 Tagen.", "Diese Cookies verfallen nach 90 Tagen."),
        ("es", "Sus datos se conservarán tres meses.", "Sus datos se conservarán tres años."),
        ("es", "La cookie caduca: duración de 7 días.", "La cookie caduca: duración de 13 días."),
    ],
)
def test_another_time_is_another_fact(language: str, one: str, other: str) -> None:
    assert read(language, one)
    assert keys(language, one) != keys(language, other)


@pytest.mark.parametrize(
    ("language", "text", "modality"),
    [
        ("fr", "Nous transmettons vos données à nos partenaires.", "will"),
        ("fr", "Nous pouvons transmettre vos données à nos partenaires.", "may"),
        ("fr", "Sauf opposition de votre part, nous transmettons vos données à nos partenaires.", "opt_out"),
        ("fr", "Sous réserve que vous y consentiez, nous transmettons vos données à nos partenaires.", "consent"),
        ("de", "Wir geben Ihre Daten an unsere Partner weiter.", "will"),
        ("de", "Möglicherweise geben wir Ihre Daten an unsere Partner weiter.", "may"),
        ("de", "Soweit Sie nicht widersprechen, geben wir Ihre Daten an unsere Partner weiter.", "opt_out"),
        ("fr", "Sans votre consentement, nous ne transmettons pas vos données à nos partenaires.", "consent"),
        ("de", "Ohne Ihre Einwilligung geben wir Ihre Daten nicht an unsere Partner weiter.", "consent"),
        ("es", "Sin su consentimiento, no cedemos sus datos a nuestros socios.", "consent"),
        ("de", "Sofern Sie eingewilligt haben, geben wir Ihre Daten an unsere Partner weiter.", "consent"),
        ("es", "Cedemos sus datos a nuestros socios.", "will"),
        ("es", "Podemos ceder sus datos a nuestros socios.", "may"),
        ("es", "Salvo que usted se oponga, cederemos sus datos a nuestros socios.", "opt_out"),
        ("es", "Si usted lo ha autorizado, cederemos sus datos a nuestros socios.", "consent"),
    ],
)
def test_how_firmly_it_is_said(language: str, text: str, modality: str) -> None:
    (practice,) = [one for one in read(language, text) if one.recipients]
    assert (practice.affirmed, practice.modality) == (True, modality)
    assert {recipient.kind for recipient in practice.recipients} == {"partner"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous ne communiquons vos données à aucun tiers, à l'exception de nos transporteurs."),
        ("de", "Eine Weitergabe Ihrer Daten an Dritte erfolgt nicht, außer an unsere Versanddienstleister."),
        ("es", "No comunicamos sus datos a terceros, excepto a empresas de mensajería."),
    ],
)
def test_an_exception_is_allowed_and_the_rest_denied(language: str, text: str) -> None:
    said = {recipient.kind: one.affirmed for one in read(language, text) for recipient in one.recipients}
    assert said == {"third_party": False, "carrier": True}


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("fr", "Ce traitement repose sur votre consentement.", "Ce traitement repose sur notre intérêt légitime."),
        ("de", "Rechtsgrundlage ist Art. 6 Abs. 1 lit. a DSGVO.", "Rechtsgrundlage ist Art. 6 Abs. 1 lit. f DSGVO."),
        ("es", "La base jurídica es el art. 6.1.a RGPD.", "La base jurídica es el art. 6.1.f RGPD."),
    ],
)
def test_another_ground_is_another_fact(language: str, before: str, after: str) -> None:
    grounds = [one.legal_basis.article for text in (before, after) for one in read(language, text) if one.legal_basis]
    assert grounds == ["6(1)(a)", "6(1)(f)"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Base légale : article 6.1.c du RGPD."),
        ("fr", "Base légale : art. 6-1-c du RGPD."),
        ("fr", "Base légale : article 6, paragraphe 1, point c) du RGPD."),
        ("de", "Rechtsgrundlage ist Art. 6 Abs. 1 S. 1 lit. c DSGVO."),
        ("de", "Rechtsgrundlage ist Artikel 6 Absatz 1 Satz 1 Buchstabe c DSGVO."),
        ("es", "Base jurídica: art. 6.1.c) RGPD."),
        ("es", "Base jurídica: artículo 6, apartado 1, letra c) del RGPD."),
    ],
)
def test_an_article_is_the_same_however_it_is_cited(language: str, text: str) -> None:
    assert [one.legal_basis.article for one in read(language, text) if one.legal_basis] == ["6(1)(c)"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Vos données de santé sont traitées en vertu de l'article 9.2.h du RGPD."),
        ("de", "Gesundheitsdaten verarbeiten wir nach Art. 9 Abs. 2 lit. h DSGVO."),
        ("es", "Tratamos sus datos de salud en virtud del artículo 9.2.h) del RGPD."),
    ],
)
def test_special_categories_have_grounds_of_their_own(language: str, text: str) -> None:
    assert [one.legal_basis.article for one in read(language, text) if one.legal_basis] == ["9(2)(h)"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Si vous ne vous connectez pas pendant deux ans, nous supprimons vos données."),
        ("de", "Ihre Daten werden gelöscht, wenn Sie sich zwei Jahre lang nicht anmelden."),
        ("es", "Los datos serán eliminados si no se produce una interacción en el plazo de dos años."),
    ],
)
def test_a_denied_condition_may_hold_the_period(language: str, text: str) -> None:
    found = [(one.affirmed, one.retention.period) for one in read(language, text) if one.retention]
    assert found == [(True, "P2Y")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les données de santé traitées ne sont pas transférées hors de l'Union européenne."),
        ("fr", "Vos données sont hébergées en France et ne sont pas transférées hors de l'Union européenne."),
        ("de", "Die gespeicherten Daten werden nicht in Länder außerhalb der EU übermittelt."),
        ("es", "Los datos tratados no se transfieren fuera de la Unión Europea."),
        ("es", "Los datos se alojan en España y no se transferirán fuera de la UE."),
    ],
)
def test_a_denied_transfer_is_denied_and_no_denial_of_sharing(language: str, text: str) -> None:
    (practice,) = read(language, text)
    assert (practice.action, practice.affirmed) == ("transfer", False)
    assert "outside_eea" in practice.countries


@pytest.mark.parametrize(
    ("language", "text", "affirmed"),
    [
        ("de", "Wir löschen Ihre Daten nach drei Jahren, sobald Sie widerrufen oder keine Gründe mehr bestehen.", True),
        ("de", "Wir löschen Ihre Daten auch nach drei Jahren nicht.", False),
        ("de", "Eine Übermittlung Ihrer Daten in die USA kann nicht völlig ausgeschlossen werden.", True),
        ("de", "Eine Übermittlung Ihrer Daten in die USA findet nicht statt.", False),
        ("de", "Damit wir Sie nicht erneut fragen, speichern wir Ihre Daten für ein Jahr.", True),
        ("es", "No se puede descartar una transferencia de sus datos a Estados Unidos.", True),
        ("es", "Sus datos no se transfieren a Estados Unidos.", False),
    ],
)
def test_a_denial_beside_the_statement_denies_nothing(language: str, text: str, *, affirmed: bool) -> None:
    assert {practice.affirmed for practice in read(language, text)} == {affirmed}


@pytest.mark.parametrize(
    ("language", "text", "affirmed"),
    [
        ("de", "Wir verarbeiten Ihre Daten nicht ohne Ihre Einwilligung.", True),
        ("de", "Wir verarbeiten Ihre Daten nicht auf Grundlage Ihrer Einwilligung.", False),
        ("de", "Für nicht notwendige Cookies holen wir Ihre Einwilligung gemäß Art. 6 Abs. 1 lit. a DSGVO ein.", True),
    ],
)
def test_nothing_without_consent_rests_on_consent(language: str, text: str, *, affirmed: bool) -> None:
    bases = [practice for practice in read(language, text) if practice.legal_basis]
    assert {practice.affirmed for practice in bases} == {affirmed}
