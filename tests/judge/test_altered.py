"""Facts that the reader finds altered outright within a sentence, and which way that points, in four languages."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts
from monitor.model import Category, Direction, Judgement, Verdict

LESS, MORE, NEUTRAL = Direction.LESS_PROTECTIVE, Direction.MORE_PROTECTIVE, Direction.NEUTRAL
FRAMES = {
    "en": ("This policy says how Juniper handles personal data when you use our shop.",
           "The workshop makes kettle number {n} of steel and paints its lid {n} in blue."),
    "de": ("Diese Erklärung sagt, wie Juniper mit personenbezogenen Daten umgeht, wenn Sie bei uns kaufen.",
           "Die Werkstatt baut den Kessel Nummer {n} aus Stahl und malt den Deckel {n} blau an."),
    "fr": ("La présente politique dit comment Juniper traite les données personnelles lorsque vous achetez chez nous.",
           "L'atelier fabrique la bouilloire numéro {n} en acier et peint son couvercle {n} en bleu."),
    "es": ("Esta política dice cómo Juniper trata los datos personales cuando usted compra en nuestra tienda.",
           "El taller fabrica el hervidor número {n} de acero y pinta su tapa {n} de azul."),
}  # fmt: skip


def judged(language: str, old: str, new: str) -> Judgement:
    opening, line = FRAMES[language]
    rest = "\n\n".join(line.format(n=n) for n in range(8))
    before, after = (f"# Juniper\n\n{opening}\n\n{said}\n\n{rest}" for said in (old, new))
    return compare_texts(before, after)


def told(language: str, old: str, new: str) -> dict[str, Direction]:
    """The rules that fired, with the direction of their findings."""
    return {finding.rule: finding.direction for finding in judged(language, old, new).findings}


SHARING = [
    ("en", "We do not share your photos with Zephyrpost.", "We share your photos with Zephyrpost.",
     "sharing.denial.turned"),
    ("en", "We do not share your photos with insurers.", "We share your photos with insurers.",
     "sharing.denial.turned"),
    ("de", "Wir geben Ihre Fotos nicht an Versicherungen weiter.", "Wir geben Ihre Fotos an Versicherungen weiter.",
     "sharing.denial.turned"),
    ("fr", "Nous ne partageons pas vos photos avec Zephyrpost.", "Nous partageons vos photos avec Zephyrpost.",
     "sharing.denial.turned"),
    ("es", "No compartimos sus fotos con aseguradoras.", "Compartimos sus fotos con aseguradoras.",
     "sharing.denial.turned"),
    ("en", "With your consent, we share your email with our partners.", "We share your email with our partners.",
     "sharing.condition.altered"),
    ("en", "We disclose your location to insurers only if you ask us to.", "We disclose your location to insurers.",
     "sharing.condition.altered"),
    ("en", "We share your email with advertisers only if you opt in.",
     "We share your email with advertisers unless you opt out.", "sharing.condition.altered"),
    ("de", "Wir geben Ihre E-Mail-Adresse nur mit Ihrer Einwilligung an Werbepartner weiter.",
     "Wir geben Ihre E-Mail-Adresse an Werbepartner weiter.", "sharing.condition.altered"),
    ("fr", "Nous transmettons vos données à des assureurs si vous y consentez.",
     "Nous transmettons vos données à des assureurs sauf opposition de votre part.", "sharing.condition.altered"),
    ("es", "Con su consentimiento, compartimos su correo con nuestros socios.",
     "Compartimos su correo con nuestros socios.", "sharing.condition.altered"),
    ("en", "We do not share your data with third parties.",
     "We do not share your data with third parties, except our parent company.", "sharing.exception.altered"),
    ("de", "Wir geben Ihre Daten nicht an Dritte weiter.",
     "Wir geben Ihre Daten nicht an Dritte weiter, außer an unsere Muttergesellschaft.", "sharing.exception.altered"),
    ("fr", "Nous ne partageons pas vos données avec des tiers.",
     "Nous ne partageons pas vos données avec des tiers, sauf notre maison mère.", "sharing.exception.altered"),
    ("es", "No compartimos sus datos con terceros.",
     "No compartimos sus datos con terceros, salvo nuestra matriz.", "sharing.exception.altered"),
    ("en", "We share your data with partners, except our insurers.", "We share your data with partners.",
     "sharing.exception.altered"),
    ("de", "Wir geben Ihre Daten an Partner weiter, außer an Versicherungen.",
     "Wir geben Ihre Daten an Partner weiter.", "sharing.exception.altered"),
    ("fr", "Nous partageons vos données avec nos partenaires, sauf nos assureurs.",
     "Nous partageons vos données avec nos partenaires.", "sharing.exception.altered"),
    ("es", "Compartimos sus datos con nuestros socios, salvo las aseguradoras.",
     "Compartimos sus datos con nuestros socios.", "sharing.exception.altered"),
    ("en", "Your data is stored in the European Union.",
     "Your data is stored in the European Union and the United States.", "sharing.places.altered"),
    ("de", "Wir übermitteln Daten auf Grundlage von Standardvertragsklauseln in die USA.",
     "Wir übermitteln Daten in die USA.", "sharing.safeguard.altered"),
    ("fr", "Nous partageons votre commande avec des transporteurs.",
     "Nous partageons votre commande avec des transporteurs et des partenaires publicitaires.",
     "sharing.recipient.altered"),
    ("en", "We share your email with partners.", "We share your email and your location with partners.",
     "sharing.data.altered"),
    ("en", "We disclose data to the police where a court orders it.",
     "We disclose data to the police where a court orders it or where we believe it is appropriate.",
     "sharing.discretion.altered"),
    ("de", "Wir geben Daten an die Polizei weiter, wenn ein Gericht es anordnet.",
     "Wir geben Daten an die Polizei weiter, wenn ein Gericht es anordnet oder wir es für angemessen halten.",
     "sharing.discretion.altered"),
    ("fr", "Nous communiquons des données à la police lorsqu'un juge l'exige.",
     "Nous communiquons des données à la police lorsqu'un juge l'exige ou lorsque nous le jugeons utile.",
     "sharing.discretion.altered"),
    ("es", "Comunicamos datos a la policía cuando un juez lo ordena.",
     "Comunicamos datos a la policía cuando un juez lo ordena o cuando lo consideramos oportuno.",
     "sharing.discretion.altered"),
    ("en", "We never give your address to third parties.", "", "sharing.denial.gone"),
    ("de", "Eine Weitergabe an Dritte findet nicht statt.", "", "sharing.denial.gone"),
    ("fr", "Vos données ne sont jamais cédées à des tiers.", "", "sharing.denial.gone"),
    ("es", "No cedemos sus datos a terceros.", "", "sharing.denial.gone"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "old", "new", "rule"), SHARING)
def test_what_widens_sharing_is_certain_both_ways(language: str, old: str, new: str, rule: str) -> None:
    assert told(language, old, new)[rule] is LESS
    if not rule.endswith(".gone"):
        assert told(language, new, old)[rule] is MORE


RETENTION = [
    ("en", "We keep your profile until you unsubscribe.",
     "We keep your profile for three years after you unsubscribe."),
    ("de", "Wir speichern Ihre E-Mail-Adresse bis zur Abmeldung.",
     "Wir speichern Ihre E-Mail-Adresse bis zur Abmeldung und 3 Jahre danach."),
    ("fr", "Nous conservons votre adresse e-mail jusqu'à votre désinscription.",
     "Nous conservons votre adresse e-mail pendant 3 ans après votre désinscription."),
    ("es", "Conservamos su correo hasta que se dé de baja.",
     "Conservamos su correo hasta 3 años después de que se dé de baja."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "old", "new"), RETENTION)
def test_a_period_behind_an_event_that_ended_keeping_is_longer(language: str, old: str, new: str) -> None:
    assert told(language, old, new)["retention.period.stated"] is LESS
    assert told(language, new, old)["retention.period.stated"] is MORE


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Your conversations are not stored."),
        ("de", "Ihre Nachrichten werden nicht gespeichert."),
        ("fr", "Vos messages ne sont pas conservés."),
        ("es", "No conservamos sus mensajes."),
    ],
)
def test_that_data_is_not_kept_is_certainly_gone(language: str, sentence: str) -> None:
    assert told(language, sentence, "")["retention.denial.gone"] is LESS


def test_what_providers_are_forbidden_to_keep_is_no_promise_of_the_vendors() -> None:
    sentence = "We prohibit these service providers from retaining, using or disclosing your data otherwise."
    assert "retention.denial.gone" not in told("en", sentence, "")


def test_a_period_in_place_of_need_is_more_protective() -> None:
    old, new = "We keep your orders as long as necessary.", "We keep your orders for two years."
    assert told("en", old, new)["retention.period.stated"] is MORE


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("fr", "Les cookies ont une durée de vie de 13 mois.", "Les cookies ont une durée de vie de 25 mois."),
        ("en", "| Cookie | Use | Duration |\n|---|---|---|\n| kettle_id | Login | 30 days |",
         "| Cookie | Use | Duration |\n|---|---|---|\n| kettle_id | Login | 24 months |"),
    ],
)  # fmt: skip
def test_a_longer_life_of_a_cookie_is_certain(language: str, old: str, new: str) -> None:
    assert told(language, old, new)["retention.period.altered"] is LESS
    assert told(language, new, old)["retention.period.altered"] is MORE


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("de", "Verantwortlicher ist die Juniper Kessel GmbH.", "Verantwortlicher ist die Juniper Holding AG."),
        ("es", "El responsable del tratamiento es Enebro S.L.", "El responsable del tratamiento es Brezo S.A."),
    ],
)
def test_another_company_that_is_responsible_is_certain(language: str, old: str, new: str) -> None:
    assert "sharing.controller.exchanged" in told(language, old, new)


def test_another_processor_by_name_is_certain() -> None:
    old, new = "We use Mailbird to email receipts.", "We use Oxbow Post to email receipts."
    assert "sharing.recipient.exchanged" in told("en", old, new)


def test_a_processor_that_was_renamed_is_not_certain() -> None:
    old, new = "We use Mailbird Ltd to email receipts.", "We use Mailbird Group Limited to email receipts."
    assert "sharing.recipient.exchanged" not in told("en", old, new)


def test_another_legal_form_of_the_same_company_is_not_certain() -> None:
    old, new = "Verantwortlicher ist die Juniper Kessel GmbH.", "Verantwortlicher ist die Juniper Kessel AG."
    assert "sharing.controller.exchanged" not in told("de", old, new)


@pytest.mark.parametrize(
    ("language", "lead_in", "item"),
    [
        ("en", "We share your data with:", "insurers"),
        ("de", "Wir geben Ihre Daten weiter an:", "Versicherungen"),
        ("fr", "Nous partageons vos données avec :", "des assureurs"),
    ],
)
def test_one_more_recipient_in_a_list_is_certain(language: str, lead_in: str, item: str) -> None:
    first = {"en": "couriers", "de": "Kuriere", "fr": "des transporteurs"}[language]
    assert "sharing.recipient.listed" in told(language, f"{lead_in}\n\n- {first}", f"{lead_in}\n\n- {first}\n- {item}")


def test_a_purpose_with_its_ground_in_a_table_is_certain() -> None:
    table = "| Purpose | Legal basis |\n|---|---|\n| Orders | Contract |"
    assert "legal_basis.purpose.listed" in told("en", table, f"{table}\n| Surveys | Legitimate interests |")


def test_of_a_new_row_of_several_sentences_the_one_with_the_ground_is_told() -> None:
    """A recipient or a kind of data in another cell of a row is no purpose."""
    table = "| Purpose | Legal basis | Recipients |\n|---|---|---|\n| Orders. | Contract. | Couriers. |"
    row = "| Surveys help us. | We rest on legitimate interests. | Kettlehub asks the questions for us. |"
    found = judged("en", table, f"{table}\n{row}").findings
    quoted = [one.new or "" for one in found if one.rule == "legal_basis.purpose.listed"]
    assert quoted
    assert all("legitimate interests" in quote for quote in quoted)


QUALIFIED = [
    ("en", "We text you offers with your consent.", "We text you offers with your consent, where required by law."),
    ("de", "Wir senden Ihnen den Newsletter mit Ihrer Einwilligung.",
     "Wir senden Ihnen den Newsletter mit Ihrer Einwilligung, soweit gesetzlich erforderlich."),
    ("fr", "Nous envoyons la lettre d'information avec votre consentement.",
     "Nous envoyons la lettre d'information avec votre consentement, lorsque la loi l'exige."),
    ("es", "Enviamos el boletín con su consentimiento.",
     "Enviamos el boletín con su consentimiento, cuando la ley lo exija."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "old", "new"), QUALIFIED)
def test_consent_only_where_something_requires_it_is_less(language: str, old: str, new: str) -> None:
    assert told(language, old, new)["legal_basis.consent.qualified"] is LESS
    assert told(language, new, old)["legal_basis.consent.qualified"] is MORE


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("We disclose data where a court orders it.",
         "We disclose data where a court orders it or where we believe it is appropriate.",
         "Data may now be disclosed where the vendor thinks it right."),
        ("You may withdraw your consent at any time.", "", "That consent can be withdrawn is no longer stated."),
        ("Messages are kept as long as necessary.", "Messages are kept indefinitely.",
         "Keeping without end is now stated."),
        ("", "You may withdraw your consent at any time.", "That consent can be withdrawn is now stated."),
        ("We text you offers with your consent, where required by law.", "We text you offers with your consent.",
         "Consent is now asked for without limit; before, only where something required it."),
    ],
)  # fmt: skip
def test_what_no_practice_holds_is_told_in_its_own_words(old: str, new: str, sentence: str) -> None:
    assert sentence in [one.reason for one in judged("en", old, new).findings]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("We use Stripe to take payments.", "We use Stripe to take payments.\n\nWe share orders with Kettlehub Inc.",
         "sharing.recipient.named"),
        ("Our hosting provider is Kettlehub Inc.", "Our hosting provider is Zephyrcloud Inc.",
         "sharing.recipient.exchanged"),
    ],
)  # fmt: skip
def test_a_company_of_which_the_other_version_says_nothing_is_certain(old: str, new: str, name: str) -> None:
    assert name in told("en", old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We may share your usage data with couriers.", "We will share your usage data with couriers."),
        ("We share your data with partners, unless the law forbids it.",
         "We share your data with partners, except where the law forbids it."),
        ("We do not share your photos with insurers.", "We never share your photos with insurers."),
        ("We keep invoices for as long as the law requires.", "We keep invoices for the time that the law requires."),
    ],
)  # fmt: skip
def test_the_same_terms_in_other_words_are_not_certain(old: str, new: str) -> None:
    outright = (".turned", ".altered", ".named", ".stated", ".exchanged")
    assert not [rule for rule in told("en", old, new) if rule.endswith(outright)]


def test_a_sentence_rewritten_as_a_whole_is_weighed() -> None:
    old = "We do not share your photos with insurers."
    new = "After a fire in the workshop, we may, as your own contract asks of all of us, share photos with insurers."
    assert "sharing.denial.turned" not in told("en", old, new)


def test_a_certain_fact_carries_its_category_alone() -> None:
    judgement = judged("en", "We share orders with couriers.", "We share orders with couriers and insurers.")
    assert judgement.categories[Category.SHARING].material
    assert not judgement.categories[Category.RETENTION].material


def test_the_number_of_a_page_within_a_sentence_changes_nothing() -> None:
    head = "We may transfer your data to advisors and partners in connection with a sale in which we are acquired by"
    tail = "or merged with another company, or sell all that we own to somebody else."
    whole, parted = f"{head} {tail}", f"{head}\n\n5\n\n{tail}"
    assert judged("en", whole, parted).verdict is Verdict.NOT_MATERIAL
    assert judged("en", parted, whole).verdict is Verdict.NOT_MATERIAL


LISTED = "\n\n- couriers\n- insurers"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Where you have agreed to it, we may provide your email to:", "We may provide your email to:",
         "sharing.condition.altered"),
        ("We do not share your data with:", "We share your data with:", "sharing.denial.turned"),
    ],
)  # fmt: skip
def test_a_lead_in_alters_what_is_listed_below_it(old: str, new: str, rule: str) -> None:
    assert told("en", f"{old}{LISTED}", f"{new}{LISTED}")[rule] is LESS
    assert told("en", f"{new}{LISTED}", f"{old}{LISTED}")[rule] is MORE


def test_keeping_that_was_denied_and_is_stated_is_less() -> None:
    old = "We do not store your card details at all, following completion of your payment."
    new = "We store your card details following completion of your payment."
    assert told("en", old, new)["retention.denial.turned"] is LESS
    assert told("en", new, old)["retention.denial.turned"] is MORE


def test_a_clause_that_a_sentence_loses_is_no_rewriting() -> None:
    new = "We list your name in our directory and share it with partners."
    old = f"{new[:-1]}; please notify us before the month ends by a letter to us if you do not want to be listed."
    assert told("en", old, new)["sharing.condition.altered"] is LESS


def test_one_purpose_more_on_the_same_ground_is_certain() -> None:
    old = "We rest on legitimate interests to prevent fraud."
    new = "We rest on legitimate interests to prevent fraud and to train our artificial intelligence."
    assert "legal_basis.purpose.altered" in told("en", old, new)


ROWS = """\
| Purpose | Data | Legal basis |
|---|---|---|
| {purpose} | {data} | {basis} |"""


def test_cells_of_two_rows_that_have_little_in_common_alter_nothing() -> None:
    before = ROWS.format(purpose="Repairing kettles that came back to us", data="Repair data", basis="Contract")
    after = ROWS.format(purpose="Inviting guests of the autumn fair", data="Guest data", basis="Consent")
    assert "legal_basis.ground.altered" not in told("en", before, after)


def test_the_ground_of_one_row_is_altered() -> None:
    before = ROWS.format(purpose="Repairing kettles that came back to us", data="Repair data", basis="Contract")
    assert "legal_basis.ground.altered" in told("en", before, before.replace("Contract", "Consent"))


def test_another_lead_in_alters_not_what_each_of_its_entries_states() -> None:
    before = "Who makes your kettle:\n\n- In Norway you deal with Quillmere Ltd, 1 Mill Street, Oslo."
    after = "You deal with one company of our group:\n\n- In Norway you deal with Quillmere Ltd, 1 Mill Street, Bergen."
    assert "sharing.recipient.altered" not in told("en", before, after)


@pytest.mark.parametrize(
    ("language", "whole", "narrower"),
    [
        ("en", "We do not sell your data to anyone.", "We do not sell your data to anyone for money."),
        ("de", "Wir verkaufen Ihre Daten nicht.", "Wir verkaufen Ihre Daten nicht gegen Entgelt."),
        ("fr", "Nous ne vendons pas vos données.", "Nous ne vendons pas sciemment vos données."),
        ("es", "No vendemos sus datos a nadie.", "No vendemos sus datos a nadie a cambio de dinero."),
    ],
)
def test_a_denial_that_leaves_out_more_is_certain_both_ways(language: str, whole: str, narrower: str) -> None:
    assert told(language, whole, narrower)["sharing.denial.narrowed"] is LESS
    assert told(language, narrower, whole)["sharing.denial.narrowed"] is MORE


def test_a_denial_that_only_names_more_is_not_narrower() -> None:
    assert "sharing.denial.narrowed" not in told("en", "We never sell your data.", "We never sell your data or names.")
