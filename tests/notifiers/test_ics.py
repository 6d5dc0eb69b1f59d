"""Dates ahead become calendar entries that calendars take and know again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from notifiers.ics import calendar
from tests.support.alerts import alarm, change
from tests.support.calendars import unfolded


def test_effect_and_last_day_for_an_objection_are_entries_of_their_own() -> None:
    text = calendar([change(effective_date=date(2026, 6, 1), objection_until=date(2026, 5, 20))])
    assert text is not None
    lines = unfolded(text)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "SUMMARY:Orbit Cameras: Privacy Policy takes effect" in lines
    assert "SUMMARY:Orbit Cameras: Privacy Policy: last day for an objection" in lines
    assert "DTSTART;VALUE=DATE:20260520" in lines
    assert "DTEND;VALUE=DATE:20260521" in lines
    assert "TRIGGER:-P3D" in lines


def test_without_dates_there_is_no_calendar() -> None:
    assert calendar([alarm(), change(effective_date=None)]) is None


def test_the_same_alert_gives_the_same_entry() -> None:
    assert calendar([change()]) == calendar([change()])


def test_lines_are_short_and_split_no_character() -> None:
    text = calendar([change(vendor_name="Überwachungskameragesellschaft für Büros und Läden, " * 4)])
    assert text is not None
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert any("Überwachungskameragesellschaft für Büros und Läden\\, " * 3 in line for line in unfolded(text))


def test_no_name_can_add_a_line() -> None:
    text = calendar([change(vendor_name="Orbit\r\nATTENDEE:mailto:all@example.org", url="https://x.example/\r\nX:1")])
    assert text is not None
    assert not any(line.startswith(("ATTENDEE", "X:")) for line in unfolded(text))


@pytest.mark.parametrize("name", ["objection_until", "notice_until"])
def test_a_last_day_that_is_today_is_still_an_entry_and_one_that_is_over_is_none(name: str) -> None:
    today = change().created_at.date()
    assert calendar([change(**{"effective_date": None, name: today})]) is not None
    assert calendar([change(**{"effective_date": None, name: today - timedelta(days=1)})]) is None
