"""Companies named right behind what they do for the vendor."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts
from monitor.model import Category
from tests.support.reading import names, read


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Our processor Boxwell sends our e-mails.", {"Boxwell"}),
        ("en", "Our hosting provider Cloudhaven stores your data.", {"Cloudhaven"}),
        ("en", "Our payment provider Stripely and our carrier Swiftvan get your address.", {"Stripely", "Swiftvan"}),
        ("fr", "Le sous-traitant Boxwell assure l'envoi des e-mails.", {"Boxwell"}),
        ("fr", "Notre hébergeur Cloudhaven stocke vos données.", {"Cloudhaven"}),
        ("es", "Nuestro proveedor Boxwell envía los correos.", {"Boxwell"}),
    ],
)
def test_a_company_is_known_by_the_role_that_it_is_named_in(language: str, text: str, expected: set[str]) -> None:
    assert {who.name for one in read(language, text) for who in one.recipients if who.name} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Our Service Provider Agreement binds them.",
        "You may join our partner Programme.",
        "This is our current Partner List of the year.",
        "You may see ads across the Partner Sites.",
        "Whichever payment provider Customers choose is theirs.",
    ],
)
def test_other_words_in_capitals_behind_a_role_name_nobody(text: str) -> None:
    assert names(text) == set()


def test_another_processor_in_place_of_one_is_material() -> None:
    around = "Larkspur Looms sells looms and says here what it does with your data.\n\n{}\n\nWrite to us at any time."
    old, new = (around.format(f"Our processor {name} sends our e-mails to you.") for name in ("Boxwell", "Mailbird"))
    assert Category.SHARING in compare_texts(old, new).material_categories
