"""Digests, quiet hours and floods: what is told together, when, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Alert, AlertKind, Channel, Deadline, Delivery, Direction, Rhythm, Verdict
from notifiers.grouping import FLOOD, group
from notifiers.letter import letter, letter_id
from notifiers.limits import Limit
from notifiers.render import House, render
from notifiers.send import Sender
from notifiers.timing import due
from tests.support.alerts import RETENTION, SHARING, alarm, change, delivery, judgement
from tests.support.receiver import receive
from tests.support.smtp import receive_mail

NIGHT = (time(22), time(7))
VIENNA = "Europe/Vienna"


def channel(**wishes: Any) -> Channel:
    return replace(Channel(name="dpo", address="mailto://example.org"), **wishes)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def several(count: int) -> list[Alert]:
    return [
        change(id=f"vendor-{n}/privacy-policy:2", vendor=f"vendor-{n}", vendor_name=f"Vendor {n}") for n in range(count)
    ]


def deliveries(alerts: list[Alert], name: str = "dpo") -> list[Delivery]:
    return [replace(delivery(alert, name), id=n) for n, alert in enumerate(alerts)]


@pytest.mark.parametrize(
    ("wishes", "now", "moment"),
    [
        ({}, "2026-05-04T10:00+02:00", "2026-05-04T10:00+02:00"),
        ({"rhythm": Rhythm.DAILY}, "2026-05-04T10:00+02:00", "2026-05-05T08:00+02:00"),
        ({"rhythm": Rhythm.DAILY}, "2026-05-04T07:00+02:00", "2026-05-04T08:00+02:00"),
        ({"rhythm": Rhythm.DAILY}, "2026-05-04T08:00+02:00", "2026-05-04T08:00+02:00"),
        ({"rhythm": Rhythm.WEEKLY}, "2026-05-05T10:00+02:00", "2026-05-11T08:00+02:00"),
        ({"rhythm": Rhythm.WEEKLY}, "2026-05-04T07:00+02:00", "2026-05-04T08:00+02:00"),
        ({"rhythm": Rhythm.WEEKLY, "digest_at": time(17, 30)}, "2026-05-11T18:00+02:00", "2026-05-18T17:30+02:00"),
        ({"quiet": NIGHT}, "2026-05-04T23:15+02:00", "2026-05-05T07:00+02:00"),
        ({"quiet": NIGHT}, "2026-05-04T03:00+02:00", "2026-05-04T07:00+02:00"),
        ({"quiet": NIGHT}, "2026-05-04T07:00+02:00", "2026-05-04T07:00+02:00"),
        ({"quiet": (time(12), time(13))}, "2026-05-04T12:30+02:00", "2026-05-04T13:00+02:00"),
        (
            {"quiet": NIGHT, "rhythm": Rhythm.DAILY, "digest_at": time(6)},
            "2026-05-04T12:00+02:00",
            "2026-05-05T07:00+02:00",
        ),
        # The clocks go forward in the night to 29 March 2026: eight o'clock comes an hour sooner.
        ({"rhythm": Rhythm.DAILY}, "2026-03-28T12:00+01:00", "2026-03-29T08:00+02:00"),
    ],
)
def test_a_change_is_told_when_the_channel_wants_it(wishes: dict[str, Any], now: str, moment: str) -> None:
    assert due(change(), channel(timezone=VIENNA, **wishes), at(now)) == at(moment)


def test_an_alarm_does_not_wait_for_the_digest_but_for_the_morning() -> None:
    weekly = channel(timezone=VIENNA, rhythm=Rhythm.WEEKLY, quiet=NIGHT)
    assert due(alarm(), weekly, at("2026-05-05T10:00+02:00")) == at("2026-05-05T10:00+02:00")
    assert due(alarm(), weekly, at("2026-05-05T23:00+02:00")) == at("2026-05-06T07:00+02:00")


@pytest.mark.parametrize("rhythm", [Rhythm.DAILY, Rhythm.WEEKLY])
@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ("2026-05-05T02:15+02:00", "2026-05-05T08:00+02:00"),
        ("2026-05-05T10:00+02:00", "2026-05-06T08:00+02:00"),
        ("2026-05-06T10:00+02:00", "2026-05-06T10:00+02:00"),  # the next digest would come on the last day
        ("2026-05-07T02:15+02:00", "2026-05-07T02:15+02:00"),
    ],
)
def test_a_reminder_waits_for_the_hour_of_digests_where_its_day_lets_it(rhythm: Rhythm, now: str, moment: str) -> None:
    last_day = change(kind=AlertKind.DUE, deadline=Deadline.OBJECTION, objection_until=date(2026, 5, 7))
    assert due(last_day, channel(timezone=VIENNA, rhythm=rhythm), at(now)) == at(moment)
    assert due(last_day, channel(timezone=VIENNA), at(now)) == at(now)


def test_that_nobody_has_reviewed_a_change_is_told_with_the_digest_and_not_before_the_change() -> None:
    waiting = change(kind=AlertKind.UNREVIEWED)
    weekly = channel(timezone=VIENNA, rhythm=Rhythm.WEEKLY)
    assert due(waiting, weekly, at("2026-05-05T17:53+02:00")) == at("2026-05-11T08:00+02:00")
    assert letter([change(), waiting]) == letter([change()])
    due_now = deliveries([*several(1), waiting, change(kind=AlertKind.DUE)])
    assert group(due_now, [weekly]) == (tuple(due_now),)


def test_a_test_message_waits_for_nothing() -> None:
    now = at("2026-05-05T23:00+02:00")
    assert due(alarm(AlertKind.TEST), channel(rhythm=Rhythm.WEEKLY, quiet=NIGHT), now) == now


def test_on_an_immediate_channel_each_alert_is_a_message_of_its_own() -> None:
    due_now = deliveries(several(FLOOD))
    assert group(due_now, [channel()]) == tuple((each,) for each in due_now)


def test_a_flood_becomes_one_summary() -> None:
    due_now = deliveries(several(FLOOD + 1))
    assert group(due_now, [channel()]) == (tuple(due_now),)


def test_a_digest_holds_all_changes_while_alarms_stay_apart() -> None:
    due_now = deliveries([*several(2), alarm()])
    assert group(due_now, [channel(rhythm=Rhythm.DAILY)]) == (tuple(due_now[:2]), (due_now[2],))


@pytest.mark.parametrize("address", ["log://", "jsons://hooks.example/x"])
def test_machines_get_each_alert_by_itself_even_in_a_flood(address: str) -> None:
    due_now = deliveries(several(FLOOD + 5))
    assert group(due_now, [channel(address=address)]) == tuple((each,) for each in due_now)


def test_channels_are_not_mixed() -> None:
    mine, yours = deliveries(several(FLOOD + 1)), deliveries(several(FLOOD + 1), "other")
    groups = group([*mine, *yours], [channel(), channel(name="other")])
    assert groups == (tuple(mine), tuple(yours))


@given(st.integers(0, 450), st.sampled_from(Rhythm), st.booleans())
def test_every_delivery_is_in_exactly_one_group(count: int, rhythm: Rhythm, known: bool) -> None:
    due_now = deliveries(several(count))
    groups = group(due_now, [channel(rhythm=rhythm)] if known else [])
    assert sorted(each.id for part in groups for each in part) == list(range(count))


def test_the_title_names_the_vendors_while_they_are_few() -> None:
    assert render(several(2), medium="log").title == "2 alerts about 2 vendors: Vendor 0 and Vendor 1"
    assert render(several(9), medium="log").title == (
        "9 alerts about 9 vendors: Vendor 0, Vendor 1, Vendor 2 and 6 others"
    )
    assert render([change(), alarm()], medium="log").title == "Orbit Cameras: 2 alerts"


def test_the_gravest_comes_first() -> None:
    better = change(replace(RETENTION, direction=Direction.MORE_PROTECTIVE), vendor_name="A Better", id="a:1")
    unread = change(judgement=judgement(verdict=Verdict.UNDECIDED), vendor_name="B Unread", id="b:1")
    worse = change(SHARING, vendor_name="Z Worse", id="z:1")
    text = render([unread, alarm(vendor_name="C Blind"), better, worse], medium="email").text
    places = [text.index(name) for name in ("Z Worse:", "A Better:", "C Blind:", "B Unread:")]
    assert places == sorted(places)
    assert "2 material changes, 1 change to be read and 1 policy that cannot be verified" in text


def test_a_digest_in_html_holds_every_alert() -> None:
    html = render(several(3), medium="email", house=House(base_url="http://127.0.0.1:8650")).html
    assert html is not None
    headings = [heading.get_text() for heading in BeautifulSoup(html, "lxml").find_all("h2")]
    assert headings == [f"Vendor {n}: sharing changed, less protective (Privacy Policy)" for n in range(3)]


def test_a_mail_about_many_tells_the_gravest_in_full_and_names_every_other_one() -> None:
    html = render(several(80), medium="email", house=House(base_url="http://127.0.0.1:8650")).html
    assert html is not None
    assert len(html.encode()) <= 90_000  # what Gmail shows
    page = BeautifulSoup(html, "lxml")
    assert [f"Vendor {n}:" for n in range(80) if f"Vendor {n}:" not in page.get_text()] == []
    assert page.get_text().count("This change") == 80
    assert len(page.find_all("ins")) >= 5
    assert page.get_text().count("left out here for length") == 80 - len(page.find_all(class_="card"))


@pytest.mark.parametrize("size", [200, 500, 1000, 4096])
def test_a_limited_digest_fits_and_says_what_is_left_out(size: int) -> None:
    message = render(several(60), medium="chat", most=Limit(size=size))
    assert len(message.title) + len(message.text) <= size
    assert "left out here for length" in message.text or size == 200


def test_a_digest_has_one_name_whatever_its_order() -> None:
    alerts = several(4)
    assert letter_id(alerts) == letter_id(alerts[::-1]) != letter_id(alerts[:3])
    assert letter_id(alerts[:1]) == alerts[0].id


def test_a_digest_goes_out_as_one_mail() -> None:
    with receive_mail() as server:
        mail = Channel(name="dpo", address=f"mailto://127.0.0.1:{server.port}?from=a@example.org&to=dpo@example.org")
        Sender([mail]).send_together(deliveries(several(4)))
    assert len(server.mails) == 1
    assert all(f"Vendor {n}: sharing changed" in server.mails[0].part("plain") for n in range(4))
    assert server.mails[0].message["X-Clausewatch-Alert"] == letter_id(several(4))


def test_a_webhook_still_gets_one_post_for_each_alert() -> None:
    with receive() as receiver:
        hook = Channel(name="dpo", address=f"json://127.0.0.1:{receiver.port}/hook")
        Sender([hook]).send_together(deliveries(several(3)))
    assert [post.json["id"] for post in receiver.posts] == [alert.id for alert in several(3)]
    assert date.fromisoformat(receiver.posts[0].json["effective_date"]) == date(2026, 6, 1)
