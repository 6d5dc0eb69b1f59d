"""Who is told what, and when a failed delivery is tried again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model import (
    AlertKind,
    Category,
    CategoryVerdict,
    Channel,
    Deadline,
    Direction,
    PinFate,
    PinnedChange,
    Verdict,
)
from notifiers.retry import MAX_ATTEMPTS, PROMPT_ATTEMPTS, next_attempt
from notifiers.routing import route
from notifiers.undelivered import undelivered
from tests.support.alerts import RETENTION, SHARING, alarm, change, delivery, judgement, worded

NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
ALL = Channel(name="all", address="log://")


def test_a_channel_without_wishes_gets_every_material_change_and_alarm() -> None:
    for alert in (change(SHARING), change(RETENTION), alarm(), alarm(AlertKind.RECOVERED)):
        assert route(alert, [ALL]) == ("all",)


def test_channels_are_named_in_the_order_of_the_configuration() -> None:
    channels = [Channel(name=name, address="log://") for name in ("b", "c", "a")]
    assert route(change(), channels) == ("b", "c", "a")


def test_a_channel_gets_only_the_vendors_it_names() -> None:
    assert route(change(), [Channel(name="x", address="log://", vendors=("other-vendor",))]) == ()
    assert route(change(), [Channel(name="x", address="log://", vendors=("other-vendor", "orbit-cameras"))]) == ("x",)


def test_a_vendor_is_wanted_by_its_name_or_by_one_of_its_tags() -> None:
    tagged = change(tags=("cameras", "office"))
    assert route(tagged, [Channel(name="x", address="log://", tags=("office",))]) == ("x",)
    assert route(tagged, [Channel(name="x", address="log://", tags=("payroll",))]) == ()
    assert route(tagged, [Channel(name="x", address="log://", tags=("payroll",), vendors=("orbit-cameras",))]) == ("x",)


def test_a_channel_for_one_category_gets_changes_that_are_material_in_it() -> None:
    channel = Channel(name="x", address="log://", categories=(Category.RETENTION,))
    assert route(change(SHARING), [channel]) == ()
    assert route(change(SHARING, RETENTION), [channel]) == ("x",)


def test_a_channel_for_worsenings_gets_changes_that_make_something_worse() -> None:
    worse = Channel(name="worse", address="log://", directions=(Direction.LESS_PROTECTIVE,))
    mixed = replace(RETENTION, direction=Direction.MIXED)
    assert route(change(SHARING), [worse]) == ("worse",)
    assert route(change(RETENTION), [worse]) == ()
    assert route(change(RETENTION, SHARING), [worse]) == ("worse",)
    assert route(change(mixed), [worse]) == ("worse",)


def test_a_channel_for_worsenings_gets_what_may_be_one() -> None:
    worse = Channel(name="worse", address="log://", directions=(Direction.LESS_PROTECTIVE,))
    unknown = {category: CategoryVerdict(material=category is Category.RETENTION) for category in Category}
    assert route(change(judgement=replace(judgement(), categories=unknown)), [worse]) == ("worse",)


def test_category_and_direction_have_to_meet_in_one_topic() -> None:
    channel = Channel(
        name="x", address="log://", categories=(Category.RETENTION,), directions=(Direction.LESS_PROTECTIVE,)
    )
    assert route(change(SHARING, RETENTION), [channel]) == ()


def test_alarms_go_only_to_channels_that_want_them_whatever_their_categories() -> None:
    quiet = Channel(name="quiet", address="log://", alarms=False)
    retention = Channel(name="retention", address="log://", categories=(Category.RETENTION,))
    for kind in (AlertKind.BLIND, AlertKind.RECOVERED):
        assert route(alarm(kind), [quiet, retention]) == ("retention",)


def test_an_undecided_change_goes_only_to_channels_that_want_it() -> None:
    undecided = change(judgement=judgement(verdict=Verdict.UNDECIDED))
    assert route(undecided, [ALL, Channel(name="reader", address="log://", undecided=True)]) == ("reader",)


def test_a_change_that_is_not_material_goes_to_nobody() -> None:
    wants_all = Channel(name="x", address="log://", undecided=True)
    assert route(change(judgement=judgement(verdict=Verdict.NOT_MATERIAL)), [wants_all]) == ()


def test_a_page_that_no_longer_shows_the_policy_is_told_as_an_alarm() -> None:
    suspect = change(judgement=judgement(verdict=Verdict.SUSPECT_CAPTURE))
    assert route(suspect, [ALL, Channel(name="quiet", address="log://", alarms=False)]) == ("all",)


def test_a_dead_delivery_is_told_on_the_other_channels_whatever_vendors_they_are_for() -> None:
    told = undelivered(delivery(change(), "dpo"), "the mail server refused the login", NOW)
    assert told is not None
    others = [
        Channel(name="dpo", address="log://"),
        Channel(name="chat", address="log://", vendors=("other-vendor",), categories=(Category.RETENTION,)),
        Channel(name="quiet", address="log://", alarms=False),
    ]
    assert route(told, others) == ("chat",)
    message = worded(told, medium="email")
    assert message.title == "Orbit Cameras: an alert could not be delivered to “dpo” (Privacy Policy)"
    assert "the mail server refused the login" in message.text


def test_the_alarm_that_a_reminder_was_lost_says_nothing_of_the_change() -> None:
    pin = PinnedChange(fate=PinFate.GONE, old="We never sell.", new=None, section="", reason="It is gone.")
    reminder = change(
        kind=AlertKind.DUE, deadline=Deadline.OBJECTION, objection_until=NOW.date(), objection_reason="", pins=(pin,)
    )
    told = undelivered(delivery(reminder, "dpo"), "gone", NOW)
    assert told is not None
    assert (told.vendor, told.source, told.tags) == (reminder.vendor, reminder.source, reminder.tags)
    assert (told.judgement, told.pins, told.deadline, told.objection_until) == (None, (), None, None)


def test_there_is_no_alarm_about_an_alarm_or_a_test() -> None:
    first = undelivered(delivery(change(), "dpo"), "gone", NOW)
    assert first is not None
    assert undelivered(delivery(first, "chat"), "gone", NOW) is None
    assert undelivered(delivery(alarm(AlertKind.TEST), "dpo"), "gone", NOW) is None


def test_a_broken_channel_is_told_once_a_day() -> None:
    first = undelivered(delivery(change(), "dpo"), "gone", NOW)
    second = undelivered(delivery(change(id="orbit-cameras/privacy-policy:8"), "dpo"), "gone", NOW)
    tomorrow = undelivered(delivery(change(), "dpo"), "gone", NOW + timedelta(days=1))
    assert first is not None
    assert second is not None
    assert tomorrow is not None
    assert first.id == second.id != tomorrow.id


def test_a_test_message_is_never_routed() -> None:
    assert route(alarm(AlertKind.TEST), [ALL]) == ()


def test_tries_come_after_a_minute_first_for_about_two_days_and_then_once_a_day_for_a_month() -> None:
    later = [
        following - NOW for n in range(PROMPT_ATTEMPTS, MAX_ATTEMPTS) if (following := next_attempt(n, NOW, key="7"))
    ]
    assert len(later) == 30
    assert timedelta(days=1) <= min(later) <= max(later) <= timedelta(days=1.2)
    moment, moments = NOW, []
    for attempts in range(1, PROMPT_ATTEMPTS):
        following = next_attempt(attempts, moment, key="7")
        assert following is not None
        moments.append(following - moment)
        moment = following
    assert timedelta(minutes=1) <= moments[0] <= timedelta(minutes=1.2)
    assert timedelta(days=1.5) < moment - NOW < timedelta(days=2.2)
    assert max(moments) <= timedelta(hours=12) * 1.2


def test_a_delivery_is_dead_after_the_last_try() -> None:
    assert next_attempt(MAX_ATTEMPTS, NOW, key="7") is None


def test_deciding_twice_decides_the_same_and_other_deliveries_are_spread() -> None:
    assert next_attempt(3, NOW, key="7") == next_attempt(3, NOW, key="7")
    assert len({next_attempt(3, NOW, key=str(key)) for key in range(20)}) > 15


def test_the_services_own_wish_is_never_undercut() -> None:
    wish = timedelta(hours=2)
    following = next_attempt(1, NOW, key="7", retry_after=wish)
    assert following is not None
    assert wish <= following - NOW <= wish * 1.2


@pytest.mark.parametrize("wish", [timedelta(seconds=1), timedelta(0), timedelta(seconds=-5)])
def test_a_short_wish_does_not_shorten_the_back_off(wish: timedelta) -> None:
    assert next_attempt(4, NOW, key="7", retry_after=wish) == next_attempt(4, NOW, key="7")


def test_an_absurd_wish_does_not_bury_the_alert() -> None:
    following = next_attempt(1, NOW, key="7", retry_after=timedelta(days=365))
    assert following is not None
    assert following - NOW <= timedelta(hours=24) * 1.2
