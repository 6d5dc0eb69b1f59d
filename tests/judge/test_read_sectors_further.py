"""Policies of other sectors, further: who treats and cares, listed interests, opt-outs, bodies by their names."""

from __future__ import annotations

import pytest

from monitor.model import Category
from tests.support.reading import bases, kinds, names, read, recipients, retention, sharing


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We may disclose your health information to your doctor and to other health care professionals."),
        ("fr", "Nous transmettons vos données à votre médecin traitant et aux laboratoires d'analyses."),
        ("de", "Eine Weitergabe Ihrer Daten findet an Ihre behandelnden Ärztinnen und Ärzte statt."),
        ("es", "Comunicamos sus datos a su médico y a otros hospitales."),
    ],
)
def test_those_who_treat_and_care_are_recipients_of_their_own_kind(language: str, text: str) -> None:
    found = [one for one in read(language, text) if one.category is Category.SHARING]
    assert [recipients(one) for one in found] == [{"care_provider"}]


def test_a_vendor_that_acts_as_a_health_plan_discloses_nothing_to_one() -> None:
    (practice,) = sharing("As a health plan, we will not disclose your genetic data.")
    assert (practice.affirmed, practice.recipients) == (False, ())


@pytest.mark.parametrize("lead_in", ["We use data where this is necessary in our legitimate interest, which includes:"])
def test_interests_that_are_listed_are_a_ground_for_each_purpose(lead_in: str) -> None:
    text = f"{lead_in}\n\n- sending direct marketing by post\n- research into who supports us\n"
    listed = [one.purposes for one in bases(text)[1:]]
    assert [purposes[0] for purposes in listed] == ["direct_marketing", "research"]


def test_what_is_shared_for_legitimate_interests_lists_no_grounds() -> None:
    text = "We share your data where necessary for our legitimate interests with:\n\n- our insurers\n- our banks\n"
    assert len(bases(text)) <= 1


def test_consent_that_may_be_withdrawn_is_relied_on() -> None:
    (practice,) = bases("If we rely on consent, you have the right to withdraw it at any time.")
    assert practice.legal_basis is not None
    assert (practice.legal_basis.basis, practice.action) == ("consent", "withdraw")


def test_an_entry_may_begin_with_a_condition() -> None:
    text = "We share your data with selected third parties, including:\n\n- unless you object, with advertisers\n"
    assert "advertiser" in {recipient.kind for recipient in sharing(text)[-1].recipients}


def test_a_row_of_long_headers_states_no_ground() -> None:
    header = "| Purpose | Lawful basis for processing including basis of legitimate interest |\n| --- | --- |\n"
    (practice,) = bases(header + "| To open an account | Performance of a contract |\n")
    assert practice.purposes == ("To open an account",)


def test_at_least_ten_years_is_a_period_and_no_age() -> None:
    (practice,) = read("de", "Wir sind verpflichtet, Ihre Daten mindestens 10 Jahre nach der Behandlung aufzubewahren.")
    assert practice.retention is not None
    assert practice.retention.period == "P10Y"


def test_that_no_single_datum_is_sold_is_a_denial_of_sale() -> None:
    (practice,) = read("fr", "Aucune donnée n'est vendue à des fins commerciales.")
    assert (practice.action, practice.affirmed) == ("sell", False)


def test_a_supervisory_authority_that_is_told_is_a_recipient() -> None:
    (practice,) = read("es", "Los datos se pueden comunicar a la Agencia Española de Protección de Datos.")
    assert recipients(practice) == {"authority"}


def test_keeping_until_one_objects_is_a_criterion() -> None:
    text = "## ¿Por cuánto tiempo conservaremos sus datos?\n\nLos conservaremos mientras no ejercite su derecho."
    (practice,) = read("es", text)
    assert practice.retention is not None
    assert practice.retention.criteria == "request"


@pytest.mark.parametrize("services", ["third party services", "external services"])
def test_services_of_others_that_are_used_are_third_parties(services: str) -> None:
    assert kinds(f"We may make use of {services} to send your data.") == {"third_party"}


def test_a_business_asset_moves_to_whoever_takes_over_the_business() -> None:
    assert kinds("The information that we gathered may be one of the business assets we transfer.") == {"acquirer"}


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "We may give your data to your family, such as friends, unless you ask us not to.",
            "unless you ask us not to",
        ),
        ("Your address is provided to distributors; please notify us if you do not want to be listed.", None),
    ],
)
def test_refusing_in_other_words_is_an_opt_out(text: str, condition: str | None) -> None:
    (practice,) = sharing(text)
    assert practice.modality == "opt_out"
    assert condition is None or practice.condition == condition


def test_cookies_of_third_parties_that_track_you_are_theirs() -> None:
    (practice,) = sharing("We may track you with first or third-party cookies.")
    assert (practice.action, recipients(practice)) == ("collect", {"third_party"})


def test_items_of_a_numbered_list_within_a_sentence_share_its_verb() -> None:
    text = "We share your data with (a) couriers, so that they find you, (b) our insurers, if you claim, and (c) banks."
    (practice,) = sharing(text)
    assert recipients(practice) == {"carrier", "insurer", "payment_provider"}


def test_an_entry_under_a_heading_on_recipients_may_begin_with_its_condition() -> None:
    text = "### ¿A qué destinatarios se comunicarán sus datos?\n\n- Si usted es paciente, a compañías aseguradoras.\n"
    (practice,) = read("es", text)
    assert recipients(practice) == {"insurer"}


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("We will retain your data for as long as we consider it useful for our business.", "reasonable"),
        ("We keep your data for five years, unless the law requires longer.", "legal_duty"),
        ("We keep your data until we successfully fill the open position.", "event_done"),
    ],
)
def test_criteria_are_told_apart(text: str, criteria: str) -> None:
    (practice,) = retention(text)
    assert practice.retention is not None
    assert practice.retention.criteria == criteria


def test_data_that_is_kept_after_a_transaction_is_kept() -> None:
    (practice,) = retention("We store your card details following the completion of your order.")
    assert practice.affirmed


def test_a_body_is_named_by_what_it_is() -> None:
    text = "Your data is shared with the Mill Lane Regulator and the Parish Commission in the event of an enquiry."
    (practice,) = sharing(text)
    assert recipients(practice) == {"Mill Lane Regulator", "Parish Commission"}


@pytest.mark.parametrize("body", ["the European Commission", "the Data Protection Authority", "the Commission"])
def test_bodies_that_any_policy_names_have_no_name_of_their_own(body: str) -> None:
    assert names(f"We may disclose your data to {body}.") == set()


def test_an_entry_may_be_one_company_of_a_long_name() -> None:
    text = "We share your data with:\n\n- Mill Lane Leisure and Culture Limited, where you swim\n- our insurers\n"
    assert names(text) == {"Mill Lane Leisure and Culture Limited"}


def test_entries_that_are_but_names_are_companies() -> None:
    text = "We share your data with the following service providers:\n\n- Brightmail\n- Tinder Brook\n- Hosting\n"
    assert names(text) == {"Brightmail", "Tinder Brook"}


def test_entries_that_are_but_words_for_data_name_nobody() -> None:
    text = "We share with our service providers the following data:\n\n- Surname\n- Address\n"
    assert names(text) == set()


def test_details_that_are_checked_with_an_agency_are_shared_with_it() -> None:
    assert kinds("We may check your details with fraud prevention agencies.") == {"credit_bureau"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The cookie contains no personal data and is deleted when you close your browser."),
        ("fr", "Il ne contient pas de données personnelles et sera supprimé à la fermeture de votre navigateur."),
        ("de", "Es enthält keine personenbezogenen Daten und wird nach der Sitzung automatisch gelöscht."),
        ("es", "No contiene datos personales y se elimina al cerrar el navegador."),
    ],
)
def test_what_holds_no_data_and_is_deleted_is_deleted(language: str, text: str) -> None:
    assert [one.affirmed for one in read(language, text) if one.retention] == [True]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The clinic may disclose your data to insurers."),
        ("es", "La clínica comunica sus datos a las aseguradoras."),
        ("fr", "La clinique transmet vos données aux assureurs."),
    ],
)
def test_a_clinic_that_speaks_of_itself_is_no_recipient(language: str, text: str) -> None:
    assert [recipients(one) for one in read(language, text)] == [{"insurer"}]


def test_whom_data_that_you_requested_goes_with_is_told_behind_it() -> None:
    text = "We may share your data, to give you services that you have requested, with our partners."
    assert kinds(text) == {"partner"}


def test_processing_that_a_law_prescribes_is_no_keeping() -> None:
    text = "Die Informationen werden an Dritte übertragen, soweit diese sie verarbeiten und dies vorgeschrieben ist."
    assert not [one for one in read("de", text) if one.retention]


def test_what_a_law_requires_of_all_organisations_is_no_sharing() -> None:
    assert not sharing("The law requires all organisations that process personal data to have a basis for it.")


def test_other_persons_and_companies_are_no_group() -> None:
    assert "affiliate" not in kinds("We may disclose your data to other persons and companies.")


def test_whom_offers_are_sent_to_is_no_recipient_of_data() -> None:
    text = (
        "Si su empresa es destinataria o destinatario de nuestras ofertas comerciales, conservaremos sus datos un año."
    )
    assert not [one for one in read("es", text) if one.category is Category.SHARING]


def test_the_quality_of_services_and_the_training_of_software_are_purposes() -> None:
    (practice,) = bases("- **Legitimate interests:** to ensure the quality of service and train our tutoring software")
    assert set(practice.purposes) >= {"improvement", "ai_training"}
