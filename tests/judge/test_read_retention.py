"""How long data is kept: periods, criteria, without end, and what only sounds like it."""

from __future__ import annotations

import pytest

from monitor.model import RetentionKind
from tests.support.reading import read, retention


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("We keep your logs for thirty (30) days.", "P30D"),
        ("We keep your logs for 30 (thirty) days.", "P30D"),
        ("We retain invoices for up to ten years.", "P10Y"),
        ("We store your data for 18 months.", "P18M"),
        ("Recordings are deleted within 24 hours.", "PT24H"),
        ("Your data is not kept for more than six months.", "P6M"),
        ("We retain your data no longer than 2 weeks.", "P2W"),
        ("Invoices are kept for at least 7 years.", "P7Y"),
        ("We keep your data for 1 year and 6 months.", "P1Y6M"),
    ],
)
def test_stated_periods(text: str, period: str) -> None:
    (practice,) = retention(text)
    assert practice.affirmed
    assert practice.retention is not None
    assert practice.retention.kind is RetentionKind.STATED
    assert practice.retention.period == period


@pytest.mark.parametrize(
    "text",
    [
        "If you do not log in for 24 months, we delete your account data.",
        "When your account has not been used for 24 months, your data will be erased.",
    ],
)
def test_a_condition_that_is_denied_denies_no_deletion(text: str) -> None:
    (practice,) = retention(text)
    assert practice.affirmed
    assert practice.retention is not None
    assert practice.retention.period == "P24M"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Cookies are stored between 3 months and 1 year depending on their type.", ["P3M", "P1Y"]),
        ("We keep invoices for 3 to 6 years.", ["P3Y", "P6Y"]),
        ("Applications are deleted after 7-10 years of storage of your data.", ["P7Y", "P10Y"]),
        ("We keep your logs for one or two months.", ["P1M", "P2M"]),
        ("We keep your logs for 30 (thirty) to 60 (sixty) days.", ["P30D", "P60D"]),
    ],
)
def test_a_range_of_periods_is_two_periods(text: str, periods: list[str]) -> None:
    assert [practice.retention.period for practice in retention(text) if practice.retention] == periods


@pytest.mark.parametrize(
    ("text", "kind", "criterion"),
    [
        ("We keep your data as long as your account is active.", RetentionKind.CRITERIA, "account_life"),
        ("We retain your data as long as necessary for the purposes above.", RetentionKind.CRITERIA, "purpose_done"),
        ("We retain your data as required by law.", RetentionKind.CRITERIA, "legal_duty"),
        ("We keep anonymised data indefinitely.", RetentionKind.INDEFINITE, None),
        ("We keep your data until the statute of limitations ends.", RetentionKind.CRITERIA, "limitation"),
        ("We delete your data when you request it.", RetentionKind.CRITERIA, "request"),
        ("Data is deleted from our backups once they rotate.", RetentionKind.CRITERIA, "backup"),
        ("We may retain your data.", RetentionKind.UNSPECIFIED, None),
        ("Your data is not retained longer than necessary.", RetentionKind.CRITERIA, "purpose_done"),
    ],
)
def test_criteria_and_no_end(text: str, kind: RetentionKind, criterion: str | None) -> None:
    (practice,) = retention(text)
    assert practice.affirmed
    assert practice.retention is not None
    assert practice.retention.kind is kind
    listed = (practice.retention.criteria or "").split(", ")
    assert criterion in listed if criterion else listed == [""]


@pytest.mark.parametrize(
    "text",
    [
        "We respond to your request within 30 days.",
        "You must be at least 13 years old to use the app.",
        "You have the right to have your data deleted.",
        "You can delete your data in the settings.",
        "We store your data on secure servers.",
        "Keep your password secret for as long as you use the app.",
        "Our lawyers were retained in May.",
        "Download it from the App Store within 3 days.",
        "You may request a copy twice in a 12-month period.",
        "Our parent is responsible for the collection and retention of your data.",
        "Parents may ask us and request that the data of their child be deleted.",
        "This right does not apply where we must keep your data by law.",
        "Members can delete their messages.",
        "You may ask for your data and request that we delete it.",
        "No method of electronic storage of data is completely secure.",
    ],
)
def test_what_only_sounds_like_retention_is_none(text: str) -> None:
    assert retention(text) == []


def test_periods_between_semicolons_are_statements_of_their_own() -> None:
    found = retention("We keep server logs for 14 days; invoices are deleted after ten years.")
    assert [(p.action, p.retention.period, p.data) for p in found if p.retention] == [
        ("retain", "P14D", ("usage",)),
        ("delete", "P10Y", ("financial",)),
    ]


def test_we_do_not_store_is_a_denial_of_retention() -> None:
    (practice,) = retention("We do not store your card details.")
    assert not practice.affirmed


def test_a_bare_period_under_a_heading_on_retention_counts() -> None:
    (practice,) = retention("## How long we keep your data\n\nInvoices: ten years.\n\n## Contact\n\nWrite to us.\n")
    assert practice.retention is not None
    assert practice.retention.period == "P10Y"
    assert practice.section == "How long we keep your data"


def test_lifetimes_of_cookies_are_read_from_their_table() -> None:
    text = "| Name | Purpose | Expiry |\n|---|---|---|\n| _gid | statistics | 24 hours |\n| sid | login | session |\n"
    found = [(p.retention.period, p.retention.applies_to) for p in retention(text) if p.retention]
    assert found[0] == ("PT24H", "_gid")


LOGS, ACCOUNT, INVOICES = ("usage",), ("account",), ("financial",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We keep account data for 24 months and logs for 30 days.", [("P24M", ACCOUNT), ("P30D", LOGS)]),
        ("We keep account data for 24 months while logs are kept for 30 days.", [("P24M", ACCOUNT), ("P30D", LOGS)]),
        ("We store data for 30 days for logs and 24 months for account data.", [("P30D", LOGS), ("P24M", ACCOUNT)]),
        ("We keep invoices for ten years, logs for 30 days and account data for 24 months.",
         [("P10Y", INVOICES), ("P30D", LOGS), ("P24M", ACCOUNT)]),
        ("## Retention\n\nLogs: 30 days, invoices: ten years.", [("P30D", LOGS), ("P10Y", INVOICES)]),
        ("## Retention\n\nLogs: 30 days; invoices: ten years", [("P30D", LOGS), ("P10Y", INVOICES)]),
        ("We keep logs for 24 months or 36 months.", [("P24M", LOGS), ("P36M", LOGS)]),
        ("We keep logs between 30 days and two years, depending on the data.", [("P30D", LOGS), ("P2Y", LOGS)]),
        ("We keep logs for 30 days, and this data is then stored for a year.", [("P30D", LOGS), ("P1Y", LOGS)]),
    ],
)  # fmt: skip
def test_each_period_has_the_data_of_its_own_clause(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(p.retention.period, p.data) for p in retention(text) if p.retention] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We keep account data for 24 months after closure, and logs for 30 days.", ["account_life", None]),
        ("We keep your data for a year after your last visit or five years after the contract ends.",
         ["inactivity", "relationship"]),
        ("After you close your account, we keep account data for 24 months and logs for 30 days.",
         ["account_life", "account_life"]),
    ],
)  # fmt: skip
def test_each_period_begins_as_its_own_clause_says(text: str, expected: list[str | None]) -> None:
    assert [practice.retention.criteria for practice in retention(text) if practice.retention] == expected


def test_each_period_has_the_purpose_and_the_act_of_its_own_clause() -> None:
    found = retention("We keep your data for ten years to meet tax law and for 30 days to prevent fraud.")
    assert [practice.purposes for practice in found] == [(), ("fraud_prevention",)]
    found = retention("Logs are deleted after 14 days, and account data is anonymised after two years.")
    assert [practice.action for practice in found] == ["delete", "anonymise"]


def test_the_period_of_a_lead_in_is_that_of_its_entries_but_not_of_those_with_their_own() -> None:
    found = retention("We keep for two years:\n\n- account data\n- logs, which are erased after 30 days")
    assert [p.retention.period for p in found if p.retention] == ["P2Y", "P30D"]


def test_an_exception_to_a_period_does_not_state_that_period() -> None:
    text = "We delete account data after 28 days, unless:\n\n- we must keep it until a dispute ends\n- you are away"
    assert [p.retention.period for p in retention(text) if p.retention] == ["P28D", None]


def test_the_lines_of_a_cell_are_stated_by_themselves() -> None:
    text = "| Purpose | Data | Retention |\n|---|---|---|\n| Help | Name | 5 years after closure<br>Logs: 1 month |\n"
    found = [(p.retention.period, p.retention.applies_to, p.retention.criteria) for p in retention(text) if p.retention]
    assert found == [("P5Y", "Name", "account_life"), ("P1M", "usage", None)]


def test_tax_law_is_a_reason_to_keep_data_and_no_data() -> None:
    (practice,) = retention("We keep your data for ten years for tax and accounting purposes.")
    assert practice.data == ("personal",)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Until you switch the diary off", [("Diary", "event")]),
        ("While the trial of the diary runs", [("Diary", "event")]),
        ("Until your account is closed", [("Diary", "account_life")]),
        ("On paper", []),
    ],
)
def test_a_cell_on_periods_may_name_any_event(cell: str, told: list[tuple[str, str]]) -> None:
    found = retention(f"## Retention\n\n| Data | How long we keep it |\n| --- | --- |\n| Diary | {cell} |\n")
    assert [(one.retention.applies_to, one.retention.criteria) for one in found if one.retention] == told


def test_where_storage_is_bought_is_no_word_on_how_long() -> None:
    assert retention("We do not use foreign clouds for core data storage.") == []
    (denied,) = retention("There is no storage of your data on our servers.")
    assert not denied.affirmed


def test_a_denial_of_a_lead_in_about_data_of_its_own_says_nothing_of_the_entries() -> None:
    lead_in = "Your card number goes to these providers and is never stored on our servers:"
    assert retention(f"{lead_in}\n\n- Tillwise: Takes card payments.") == []
    (denied,) = retention("We never store the following data:\n\n- Card numbers.")
    assert not denied.affirmed


@pytest.mark.parametrize("end", ["indefinitely", "forever", "for ever", "in perpetuity"])
def test_keeping_without_end_is_read(end: str) -> None:
    (kept,) = retention(f"Invoices are kept {end}.")
    assert kept.retention
    assert kept.retention.kind is RetentionKind.INDEFINITE


@pytest.mark.parametrize(
    "text",
    [
        "You have the right to ask for a copy of your data, to have it corrected if need be and to have it deleted.",
        "| Type of request | Received | Average time |\n|---|---|---|\n| Requests to delete | 6,367 | 15.5 days |",
    ],
)
def test_what_people_asked_for_is_no_practice_of_deleting(text: str) -> None:
    assert retention(text) == []


ROW = "| Purpose | Data | Legal basis |\n|---|---|---|\n| To call | Photos. We do not store your photos. | Contract |"


def test_a_sentence_in_a_cell_tells_what_no_column_does() -> None:
    (practice,) = retention(ROW)
    assert (practice.affirmed, practice.action) == (False, "retain")


def test_a_column_of_periods_tells_more_than_the_sentences_of_other_cells() -> None:
    (practice,) = retention(ROW.replace("Legal basis", "Retention period").replace("Contract", "2 years"))
    assert practice.retention
    assert practice.retention.period == "P2Y"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "If you exercise your right of access, we keep the correspondence for one year."),
        ("fr", "En cas d'exercice du droit d'opposition, ces informations sont conservées un an."),
        ("de", "Wenn Sie Ihr Auskunftsrecht ausüben, speichern wir die Korrespondenz ein Jahr."),
        ("es", "Si ejerce su derecho de acceso, conservaremos la copia de sus datos durante un año."),
    ],
)
def test_what_is_kept_when_a_right_is_exercised_is_no_right(language: str, text: str) -> None:
    (practice,) = read(language, text)
    assert practice.retention is not None
    assert practice.retention.period == "P1Y"


def test_keeping_that_one_may_ask_for_is_a_right() -> None:
    assert read("en", "Where it is unlawful, you may ask us to keep your data for a year, rather than erase it.") == []
