"""What the reader makes of single statements: denial, condition, actor, recipient, period, basis, transfer."""

from __future__ import annotations

import pytest

from monitor.judge import read_text
from monitor.judge.read import facts, key
from monitor.judge.report import reading
from monitor.model import Category, Practice, RetentionKind


def sharing(text: str) -> list[Practice]:
    return [practice for practice in read_text(text) if practice.category is Category.SHARING]


def retention(text: str) -> list[Practice]:
    return [practice for practice in read_text(text) if practice.category is Category.RETENTION]


def bases(text: str) -> list[Practice]:
    return [practice for practice in read_text(text) if practice.category is Category.LEGAL_BASIS]


def kinds(text: str) -> set[str]:
    return {recipient.kind for practice in sharing(text) for recipient in practice.recipients}


def names(text: str) -> set[str | None]:
    return {recipient.name for practice in sharing(text) for recipient in practice.recipients if recipient.name}


@pytest.mark.parametrize(
    ("text", "affirmed", "modality"),
    [
        ("We share your email address with advertisers.", True, "will"),
        ("We may share your email address with advertisers.", True, "may"),
        ("We do not share your email address with advertisers.", False, "never"),
        ("We never disclose your email address to advertisers.", False, "never"),
        ("Your email address is not shared with advertisers.", False, "never"),
        ("No personal data is disclosed to advertisers.", False, "never"),
        ("We share your email address with advertisers only with your consent.", True, "consent"),
        ("With your permission, we disclose your email address to advertisers.", True, "consent"),
        ("We will never share your email address with advertisers without your consent.", True, "consent"),
        ("We share your email address with advertisers unless you opt out.", True, "opt_out"),
        ("We are not a bank, and we share your email address with advertisers.", True, "will"),
        ("We do not use your data for profiling and do not share it with advertisers.", False, "never"),
        ("We do not only share your email address with advertisers.", True, "will"),
    ],
)
def test_denial_and_condition_of_sharing(text: str, *, affirmed: bool, modality: str) -> None:
    (practice,) = sharing(text)
    assert (practice.affirmed, practice.modality) == (affirmed, modality)
    assert {recipient.kind for recipient in practice.recipients} == {"advertiser"}


def test_an_exception_to_a_denial_is_a_permission_for_those_excepted() -> None:
    found = sharing("We do not share your data with third parties, except with our parent company.")
    stances = {(recipient.kind, practice.affirmed) for practice in found for recipient in practice.recipients}
    assert stances == {("third_party", False), ("affiliate", True)}


def test_an_exception_that_names_nobody_is_the_condition_of_the_denial() -> None:
    (practice,) = sharing("We disclose your data to nobody else except as described above.")
    assert not practice.affirmed
    assert practice.condition == "except as described above"


@pytest.mark.parametrize(
    "text",
    [
        "You may share your posts with your friends.",
        "Data shared by you with other users stays with them.",
        "Our partners share their lists with us.",
        "Retailers may provide us with details of your purchases.",
        "If you send us your data, you accept this policy.",
        "Share capital: 30,000 euro, registered in Oslo.",
        "Use the share button to tell your friends.",
        "Pay by bank transfer to our bank.",
        "We protect your data against unauthorised access, disclosure or destruction.",
        "This policy explains how we collect, use and share your personal data.",
        "We cannot guarantee that your data will never be disclosed to third parties by others.",
        "This policy does not apply to websites operated by third parties.",
        "We share news about our products with you.",
    ],
)
def test_what_only_sounds_like_sharing_is_none(text: str) -> None:
    assert sharing(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We share your data with our service providers, affiliates and auditors.",
            {"processor", "affiliate", "adviser"},
        ),
        ("Data is disclosed to law enforcement agencies and courts.", {"authority", "court"}),
        ("We send your address to the courier and to our payment processor.", {"carrier", "payment_provider"}),
        ("In the event of a merger, your data is transferred to the buyer.", {"acquirer"}),
        ("We pass your file on to credit reference agencies and insurers.", {"credit_bureau", "insurer"}),
        ("We sell your data to data brokers.", {"data_broker"}),
        ("Other users can see your profile.", {"other_users"}),
        ("Your comments are visible to the public.", {"public"}),
        ("Your nickname is always public.", {"public"}),
        ("You agree to our sharing of personal data with insurers.", {"insurer"}),
        ("These auditors may have access to your personal data.", {"adviser"}),
        ("Advertising partners may collect your device identifiers through cookies.", {"advertiser"}),
        ("We disclose prompts to our AI model providers.", {"ai_provider"}),
        ("We share statistics with universities for research.", {"research"}),
    ],
)
def test_recipients_by_kind(text: str, expected: set[str]) -> None:
    assert kinds(text) == expected


def test_recipients_by_name_from_the_gazetteer_and_from_their_form() -> None:
    assert names("We use Stripe and Google Analytics on our website.") == {"Stripe", "Google Analytics"}
    assert names("We share your data with Quillfeather Logistics GmbH.") == {"Quillfeather Logistics GmbH"}
    assert names("Crash reports are sent to Nimbusworks.") == {"Nimbusworks"}


def test_the_first_word_of_a_list_entry_is_no_company_unless_it_stands_alone() -> None:
    assert names("We share data with others to:\n\n- Provide the tea you ordered.") == set()
    assert names("We share data with:\n\n- Kettleworks, for repairs.") == {"Kettleworks"}


def test_the_vendor_itself_is_no_recipient_of_its_data() -> None:
    own = "Kettleworks collects orders. Kettleworks may write to you. Kettleworks keeps orders.\n\n"
    assert names(f"{own}Orders are processed by Kettleworks.") == set()
    assert names(f"{own}We share orders with Kettleworks and with Nimbusworks.") == {"Nimbusworks"}
    assert names("We share orders with Kettleworks.") == {"Kettleworks"}


def test_a_country_in_brackets_belongs_to_the_company_before_it() -> None:
    (practice,) = sharing("Google LLC (Ireland) processes your IP address for us.")
    assert [(r.name, r.country) for r in practice.recipients] == [("Google LLC", "IE")]


def test_a_list_item_is_read_with_its_lead_in_and_quoted_alone() -> None:
    found = sharing("We share your personal data with:\n\n- payment processors;\n- our affiliates.\n")
    assert [(p.quote, [r.kind for r in p.recipients]) for p in found] == [
        ("payment processors;", ["payment_provider"]),
        ("our affiliates.", ["affiliate"]),
    ]


def test_a_table_of_recipients_gives_country_and_denial() -> None:
    text = (
        "| Data | Recipients | Country |\n|---|---|---|\n| Email address | Mailgun | United States |\n"
        "| Payment details | None | |\n"
    )
    first, second = sharing(text)
    assert [(r.name, r.country) for r in first.recipients] == [("Mailgun", "US")]
    assert not second.affirmed


@pytest.mark.parametrize(
    ("text", "countries", "safeguards"),
    [
        ("Your data may be transferred to Japan and Brazil.", {"JP", "BR"}, set()),
        ("We store data on servers in the United States.", {"US"}, set()),
        (
            "When we transfer data outside the European Economic Area we rely on standard contractual clauses.",
            {"outside_eea"},
            {"scc"},
        ),
        ("We comply with the EU-U.S. Data Privacy Framework.", set(), {"dpf"}),
        ("Transfers within our group are covered by binding corporate rules.", set(), {"bcr"}),
    ],
)
def test_transfers_and_their_safeguards(text: str, countries: set[str], safeguards: set[str]) -> None:
    found = sharing(text)
    assert {country for practice in found for country in practice.countries} == countries
    assert {tool for practice in found for tool in practice.safeguards} == safeguards


@pytest.mark.parametrize(
    "text", ["If you live in Norway, you may write to our office.", "Our registered office is in Hong Kong."]
)
def test_where_people_and_offices_are_is_no_transfer(text: str) -> None:
    assert sharing(text) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("We keep your logs for thirty (30) days.", "P30D"),
        ("We retain invoices for up to ten years.", "P10Y"),
        ("We store your data for 18 months.", "P18M"),
        ("Applications are deleted after 7-10 years of storage of your data.", "P10Y"),
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


def test_a_range_of_periods_is_two_periods() -> None:
    found = retention("Cookies are stored between 3 months and 1 year depending on their type.")
    assert [practice.retention.period for practice in found if practice.retention] == ["P3M", "P1Y"]


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


@pytest.mark.parametrize(
    ("text", "basis", "article"),
    [
        ("We rely on your consent to send newsletters.", "consent", "6(1)(a)"),
        ("This is necessary for the performance of our contract with you.", "contract", "6(1)(b)"),
        ("The legal basis is compliance with a legal obligation.", "legal_obligation", "6(1)(c)"),
        ("We process it to protect someone's vital interests.", "vital_interests", "6(1)(d)"),
        ("We process it on the basis of a task in the public interest.", "public_task", "6(1)(e)"),
        ("We do so in our legitimate interests.", "legitimate_interests", "6(1)(f)"),
        ("Our basis is Art. 6 (1) (f) GDPR.", "legitimate_interests", "6(1)(f)"),
        ("We process health data with your explicit consent.", "explicit_consent", "9(2)(a)"),
        ("You have manifestly made the data public, which is our legal basis.", "made_public", "9(2)(e)"),
    ],
)
def test_legal_bases(text: str, basis: str, article: str) -> None:
    (practice,) = bases(text)
    assert practice.legal_basis is not None
    assert (practice.legal_basis.basis, practice.legal_basis.article) == (basis, article)
    assert practice.affirmed


def test_the_interests_are_named_in_the_words_of_the_text() -> None:
    (practice,) = bases("We do this in our legitimate interest of keeping the Service free of fraud.")
    assert practice.legal_basis is not None
    assert practice.legal_basis.interests == "keeping the Service free of fraud"


def test_a_denied_basis_is_denied_and_the_one_after_but_is_not() -> None:
    found = bases("We do not rely on consent as a legal basis, but on the performance of a contract.")
    assert {(p.legal_basis.basis, p.affirmed) for p in found if p.legal_basis} == {
        ("consent", False),
        ("contract", True),
    }


def test_withdrawal_consent_by_use_and_objection_are_told_apart() -> None:
    assert [p.action for p in bases("You can withdraw your consent at any time.")] == ["withdraw"]
    assert [p.action for p in bases("By using the app you consent to the processing of your data.")] == [
        "consent_by_use"
    ]
    assert [p.action for p in bases("You may object to processing based on our legitimate interests.")] == ["object"]


@pytest.mark.parametrize(
    "text",
    [
        "We share your data with partners only with your consent.",
        "We disclose your data to comply with a legal obligation.",
        "By using this site you agree to this Privacy Policy.",
        "A conflict of interest must be reported.",
        "Interest rates may rise.",
        "We keep your data as long as necessary to comply with our legal obligations.",
    ],
)
def test_what_only_sounds_like_a_basis_is_none(text: str) -> None:
    assert bases(text) == []


def test_a_paragraph_that_begins_with_its_purpose_gives_it_to_the_basis_at_its_end() -> None:
    (practice,) = bases("To repair your kettle. We ask for its number. Lawful basis is performance of a contract.")
    assert practice.purposes == ("To repair your kettle",)


def test_a_basis_table_whose_empty_cell_continues_from_above() -> None:
    text = (
        "| Purpose | Legal basis |\n|---|---|\n| Send parcels | Performance of a contract |\n"
        "| Repair goods | |\n| Send offers | Consent |\n"
    )
    found = [(p.purposes[0], p.legal_basis.basis) for p in bases(text) if p.legal_basis]
    assert found == [("Send parcels", "contract"), ("Repair goods", "contract"), ("Send offers", "consent")]


def test_a_table_that_lost_its_rows_is_put_together_again() -> None:
    text = (
        "PURPOSE LEGAL BASIS\n\nPurpose\n\nSend parcels\n\nSend offers\n\nRepair goods\n\n"
        "Legal basis\n\nPerformance of a contract\n\nConsent\n\nPerformance of a contract\n\nWe make kettles.\n"
    )
    found = [(p.purposes[0], p.legal_basis.basis) for p in bases(text) if p.legal_basis]
    assert found == [("Send parcels", "contract"), ("Send offers", "consent"), ("Repair goods", "contract")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We keep logs for 12 months.", "Logs are retained for one year."),
        ("We keep logs for 24 hours.", "We keep logs for 1 day."),
        ("We share your data with vendors.", "We share your information with service providers."),
        ("We never sell your data.", "We do not sell your personal information."),
        ("We rely on your consent.", "Our legal basis is your consent."),
    ],
)
def test_equal_facts_in_other_words_have_equal_keys(one: str, other: str) -> None:
    assert [key(practice) for practice in read_text(one)] == [key(practice) for practice in read_text(other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We keep logs for 30 days.", "We keep logs for 90 days."),
        ("We do not sell your data.", "We may sell your data."),
        ("We share your data with vendors.", "We share your data with advertisers."),
        ("We rely on your consent.", "We rely on our legitimate interests."),
        ("We may share your data with vendors.", "We share your data with vendors only with your consent."),
    ],
)
def test_different_facts_have_different_keys(one: str, other: str) -> None:
    assert [key(practice) for practice in read_text(one)] != [key(practice) for practice in read_text(other)]


def test_one_fact_per_recipient() -> None:
    (practice,) = sharing("We share your data with affiliates and advertisers.")
    assert len(facts(practice)) == 2


def test_a_language_that_is_not_read_gives_nothing() -> None:
    text = "Wij delen uw gegevens met derden en wij bewaren uw gegevens voor een periode van twaalf maanden na afloop."
    assert read_text(text) == []


def test_the_report_has_the_promised_shape() -> None:
    report = reading(
        read_text("We share your data with Stripe. We keep logs for 30 days. We rely on your consent for newsletters.")
    )
    assert list(report) == ["sharing", "retention", "legal_basis"]
    assert report["sharing"][0]["recipients"] == [{"name": "Stripe", "kind": "payment_provider", "country": None}]
    assert report["retention"][0]["period"] == "P30D"
    assert report["legal_basis"][0]["article"] == "6(1)(a)"
    assert report["legal_basis"][0]["quote"] == "We rely on your consent for newsletters."
