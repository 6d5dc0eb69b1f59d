"""Policies of clinics, schools, councils, charities and casinos: how they name recipients, periods and grounds."""

from __future__ import annotations

import pytest

from monitor.model import Category
from tests.support.reading import bases, kinds, names, read, recipients, retention, sharing


@pytest.mark.parametrize(
    "protected",
    [
        "the rights, property or safety of Fernhill, our customers or others",
        "the safety of our users, the public and third parties",
        "the security of other users",
    ],
)
def test_those_whose_rights_and_safety_are_protected_receive_nothing(protected: str) -> None:
    (practice,) = sharing(f"We may disclose your personal data to the police to protect {protected}.")
    assert recipients(practice) == {"authority"}


def test_whom_data_is_shared_with_behind_those_who_are_protected_receives_it() -> None:
    (practice,) = sharing("To protect the rights of others we share your personal data with the police.")
    assert recipients(practice) == {"authority"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous pouvons divulguer vos données à la police afin de protéger la sécurité de nos utilisateurs."),
        ("de", "Wir übermitteln Ihre Daten an die Polizei, um die Sicherheit unserer Nutzer zu schützen."),
        ("es", "Comunicamos sus datos a la policía para proteger la seguridad de otros usuarios."),
    ],
)
def test_those_who_are_protected_receive_nothing_in_other_languages(language: str, text: str) -> None:
    assert [recipients(one) for one in read(language, text) if one.category is Category.SHARING] == [{"authority"}]


def test_a_right_to_share_that_the_vendor_takes_introduces_its_list() -> None:
    text = "You agree that we have the right to share your personal data with:\n\n- game suppliers;\n- our banks.\n"
    assert [recipients(one) for one in sharing(text)] == [{"processor"}, {"payment_provider"}]


def test_an_entry_names_its_own_recipients_and_not_what_its_lead_in_calls_them() -> None:
    text = "We give personal data to the following recipients because we need help:\n\n"
    found = [one for one in sharing(text + "- our insurers\n- Brightmail Inc.\n") if one.action == "share"]
    assert [recipients(one) for one in found] == [{"third_party"}, {"insurer"}, {"Brightmail Inc"}]


def test_a_name_before_the_word_for_its_kind_names_no_company() -> None:
    text = "We provide your name to Gallery partners and to Parish Guide distributors."
    assert (names(text), kinds(text)) == (set(), {"partner"})


def test_a_company_may_begin_with_small_letters() -> None:
    assert names("We provide your data to fernhillM Holding B.V. for billing.") == {"fernhillM Holding B.V"}


def test_companies_are_listed_under_a_bold_title_below_a_heading_on_processors() -> None:
    title = "## Externe Auftragsverarbeiter\n\n**Geschäftsprozesse:**\n\n"
    entries = "- **ClickHof:** Aufgaben\n- **1Riegel (EU):** Wörter\n"
    named = [recipient.name for one in read("de", title + entries) for recipient in one.recipients]
    assert named == ["ClickHof", "1Riegel"]


def test_a_condition_ends_where_the_vendor_acts() -> None:
    (practice,) = sharing("Where you have agreed to get our letters, we may provide your address to advertisers.")
    assert practice.condition == "you have agreed to get our letters"


def test_full_permission_is_a_condition() -> None:
    (practice,) = sharing("We will not share your data with third parties unless we secure your full permission.")
    assert (practice.affirmed, practice.modality) == (True, "consent")


@pytest.mark.parametrize(
    "text",
    [
        "We may pass your details on to couriers in the course of dealing with your request.",
        "It may share your data with bodies that audit public funds.",
        "We will not pass your data on to couriers, except where required to do our duties as a local authority.",
    ],
)
def test_dealing_with_requests_public_funds_and_the_authority_itself_are_no_recipients(text: str) -> None:
    assert not kinds(text) & {"public", "authority"}
    assert all(practice.modality != "consent" for practice in sharing(text))


def test_data_that_moves_with_the_business_is_shared() -> None:
    text = "If Fernhill enters into a merger, your data will in most cases be transferred as part of the transaction."
    assert "acquirer" in kinds(text)


def test_what_contains_nothing_personal_is_discarded_all_the_same() -> None:
    (practice,) = retention("This cookie contains no personal data and is discarded when you close your browser.")
    assert practice.affirmed


def test_keeping_that_is_legally_required_is_a_duty() -> None:
    (practice,) = retention("We keep your data for five years, unless longer retention is legally required.")
    assert practice.retention is not None
    assert practice.retention.criteria == "legal_duty"


@pytest.mark.parametrize(
    ("language", "text", "ground"),
    [
        ("en", "The legal basis is Art. 9(2)(h) GDPR.", "health_care"),
        ("en", "The legal basis is Art. 9(2)(j) GDPR.", "research"),
        ("de", "Rechtsgrundlage ist Art. 9 Abs. 2 lit. h DSGVO.", "health_care"),
        ("fr", "La base légale est l'article 9.2.i du RGPD.", "public_health"),
        ("es", "La base jurídica es el artículo 9.2.h) del RGPD.", "health_care"),
    ],
)
def test_health_and_research_are_grounds_of_their_own(language: str, text: str, ground: str) -> None:
    assert [one.legal_basis.basis for one in read(language, text) if one.legal_basis] == [ground]


def test_a_contract_is_no_ground_for_health_data() -> None:
    assert [one.legal_basis.article for one in bases("We process it under Art. 6(1)(b) GDPR.") if one.legal_basis] == [
        "6(1)(b)"
    ]
