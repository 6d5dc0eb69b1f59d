"""A document's life in few lines, and practices in few words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.cli.life import Entry, lines
from monitor.decide.gist import gist
from monitor.model import Judgement, Origin, SilentEdit, Verdict, VersionSummary
from store.figures import Spell
from tests.support.storing import DAY, KEY, NOON, judgement

QUIET = judgement(Verdict.NOT_MATERIAL, findings=())


def entry(number: int, judged: Judgement | None = None, *, first_reading: bool = False, **fields: Any) -> Entry:
    values: dict[str, Any] = {"fingerprint": "", "recorded_at": NOON + DAY * number, "extractor": 1}
    return Entry(KEY, VersionSummary(number=number, **(values | fields)), judged, None, first_reading)


def shown(*entries: Entry, spells: tuple[Spell, ...] = ()) -> list[tuple[str, str]]:
    """(versions, what changed) of each line."""
    return [(numbers, what.plain) for _, (numbers, _, what) in lines(entries, spells)]


def test_a_page_that_alternates_takes_one_line() -> None:
    flapping = [entry(number, judgement(), returns_to=number - 2) for number in range(3, 9)]
    found = shown(entry(1), entry(2, judgement()), *flapping)
    assert [numbers for numbers, _ in found] == ["1", "2", "3 to 8"]
    assert found[2][1] == "earlier words by turns, 6 times until 2026-03-09T12:00:00Z: those of versions 1 and 2"


def test_one_return_is_told_by_itself() -> None:
    (_, _, third) = shown(entry(1), entry(2, judgement()), entry(3, judgement(), returns_to=1))
    assert third[0] == "3"
    assert "(the words of version 1 again)" in third[1]


def test_immaterial_changes_in_a_row_take_one_line_and_material_ones_their_own() -> None:
    found = shown(entry(1), *(entry(number, QUIET) for number in (2, 3, 4)), entry(5, judgement()), entry(6, QUIET))
    assert [numbers for numbers, _ in found] == ["1", "2 to 4", "5", "6"]
    assert found[1][1].startswith("not material: 3 changes until")
    assert "The promise not to sell data is gone." in found[2][1]


def test_two_immaterial_changes_each_have_their_line() -> None:
    found = shown(entry(1), entry(2, QUIET), entry(3, QUIET), entry(4, judgement()))
    assert [numbers for numbers, _ in found] == ["1", "2", "3", "4"]


def test_immaterial_changes_in_a_row_are_one_line_where_the_stated_date_stood_still_too() -> None:
    silent = (replace(entry(number, QUIET), silent=SilentEdit.TEXT_WITHOUT_DATE) for number in (3, 4))
    run = [entry(2, QUIET), *silent]
    (_, line) = shown(entry(1), *run)
    assert line == ("2 to 4", "not material: 3 changes until 2026-03-05T12:00:00Z, 2 of them silent edits")


def test_a_broken_capture_is_no_silent_edit() -> None:
    suspect = entry(2, judgement(Verdict.SUSPECT_CAPTURE, findings=()))
    (_, line) = shown(entry(1), replace(suspect, silent=SilentEdit.TEXT_WITHOUT_DATE))
    assert "the date" not in line[1]


def test_findings_that_find_no_room_are_led_to_by_a_command_that_works() -> None:
    (finding,) = judgement().findings
    findings = tuple(replace(finding, reason=f"Reason {number}.") for number in range(5))
    (_, line) = shown(entry(1), entry(2, judgement(findings=findings)))
    assert line[1].endswith(f"and 2 more: clausewatch diff {KEY} --to 2")


def test_what_was_never_judged_is_no_first_record() -> None:
    found = shown(entry(1), entry(2), *(entry(number, technical_upgrade=True) for number in (3, 4)))
    assert found[0] == ("1", "first record")
    assert "judge --again" in found[1][1]
    assert found[2][0] == "3 to 4"


def test_the_first_reading_of_ours_after_imported_ones_says_so() -> None:
    found = shown(entry(1, origin=Origin.IMPORTED), entry(2, judgement(), first_reading=True))
    assert "first own reading" in found[1][1]


def test_times_of_blindness_stand_where_they_began() -> None:
    spell = Spell(start=NOON + DAY * 1.5, end=None, problem="the server refused")
    found = shown(entry(1), entry(2, judgement()), spells=(spell,))
    assert found[1] == ("", "could not be verified, and still: the server refused")


SHARING: dict[str, Any] = {
    "affirmed": True, "action": "share", "recipients": [], "countries": [], "safeguards": [], "condition": None,
}  # fmt: skip
RETENTION: dict[str, Any] = {
    "affirmed": True, "action": None, "kind": "criteria", "period": None, "applies_to": None, "criteria": None,
}  # fmt: skip
BASIS: dict[str, Any] = {"affirmed": True, "action": None, "basis": "consent", "article": "6(1)(a)", "purposes": []}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (RETENTION | {"period": "P1Y6M", "applies_to": "financial"}, "kept: 1 year and 6 months (financial data)"),
        (
            RETENTION | {"period": "P3D", "applies_to": "communications, personal"},
            "kept: 3 days (messages, personal data)",
        ),
        (
            RETENTION | {"criteria": "legal_duty, backup"},
            "kept: as long as the law demands it; until backups are replaced",
        ),
        (
            RETENTION | {"period": "P30D", "criteria": "account_life, legal_duty"},
            "kept: 30 days after the account ends; as long as the law demands it",
        ),
        (RETENTION | {"kind": "indefinite"}, "kept: without end"),
        (RETENTION | {"kind": "unspecified", "affirmed": False}, "not kept: no period stated"),
        (BASIS, "consent, Art. 6(1)(a)"),
        (BASIS | {"purposes": ["direct_marketing"]}, "consent, Art. 6(1)(a), for direct marketing"),
        (SHARING, "shared with: nobody named"),
        (SHARING | {"affirmed": False, "action": "sell"}, "not sold to: anyone"),
        (
            SHARING | {"recipients": [{"name": None, "kind": "advertiser"}, {"name": "Acme", "kind": "partner"}]},
            "shared with: advertisers, Acme",
        ),
        (
            SHARING | {"action": "transfer", "countries": ["abroad"], "safeguards": ["scc"]},
            "transferred to: other countries, under standard contractual clauses",
        ),
        (SHARING | {"condition": "you agree"}, "shared with: nobody named, condition: “you agree”"),
    ],
)
def test_a_practice_is_told_in_words(said: dict[str, Any], words: str) -> None:
    assert gist(said) == words
