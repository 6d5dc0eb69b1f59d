"""A change's page shows what its message tells beside the findings: days, pinned clauses, silent edits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from monitor.model import PinFate, PinnedChange
from store import outbox
from store.database import open_store
from tests.support.alerts import change
from tests.support.hostile import OVERRIDE, SCRIPT
from tests.support.web_pinned import ADDRESS, AFTER, BEFORE, SOURCE, add_pinned_change, tell
from tests.support.web_site import NOW, asking, filled, words


def shown(folder: Path, address: str = ADDRESS) -> str:
    with asking(folder) as client:
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def test_pinned_clauses_are_shown_with_their_fate_and_both_wordings(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        add_pinned_change(db)
    html = shown(tmp_path)
    assert "<h1>2 pinned clauses changed</h1>" in html
    assert "Pinned clause says another thing The pinned words differ in figures or lengths of time." in words(html)
    assert "songs you played for <del>10</del> days" in html
    assert "songs you played for <ins>20</ins> days" in html


def test_a_change_that_was_told_for_its_pins_alone_is_called_so_in_lists(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        add_pinned_change(db)
    for address in ("/changes", "/vendors/murmur-audio"):
        assert words(shown(tmp_path, address)).count("2 pinned clauses changed") == 1


def test_a_material_change_in_a_list_names_its_pinned_clauses_too(tmp_path: Path) -> None:
    pin = PinnedChange(fate=PinFate.GONE, old="We keep it.", new=None, section="", reason="It is gone.")
    with open_store(filled(tmp_path)) as db:
        told = replace(change(), id="brightlamp/privacy-policy:6", source="brightlamp/privacy-policy", pins=(pin,))
        outbox.enqueue(db, told, [], NOW)
    for address in ("/", "/changes", "/vendors/brightlamp"):
        assert words(shown(tmp_path, address)).count("1 pinned clause") == 1, address


def test_the_days_of_a_change_are_told_in_the_words_of_its_message(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        add_pinned_change(db)
    told = words(shown(tmp_path))
    assert "Objection Possible until 29 June 2026 (the text allows 30 days, counted from the first sight)" in told
    assert "Notice The text promises 14 days; counted from the first sight they end on 13 June 2026" in told


def test_a_silent_edit_is_named(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        add_pinned_change(db)
    assert "The text changed, but the date that it states of itself did not." in words(shown(tmp_path))


def test_a_silent_edit_is_named_where_nobody_was_told_of_the_change(tmp_path: Path) -> None:
    day = date(2026, 1, 1)
    with open_store(filled(tmp_path)) as db:
        tell(db, BEFORE, AFTER, SOURCE, (day, day))
    told = words(shown(tmp_path))
    assert "The text changed, but the date that it states of itself did not." in told
    assert "Nothing material" in told
    assert "Objection" not in told


def test_a_change_with_a_new_date_of_its_own_is_not_called_silent(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        tell(db, BEFORE, AFTER, SOURCE, (date(2026, 1, 1), date(2026, 5, 28)))
    assert "states of itself" not in words(shown(tmp_path))


def test_versions_that_do_not_follow_each_other_have_no_such_context(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        add_pinned_change(db)
    told = words(shown(tmp_path, f"{ADDRESS}?from=1"))
    assert "Version 1 to version 3" in told
    assert not any(hint in told for hint in ("pinned", "Objection", "states of itself"))


def test_a_pinned_clause_is_shown_as_words_whatever_it_says(tmp_path: Path) -> None:
    hostile = f"We keep {SCRIPT} and {OVERRIDE} for 10 days."
    with open_store(filled(tmp_path)) as db:
        old = f"# {SCRIPT}\n\n## {SCRIPT}\n\n{hostile}"
        tell(db, old, old.replace("10 days", "20 days"), replace(SOURCE, pins=("for 10 days",)))
    html = shown(tmp_path)
    assert "<h1>A pinned clause changed</h1>" in html
    assert "<script>" not in html
    assert "<img" not in html
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", html)
