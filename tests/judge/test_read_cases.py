"""Cases in which something is handed on or not, and whom or what the words about it do not name."""

from __future__ import annotations

import pytest

from tests.support.reading import bases, kinds, names, read, sharing


@pytest.mark.parametrize(
    ("lead_in", "entry", "modality"),
    [
        ("We disclose your data to nobody, except in the following cases:", "When the law requires it", "may"),
        ("We never share your data except where:", "you have given your consent", "consent"),
        ("We do not share your data, except as follows:", "a buyer examines our books", "may"),
    ],
)
def test_a_case_that_is_excepted_from_a_denial_is_affirmed_on_its_condition(
    lead_in: str, entry: str, modality: str
) -> None:
    case = next(one for one in sharing(f"{lead_in}\n\n- {entry}\n- A second case") if one.quote == entry)
    assert (case.affirmed, case.modality, case.condition) == (True, modality, entry)


def test_what_an_entry_takes_out_of_a_denial_above_it_is_handed_on() -> None:
    text = "Vos données restent chez nous, sans aucun transfert hormis :\n\n- les données transmises à notre banque"
    (practice,) = [one for one in read("fr", text) if one.recipients]
    assert (practice.affirmed, practice.recipients[0].kind) == (True, "payment_provider")


@pytest.mark.parametrize("condition", ["the law requires us to", "a statute compels us to do so", "a court orders it"])
def test_a_condition_of_sharing_in_a_list_is_read_and_is_no_recipient(condition: str) -> None:
    (practice,) = sharing(f"We disclose your data only if:\n\n- {condition}")
    assert practice.purposes == ("legal_compliance",)
    assert {one.name for one in practice.recipients} <= {None}


@pytest.mark.parametrize("belief", ["believe", "have a good faith belief that", "in good faith determine"])
def test_what_the_vendor_believes_belongs_to_the_condition_of_sharing(belief: str) -> None:
    (practice,) = sharing(f"We may share your data if we {belief} it is needed to: (a) comply with law enforcement.")
    assert (kinds(practice.quote), practice.purposes) == ({"authority"}, ("legal_compliance",))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "When you ask us, we will disclose the data to you without delay."),
        ("fr", "Nous communiquons les données à la personne concernée."),
        ("es", "Comunicamos los datos al interesado."),
    ],
)
def test_data_that_comes_to_the_person_is_not_shared(language: str, text: str) -> None:
    assert [one for one in read(language, text) if one.category.value == "sharing"] == []


def test_data_on_the_person_that_goes_to_others_is_shared() -> None:
    assert kinds("We disclose the data to you and to our insurers.") == {"insurer"}


def test_those_whose_operations_are_protected_receive_nothing() -> None:
    assert kinds("We may disclose your data to protect our operations or those of any of our affiliates.") == set()
    assert kinds("We may disclose your data to our insurers and those of our affiliates.") >= {"insurer", "affiliate"}


def test_public_and_government_authorities_are_not_the_public() -> None:
    assert kinds("We give your data to public and government authorities.") == {"authority"}


def test_authorities_that_are_notified_are_recipients() -> None:
    assert kinds("This includes notifying authorities of suspicious payments in your account data.") == {"authority"}


@pytest.mark.parametrize("told", ["our", "appointed as our", "the"])
def test_a_representative_is_known_by_where_it_represents(told: str) -> None:
    text = f"Brightmail, a company registered in Cork, is {told} representative in the European Union."
    (practice,) = sharing(text)
    assert (practice.action, names(text)) == ("control", {"Brightmail"})


def test_having_a_representative_names_nobody() -> None:
    assert sharing("We have a representative in the European Union.") == []


@pytest.mark.parametrize("feature", ["Top Stories", "Verified Pools", "Trending Topics"])
def test_a_feature_of_the_product_is_no_company(feature: str) -> None:
    assert names(f"We work with {feature} to rank your pictures.") == set()


def test_two_names_that_make_one_entry_are_both_read() -> None:
    text = "We share reviews with:\n\n- Tinderbrook and Quillmere Peer Insights\n- Imaging Centers"
    assert names(text) == {"Tinderbrook", "Quillmere Peer Insights"}


def test_a_word_that_calls_a_group_of_readers_is_not_everyone() -> None:
    assert "public" not in kinds("A message with @everyone may be seen by moderators.")
    assert "public" in kinds("A message may be seen by everyone.")


@pytest.mark.parametrize(
    ("language", "heading", "text"),
    [
        ("en", "3. Brightmail Inc.", "It receives your e-mail address to send letters."),
        ("fr", "Brightmail SAS", "Cette société reçoit votre adresse e-mail."),
        ("de", "Brightmail GmbH", "Dieser Anbieter erhält Ihre E-Mail-Adresse."),
    ],
)
def test_it_below_a_companys_name_is_that_company(language: str, heading: str, text: str) -> None:
    found = [one.name for said in read(language, f"## {heading}\n\n{text}") for one in said.recipients]
    assert [name for name in found if name and name.startswith("Brightmail")]


def test_it_below_another_heading_is_nobody() -> None:
    assert sharing("## Our kettle\n\nIt receives your e-mail address.") == []


@pytest.mark.parametrize(
    ("text", "interests"),
    [
        ("We use it in our legitimate interests to welcome you (“Guest Data”).", "welcome you"),
        ("We rely on our legitimate interest to run a shop, and as required by law.", "run a shop"),
        ("Our basis is our legitimate interests, and the legitimate interests of our users, in ensuring good order.",
         "ensuring good order"),
    ],
)  # fmt: skip
def test_an_interest_ends_where_something_else_is_told(text: str, interests: str) -> None:
    told = [one.legal_basis for one in bases(text) if one.legal_basis]
    assert [one.interests for one in told if one.basis == "legitimate_interests"] == [interests]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Staff who do not treat you are admitted on the basis of your consent."),
        ("fr", "L'accès de ceux qui n'appartiennent pas à l'équipe est fondé sur votre consentement."),
    ],
)
def test_what_is_denied_of_those_spoken_of_denies_no_ground(language: str, text: str) -> None:
    (practice,) = [one for one in read(language, text) if one.legal_basis]
    assert practice.affirmed


def test_a_title_on_the_laws_demands_above_a_disclosure_names_no_ground() -> None:
    text = "## Legal requirements\n\nWe may disclose your data where it is needed to:\n\n- prevent wrongdoing"
    assert sharing(text)
    assert bases(text) == []


def test_a_table_of_ad_technology_providers_lists_recipients() -> None:
    table = "| Ad technology providers | Further info |\n|---|---|\n| Tinderbrook | https://tinderbrook.example |"
    assert names(table) == {"Tinderbrook"}


def test_the_vendor_that_calls_itself_we_behind_its_bare_name_is_no_recipient() -> None:
    text = 'Fernhill Kettles ("us", "we", or "our") runs it. The service is a website operated by Fernhill Kettles.'
    assert names(text) == set()


def test_what_is_kept_from_sending_sends_nothing() -> None:
    assert sharing("The add-on prevents the script from sharing your data with Tinderbrook Inc.") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We have no access to or control over these third-party cookies."),
        ("fr", "Nous n'avons ni accès ni contrôle sur ces cookies de tiers."),
    ],
)
def test_having_no_control_over_cookies_of_others_denies_none(language: str, text: str) -> None:
    assert all(one.affirmed for one in read(language, text))
