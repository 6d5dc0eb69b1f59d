"""What a "not" denies and what it only seems to: things that give themselves away, clauses beside, limits of a use."""

from __future__ import annotations

import pytest

from tests.support.reading import bases, kinds, retention, sharing


@pytest.mark.parametrize(
    "text",
    [
        "We strip your data so that you are not named, and provide that data to our insurers.",
        "This page does not replace that of our insurers, as that insurer would be the controller of your data.",
        "Fernhill is not seen as an author but as a host that gives your data to insurers.",
        "Although we do not sell your data for money, our sharing of your data with our insurers is wide.",
        "Even if you do not ask for it, claims or complaints can be sent with your data to our insurers.",
        "Your place is not shown to us and will only be sent to our insurers.",
        "For visitors not from Norway, we share data with our insurers.",
        "We share your data with insurers, but it may not be used by the insurers for any other purpose.",
    ],
)
def test_a_denial_of_something_else_does_not_deny_the_sharing(text: str) -> None:
    assert {practice.affirmed for practice in sharing(text) if practice.action != "sell"} == {True}


@pytest.mark.parametrize(
    "text",
    [
        "We do not, however, share your data with our insurers.",
        "We do not sell your data but neither do we share it with our insurers.",
        "Your data is not shown to the press and it is not shared with our insurers.",
    ],
)
def test_a_denial_of_the_sharing_stays_one(text: str) -> None:
    (practice,) = [one for one in sharing(text) if one.action == "share" and one.recipients]
    assert (practice.affirmed, {one.kind for one in practice.recipients}) == (False, {"insurer"})


@pytest.mark.parametrize(
    "text",
    [
        "A token cannot, by itself, reveal your name.",
        "The code can never be reversed to reveal your e-mail address.",
        "There is no guarantee that your data may not be disclosed in an attack.",
        "If we have not sold your data, we will tell you so.",
        "No picture is ever hidden from public view.",
        "Nothing in these terms gives you a right to use our data or that of our partners.",
        "We have no liability for how partners share your data.",
        "Tokens are identifiers that are not third party cookies.",
        "Your browser may offer a “Do Not Track” mark, which tells partners that you do not wish them to track you.",
        "Please note that even if you do not publish links, your page has an address.",
    ],
)
def test_what_only_looks_like_a_denial_of_sharing_is_none(text: str) -> None:
    assert sharing(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Use the link “Do Not Share My Personal Information”.",
        "To opt out of the sharing of your data, use “Do Not Share My Personal Information”.",
    ],
)
def test_a_link_named_do_not_share_is_a_way_to_refuse_and_no_denial(text: str) -> None:
    assert {(one.affirmed, one.modality) for one in sharing(text)} == {(True, "opt_out")}


def test_those_whose_data_is_not_sold_are_not_those_who_would_get_it() -> None:
    (practice,) = sharing("We do not sell the personal data of our hosts, drivers or guests.")
    assert (practice.affirmed, practice.recipients) == (False, ())


@pytest.mark.parametrize(
    "text",
    [
        "Your data will not be used for any other end, it will be kept apart until the claim is settled.",
        "If you do not agree, your data is deleted within a month.",
    ],
)
def test_what_happens_instead_of_what_is_denied_is_affirmed(text: str) -> None:
    assert [practice.affirmed for practice in retention(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "We are not involved in what our partners store about you for as long as you deal with them.",
        "You cannot opt out of service messages unless you close your account.",
        "You may ask why we keep using your data after a year.",
        "This chapter explains how long we keep your data.",
        "Mean time to answer a request to delete: 12 days",
        "You may ask for a copy of the data we hold about you within a year.",
    ],
)
def test_what_only_looks_like_a_period_or_its_denial_is_none(text: str) -> None:
    assert retention(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Developers must disclose to users with which insurers they share data.",
        "These insurers are required to share what they know of you with us.",
        "You may opt out of online advertising served by the alliance's member companies.",
        "Your child uses Boxwell and its connected apps.",
        "We allow developers to build and sell tools for our insurers.",
    ],
)
def test_acts_and_duties_of_others_are_no_sharing_by_the_vendor(text: str) -> None:
    assert sharing(text) == []


def test_use_for_something_engages_nobody() -> None:
    assert sharing("We use it for other services.") == []
    assert kinds("We use Stripe to take payments with your card data.") == {"payment_provider"}


def test_legitimate_business_purposes_are_a_ground_only_where_they_are_called_one() -> None:
    (ground,) = [one.legal_basis for one in bases("We rely on our legitimate business purposes.")]
    assert ground
    assert ground.basis == "legitimate_interests"
    assert bases("We use your data for other legitimate business purposes.") == []


@pytest.mark.parametrize(
    "text",
    [
        "**Sale of personal data.** The law asks us to speak of it.",
        "We refuse it where disclosure would reveal data on our advisers.",
        "We see to it that data we are using or disclosing is accurate.",
        "We will give you a description of the organisations to which data was disclosed.",
        "We write to you in spite of an opt-out request.",
        "Fernhill provides tools that enable advertisers to reach readers.",
        "To learn more about the Privacy Shield program and our certification, visit its site.",
        "We use data provided by your employer.",
    ],
)
def test_titles_refusals_and_what_is_on_offer_hand_nothing_on(text: str) -> None:
    assert sharing(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You need not consent, and you may withdraw your consent.", {("rely", False), ("withdraw", True)}),
        ("Where we act on your consent, you may withdraw your consent.", {("rely", True), ("withdraw", True)}),
    ],
)
def test_consent_that_can_be_withdrawn_is_not_the_one_that_is_spoken_of_before(
    text: str, expected: set[tuple[str, bool]]
) -> None:
    assert {(one.action, one.affirmed) for one in bases(text)} <= expected
    assert ("withdraw", True) in {(one.action, one.affirmed) for one in bases(text)}


@pytest.mark.parametrize(
    "text",
    [
        "We disclose your data where it is necessary to comply with a legal obligation.",
        "Without your name we will not be able to perform our contract with you.",
        "Such transfers are necessary to comply with legal obligations.",
        "Withdrawal does not, however, affect the lawfulness of processing that was based on consent.",
    ],
)
def test_reasons_of_a_disclosure_and_what_follows_without_data_are_no_grounds(text: str) -> None:
    assert bases(text) == []


def test_consent_where_the_law_requires_it_is_no_legal_obligation() -> None:
    text = "## Legal basis\n\n**Consent,** where required by law."
    assert [one.legal_basis.basis for one in bases(text) if one.legal_basis] == ["consent"]


def test_the_vendor_that_is_defined_in_bold_is_no_recipient() -> None:
    text = 'Fernhill International, Inc. ("**Fernhill**," "**we**," or "**us**") discloses data about you.'
    assert {one.name for said in sharing(text) for one in said.recipients} == set()


@pytest.mark.parametrize(
    "text",
    [
        "## Data received from third parties\n\n- Quillmere Inc.\n- Tinderbrook Ltd.",
        "We use it to see if you are near one of our partners.",
        "This notice applies to guests but does not apply to data of staff that our partners share.",
        "You give us your name, but you should write to our partners if you wish to be forgotten.",
        "In no event shall Fernhill (Fernhill, Inc.) or its partners be liable for the use of your data.",
        "We check who you are, so that your data is not disclosed to any person who has no right to receive it.",
        "We cannot be compelled to hand over data that we do not have.",
        "We have some information on your data, and some news to share with you.",
        "To deliver our services to you with your organization.",
    ],
)
def test_sources_scope_liability_and_services_hand_nothing_on(text: str) -> None:
    assert sharing(text) == []


def test_what_a_lead_in_only_grants_is_not_said_of_its_entries() -> None:
    text = "Although we do not sell your data for money, we sell it for other benefits to:\n\n- Insurers"
    (entry,) = [one for one in sharing(text) if one.quote == "Insurers"]
    assert (entry.action, entry.affirmed) == ("sell", True)


def test_what_a_lead_in_denies_its_entry_need_not_deny() -> None:
    text = "We need not delete your data if:\n\n- we have a duty to keep it until a claim is settled"
    assert not any(one.action == "retain" and not one.affirmed for one in retention(text))


@pytest.mark.parametrize(
    "text",
    [
        "You have the right to erasure of your data (for example, if it is no longer needed for its purpose).",
        "Right to confirm, complete and delete your data after you ask.",
        "If it is no longer needed for our ends but you need it for a claim, you may have it kept until then.",
        "We will process your request to delete data within 30 days.",
    ],
)
def test_cases_of_a_right_are_no_practice_of_keeping(text: str) -> None:
    assert retention(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "You may refuse it unless such a decision is necessary for a contract between you and us.",
        "Where it protects your interests and you are not capable of giving your consent, we act.",
    ],
)
def test_conditions_of_other_articles_are_no_grounds(text: str) -> None:
    assert bases(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We will notify our customers of outages.",
        "We offer registration through third-party services.",
        "To make suggestions to you about other services.",
        "We allow third parties to serve advertisements on our behalf.",
        "Offers are defined by Fernhill and supplied with our partners.",
        "We work with our customers and other users.",
        "We rely on the authorities and on the public.",
    ],
)
def test_services_and_those_whom_nobody_engages_are_no_sharing_of_data(text: str) -> None:
    assert sharing(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We will provide our insurers with your card numbers.", "insurer"),
        ("Your card number is stored safely and given to our insurers.", "insurer"),
        ("We give vendors access.", "processor"),
        ("We send copies to our insurers.", "insurer"),
        ("We allow advertisers to collect clicks.", "advertiser"),
        ("We work with our insurers.", "insurer"),
    ],
)
def test_data_that_is_given_is_told_or_stood_for(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "Details are found in Facebook's privacy policy, with which we work.",
        "Welcome to our website operated by Fernhill Pty Ltd. Fernhill Pty Ltd uses the data to greet you.",
        "When you use the Game Controller, we learn how long you play.",
    ],
)
def test_policies_of_others_and_who_runs_the_site_are_no_recipients(text: str) -> None:
    assert [one for one in sharing(text) if one.recipients or one.action == "control"] == []


def test_a_company_is_listed_once_however_it_is_known() -> None:
    text = "We use [Stripe](https://stripe.com/privacy) to take payments, so that Stripe gets your card number."
    assert [who.name for one in sharing(text) if one.action == "engage" for who in one.recipients] == ["Stripe"]


def test_a_verb_behind_another_clause_still_hands_data_on() -> None:
    text = "Your name may be sent to our own base, and your e-mail address may be disclosed to our insurers."
    assert kinds(text) == {"insurer"}


@pytest.mark.parametrize(
    "text",
    [
        "## How long we keep data\n\nAs the law requires, you have the right to obtain a copy of your data.",
        "You may write to us to:\n\n- request your data to be deleted if it is no longer needed for its purpose",
    ],
)
def test_a_right_below_a_heading_on_keeping_is_no_period(text: str) -> None:
    assert retention(text) == []


def test_data_that_is_no_longer_used_is_deleted_and_not_denied_to_be() -> None:
    text = "After this period the data is no longer used, archived for a year and then deleted."
    assert {practice.affirmed for practice in retention(text)} == {True}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We only give our vendors with whom we work the information that they need.", "processor"),
        ("We only provide our vendors with the information necessary for their work.", "processor"),
        ("We may allow other companies to serve ads and collect data on our site.", "third_party"),
        ("We allow advertisers access to usage data.", "advertiser"),
    ],
)
def test_those_who_are_given_data_or_let_in_get_it(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "We use your address to communicate with applicants about our partners.",
        "Your browser may give you the ability to control third-party tools.",
        "Some browsers let you tell websites not to share your data.",
        "Under that law, “share” means disclosing data to third parties for money.",
        "It is in our interest to enable our vendors to act on our behalf.",
        "Our SMS feature made available to clients is fast.",
    ],
)
def test_words_with_people_browsers_laws_and_features_hand_nothing_on(text: str) -> None:
    assert sharing(text) == []


def test_keeping_as_the_law_demands_is_told_without_a_word_of_time() -> None:
    (practice,) = retention("We also keep information as required by law.")
    assert practice.retention
    assert practice.retention.criteria == "legal_duty"
    assert retention("This right does not apply where we must keep your data by law.") == []


def test_what_a_reader_is_advised_of_is_stated() -> None:
    (practice,) = sharing("Please be advised that we store all information in the United States.")
    assert practice.countries == ("US",)


def test_anonymous_data_that_goes_to_partners_is_not_denied_to_them() -> None:
    text = "We share anonymous data, which does not directly or indirectly disclose your identity, with our insurers."
    assert [(one.affirmed, kinds(text)) for one in sharing(text)] == [(True, {"insurer"})]


def test_where_a_letter_is_sent_is_no_destination() -> None:
    assert sharing("If you are not a customer, send us a letter at Hill Street 3, Sao Paulo, Brazil.") == []


def test_law_that_is_explained_in_brackets_still_is_why_data_is_kept() -> None:
    text = "We keep your data for as long as we need it, as may be required by law (including for tax purposes)."
    (practice,) = retention(text)
    assert practice.retention
    assert "legal_duty" in (practice.retention.criteria or "")


def test_all_categories_that_may_be_provided_are_data() -> None:
    assert kinds("All of the categories named above may be provided to our insurers.") == {"insurer"}
