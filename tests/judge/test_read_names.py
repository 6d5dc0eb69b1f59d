"""Companies that no list holds: told by where their names stand, and told from other words in capitals."""

from __future__ import annotations

import pytest

from tests.support.reading import names, read, sharing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Payments are handled by Stripely, which receives your card number.", {"Stripely"}),
        ("We use Mailbird to send newsletters.", {"Mailbird"}),
        ("We use [Mailbird](https://mailbird.example/privacy) to send newsletters.", {"Mailbird"}),
        ("We also use the service Mailbird for newsletters.", {"Mailbird"}),
        ("Our shop uses Stripely, a payment service.", {"Stripely"}),
        ("We rely on Cloudhaven for hosting.", {"Cloudhaven"}),
        ("Our support desk runs on Helpwise.", {"Helpwise"}),
        ("Your data is hosted at Hetzwerk in Germany.", {"Hetzwerk"}),
        ("Our newsletters are sent through Mailbird.", {"Mailbird"}),
        ("Parcels are delivered by Swiftvan and Boxwell.", {"Swiftvan", "Boxwell"}),
        ("We share your data with Stripely, Mailbird and Helpwise.", {"Stripely", "Mailbird", "Helpwise"}),
        ("The data controller is LANTERNPOST LIMITED, 26 Orchard Lane, Alderford.", {"LANTERNPOST LIMITED"}),
        ("The data controller is Lanternpost S.r.l., Via Lunga 3, Alderford.", {"Lanternpost S.r.l"}),
        ("The data controller is Boxwell Inc., 26 Orchard Lane, Las Vegas, NV 89108.", {"Boxwell Inc"}),
        ("We use Tally.example and Cloud-Haven to count visits.", {"Tally.example", "Cloud-Haven"}),
        ("The data controller is Boxwell (Services) Holdings Limited.", {"Boxwell (Services) Holdings Limited"}),
        ("We share your data with Boxwell, Inc. in Ohio and Boxwell Inc. in Utah.", {"Boxwell, Inc"}),
        ("Share this page on Facebook or LinkedIn.", set()),
        ("© 2031 Boxwell Inc. and its affiliates share all rights.", set()),
    ],
)
def test_companies_are_named_where_they_are_engaged(text: str, expected: set[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We use Cookies to remember you.",
        "We use Personal Data to provide our Services.",
        "We use Your Content to run the app.",
        "We use HTTPS and SSL to protect your data.",
        "We use GPS to find your location data.",
        "Your data is stored on Android and Windows devices.",
        "Your data is hosted in Germany.",
        "You use Mailbird to send us data.",
        "We rely on Standard Contractual Clauses for transfers of your data.",
        "Data is handled by Customers and Network-specific partners.",
        "Your data is processed through Safari or Firefox.",
    ],
)
def test_other_words_in_capitals_are_no_companies(text: str) -> None:
    assert names(text) == set()


def test_a_word_that_the_policy_also_writes_small_is_no_name() -> None:
    assert names("We share your posts with Explorers.") == {"Explorers"}
    assert names("We share your posts with Explorers. All explorers are kind.") == set()


def test_the_vendor_and_its_products_are_no_recipients_but_its_sister_companies_are() -> None:
    text = "We at Fernhill respect you. We share your data with Fernhill, Fernhill Pay and Fernhill Asia Ltd."
    assert names(text) == {"Fernhill Asia Ltd"}


def test_a_name_that_acts_and_is_bound_as_vendors_are_is_the_vendors() -> None:
    text = "Fernhill is required to keep it. Fernhill mainly collects it. Fernhill acts as a processor. "
    assert names(text + "We share your data with Fernhill Ltd, Fernhill Partners and Stripely.") == {"Stripely"}


def test_the_name_in_the_address_for_privacy_is_the_vendors() -> None:
    text = "We share your data with Fern Hill and Stripely. Write to privacy@fernhill.example."
    assert names(text) == {"Stripely"}


def test_who_handles_payments_is_told_with_what_it_receives() -> None:
    (practice, *_) = sharing("Payments are handled by Stripely, which receives your card number.")
    assert (practice.action, practice.data, practice.purposes) == ("engage", ("financial",), ("payment",))


def test_what_a_named_service_does_behind_a_colon_may_speak_of_users() -> None:
    entries = "- Mixpanel: Product analytics to understand user behaviour\n- Speed: Fast pages for users\n"
    assert names(f"## Third-party services\n\n### Measuring\n\n{entries}") == {"Mixpanel"}


def test_a_name_does_not_run_from_a_lead_in_into_its_entry() -> None:
    assert names("We use processors under the GDPR:\n\n- Hillhost GmbH (hosting)\n") == {"Hillhost GmbH"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This site is hosted on GitHub Pages (GitHub Inc., of the United States).", {"GitHub Inc"}),
        ("We share your data with Stripe and Stripe Payments Ltd.", {"Stripe", "Stripe Payments Ltd"}),
    ],
)
def test_a_company_named_with_its_form_is_named_once(text: str, expected: set[str]) -> None:
    assert names(text) == expected


def test_companies_listed_below_a_lead_in_on_providers_get_data_whatever_else_it_denies() -> None:
    lead_in = "Your card number goes to these payment providers and is never stored on our servers:"
    shared = sharing(f"{lead_in}\n\n- Stripe & PayPal: Process payments by card\n")[-1]
    assert shared.affirmed
    assert {recipient.name for recipient in shared.recipients} == {"Stripe", "PayPal"}


def test_a_row_tells_once_who_gets_data() -> None:
    row = "| Tinderbrook Inc. | Form processing. Answers stay in the EU. |"
    (shared,) = sharing(f"# Sharing\n\n| Provider | Purpose |\n|---|---|\n{row}\n")
    assert [recipient.name for recipient in shared.recipients] == ["Tinderbrook Inc"]


def test_trades_that_a_list_of_services_names_are_no_companies() -> None:
    lead_in = "Companies that serve our shops provide a range of services, including:"
    assert names(f"## Who gets your data\n\n{lead_in}\n\n- Delivery\n- Shipping\n- Billing\n- Recruiting\n") == set()


def test_a_second_company_is_told_by_what_it_does() -> None:
    assert names("We use Stripely to take payments and Mailbird to send newsletters.") == {"Stripely", "Mailbird"}
    assert names("We use bread to feed geese and Mailbird to send letters.") == set()


def test_companies_in_a_row_are_told_apart() -> None:
    text = (
        "We share payment data with Fernhill AG, Quillmere Limited, Lantry, Inc., Oxbow JP Co., Ltd "
        "and Brook & Sons S.à r.l."
    )
    told = {"Fernhill AG", "Quillmere Limited", "Lantry, Inc", "Oxbow JP Co., Ltd", "Brook & Sons S.à r.l"}
    assert names(text) == told


@pytest.mark.parametrize(
    ("text", "controller"),
    [
        ("If you live in the UK or Switzerland, Lantry Limited is the data controller.", "Lantry Limited"),
        ("Fernhill Ltd is the controller and shares your data with Quillmere Inc.", "Fernhill Ltd"),
        ("For data of South Africans, Lantry Proprietary Limited is the responsible party.",
         "Lantry Proprietary Limited"),
    ],
)  # fmt: skip
def test_the_controller_is_who_is_said_to_be(text: str, controller: str) -> None:
    told = [one for one in sharing(text) if one.action == "control"]
    assert [who.name for one in told for who in one.recipients] == [controller]


@pytest.mark.parametrize(
    "text",
    [
        "Requests can be sent to privacy@google.com.",
        "Advertisers may not use terms that infringe the rights of any third party.",
        "We ask for proof so that your data is not provided to anyone other than you.",
        "No: 13/52 Mill Lane, Fernhill.",
    ],
)
def test_addresses_and_rights_of_others_are_no_sharing(text: str) -> None:
    assert sharing(text) == []


def test_the_country_of_a_postal_address_is_no_destination() -> None:
    told = sharing("We transfer your data to Quillmere, Inc., located at 620 Mill Lane, Fernhill, NC 27518, USA.")
    assert [who.name for one in told for who in one.recipients] == ["Quillmere, Inc"]
    assert [country for one in told for country in one.countries] == []


def test_the_vendor_in_full_is_no_recipient_either() -> None:
    policy = (
        "# Fernhill Privacy Policy\n\nFernhill International, Inc. (“Fernhill”) has a representative in the EU.\n\n"
        "We share your data with Quillmere Inc. and keep it with Fernhill International, Inc."
    )
    assert names(policy) == {"Quillmere Inc"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our mail vendors are [Send in Blue](https://www.sendinblue.com/legal) and [Elm-Port](https://elmport.co.uk/p).",
         {"Send in Blue", "Elm-Port"}),
        ("Our mail vendors work under [Our Terms](https://elmport.com/terms) and [Privacy](https://privacy.elmport.com).",
         set()),
        ("Pages are hosted by dialog-Kettle Systems GmbH on our behalf.", {"dialog-Kettle Systems GmbH"}),
        ("Receipts are handled by Storefern Aps.", {"Storefern Aps"}),
        ("Quillmere has relationships with the following services: DoubleClick, BlueKai.", {"DoubleClick", "BlueKai"}),
    ],
)  # fmt: skip
def test_a_company_is_known_by_its_link_its_form_or_where_it_is_listed(text: str, expected: set[str]) -> None:
    assert names(text) == expected


def test_a_column_that_asks_whom_data_is_shared_with_names_recipients() -> None:
    table = "| Purpose | Who do we share data with? |\n|---|---|\n| Sending receipts | Quillmere GmbH and couriers |"
    assert names(table) == {"Quillmere GmbH"}


@pytest.mark.parametrize(
    "text",
    [
        "We use your data to:\n\n- Detect and stop fraud for partners.\n- Improving, upgrading and testing it.",
        "We use network information (e.g. Wi-Fi) from your carrier.",
        "Please do not recommend it to Minors.",
    ],
)
def test_verbs_and_terms_in_capitals_name_nobody(text: str) -> None:
    assert names(text) == set()


def test_a_link_to_a_companys_own_policy_names_the_company() -> None:
    text = "We use cookies of others, see [Tinderbrook's privacy policy](https://www.tinderbrook.com/privacy)."
    assert names(text) == {"Tinderbrook"}


def test_a_policy_that_says_we_is_that_of_whom_it_speaks_most() -> None:
    spoken = "Your use of Fernhill is free. Friends on Fernhill see you. Write to Fernhill. Log out of Fernhill. "
    told = "We share your data with Fernhill Ads and with Quillmere."
    assert names(f"# Privacy\n\n{spoken}{told}") == {"Quillmere"}
    assert names(f"# Privacy\n\n{told}") == {"Fernhill Ads", "Quillmere"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wir geben Ihre Daten an die Firma Lanternpost GmbH weiter.", "Lanternpost GmbH"),
        (
            "Wir nutzen Dienste des Unternehmens Cloudhaven Ireland Limited, um Karten zu zeigen.",
            "Cloudhaven Ireland Limited",
        ),
    ],
)
def test_what_announces_a_german_company_is_no_part_of_its_name(text: str, name: str) -> None:
    assert {who.name for one in read("de", text) for who in one.recipients} == {name}
