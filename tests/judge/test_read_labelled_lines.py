"""Policies in bullets: lines labelled as basis or period, entries that are names, that deny or that explain."""

from __future__ import annotations

from tests.support.reading import bases, names, read, recipients, retention, sharing


def test_a_line_labelled_as_the_basis_tells_it_of_its_headings_purpose() -> None:
    text = "## 2. Payment\n\n**Legal basis (GDPR):** Performance of a contract; legal obligation\n"
    assert [one.purposes for one in bases(text)] == [("Payment",), ("Payment",)]


def test_the_words_of_a_ground_are_no_purpose_of_another() -> None:
    (contract, duty) = bases("Legal basis: performance of a contract; compliance with a legal obligation.")
    assert (contract.purposes, duty.purposes) == ((), ())


def test_an_entry_that_is_but_a_plural_names_a_kind() -> None:
    assert names("We may share your information with:\n\n- **Imaging Centers**\n- **Tinder Brook**\n") == {
        "Tinder Brook"
    }


def test_protected_health_information_is_data() -> None:
    (practice,) = sharing("We will never share identifiable PHI for research without your written consent.")
    assert practice.modality == "consent"


def test_longer_keeping_that_a_law_requires_is_a_duty() -> None:
    (practice,) = retention(
        "## Retention\n\n- Charts: 10 years from the last visit, or longer if required by state law"
    )
    assert practice.retention is not None
    assert practice.retention.criteria == "inactivity, legal_duty"


def test_an_entry_may_deny_what_its_lead_in_says_last() -> None:
    text = "Our partners collect:\n\n- Your device identifier\n- No personal data\n"
    assert [one.affirmed for one in sharing(text) if one.action == "collect"] == [True, False]


def test_bold_entries_below_a_heading_on_processors_are_recipients() -> None:
    lead_in = "## Sous-traitants et transferts\n\nVos données sont traitées avec le plus grand soin :\n\n"
    (practice,) = read("fr", lead_in + "- **Google AdMob** : bannières et vidéos.\n")
    assert recipients(practice) == {"Google AdMob"}


def test_letters_of_an_article_that_are_joined_are_grounds_each() -> None:
    text = "Wir verarbeiten Ihre Angaben (Art. 6 Abs. 1 lit. b bzw. lit. f DSGVO)."
    found = [one.legal_basis.basis for one in read("de", text) if one.legal_basis]
    assert found == ["contract", "legitimate_interests"]


def test_a_name_in_a_cell_may_be_explained_in_brackets() -> None:
    text = "| Recipient | Purpose |\n| --- | --- |\n| Tinder Brook (650 Mills) | Messages |\n"
    assert names(text) == {"Tinder Brook"}


def test_the_clauses_of_the_union_are_no_place_that_data_goes_to() -> None:
    (practice,) = read("fr", "Vos données sont transférées au Brésil (clauses contractuelles types UE).")
    assert practice.countries == ("BR",)
