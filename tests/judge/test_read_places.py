"""Where data goes: regions that it leaves are no places, and a country that protects it less is no denial."""

from __future__ import annotations

import pytest

from tests.support.reading import kinds, names, read, sharing


@pytest.mark.parametrize(
    "text",
    [
        "Your data is transferred outside the EEA (or UK).",
        "Your data is transferred outside of the EU, the EEA, Switzerland and the United Kingdom.",
        "Transfers of your data out of the EEA and/or the UK are protected by standard contractual clauses.",
    ],
)
def test_regions_that_data_leaves_are_not_where_it_goes(text: str) -> None:
    assert {place for one in sharing(text) for place in one.countries} == {"outside_eea"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We send data outside of the European Union (EU) or the European Economic Area (EEA)."),
        ("fr", "Vos données sont transférées hors de l'Union européenne (UE) ou de l'Espace économique européen."),
        ("de", "Daten werden außerhalb der Europäischen Union (EU) bzw. des EWR verarbeitet."),
        ("es", "Sus datos se transfieren fuera de la Unión Europea (UE) o del Espacio Económico Europeo (EEE)."),
    ],
)
def test_what_leaves_one_region_or_the_other_stays_in_neither(language: str, text: str) -> None:
    assert {place for one in read(language, text) for place in one.countries} == {"outside_eea"}


def test_a_country_named_beside_the_regions_is_where_data_goes() -> None:
    told = sharing("Your data is transferred outside the EEA, to India.")
    assert {place for one in told for place in one.countries} == {"outside_eea", "IN"}


@pytest.mark.parametrize("such_as", ["e.g. a court", "e.g., a court", "i.e. a court"])
def test_an_abbreviation_ends_no_clause(such_as: str) -> None:
    assert kinds(f"We disclose your data to public authorities ({such_as} or an agency).") == {"authority", "court"}


def test_a_country_that_protects_data_less_denies_no_sharing() -> None:
    text = "If a country is not recognised as providing adequate protection, Quillmere allows transfers of your data."
    assert [one.action for one in sharing(text) if not one.affirmed] == []


def test_rules_that_are_complied_with_receive_nothing() -> None:
    assert names("We share logs in accordance with Oxbow Archive guidelines.") == set()


@pytest.mark.parametrize(
    ("text", "affirmed", "tools"),
    [
        ("If a country is not recognised as providing adequate protection, we use standard contractual clauses.",
         True, ("scc",)),
        ("Where a country has no adequacy decision, transfers rest on standard contractual clauses.", True, ("scc",)),
        ("We no longer rely on the Privacy Shield but on binding corporate rules.", True, ("bcr",)),
        ("Privacy Shield frameworks are no longer recognized as a means to transfer data from the EU to Brazil.",
         False, ("privacy_shield",)),
        ("We rely on standard contractual clauses, not on the Privacy Shield, to transfer data to Brazil.",
         True, ("scc",)),
        ("We do not rely on the Privacy Shield, binding corporate rules or standard contractual clauses.",
         False, ("privacy_shield", "bcr", "scc")),
    ],
)  # fmt: skip
def test_a_safeguard_is_in_place_unless_it_is_denied_itself(text: str, affirmed: bool, tools: tuple[str, ...]) -> None:
    (told,) = sharing(text)
    assert told.affirmed is affirmed
    assert set(told.safeguards) == set(tools)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("We rely on standard contractual clauses for transfers of data collected in Norway and the UK.",
         set()),
        ("We store data of users who live in the UK in the United States.", {"US"}),
        ("The data protection law of the EEA binds us to share details of our work with certain people in the EEA.",
         set()),
        ("Data is transferred to a country that the EU deems to protect it less.", {"abroad"}),
        ("We transfer data to other countries, where recipients take part in the EU-U.S., Swiss-U.S. framework.",
         {"abroad"}),
        ("Our servers stand in New Mexico and in New Jersey, in the United States.", {"US"}),
    ],
)  # fmt: skip
def test_where_data_or_people_come_from_is_not_where_data_goes(text: str, places: set[str]) -> None:
    assert {place for one in sharing(text) for place in one.countries} == places


def test_clauses_that_a_government_has_approved_give_it_no_data() -> None:
    text = "We may transfer data to Brazil under standard contractual clauses that are UK Government-approved."
    assert kinds(text) == set()


def test_of_two_representatives_neither_is_a_recipient() -> None:
    assert kinds("You may write to our EU representative or our UK representative about your data.") == set()


def test_what_the_vendor_does_not_know_of_minors_is_denied() -> None:
    (told,) = sharing("Fernhill does not have actual knowledge that it collects, uses or sells the data of minors.")
    assert not told.affirmed
