"""What a change of a policy must not depend on, and what it must never miss; every policy here is invented."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts
from monitor.model import Category, Direction, Judgement, Verdict

SHARING, RETENTION, LEGAL_BASIS = Category.SHARING, Category.RETENTION, Category.LEGAL_BASIS

POLICY = """\
# Privacy Policy of Juniper Kettles

Last updated: 3 March 2024

We are Juniper Kettles Ltd, and this page explains how we handle your personal information when you buy from us.

## 1. What we collect

We collect your name, your postal address and your order history when you place an order in our shop.

## 2. Who we share it with

We do not sell your personal information to third parties.

We share your personal information with:

- couriers who deliver your order;
- our payment processor, who charges your card;
- Brightmail, who sends our newsletters on our behalf.

We do not share your health information with advertisers.

We may disclose your personal information to the police where the law requires it.

## 3. How long we keep it

We keep your invoices for 12 months after the end of the contract. We delete your account data 30 days after you close \
your account. Support messages are kept for as long as necessary to answer you.

## 4. Why we may use it

| Purpose | Legal basis |
| --- | --- |
| Sending newsletters | Consent |
| Delivering your order | Performance of a contract |
| Preventing fraud | Legitimate interests |

You may withdraw your consent at any time. We rely on your consent to process your health information.

## 5. Your rights

You have the right to access, correct and delete your personal information. Write to us at privacy@juniper.example.
"""


def edited(old: str, new: str) -> Judgement:
    """The judgement of POLICY with one passage replaced."""
    assert old in POLICY, old
    return compare_texts(POLICY, POLICY.replace(old, new))


ALTERING = [
    pytest.param("We do not sell your", "We may sell your", SHARING, id="a denial of sale becomes a permission"),
    pytest.param(
        "We do not share your health", "We may share your health", SHARING, id="a denial of sharing is turned"
    ),
    pytest.param(
        "We do not sell your personal information to third parties.\n\n", "", SHARING, id="a denial is dropped"
    ),
    pytest.param(
        "information with advertisers.",
        "information with advertisers, except with our parent company.",
        SHARING,
        id="an exception is added to a denial",
    ),
    pytest.param("- Brightmail, who", "- Zephyrpost, who", SHARING, id="a named recipient is exchanged in a list"),
    pytest.param(
        "- couriers who deliver", "- advertising networks and couriers who deliver", SHARING, id="advertisers added"
    ),
    pytest.param(
        "We may disclose your personal information to the police",
        "We transfer your personal information to servers in the United States. We may disclose your personal "
        "information to the police",
        SHARING,
        id="a transfer to another country is added",
    ),
    pytest.param("invoices for 12 months", "invoices for 36 months", RETENTION, id="a period becomes longer"),
    pytest.param("invoices for 12 months", "invoices for 12 years", RETENTION, id="a period's unit is exchanged"),
    pytest.param("30 days after you close", "90 days after you close", RETENTION, id="erasure takes longer"),
    pytest.param("for as long as necessary to answer you", "indefinitely", RETENTION, id="keeping becomes indefinite"),
    pytest.param(
        "We delete your account data 30 days after you close your account. ", "", RETENTION, id="erasure is dropped"
    ),
    pytest.param(
        "| Sending newsletters | Consent |",
        "| Sending newsletters | Legitimate interests |",
        LEGAL_BASIS,
        id="the basis of one row of a table is exchanged",
    ),
    pytest.param(
        "We rely on your consent to process",
        "We rely on our legitimate interests to process",
        LEGAL_BASIS,
        id="consent is replaced in running text",
    ),
    pytest.param(
        "| Preventing fraud | Legitimate interests |\n",
        "| Preventing fraud | Legitimate interests |\n| Training our language model | Legitimate interests |\n",
        LEGAL_BASIS,
        id="a purpose with its basis is added",
    ),
    pytest.param("You may withdraw your consent at any time. ", "", LEGAL_BASIS, id="withdrawal is dropped"),
]


@pytest.mark.parametrize(("old", "new", "category"), ALTERING)
def test_a_fact_that_is_altered_is_material_in_its_category_with_quotes(old: str, new: str, category: Category) -> None:
    judgement = edited(old, new)
    assert category in judgement.material_categories
    assert judgement.verdict is Verdict.MATERIAL
    text = POLICY.replace(old, new)
    found = [finding for finding in judgement.findings if finding.category is category]
    assert found, "a material category has a finding"
    for finding in found:
        assert finding.old is None or finding.old in POLICY
        assert finding.new is None or finding.new in text
        assert finding.reason.endswith(".")
        assert finding.rule


SILENT = [
    pytest.param("12 months", "one year", id="months become a year"),
    pytest.param("12 months", "twelve (12) months", id="a number is spelled out"),
    pytest.param("30 days", "thirty days", id="days are spelled out"),
    pytest.param("personal information", "personal data", id="a synonym is used throughout"),
    pytest.param("We do not", "We don’t", id="a negation is contracted"),
    pytest.param("Last updated: 3 March 2024", "Last updated: 9 May 2025", id="a date"),
    pytest.param("## 2. Who", "## II. Who", id="a heading is numbered otherwise"),
    pytest.param("- couriers", "* couriers", id="another bullet"),
    pytest.param("privacy@juniper.example", "[email protected]", id="an address is obfuscated"),
    pytest.param("police where the law", "police **where** the law", id="emphasis"),
    pytest.param(
        "postal address and your order history", "order history and your postal address", id="an order of words"
    ),
    pytest.param("Write to us at", "You can write to us at", id="how to write to us"),
    pytest.param("when you buy from us", "whenever you buy from our shop", id="an introduction is reworded"),
]


@pytest.mark.parametrize(("old", "new"), SILENT)
def test_the_same_facts_in_another_form_are_not_material(old: str, new: str) -> None:
    judgement = edited(old, new)
    assert judgement.material_categories == ()
    assert judgement.verdict is not Verdict.MATERIAL


def test_the_same_text_has_no_findings_and_no_changes() -> None:
    judgement = compare_texts(POLICY, POLICY)
    assert judgement.verdict is Verdict.NOT_MATERIAL
    assert judgement.findings == ()
    assert sum(judgement.changes.values()) == 0


def test_sections_in_another_order_are_not_material() -> None:
    head, *sections = POLICY.split("\n## ")
    judgement = compare_texts(POLICY, "\n## ".join([head, *reversed(sections)]))
    assert judgement.material_categories == ()


def test_a_list_run_into_a_sentence_is_not_material() -> None:
    as_list = POLICY.split("We share your personal information with:")[1].split("We do not share")[0]
    as_sentence = (
        " couriers who deliver your order; our payment processor, who charges your card; Brightmail, who sends our "
        "newsletters on our behalf.\n\n"
    )
    assert edited(as_list, as_sentence).material_categories == ()


def test_a_table_flattened_into_sentences_is_not_material() -> None:
    table = POLICY.split("## 4. Why we may use it\n\n")[1].split("You may withdraw")[0]
    flat = "Sending newsletters: Consent\n\nDelivering your order: Performance of a contract\n\n"
    flat += "Preventing fraud: Legitimate interests\n\n"
    assert edited(table, flat).material_categories == ()


def test_paragraphs_joined_into_one_are_not_material() -> None:
    joined = POLICY.replace("third parties.\n\nWe share", "third parties. We share")
    assert compare_texts(POLICY, joined).material_categories == ()


DIRECTED = [
    pytest.param("We do not sell your", "We may sell your", SHARING, id="sale"),
    pytest.param("invoices for 12 months", "invoices for 36 months", RETENTION, id="longer"),
    pytest.param(
        "| Sending newsletters | Consent |",
        "| Sending newsletters | Legitimate interests |",
        LEGAL_BASIS,
        id="interest",
    ),
]


@pytest.mark.parametrize(("old", "new", "category"), DIRECTED)
def test_the_direction_turns_round_when_the_change_does(old: str, new: str, category: Category) -> None:
    after = POLICY.replace(old, new)
    assert compare_texts(POLICY, after).categories[category].direction is Direction.LESS_PROTECTIVE
    assert compare_texts(after, POLICY).categories[category].direction is Direction.MORE_PROTECTIVE


def test_may_to_will_is_not_silent_about_its_words_but_changes_no_other_category() -> None:
    judgement = edited("We may disclose your", "We will disclose your")
    assert RETENTION not in judgement.material_categories
    assert LEGAL_BASIS not in judgement.material_categories


def test_two_changes_are_found_as_both() -> None:
    after = POLICY.replace("We do not sell your", "We may sell your").replace("for 12 months", "for 36 months")
    assert set(compare_texts(POLICY, after).material_categories) >= {SHARING, RETENTION}
