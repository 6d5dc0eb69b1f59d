"""What a denial reaches: not what stands in brackets, on the data itself, or beside a safeguard."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts, read_text
from tests.support.reading import kinds, read, retention, sharing


@pytest.mark.parametrize(
    ("text", "affirmed"),
    [
        ("Your words (even if you have not saved them) are sent to our partners.", True),
        ("Your words (not your name) are sent to our partners.", True),
        ("We may give codes that are not tied to you to advertisers.", True),
        ("We give nothing that is yours to advertisers.", False),
        ("Your words are not sent to our partners (even if you have saved them).", False),
        ("If you do not agree, Fernhill will share your data with our partners.", True),
        ("If a case cannot be closed by Fernhill, Inc.'s team, Fernhill, Inc. passes it to our partners.", True),
        ("If you reply, Fernhill will not share your data with our partners.", False),
    ],
)
def test_a_denial_in_brackets_on_the_data_or_in_a_condition_denies_no_sharing(text: str, affirmed: bool) -> None:
    (practice,) = sharing(text)
    assert practice.affirmed is affirmed
    assert kinds(text) & {"partner", "advertiser"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We no longer rely on the Privacy Shield for our transfers to the United States."),
        ("fr", "Nous ne nous fondons plus sur le Privacy Shield pour transférer vos données aux États-Unis."),
        ("es", "Ya no nos basamos en el Privacy Shield para transferir sus datos a Estados Unidos."),
    ],
)
def test_a_safeguard_that_is_not_relied_on_denies_no_transfer(language: str, text: str) -> None:
    (practice,) = read(language, text)
    assert (practice.rule, practice.affirmed) == ("safeguard.privacy_shield", False)
    assert practice.countries == ()


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("We may share your data with affiliates with your consent.", "consent"),
        ("We may share your data with affiliates with your consent or as the law requires.", "consent"),
        ("We may share your data with affiliates at your direction, or as needed to run our services.", "may"),
    ],
)
def test_consent_beside_the_vendors_own_needs_is_no_condition(text: str, modality: str) -> None:
    (practice,) = [one for one in sharing(text) if one.action == "share"]
    assert practice.modality == modality


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Disclosure of your data to our partners does not take place."),
        ("en", "A sale of your data to our partners is excluded."),
        ("de", "Ihre Daten werden weder verkauft noch an unsere Partner weitergegeben."),
        ("de", "Wir geben Ihre Daten weder an Partner noch an Werbetreibende weiter."),
        ("de", "Wir verzichten auf die Weitergabe Ihrer Daten an unsere Partner."),
        ("de", "Eine Weitergabe Ihrer Daten an Partner ist ausgeschlossen."),
        ("fr", "Vos données ne font l'objet d'aucune cession à nos partenaires."),
        ("fr", "La vente de vos données à nos partenaires est exclue."),
        ("es", "La cesión de sus datos a nuestros socios queda excluida."),
    ],
)
def test_what_is_said_not_to_be_done_is_denied_however_that_is_said(language: str, text: str) -> None:
    practices = read(language, text)
    assert practices
    assert not any(practice.affirmed for practice in practices)


def test_protections_that_suit_an_age_are_no_safeguard_of_a_transfer() -> None:
    assert read_text("## International transfers\n\nWe check your age to give you age-appropriate protections.") == []


def test_what_is_not_ours_denies_no_sharing_of_the_persons_own() -> None:
    assert sharing("Fernhill does not run those sites, so be careful when sharing your location with them.") == []


def test_where_a_company_is_registered_names_no_recipient() -> None:
    text = "Orders are handled by Fernhill Ltd, the controller, a company registered under number 17 in Oslo."
    assert kinds(text) <= {"company"}


def test_the_vendors_own_accounts_and_operator_get_no_data() -> None:
    assert sharing("We share what we do:\n\n- [Instagram (@fernhill)](https://instagram.com/fernhill)") == []
    assert sharing("Fernhill is operated by Fernhill Trading Limited, a company of the kettle trade.") == []


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("We cannot read the messages shared with our partners.", False),
        ("No messages shared with our partners.", True),
        ("Your messages are not shared with our partners.", True),
        ("We do not have your messages shared with our partners.", False),
    ],
)
def test_what_data_is_meant_is_not_denied_of_it(text: str, denied: bool) -> None:
    assert any(not practice.affirmed for practice in sharing(text)) is denied


def test_exceptions_that_follow_turn_no_denial() -> None:
    old = "Your data will not be disclosed to any third parties without one of the following exceptions:"
    new = "We will not share your data with anyone else, unless one of the following exceptions applies:"
    rest = "\n\n".join(f"The workshop makes kettle number {n} of steel." for n in range(8))
    judgement = compare_texts(f"{old}\n\n{rest}", f"{new}\n\n{rest}")
    assert not [one for one in judgement.findings if "denied before" in one.reason]


@pytest.mark.parametrize(
    ("text", "affirmed"),
    [
        (
            "The Privacy Shield is no longer a valid basis for some international data transfers, but we keep to it.",
            True,
        ),
        ("There are no international transfers of your data.", False),
    ],
)
def test_what_no_longer_allows_transfers_denies_none(text: str, affirmed: bool) -> None:
    assert [practice.affirmed for practice in sharing(text)] == [affirmed]


def test_what_cannot_be_done_of_a_thing_denies_no_sharing() -> None:
    (one,) = sharing("For complaints that we cannot settle, we share your file with the data protection authority.")
    assert one.affirmed
    assert [who.kind for who in one.recipients] == ["authority"]


@pytest.mark.parametrize(
    "text",
    [
        "We give attendees a choice not to receive marketing messages from the sponsor.",
        "A parent can see the messages of a child.",
        "Network activity: internet service provider's name.",
        "We process data about individuals in Norway, Switzerland, and the UK.",
    ],
)
def test_what_only_looks_like_sharing_names_nobody(text: str) -> None:
    assert [one.action for one in sharing(text) if one.recipients or one.countries] == []


@pytest.mark.parametrize(
    ("text", "affirmed"),
    [
        ("Where your letters are no longer required we will ensure they are securely deleted.", True),
        ("This data is not sent to anyone, and can be deleted by us at any time.", True),
        ("Contacts that have not been matched will be deleted with your other data.", True),
        ("We cannot always delete records of your purchases.", False),
        ("We cannot later access, retrieve, correct, export, or delete your data.", False),
        ("No copies of your data are deleted.", False),
        ("We will not, however, delete your data.", False),
    ],
)
def test_a_deletion_is_denied_by_its_own_verb(text: str, affirmed: bool) -> None:
    (one,) = [one for one in retention(text) if one.action == "delete"]
    assert one.affirmed is affirmed


def test_a_region_written_with_a_stroke_is_no_destination() -> None:
    (one,) = sharing("Standard contractual clauses govern the transfer of data outside of the EEA/UK.")
    assert one.countries == ("outside_eea",)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("If you do not want your data to be sold to third parties, tell us.", "opt_out"),
        ("If you don't want Boxwell to show you ads through third-party cookies, you can block them.", "opt_out"),
        ("No matter what you set, anyone can see your name.", "will"),
        ("If you do not wish to receive ads delivered by third parties, you may use an opt-out program.", None),
        ("We recommend not putting your number on your profile for others to see.", None),
        ("Our systems do not answer signals to opt out of the sale of your data.", "opt_out"),
        ("You can refuse the acceptance of third party cookies.", "may"),
        ("Unless prohibited by law, our affiliates may access your data.", "may"),
        ("Partners that do not answer in time will get your data from us.", "will"),
        ("We may refuse requests where the record-keeping of our partners demands it.", None),
    ],
)
def test_what_a_person_wishes_or_asks_for_denies_nothing(text: str, modality: str | None) -> None:
    assert {one.modality for one in sharing(text)} == ({modality} if modality else set())


def test_an_exception_that_is_a_sentence_of_its_own_is_no_denial() -> None:
    text = "We will not disclose your data unless one of these applies:\n\n* We may give it to our affiliates.\n"
    denial, exception = sharing(text)  # the lead-in denies once, and not again with each entry
    assert not denial.affirmed
    assert exception.affirmed
    assert [who.kind for who in exception.recipients] == ["affiliate"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Lorsque vos lettres ne sont plus utiles, nous les supprimons avec vos données."),
        ("de", "Wenn die Daten nicht mehr erforderlich sind, löschen wir sie."),
        ("es", "Cuando sus datos ya no sean necesarios, los suprimiremos."),
    ],
)
def test_what_is_no_longer_needed_is_deleted_in_every_language(language: str, text: str) -> None:
    (one,) = read(language, text)
    assert one.affirmed
    assert one.retention is not None
    assert one.retention.criteria == "purpose_done"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wenn Sie nicht möchten, dass wir Ihre Daten an Partner weitergeben, schreiben Sie uns."),
        ("es", "Si no desea que cedamos sus datos a nuestros socios, escríbanos."),
    ],
)
def test_what_may_be_refused_is_done_until_then_in_every_language(language: str, text: str) -> None:
    (one,) = read(language, text)
    assert one.affirmed
    assert one.modality == "opt_out"
    assert one.condition == text.rpartition(",")[0]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Some statistics on repairs are not subject to the deletion of this policy and may be retained by us.", False),
        ("Your letters are not sold and will be shared with our partners.", False),
        ("We do not and will not share your letters with our partners.", True),
        ("We cannot and may not share your letters with our partners.", True),
    ],
)
def test_an_and_may_of_its_own_begins_anew_behind_a_denial(text: str, denied: bool) -> None:
    told = [one for one in read_text(text) if one.action in ("share", "retain")]
    assert any(not one.affirmed for one in told) is denied
