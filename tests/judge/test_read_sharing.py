"""Who gets data: stated, denied, on which terms, named or by kind, and where to."""

from __future__ import annotations

import pytest

from tests.support.reading import kinds, names, read, sharing


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
        ("If you do not object, we share your email address with advertisers.", True, "will"),
        ("We do not use your data for profiling and do not share it with advertisers.", False, "never"),
        ("We do not only share your email address with advertisers.", True, "will"),
    ],
)
def test_denial_and_condition_of_sharing(text: str, *, affirmed: bool, modality: str) -> None:
    (practice,) = sharing(text)
    assert (practice.affirmed, practice.modality) == (affirmed, modality)
    assert {recipient.kind for recipient in practice.recipients} == {"advertiser"}


@pytest.mark.parametrize(
    ("text", "affirmed"),
    [
        ("We do not sell your personal data to anyone.", False),
        ("We never disclose your personal data to anybody.", False),
        ("We will not share your personal data with anyone without your consent.", True),
    ],
)
def test_anyone_to_whom_sharing_is_denied_is_any_third_party(text: str, *, affirmed: bool) -> None:
    (practice,) = sharing(text)
    assert practice.affirmed == affirmed
    assert [recipient.kind for recipient in practice.recipients] == ["third_party"]


def test_what_data_is_shared_may_stand_between_the_sharing_and_its_recipients() -> None:
    assert kinds("We disclose data that we collect or you provide to our affiliates.") == {"affiliate"}


def test_a_list_entry_that_begins_with_recipients_belongs_to_its_lead_in() -> None:
    (first, second) = sharing("We may disclose your data when we believe it useful:\n\n- to our insurers\n- to courts")
    assert [recipient.kind for recipient in first.recipients] == ["insurer"]
    assert [recipient.kind for recipient in second.recipients] == ["court"]


def test_whoever_begins_the_entry_of_a_list_of_recipients_gets_data() -> None:
    assert kinds("## Who gets your data\n\n- Other users\n- Customer support vendors") == {"other_users", "processor"}


def test_keeping_data_inside_is_no_exception_to_a_denial() -> None:
    (practice,) = sharing("We do not share your data outside of our company with advertisers.")
    assert not practice.affirmed
    assert practice.condition is None


def test_what_is_shown_goes_to_whom_it_is_shown() -> None:
    (practice,) = sharing("Your nickname is no longer visible to other users.")
    assert (practice.action, practice.affirmed) == ("make_visible", False)
    assert kinds("Other members can find and see your posts.") == {"other_users"}


def test_a_destination_belongs_to_the_word_of_moving_that_is_near() -> None:
    text = (
        "All information that is processed by us or by those who act in our name for any reason, or for none at all, "
        "may be transferred to Norway."
    )
    assert [practice.countries for practice in sharing(text) if practice.action == "transfer"] == [("NO",)]


def test_selling_in_quotes_is_denied_as_selling() -> None:
    (practice,) = sharing("Fernhill does not “sell” personal data.")
    assert (practice.action, practice.affirmed) == ("sell", False)


def test_data_sold_and_shared_is_both() -> None:
    found = sharing("We have sold and/or shared all of these categories of personal data with our partners.")
    assert {practice.action for practice in found} == {"sell", "share"}


def test_an_exception_to_a_denial_is_a_permission_for_those_excepted() -> None:
    found = sharing("We do not share your data with third parties, except with our parent company.")
    stances = {(recipient.kind, practice.affirmed) for practice in found for recipient in practice.recipients}
    assert stances == {("third_party", False), ("affiliate", True)}


def test_an_exception_may_stand_in_front_of_the_denial() -> None:
    found = sharing("Except with our parent company, we do not share your data.")
    assert [(p.affirmed, [r.kind for r in p.recipients]) for p in found] == [(True, ["affiliate"]), (False, [])]


def test_consent_in_front_of_a_denial_is_its_condition() -> None:
    (practice,) = sharing("Without your consent, we do not share your data with third parties.")
    assert (practice.affirmed, practice.modality, practice.condition) == (True, "consent", "Without your consent")


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
        "Who do we share your data with?",
        "[Who do we share your data with?](#sharing)",
        "[4. Sharing with our partners](#sharing)",
        "4 How we disclose your data to partners",
        "We process your data on the grounds that Article 6 of the UK GDPR knows.",
        "We may receive your data from other users and third parties, and combine that data with ours.",
        "Personal data does not include data that is lawfully made available to the public.",
        "You may be able to share your data with third parties.",
        "Residents are entitled to ask us with which affiliates we share their data.",
        "You can request that we transmit your data to another controller.",
        "You have the right to know the third parties to whom we sold your data.",
        "We buy contact data from data brokers who sell personal data.",
        "If you want to see our advertisers, open the settings.",
        "Encryption prevents your notes from being revealed to advertisers.",
        "We improve our maps with publicly available information.",
        "Data controller means a person who decides, with other persons, how data is processed.",
        "Cookies distinguish you from other users of our website.",
        "Read our additional privacy disclosures on your usage data.",
        "We are subject to the Federal Trade Commission with respect to personal information.",
        "We use your data to provide our services, including to combine it with what we get from third parties.",
        "We treat your data as otherwise disclosed to you.",
        "If you go to social networks from our site to share your data, we may get it from these networks.",
        "You are requested to disclose your data to our partners.",
        "If we have disclosed your data to others, we will let them know that it was corrected.",
        "If you ask us, we will inform you with whom we shared your data.",
        "We send you news on your interactions with other members.",
        "We see whether recipients opened our letters.",
        "We do not control third parties' cookies.",
        "It does not apply to sites operated by our partners.",
        "We provide you with news about third parties.",
        "The authorities have published lists of personal data.",
        "The basis is the data controller's legitimate interest.",
        "Your driver's license number is personal data.",
        "Please do not send us data of any other person.",
        "#### With whom do we share personal data?",
        "Your data may also be provided by third parties.",
        "We provide many of our services to organisations.",
        "The data is intended for use by organisations.",
        "An authorized agent may provide us with data of third parties.",
        "Not all requests lead to a disclosure of data.",
        "You can control what data is shared with others.",
        "Your data is never connected to your public IP address.",
        "We deliver advertising to you and people like you, also on social media.",
        "We use your data to send you letters and other news by partners.",
        "The law permits users of our app in Oregon to request details of our disclosure of data to third parties.",
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
        ("Your data may be transferred from Germany to Japan.", {"JP"}, set()),
        (
            "Data that is transferred from the European Union, the United Kingdom and Switzerland to Canada and Chile.",
            {"CA", "CL"},
            set(),
        ),
        (
            "We rely on standard contractual clauses when we transfer data from Norway and Iceland.",
            set(),
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


def test_the_company_that_a_policy_calls_we_is_no_recipient() -> None:
    text = "This site is operated by Quill Feather, Inc. (“Quill Feather”, “we” or “us”). We share data with Brook Ltd."
    assert names(text) == {"Brook Ltd"}
    assert names(text + " Our servers are run by Quill Feather Inc.") == {"Brook Ltd"}


def test_the_vendor_that_the_title_names_is_no_recipient() -> None:
    text = "# Reddit Privacy Policy\n\nWe send your data to Reddit and to Brook Ltd."
    assert names(text) == {"Brook Ltd"}


def test_a_column_of_recipients_names_companies_that_no_list_holds() -> None:
    text = (
        "| Party name | Purpose | Transfer mechanism |\n|---|---|---|\n"
        "| Tinderbrook | Surveys | Standard contractual clauses |\n| Other | Payment | None |\n"
    )
    assert names(text) == {"Tinderbrook"}
    assert "scc" in {safeguard for practice in sharing(text) for safeguard in practice.safeguards}


def test_a_list_entry_names_a_company_with_what_it_does_in_brackets() -> None:
    text = "The list of our processors includes:\n\n- Tinderbrook (survey tool)\n- Analytics (to count visits)\n"
    assert names(text) == {"Tinderbrook"}


def test_cases_that_are_numbered_in_a_sentence_are_all_cases_of_its_sharing() -> None:
    text = "We may share your data (i) if the law says so; (ii) with government agencies; and (iii) with our insurers."
    assert kinds(text) == {"authority", "insurer"}


def test_a_link_to_refuse_sale_says_that_there_is_sale() -> None:
    (practice,) = sharing("Use the link Do Not Sell My Personal Information.")
    assert (practice.action, practice.affirmed, practice.modality) == ("sell", True, "opt_out")


def test_whose_data_it_is_gets_none() -> None:
    assert kinds("We share the information of our customers with social networks.") == {"social_network"}


def test_a_framework_by_its_name_is_no_destination() -> None:
    (practice,) = sharing("Fernhill follows the Swiss-U.S. Data Privacy Framework of the U.S. Department of Commerce.")
    assert (practice.action, practice.countries, practice.safeguards) == ("safeguard", (), ("dpf",))


def test_a_contract_on_transfers_is_still_their_safeguard() -> None:
    (practice,) = sharing("We enter into the UK's International Data Transfer Agreement with those abroad.")
    assert "idta" in practice.safeguards


def test_the_part_that_the_vendor_plays_is_no_recipient() -> None:
    (practice,) = sharing("Depending on the service, Acme is a controller or a processor of your data.")
    assert practice.action == "control"
    assert practice.recipients == ()


def test_who_gives_data_to_others_does_not_get_it() -> None:
    assert names("What is sent to Quillmere by Facebook or Google cannot be corrected without their help.") == {
        "Quillmere"
    }
    assert kinds("Your data may be shared with and used by our partners.") == {"partner"}


def test_a_condition_keeps_the_brackets_that_stand_in_it() -> None:
    (practice,) = sharing("We share your data with partners on the basis of your consent (Article 6(1)(a) GDPR).")
    assert practice.condition == "on the basis of your consent (Article 6(1)(a) GDPR)"
    (practice,) = sharing("We share your data with partners (with your consent) every day.")
    assert practice.condition == "with your consent"


def test_a_table_of_sub_processors_names_them_and_where_they_are() -> None:
    table = "## Sub-processors\n\n| Name | Purpose | Location |\n|---|---|---|\n| Brightmail Ltd | E-mail | Ireland |"
    (practice,) = read("en", table)
    assert [(who.name, who.country) for who in practice.recipients] == [("Brightmail Ltd", "IE")]
