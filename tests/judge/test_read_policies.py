"""Whole policies of invented vendors in German and Spanish: what each of them says, and nothing else."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts, read_text
from monitor.model import Category, Direction, Practice, Verdict

GERMAN = """\
# Datenschutzerklärung der Quellbach Uhren GmbH

## Verantwortlicher

Verantwortlicher im Sinne der DSGVO ist die Quellbach Uhren GmbH, Am Steg 4, 99999 Quellbach.

## Zwecke und Rechtsgrundlagen

| Zweck | Daten | Rechtsgrundlage |
| --- | --- | --- |
| Abwicklung Ihrer Bestellung | Name, Anschrift | Art. 6 Abs. 1 lit. b DSGVO (Vertragserfüllung) |
| Versand des Newsletters | E-Mail-Adresse | Einwilligung, Art. 6 Abs. 1 S. 1 lit. a DSGVO |
| Buchhaltung | Rechnungsdaten | Rechtliche Verpflichtung (Art. 6 Abs. 1 Buchst. c DSGVO) |
| Betrugsprävention | IP-Adresse | Berechtigtes Interesse |

Soweit wir uns auf berechtigte Interessen stützen, liegt unser Interesse in der Sicherheit des Shops. Sie können Ihre
Einwilligung jederzeit widerrufen.

## Empfänger

Wir geben Ihre Daten an folgende Empfänger weiter:

* Versanddienstleister, die Ihre Bestellung zustellen
* Zahlungsdienstleister
* unser Hosting-Anbieter, die Wolkenhaus AG
* Steuerberater und Finanzbehörden, soweit wir gesetzlich dazu verpflichtet sind

Wir verkaufen Ihre Daten nicht. Eine Weitergabe an Werbepartner erfolgt nur mit Ihrer ausdrücklichen Einwilligung.

## Übermittlung in Drittländer

Eine Übermittlung Ihrer Daten in die USA erfolgt auf Grundlage der EU-Standardvertragsklauseln. Für Japan besteht ein
Angemessenheitsbeschluss.

## Speicherdauer

* Bestelldaten: zehn Jahre nach Ende des Kalenderjahres
* Bewerbungen: 6 Monate nach Abschluss des Verfahrens
* Server-Logfiles werden nach 14 Tagen gelöscht

Ihr Kundenkonto speichern wir, solange es besteht. Daten, die nicht mehr erforderlich sind, werden gelöscht, sofern
keine gesetzlichen Aufbewahrungsfristen entgegenstehen.

## Ihre Rechte

Sie haben das Recht auf Auskunft, Berichtigung und Löschung. Wir antworten innerhalb eines Monats.
"""

SPANISH = """\
# Política de privacidad de Relojes Fontclara, S.L.

## Responsable

El responsable del tratamiento de sus datos es Relojes Fontclara, S.L.

## Finalidades y legitimación

| Finalidad | Datos | Base jurídica |
| --- | --- | --- |
| Gestionar su pedido | Nombre, dirección | Ejecución de un contrato (art. 6.1.b RGPD) |
| Enviar el boletín | Correo electrónico | Consentimiento |
| Contabilidad | Facturas | Obligación legal (artículo 6.1.c) |
| Prevención del fraude | Dirección IP | Interés legítimo |

Puede retirar su consentimiento en cualquier momento.

## Destinatarios

Comunicamos sus datos a los siguientes destinatarios:

* Empresas de transporte que entregan su pedido
* Entidades de pago
* Nuestro proveedor de alojamiento, Nubealta S.A.
* Administraciones públicas, cuando exista una obligación legal

No vendemos sus datos. Solo cederemos sus datos a anunciantes con su consentimiento expreso.

## Transferencias internacionales

Algunos proveedores están ubicados en Estados Unidos; la transferencia se ampara en las cláusulas contractuales tipo.
Para Japón existe una decisión de adecuación.

## Plazos de conservación

* Pedidos: diez años desde la entrega
* Candidaturas: 6 meses tras el proceso de selección
* Los registros del servidor se eliminan a los 14 días

Conservaremos los datos de su cuenta mientras siga activa. Después los mantendremos bloqueados durante los plazos de
prescripción legal.

## Sus derechos

Tiene derecho de acceso, rectificación y supresión. Responderemos en el plazo de un mes.
"""

POLICIES = {"de": GERMAN, "es": SPANISH}


def said(language: str, category: Category) -> list[Practice]:
    return [practice for practice in read_text(POLICIES[language]) if practice.category is category]


@pytest.mark.parametrize(
    ("language", "purposes"),
    [
        ("de", ["Abwicklung Ihrer Bestellung", "Versand des Newsletters", "Buchhaltung", "Betrugsprävention"]),
        ("es", ["Gestionar su pedido", "Enviar el boletín", "Contabilidad", "Prevención del fraude"]),
    ],
)
def test_every_purpose_of_the_table_meets_its_basis(language: str, purposes: list[str]) -> None:
    bases = {
        p.purposes[0]: p.legal_basis.article
        for p in said(language, Category.LEGAL_BASIS)
        if p.legal_basis and p.purposes
    }
    assert [bases[purpose] for purpose in purposes] == ["6(1)(b)", "6(1)(a)", "6(1)(c)", "6(1)(f)"]


@pytest.mark.parametrize("language", POLICIES)
def test_consent_can_be_withdrawn(language: str) -> None:
    assert [p.action for p in said(language, Category.LEGAL_BASIS)].count("withdraw") == 1


@pytest.mark.parametrize("language", POLICIES)
def test_the_recipients_of_the_list_are_found(language: str) -> None:
    kinds = {r.kind for p in said(language, Category.SHARING) if p.action == "share" for r in p.recipients}
    assert {"carrier", "payment_provider", "processor", "authority", "advertiser"} <= kinds


@pytest.mark.parametrize(("language", "host"), [("de", "Wolkenhaus AG"), ("es", "Nubealta S.A")])
def test_companies_are_named(language: str, host: str) -> None:
    assert host in {r.name for p in said(language, Category.SHARING) for r in p.recipients}


@pytest.mark.parametrize("language", POLICIES)
def test_data_is_not_sold_and_goes_to_advertisers_on_consent_only(language: str) -> None:
    sharing = said(language, Category.SHARING)
    assert [(p.affirmed, p.modality) for p in sharing if p.action == "sell"] == [(False, "never")]
    assert [p.modality for p in sharing if "advertiser" in {r.kind for r in p.recipients}] == ["consent"]


@pytest.mark.parametrize("language", POLICIES)
def test_transfers_have_their_country_and_their_safeguards(language: str) -> None:
    sharing = said(language, Category.SHARING)
    assert {country for p in sharing for country in p.countries} == {"US"}
    assert {tool for p in sharing for tool in p.safeguards} == {"scc", "adequacy"}


@pytest.mark.parametrize("language", POLICIES)
def test_periods_are_those_of_data_and_not_of_answers(language: str) -> None:
    periods = [p.retention.period for p in said(language, Category.RETENTION) if p.retention and p.retention.period]
    assert periods == ["P10Y", "P6M", "P14D"]


@pytest.mark.parametrize("language", POLICIES)
def test_what_is_deleted_is_deleted(language: str) -> None:
    assert all(practice.affirmed for practice in said(language, Category.RETENTION))


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [("de", "nach 14 Tagen", "nach 90 Tagen"), ("es", "a los 14 días", "a los 90 días")],
)
def test_a_longer_period_is_material_and_less_protective(language: str, before: str, after: str) -> None:
    policy = POLICIES[language]
    judgement = compare_texts(policy, policy.replace(before, after))
    assert judgement.verdict is Verdict.MATERIAL
    assert judgement.categories[Category.RETENTION].direction is Direction.LESS_PROTECTIVE


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("de", "Am Steg 4, 99999 Quellbach", "Am Wehr 9, 99999 Quellbach"),
        ("es", "Gestionar su pedido", "**Gestionar su pedido**"),
    ],
)
def test_an_address_or_emphasis_is_not_material(language: str, before: str, after: str) -> None:
    policy = POLICIES[language]
    assert compare_texts(policy, policy.replace(before, after)).verdict is Verdict.NOT_MATERIAL
