"""A change's page shows what its message tells beside the findings: days, pinned clauses, silent edits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from monitor import alerts
from monitor.model import SourceDocument
from store import judgements, outbox, versions
from store.database import Store, open_store
from tests.test_web_hostile import OVERRIDE, SCRIPT
from tests.web_history import VENDORS, add_version, document
from tests.web_site import NOW, asking, filled

SOURCE = document(next(vendor for vendor in VENDORS if vendor.name == "Murmur Audio"))
KEY = SOURCE.key
ADDRESS = f"/changes/{KEY}:3"
RECORDINGS = "We never hand recordings to anybody."
SONGS = "We remember which songs you played for 10 days."
BEFORE = f"""# Murmur Audio Privacy Policy

{RECORDINGS} {SONGS}

If we change this policy, we will tell you 14 days before the change takes effect.

You may object to a change of this policy within 30 days.
"""
AFTER = BEFORE.replace(RECORDINGS, "We hand recordings to the maker of your car.").replace("for 10 days", "for 20 days")


def tell(
    db: Store, old: str, new: str, source: SourceDocument, updated: tuple[date | None, date | None] = (None, None)
) -> None:
    """Records the two versions and tells of the change between them, as a check of that source would.

    updated: the dates that the texts state of themselves.
    """
    key = source.key
    add_version(db, key, old, NOW - timedelta(days=40), updated=updated[0])
    add_version(db, key, new, NOW - timedelta(days=2), updated=updated[1])
    number = versions.count(db, key)
    before, after = versions.get(db, key, number - 1), versions.get(db, key, number)
    judgement = judgements.latest(db, key, number)
    assert judgement is not None
    context = alerts.context(source, old=before, new=after, judgement=judgement)
    alert = alerts.of_change(
        source, url="", old=before, new=after, judgement=judgement, now=after.recorded_at, context=context
    )
    if alert is not None:
        outbox.enqueue(db, alert, [], NOW)


def add_pinned_change(db: Store) -> None:
    """A change that is told for its pinned clauses alone."""
    day = date(2026, 1, 1)
    source = replace(SOURCE, pins=(RECORDINGS, SONGS), objection_days=60)
    tell(db, BEFORE, AFTER, source, (day, day))


def shown(folder: Path, address: str = ADDRESS) -> str:
    with asking(folder) as client:
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def words(html: str) -> str:
    """What a reader sees, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


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
