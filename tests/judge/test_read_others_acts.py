"""Whose act it is: what the person does, what other clauses and cells tell, is not the vendor's sharing."""

from __future__ import annotations

import pytest

from tests.support.reading import bases, kinds, names, sharing


@pytest.mark.parametrize(
    "text",
    [
        "If you write to us on a social network, we may collect your name.",
        "When you follow us on Boxwell or other social networks, we collect your profile.",
        "We agree on the terms between us and our service providers, and use locks to protect data.",
        "Your use of third-party services is at your own risk.",
        "We improve the services we offer to everyone.",
        "Take care when you think about sharing your data with anyone.",
        "Whether to let other users find you by your e-mail address.",
    ],
)
def test_what_others_do_is_no_sharing_by_the_vendor(text: str) -> None:
    assert not sharing(text)


def test_who_gets_data_belongs_to_the_nearer_verb() -> None:
    (practice,) = sharing("The notes are yours alone to use and your data is not shared with anyone else.")
    assert (practice.action, practice.affirmed) == ("share", False)


@pytest.mark.parametrize(
    "text",
    [
        "Where pages that you do not follow show it, the data on a like is given to the page's partners.",
        "Is it sold? | No | Is it shared? | Yes, your data is shared with our partners.",
        "We do not sell data, we only share your data with our partners.",
    ],
)
def test_a_denial_reaches_no_other_cell_and_no_clause_on_what_is_meant(text: str) -> None:
    assert {one.affirmed for one in sharing(text) if one.action == "share"} == {True}
    assert "partner" in kinds(text)


def test_a_right_in_capitals_is_no_company() -> None:
    (practice,) = sharing("Right to Limit: We do not disclose your data to insurers.")
    assert [one.kind for one in practice.recipients] == ["insurer"]


def test_services_that_enable_us_get_what_is_disclosed_to_them() -> None:
    assert kinds("We disclose your data to support services that enable us to answer you.") == {"processor"}


def test_what_is_denied_in_one_clause_is_not_denied_in_the_next() -> None:
    (basis,) = bases("Where we are not under a duty to act, where necessary for our legitimate interests in safety.")
    assert basis.affirmed


def test_where_a_house_is_named_after_a_trust_no_body_is_named() -> None:
    text = "Fernhill Ltd, 1st Floor, The Liffey Trust Centre, Dublin, is the controller of your personal data."
    assert names(text) == {"Fernhill Ltd"}


def test_a_person_may_ask_not_to_have_data_shared() -> None:
    (practice,) = sharing("You may request that we do not share your personal data for such advertising.")
    assert (practice.action, practice.affirmed, practice.modality) == ("sell", True, "opt_out")


@pytest.mark.parametrize(
    "text",
    [
        "We cannot prevent sharing of your data by people who saw it.",
        "We do not have any control over how social networks use your data.",
        "It is your responsibility to keep your key and not share your data with anyone.",
        "This policy places no limitations on our sharing of your data with partners.",
        "The controller is an entity that decides why personal data is processed.",
        "You may lodge a complaint on your data with the supervisory authority.",
        "We link to many sites created and maintained by organisations that hold data.",
    ],
)
def test_what_nobody_can_prevent_and_what_words_mean_is_no_sharing(text: str) -> None:
    assert not sharing(text)


def test_a_product_under_another_name_is_no_recipient_of_the_company_that_provides_it() -> None:
    text = "{0} may use your data. {0} will keep it. {0} collects it.\n\nWe share it with ChatGPT and Fernhill Ltd."
    assert names(text.format("OpenAI")) == {"Fernhill Ltd"}
    assert names(text.format("Quillmere")) == {"ChatGPT", "Fernhill Ltd"}
