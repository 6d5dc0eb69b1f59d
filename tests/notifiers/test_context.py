"""What messages say of pinned clauses, deadlines, silent edits and reviews."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from monitor.model import (
    AlertKind,
    Category,
    Channel,
    Deadline,
    SilentEdit,
)
from notifiers.ics import calendar, feed
from notifiers.letter import letter
from notifiers.render import House
from notifiers.routing import route
from notifiers.undelivered import undelivered
from tests.support.alerts import GONE, PIN, alarm, change, delivery, pinned, reminder, worded
from tests.support.calendars import unfolded

HOUSE = House(base_url="https://watch.example")


def test_a_pinned_clause_is_shown_with_its_words_before_and_now() -> None:
    message = worded(pinned(PIN, GONE), medium="email")
    assert message.title == "Orbit Cameras: 2 pinned clauses changed (Privacy Policy)"
    assert "has changed in 2 clauses that you pinned; the rules find nothing in it" in message.text
    assert "1. Pinned clause, says another thing: The pinned words differ in figures" in message.text
    assert "“Recordings are deleted after [-30-] days.”" in message.text
    assert "“Recordings are deleted after {+90+} days.”" in message.text
    assert "After:   no longer stated" in message.text
    assert "never sell data" in (message.html or "")


def test_a_material_change_of_a_pinned_clause_is_told_as_both() -> None:
    message = worded(change(pins=(PIN,)), medium="chat")
    assert message.title == (
        "Orbit Cameras: a pinned clause changed; sharing changed, less protective (Privacy Policy)"
    )
    assert "in a clause that you pinned, and in one statement on sharing" in message.text


def test_a_pinned_clause_reaches_every_channel_that_follows_the_vendor() -> None:
    channels = (
        Channel(name="retention", address="log://", categories=(Category.RETENTION,)),
        Channel(name="others", address="log://", vendors=("brightlamp",)),
    )
    assert route(pinned(PIN), channels) == ("retention",)


def test_the_period_of_an_objection_says_whose_it_is() -> None:
    text = worded(
        change(objection_until=date(2026, 5, 18), objection_reason="your contract allows 14 days"), medium="log"
    ).text
    assert "Objection: possible until 18 May 2026 (your contract allows 14 days)" in text


def test_a_promised_notice_is_told_with_its_end_where_no_day_of_effect_is_stated() -> None:
    without = change(effective_date=None, notice_days=30, notice_until=date(2026, 6, 3))
    assert "the text promises 30 days; counted from the first sight they end on 3 June 2026" in (
        worded(without, medium="log").text
    )
    stated = worded(change(notice_days=30), medium="log").text
    assert "Notice: the text promises 30 days before a change takes effect" in stated
    assert "1 June 2026, as the text states; 28 days after it was confirmed" in stated


def test_a_silent_edit_is_told() -> None:
    text = worded(change(silent_edit=SilentEdit.TEXT_WITHOUT_DATE), medium="log").text
    assert "Own date: the text changed, but the date that it states of itself did not" in text


def test_a_reminder_names_its_day_and_repeats_the_change() -> None:
    message = worded(reminder(Deadline.OBJECTION, objection_until=date(2026, 5, 27)), medium="email", house=HOUSE)
    assert message.title == "Orbit Cameras: objection possible until 27 May 2026 (Privacy Policy)"
    assert message.text.startswith("A reminder: objection possible until 27 May 2026.")
    assert "advertising partners" in message.text
    assert "confirmed 4 May 2026, 08:30 UTC" in message.text
    assert "28 days after it was confirmed" in message.text
    assert "https://watch.example/changes/orbit-cameras/privacy-policy:7" in message.text


def test_each_day_has_its_own_title() -> None:
    effective = worded(reminder(Deadline.EFFECTIVE), medium="log").title
    assert effective == "Orbit Cameras: a change takes effect on 1 June 2026 (Privacy Policy)"
    notice = worded(reminder(Deadline.NOTICE, notice_until=date(2026, 6, 3)), medium="log").title
    assert notice == "Orbit Cameras: notice of a change ends on 3 June 2026 (Privacy Policy)"


def test_a_reminder_to_review_says_how_to_end_it_and_links_to_the_change() -> None:
    waiting = replace(change(), kind=AlertKind.UNREVIEWED, confirmed_at=datetime(2026, 4, 1, tzinfo=UTC))
    message = worded(waiting, medium="log", house=HOUSE)
    assert message.title == "Orbit Cameras: nobody has reviewed a change yet (Privacy Policy)"
    assert "A change that was told on 1 April 2026" in message.text
    assert "clausewatch review orbit-cameras/privacy-policy 7 --acknowledge" in message.text
    assert "https://watch.example/changes/orbit-cameras/privacy-policy:7" in message.text


def test_among_others_a_reminder_to_review_does_not_tell_the_change_again() -> None:
    waiting = change(kind=AlertKind.UNREVIEWED, new_version=6, confirmed_at=datetime(2026, 4, 1, tzinfo=UTC))
    new, told = letter([waiting, replace(change(), vendor_name="Brightlamp")], base_url=HOUSE.base_url).parts
    assert (new.title.startswith("Brightlamp"), len(new.findings)) == (True, 1)
    assert told.lead.startswith("A change that was told on 1 April 2026")
    assert (told.findings, told.facts, told.more) == ((), (), 0)
    assert told.links == (("This change", "https://watch.example/changes/orbit-cameras/privacy-policy:6"),)


def test_an_alarm_links_to_no_change() -> None:
    assert "/changes/" not in worded(alarm(), medium="log", house=HOUSE).text


def test_a_digest_counts_deadlines_reviews_and_pinned_clauses() -> None:
    alerts = [
        change(),
        reminder(Deadline.EFFECTIVE),
        replace(pinned(PIN), id="orbit-cameras/privacy-policy:8"),
        replace(change(), id="x", kind=AlertKind.UNREVIEWED, new_version=6),
    ]
    assert letter(alerts).lead == (
        "In this message: 1 material change, 1 change of a pinned clause, 1 deadline and 1 change to be reviewed."
    )


def test_a_webhook_gets_all_of_it_as_fields() -> None:
    alert = change(
        pins=(PIN,),
        silent_edit=SilentEdit.TEXT_WITHOUT_DATE,
        objection_until=date(2026, 5, 18),
        objection_reason="your contract allows 14 days",
        notice_days=30,
    )
    body = json.loads(worded(alert, medium="webhook", house=HOUSE).text)
    assert body["pins"] == [
        {"fate": "altered", "old": PIN.old, "new": PIN.new, "section": "Keeping", "reason": PIN.reason}
    ]
    assert (body["silent_edit"], body["notice_days"], body["deadline"]) == ("text_without_date", 30, None)
    assert body["links"]["change"] == "https://watch.example/changes/orbit-cameras/privacy-policy:7"


def test_the_end_of_a_notice_is_an_entry_of_the_calendar_and_a_reminder_adds_none() -> None:
    without = change(effective_date=None, notice_days=30, notice_until=date(2026, 6, 3))
    assert "SUMMARY:Orbit Cameras: Privacy Policy: the promised notice ends" in unfolded(calendar([without]) or "")
    assert calendar([reminder(Deadline.EFFECTIVE)]) is None


def test_a_feed_without_entries_is_still_a_calendar() -> None:
    assert unfolded(feed([]))[0] == "BEGIN:VCALENDAR"


def test_an_alarm_about_a_dead_delivery_repeats_nothing_of_the_change() -> None:
    told = undelivered(delivery(change(pins=(PIN,), notice_days=30)), "gone", datetime(2026, 5, 4, tzinfo=UTC))
    assert told is not None
    assert "30 days" not in worded(told, medium="log", house=HOUSE).text
