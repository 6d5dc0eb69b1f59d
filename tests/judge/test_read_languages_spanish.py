"""Whole Spanish policies of invented vendors, worded as the AEPD's models are: what each says, and nothing else.

The first is running text in answers to questions, the second layered tables and labelled entries, the third long form.
"""

from __future__ import annotations

from monitor.judge import read_text
from monitor.model import Category, Practice

ANSWERS = """\
# Política de privacidad de Bodegas Torrelume, S.L.

## 1. Responsable del tratamiento

El responsable del tratamiento de sus datos es Bodegas Torrelume, S.L., con domicilio social en la calle del Lagar, 4.

## 2. ¿Con qué finalidad tratamos sus datos?

Tratamos los datos que usted nos facilita para gestionar los pedidos realizados en nuestra tienda y, si lo ha
autorizado, enviarle información comercial sobre nuestros vinos. No se tomarán decisiones automatizadas.

## 3. ¿Durante cuánto tiempo conservaremos sus datos?

Los datos personales se conservarán mientras se mantenga la relación comercial y, una vez finalizada esta, durante los
plazos de prescripción legalmente previstos. Los datos de facturación se conservarán durante un período de seis años,
de conformidad con el artículo 30 del Código de Comercio. Los currículos que nos haga llegar serán destruidos
transcurrido un año desde su recepción. Los datos tratados para el envío de comunicaciones comerciales se conservarán
hasta que usted revoque su consentimiento.

## 4. ¿Cuál es la legitimación para el tratamiento de sus datos?

La base legal para el tratamiento de sus datos es la ejecución del contrato de compraventa suscrito entre las partes.
Trataremos sus datos de navegación en base a nuestro interés legítimo en garantizar la seguridad de la tienda. La
emisión de facturas obedece al cumplimiento de obligaciones fiscales. El interesado podrá retirar el consentimiento
prestado en cualquier momento, sin que ello afecte a la licitud del tratamiento previo a su retirada.

## 5. ¿A qué destinatarios se comunicarán sus datos?

Sus datos no se cederán a terceros salvo obligación legal. No obstante, podrán tener acceso a sus datos las empresas de
mensajería que entregan los pedidos, las entidades bancarias que tramitan los cobros y la gestoría que lleva nuestra
contabilidad. Asimismo, se comunicarán a la Agencia Tributaria cuando sea preciso. Bodegas Torrelume no vende ni alquila
los datos de sus clientes. Únicamente cederemos sus datos a otras bodegas del grupo si usted ha prestado su
consentimiento.

## 6. Transferencias internacionales

No se prevén transferencias internacionales de datos, excepto las derivadas de la herramienta de boletines, cuyo
proveedor se encuentra en Estados Unidos y con el que se han firmado las cláusulas contractuales tipo.

## 7. ¿Cuáles son sus derechos?

Las personas interesadas tienen derecho a acceder a sus datos personales, así como a solicitar la rectificación de los
datos inexactos o, en su caso, solicitar su supresión cuando los datos ya no sean necesarios para los fines que fueron
recogidos. En determinadas circunstancias, los interesados podrán solicitar la limitación del tratamiento de sus datos,
en cuyo caso únicamente los conservaremos para el ejercicio o la defensa de reclamaciones. Dispondremos de un mes para
responder a su solicitud.
"""

LAYERS = """\
# Política de privacidad de Patas Alegres

En Patas Alegres cuidamos de los datos de las personas que compran en nuestra tienda para sus animales.

## Finalidades y bases jurídicas

| Finalidad | Base legitimadora | Plazo de conservación | Destinatarios |
| --- | --- | --- | --- |
| Gestión de pedidos | Ejecución de contrato (art. 6.1.b RGPD) | 6 años | Transportistas y pasarela de pago |
| Boletín y ofertas | Consentimiento (art. 6.1.a RGPD) | Hasta que retires el consentimiento | Correviento |
| Contabilidad | Obligación legal (art. 6.1.c RGPD) | 5 años | Administración tributaria |
| Prevención del fraude | Interés legítimo | 18 meses | No se ceden datos |

## Tratamientos en detalle

### Formulario de contacto

- **Finalidad:** responder a las consultas que nos planteas.
- **Base jurídica:** consentimiento del interesado, art. 6.1.a RGPD.
- **Conservación:** los datos serán eliminados como máximo a los 6 meses del último contacto.
- **Destinatarios:** los datos no serán cedidos a terceros, salvo obligación legal.

### Selección de personal

- **Finalidad:** tenerte en cuenta en los procesos de selección.
- **Base jurídica:** aplicación, a petición tuya, de medidas precontractuales, art. 6.1.b) del RGPD.
- **Conservación:** durante un máximo de dos años.
- **Destinatarios:** empresas del grupo y empresas de trabajo temporal.

### Clínicas veterinarias

- **Base jurídica:** interés legítimo en localizar a los dueños.
- **Conservación:** durante el tiempo exigido por la legislación sanitaria.
- **Destinatarios:** los datos podrán ser comunicados a las aseguradoras y a las administraciones públicas.

## ¿Quién más ve tus datos?

No vendemos ni cedemos tus datos con fines comerciales. Únicamente compartimos los datos necesarios con los siguientes
proveedores:

- **Nubelar, Inc.** (Estados Unidos): alojamiento de la aplicación. Transferencia amparada por las cláusulas
  contractuales tipo.

| Proveedor | Datos compartidos | Finalidad | País |
| --- | --- | --- | --- |
| Tornasol Logística | Nombre y dirección | Envío del pedido | España |
| Brisamar | Correo electrónico | Boletín | Irlanda |

Si solicitas la eliminación de tu cuenta, eliminaremos tus datos en un plazo de 30 días, salvo los que debamos conservar
por obligación legal. Guardamos las cookies durante 13 meses como máximo.

Tus datos no salen del Espacio Económico Europeo.
"""

LONG = """\
# Política de privacidad de la aplicación Luzclara

Luzclara Energía, S.A. trata los datos personales de sus clientes en calidad de responsable.

## Por qué los tratamos

Luzclara trata los datos sobre la base de alguna de las siguientes legitimaciones:

- Ejecución del contrato de suministro: para facturar el consumo y resolver incidencias.
- Cumplimiento de obligaciones legales: para conservar las facturas y atender requerimientos de las autoridades.
- Interés legítimo: para prevenir el fraude en los contadores y para reclamar las deudas.
- Consentimiento: para elaborar un perfil de consumo.

Cuando usted comunica una situación de vulnerabilidad, tratamos sus datos de salud con su consentimiento explícito.
Puede oponerse a los tratamientos basados en el interés legítimo.

## Con quién los compartimos

Para prestar el servicio, Luzclara podrá comunicar sus datos a:

- la empresa distribuidora, con la finalidad de dar de alta el suministro;
- las empresas del Grupo Luzclara, para fines administrativos internos;
- los ficheros de solvencia patrimonial, en caso de impago;
- empresas de recobro;
- juzgados, tribunales y Fuerzas y Cuerpos de Seguridad del Estado, cuando lo requieran.

Salvo que usted se oponga, facilitaremos sus datos a nuestros socios comerciales para que le remitan ofertas. Nunca
facilitaremos sus datos de consumo a anunciantes sin su autorización. No comunicaremos sus datos de salud a ninguna
entidad, excepto a los servicios sociales de su ayuntamiento. En caso de venta o fusión, sus datos podrán transmitirse a
la entidad adquirente.

## A dónde van

Los datos se alojan en servidores ubicados en Alemania. Algunos proveedores están establecidos en la India, país que no
cuenta con una decisión de adecuación; en estos casos se aplican normas corporativas vinculantes.

## Hasta cuándo los guardamos

- Datos del contrato: durante la vigencia del contrato y, después, cinco años.
- Grabaciones de llamadas: 3 meses.
- Perfiles comerciales: mientras no retire su consentimiento.

Los datos de los clientes inactivos se suprimirán a los tres años de la última factura. Las copias de seguridad se
borran cada noventa días. Luzclara conservará de forma indefinida los datos agregados. En ningún caso conservaremos sus
datos más allá de diez años.
"""


def said(policy: str, category: Category) -> list[Practice]:
    return [practice for practice in read_text(policy) if practice.category is category]


def kinds(policy: str, modality: str) -> set[str]:
    """The recipients that are named with this modality, by name or kind."""
    stated = (practice for practice in said(policy, Category.SHARING) if practice.modality == modality)
    return {one.name or one.kind for practice in stated for one in practice.recipients}


def kept(policy: str) -> list[str]:
    """The periods and criteria, in the order of the text."""
    stated = (practice.retention for practice in said(policy, Category.RETENTION) if practice.retention)
    return [one.period or one.criteria or one.kind.value for one in stated]


def based(policy: str) -> list[tuple[str, str]]:
    """What is done on which article, in the order of the text."""
    stated = said(policy, Category.LEGAL_BASIS)
    return [(one.action, one.legal_basis.article) for one in stated if one.legal_basis and one.affirmed]


def test_answers_say_who_gets_data_and_who_does_not() -> None:
    assert kinds(ANSWERS, "never") == {"third_party"}
    assert kinds(ANSWERS, "may") == {"carrier", "payment_provider", "adviser"}
    assert kinds(ANSWERS, "will") == {"Bodegas Torrelume, S.L", "authority"}
    assert kinds(ANSWERS, "consent") == {"affiliate"}
    assert [one.affirmed for one in said(ANSWERS, Category.SHARING) if one.action == "sell"] == [False]


def test_answers_deny_transfers_but_one() -> None:
    (transfer,) = [one for one in said(ANSWERS, Category.SHARING) if one.countries]
    assert (transfer.affirmed, transfer.safeguards) == (False, ("scc",))
    assert transfer.condition is not None
    assert "boletines" in transfer.condition


def test_answers_give_periods_and_no_rights() -> None:
    assert kept(ANSWERS) == ["relationship, limitation, legal_duty", "P6Y", "P1Y", "request"]
    assert all(practice.affirmed for practice in said(ANSWERS, Category.RETENTION))


def test_answers_give_bases_with_the_interest() -> None:
    assert based(ANSWERS) == [
        ("withdraw", "6(1)(a)"),
        ("rely", "6(1)(b)"),
        ("rely", "6(1)(f)"),
        ("rely", "6(1)(c)"),
        ("withdraw", "6(1)(a)"),
    ]
    interests = {one.legal_basis.interests for one in said(ANSWERS, Category.LEGAL_BASIS) if one.legal_basis}
    assert interests == {None, "garantizar la seguridad de la tienda"}


def test_rows_give_each_purpose_its_basis_period_and_recipients() -> None:
    rows = [one for one in read_text(LAYERS) if one.purposes[:1] == ("Gestión de pedidos",)]
    assert [one.legal_basis.article for one in rows if one.legal_basis] == ["6(1)(b)"]
    assert [one.retention.period for one in rows if one.retention] == ["P6Y"]
    assert [{who.kind for who in one.recipients} for one in rows if one.recipients] == [{"carrier", "payment_provider"}]


def test_labelled_entries_are_read() -> None:
    assert {"affiliate", "third_party", "Correviento", "authority"} <= kinds(LAYERS, "will")
    assert kinds(LAYERS, "may") == {"insurer", "authority"}
    assert kept(LAYERS) == ["P6Y", "request", "P5Y", "P18M", "P6M", "P2Y", "legal_duty", "P30D", "P13M"]


def test_providers_have_their_countries() -> None:
    named = {who.name: who.country for one in said(LAYERS, Category.SHARING) for who in one.recipients if who.country}
    assert named == {"Nubelar, Inc": "US", "Tornasol Logística": "ES", "Brisamar": "IE"}


def test_data_that_does_not_leave_is_not_transferred() -> None:
    (stays,) = [one for one in said(LAYERS, Category.SHARING) if "outside_eea" in one.countries]
    assert not stays.affirmed


def test_entries_of_a_list_are_recipients_of_their_lead_in() -> None:
    assert {"partner", "affiliate", "credit_bureau", "payment_provider", "court", "authority", "acquirer"} <= kinds(
        LONG, "may"
    )


def test_opposition_consent_and_exceptions_are_conditions() -> None:
    assert kinds(LONG, "opt_out") == {"partner"}
    assert kinds(LONG, "consent") == {"advertiser"}
    assert kinds(LONG, "never") == {"third_party"}


def test_a_missing_decision_is_no_safeguard() -> None:
    places = {place for one in said(LONG, Category.SHARING) for place in one.countries}
    tools = {tool for one in said(LONG, Category.SHARING) for tool in one.safeguards}
    assert (places, tools) == ({"DE", "IN"}, {"bcr"})


def test_headings_on_keeping_make_periods_of_bare_entries() -> None:
    assert kept(LONG) == ["P5Y", "P3M", "request", "P3Y", "P90D", "indefinite", "P10Y"]
    assert all(practice.affirmed for practice in said(LONG, Category.RETENTION))


def test_entries_below_a_lead_in_on_bases_are_bases() -> None:
    assert {article for action, article in based(LONG) if action == "rely"} == {
        "6(1)(a)",
        "6(1)(b)",
        "6(1)(c)",
        "6(1)(f)",
        "9(2)(a)",
    }
    assert ("object", "6(1)(f)") in based(LONG)
