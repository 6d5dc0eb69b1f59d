"""Entries without a verb, below a heading that says what they are: who gets data, and who does not."""

from __future__ import annotations

import pytest

from tests.support.reading import kinds, names, sharing

RECIPIENTS = "## Who receives your data\n\n"


def test_a_recipient_alone_below_a_heading_on_sharing_gets_data() -> None:
    assert kinds(f"{RECIPIENTS}Couriers") == {"carrier"}


@pytest.mark.parametrize(
    "entry",
    [
        "You can write to our couriers",  # somebody acts, and it is not the recipient
        "Couriers for whom the workshop packs parcels, who stand in the yard at seven in the morning, who drink "
        "their tea from our own cups, who wave when the carts roll out of the gate",
    ],
)
def test_a_sentence_below_such_a_heading_speaks_for_itself(entry: str) -> None:
    assert sharing(RECIPIENTS + entry) == []


def test_below_a_heading_on_cookies_only_a_company_by_its_name_collects() -> None:
    assert names("## Cookies\n\nGoogle Analytics") == {"Google Analytics"}
    assert sharing("## Cookies\n\nAdvertisers") == []


def test_a_condition_of_the_second_verb_is_one_of_the_statement() -> None:
    (practice,) = sharing("We share your data with couriers, and disclose it to insurers with your consent.")
    assert practice.condition == "with your consent"
