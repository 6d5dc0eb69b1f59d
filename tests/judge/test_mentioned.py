"""Recipients that stand in both wordings of a sentence: neither came nor went."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts
from monitor.model import Verdict

ABOVE = "# Privacy policy\n\nFernhill Kettles sells kettles.\n\n## Sharing\n\n"


def told(old: str, new: str) -> set[str]:
    return {finding.reason for finding in compare_texts(ABOVE + old, ABOVE + new).findings}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "We may partner with certain third parties to collect information in the shop for analysis.",
            "Advertising partners: third parties we partner with to collect information in the shop for analysis.",
        ),
        (
            "We share order details with couriers, and our insurers ask for them after a fire.",
            "We share order details with couriers and insurers who ask for them after a fire.",
        ),
    ],
)
def test_whoever_both_wordings_name_is_not_told_as_come_or_gone(old: str, new: str) -> None:
    for before, after in ((old, new), (new, old)):
        assert not any("names third parties" in one or "names insurers" in one for one in told(before, after))


def test_a_word_that_changes_the_reading_alters_no_recipient() -> None:
    old = "There will be a match only if you gave the same address to Fernhill and the third party."
    new = "There will be a match only if you gave the same address to both Fernhill and the third party."
    assert compare_texts(ABOVE + old, ABOVE + new).verdict is not Verdict.MATERIAL


def test_a_recipient_in_one_wording_only_is_told() -> None:
    old = "We share order details with couriers in the country where you live."
    new = "We share order details with couriers and insurers in the country where you live."
    assert told(old, new) == {"The statement now names insurers among those who get data."}


def test_what_was_denied_to_someone_and_is_given_now_is_told() -> None:
    old, new = "We do not share order details with insurers.", "We share order details with insurers."
    assert told(old, new) == {"What was denied before is now stated: data may go to insurers."}


def test_a_place_that_both_wordings_name_is_not_told_as_come_or_gone() -> None:
    old, new = "We share letters with couriers in Norway.", "When you live in Norway we share letters with couriers."
    assert not any("Norway" in one for one in told(old, new) | told(new, old))
    transfer = "We transfer data of users in Norway to Fernhill, Inc.{} under the Standard Contractual Clauses."
    assert told(transfer.format(""), transfer.format(" in Canada")) == {
        "The statement now names Canada as a place that data goes to."
    }


TABLE = """\
| Purpose | Legal basis | How long |
|---|---|---|
| Repairs | Performance of our contract with you. {ground} | We keep repair slips for two years. {period} |
| Counting visits to the catalogue. {purpose} | Our legitimate interest in a catalogue that is found. | One month. |"""
INTEREST = "Our legitimate interest in learning which kettles break."


def in_table(old: dict[str, str], new: dict[str, str]) -> set[str]:
    none = {"ground": "", "period": "", "purpose": ""}
    return told(TABLE.format(**none | old), TABLE.format(**none | new))


def test_a_cell_is_told_by_the_ground_that_it_names_not_by_all_of_its_row() -> None:
    assert in_table({}, {"ground": INTEREST}) == {"A new statement names legitimate interests as a legal basis."}
    assert in_table({"ground": INTEREST}, {}) == {
        "A statement that named legitimate interests as a legal basis is gone."
    }


def test_a_purpose_is_told_by_the_ground_beside_it() -> None:
    row = "\n| We learn from slips which kettles break. We improve them. | Our legitimate interest. | Two years. |"
    none = {"ground": "", "period": "", "purpose": ""}
    table = TABLE.format(**none)
    assert "What was added rests on legitimate interests." in told(table, table + row)
    assert "What is gone rested on legitimate interests." in told(table + row, table)


def test_a_period_is_not_told_of_another_cell() -> None:
    reasons = in_table({}, {"ground": "A legal obligation, where slips are retained for the tax office."})
    assert not any("2 years" in one for one in reasons)
