"""Who is meant where a sentence has several clauses: lists behind clauses, others who act, what only sounds like it."""

from __future__ import annotations

import pytest

from monitor.model import RetentionKind
from tests.support.reading import kinds, names, read, recipients, retention, sharing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We share your data with our affiliates or third parties.", {"affiliate", "third_party"}),
        ("We share your data with our insurers and our partners.", {"insurer", "partner"}),
        ("We share orders with vendors that we chose, including banks and auditors.",
         {"processor", "payment_provider", "adviser"}),
        ("We never share data with the following: advertisers; data brokers.", {"advertiser", "data_broker"}),
        ("We may share your data with the following recipients: insurers; analytics providers.",
         {"third_party", "insurer", "analytics_provider"}),
        ("Those to whom we entrust personal data include insurers.", {"insurer"}),
        ("Such third-party services may receive or otherwise have access to your data.", {"third_party"}),
    ],
)  # fmt: skip
def test_all_of_a_list_are_meant(text: str, expected: set[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We share data with Tinderbrook, which takes payments, and Zephyrpost, which sends our letters.",
         {"Tinderbrook", "Zephyrpost"}),
        ("We use Mailbird, which sends our news, and Kettlehub, which hosts them.", {"Mailbird", "Kettlehub"}),
        ("We share your data with the following companies: Quillfeather Ltd: orders; Wrenfield Ltd: letters.",
         {"Quillfeather Ltd", "Wrenfield Ltd"}),
        ("If Wrenfield Inc. is bought, we may share your data with that company.", {"Wrenfield Inc"}),
    ],
)  # fmt: skip
def test_names_behind_clauses_are_read_and_do_not_begin_with_them(text: str, expected: set[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To bring you your parcels, we must give your address to couriers.", {"carrier"}),
        ("If you write a review, your name will be visible to other users.", {"other_users"}),
        ("We collect data from our customers and share it with insurers.", {"insurer"}),
        ("Fernhill compiles statistics about our users and may provide such data to insurers.", {"insurer"}),
        ("We never share the data that you provide us with insurers.", {"insurer"}),
        ("The Company will give your data to insurers.", {"insurer"}),
    ],
)
def test_the_vendor_acts_also_where_the_person_is_spoken_of(text: str, expected: set[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "When sharing data of anyone else with advertisers, you must ask them.",
        "By using our service through a third-party service, you authorise us to store it.",
        "Like most service providers, we collect your address.",
        "A cookie is sent to your computer or other device.",
        "Object by sending a letter to Quillfeather Ltd.",
        "Some courses are provided in conjunction with partner schools.",
        "Your partners share data with us.",
    ],
)
def test_what_only_sounds_like_sharing_is_none(text: str) -> None:
    assert [practice for practice in sharing(text) if practice.recipients] == []


@pytest.mark.parametrize(
    "text",
    [
        "We share it with vendors retained in connection with our shop.",
        "We share your data before and after the transaction closes.",
        "You can see how to delete cookies.",
        "We correct, amend or delete your data where it is wrong.",
        "Your data may be made available to a court if the law requires it.",
        "We use your first and last name as needed for the purposes above.",
    ],
)
def test_what_only_sounds_like_keeping_is_none(text: str) -> None:
    assert retention(text) == []


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("We keep your data for no longer than necessary for these purposes.", "purpose_done"),
        ("We delete it as quickly as possible when a child's data was collected.", "reasonable"),
        ("The cookie is deleted when you end your browser session.", "session"),
        ("The Company will retain your data while your account is active.", "account_life"),
    ],
)
def test_criteria_in_other_words(text: str, criteria: str) -> None:
    (practice,) = retention(text)
    assert practice.affirmed
    assert practice.retention is not None
    assert practice.retention.criteria == criteria


def test_a_sentence_or_list_goes_on_with_those_named_before_it() -> None:
    text = "We may disclose your data to other service providers. This can include analytics providers and insurers."
    assert kinds(text) == {"processor", "analytics_provider", "insurer"}
    text = "Health data is shared where your care needs it. This includes:\n\n- Doctors treating you here.\n- Insurers."
    assert kinds(text) == {"care_provider", "insurer"}
    text = "Wir geben Ihre Daten an Dritte weiter. Dazu gehören insbesondere Banken und Versicherungen."
    assert "payment_provider" in {one.kind for said in read("de", text) for one in said.recipients}


def test_what_an_entry_says_of_when_is_no_sharing_of_its_own() -> None:
    (practice,) = sharing("## Who gets your data\n\n- **Insurers** — where we are obliged to disclose data")
    assert recipients(practice) == {"insurer"}


def test_impersonal_conditions_part_no_purpose_from_its_sharing() -> None:
    (practice,) = sharing("We may disclose your data if it is required to comply with a legal obligation.")
    assert practice.purposes == ("legal_compliance",)


def test_a_group_is_one_recipient_and_takeovers_another() -> None:
    assert kinds("Our group of companies may have access to your data.") == {"affiliate"}
    assert kinds("We share your data with other companies within the Fernhill group.") == {"affiliate"}
    assert kinds("We may transfer your data to any entity which takes over our shop.") == {"acquirer"}


def test_that_nothing_shared_is_undone_denies_no_sharing() -> None:
    assert sharing("Withdrawing consent does not affect information that was already shared.") == []


def test_countries_are_no_companies() -> None:
    text = "Your data may be sent to countries including Nigeria, Uganda and Peru."
    assert names(text) == set()
    assert {country for said in sharing(text) for country in said.countries} >= {"NG", "UG", "PE"}


def test_records_that_are_destroyed_are_deleted() -> None:
    (practice,) = retention("Records are securely destroyed when they are no longer required.")
    assert practice.action == "delete"


def test_keeping_without_end_beside_a_period_is_told() -> None:
    found = retention("We keep such data for 35 years, or indefinitely where abuse was found.")
    assert [(one.retention.kind, one.retention.period) for one in found if one.retention] == [
        (RetentionKind.STATED, "P35Y"),
        (RetentionKind.INDEFINITE, None),
    ]


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("We keep staff files for 6 years after employment ends.", "relationship"),
        ("Invoices are kept for 7 years as required by the tax authority.", "legal_duty"),
        ("We keep health data for eight years after the last entry.", "inactivity"),
    ],
)
def test_what_a_period_runs_from_or_rests_on(text: str, criteria: str) -> None:
    (practice,) = retention(text)
    assert practice.retention is not None
    assert practice.retention.criteria == criteria


def test_an_entry_that_begins_with_its_kind_tells_who_gets_data() -> None:
    text = "## Sharing your data\n\n- With analytics providers: anonymised usage data to improve our service."
    assert "analytics_provider" in kinds(text)


def test_health_services_and_ombudsmen_are_bodies_and_not_the_public() -> None:
    assert kinds("We share your data with NHS trusts and the Public Services Ombudsman.") == {
        "care_provider",
        "authority",
    }


@pytest.mark.parametrize(
    ("whom", "kind"),
    [
        ("our bookkeeper", "adviser"),
        ("loss adjusters", "insurer"),
        ("the pension fund", "insurer"),
        ("our payroll provider", "processor"),
        ("recruitment agencies", "processor"),
        ("freight forwarders", "carrier"),
        ("customs", "authority"),
        ("the Department for Education", "authority"),
        ("your professional body", "industry_body"),
        ("card schemes", "payment_provider"),
        ("examination boards", "research"),
        ("the liquidator", "acquirer"),
        ("other residents", "other_users"),
        ("your next of kin", "other_users"),
    ],
)
def test_recipients_of_many_sectors_are_known(whom: str, kind: str) -> None:
    assert kinds(f"We share your data with {whom}.") == {kind}


def test_who_is_told_of_in_brackets_on_the_data_does_not_get_it() -> None:
    text = "We share details (such as what other users tell us) with our insurers (and banks)."
    assert kinds(text) == {"insurer", "payment_provider"}
