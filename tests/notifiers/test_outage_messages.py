"""What is said of an outage, to whom, and that nothing is lost, or told too late, because nothing could be sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from monitor import dispatch
from monitor.errors import TransientDeliveryError
from monitor.model import AlertKind, Channel, Delivery, DeliveryStatus
from monitor.posting import post
from notifiers.grouping import group
from notifiers.mail import thread_id
from notifiers.render import House, render
from notifiers.routing import route
from store import outbox
from store.database import Store
from tests.support.alerts import alarm, change, delivery, outage_alarm, worded
from tests.support.rounds import DAY, Rounds, hosts
from tests.support.watching import START

HOUSE = House(base_url="https://watch.example")
ABROAD = Channel(name="abroad", address="log://")


def test_the_alarm_says_since_when_how_many_and_how_they_fail() -> None:
    message = worded(outage_alarm(), medium="email", house=HOUSE)
    assert message.title == "clausewatch: nothing can be reached since 4 May 2026, 08:30 UTC"
    assert "97 of the 100 documents" in message.text
    assert "Problem: names that cannot be resolved (97); orbit.example: the name cannot be resolved" in message.text
    assert "Status: https://watch.example/status" in message.text
    assert "/vendors/" not in message.text


def test_the_all_clear_says_from_when_to_when() -> None:
    message = worded(outage_alarm(AlertKind.OUTAGE_OVER), medium="email", house=HOUSE)
    assert message.title == "clausewatch: vendors can be reached again"
    assert "From 4 May 2026, 08:30 UTC to 10 May 2026, 07:00 UTC" in message.text
    assert "Problem" not in message.text


def test_among_other_alerts_it_stands_first_and_is_no_vendor() -> None:
    message = render([change(), alarm(), outage_alarm()], medium="email")
    assert message.title == "Orbit Cameras: 2 alerts"  # two of it, beside that of clausewatch itself
    assert message.text.index("clausewatch: nothing can be reached") < message.text.index("Orbit Cameras: sharing")
    assert "1 outage of clausewatch itself" in message.text
    assert render([change(), outage_alarm()], medium="email").title == "Orbit Cameras: 1 alert"


def test_it_goes_to_every_channel_that_wants_alarms_whatever_vendors_it_is_for() -> None:
    channels = [
        ABROAD,
        replace(ABROAD, name="one vendor", vendors=("someone-else",)),
        replace(ABROAD, name="no alarms", alarms=False),
    ]
    assert route(outage_alarm(), channels) == ("abroad", "one vendor")
    assert route(outage_alarm(AlertKind.OUTAGE_OVER), channels) == ("abroad", "one vendor")


def test_a_webhook_is_told_of_no_vendor_and_of_the_outage() -> None:
    told = json.loads(worded(outage_alarm(AlertKind.OUTAGE_OVER), medium="webhook", house=HOUSE).text)
    assert (told["kind"], told["vendor"], told["source"]) == ("outage_over", None, None)
    assert told["outage"] == {
        "since": "2026-05-04T08:30:00Z",
        "until": "2026-05-10T07:00:00Z",
        "documents": 97,
        "looked_at": 100,
    }
    assert told["blind_since"] == told["outage"]["since"]  # part of version 1 of the schema
    assert outage_alarm().blind_since is None
    assert told["links"] == {"vendor": None, "change": None}


def test_its_mails_stand_in_a_thread_of_their_own() -> None:
    ids = {thread_id([outage_alarm(kind)], ABROAD, "example.org") for kind in (AlertKind.OUTAGE, AlertKind.OUTAGE_OVER)}
    [thread] = ids
    assert thread.startswith("<clausewatch.")


class Post:
    """A channel abroad: messages arrive only while there is a way out."""

    def __init__(self, rounds: Rounds) -> None:
        self.rounds = rounds
        self.arrived: list[tuple[AlertKind, ...]] = []

    def send(self, together: Sequence[Delivery]) -> None:
        if self.rounds.broken:
            raise TransientDeliveryError("abroad", "no route to host")
        self.arrived.append(tuple(delivery.alert.kind for delivery in together))

    def deliver(self, db: Store) -> None:
        dispatch.deliver_due(db, clock=lambda: self.rounds.now, send=self.send, channels=self.rounds.channels)

    def watch(self, length: timedelta) -> None:
        """As Rounds.watch, and delivers what is due every now and then."""
        step = timedelta(minutes=10) if length < DAY else timedelta(hours=3)
        for _ in range(length // step):
            self.rounds.watch(step)
            with self.rounds.db() as db:
                self.deliver(db)


def test_of_an_outage_that_could_not_be_told_only_its_end_is_told(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, hosts(4), channels=(ABROAD,))
    abroad = Post(rounds)
    abroad.watch(DAY)
    rounds.cut_off()
    abroad.watch(6 * DAY)
    assert abroad.arrived == []
    rounds.broken = {}
    abroad.watch(timedelta(hours=1))
    assert abroad.arrived == [(AlertKind.OUTAGE_OVER,)]
    with rounds.db() as db:
        withdrawn, sent = sorted(outbox.list_deliveries(db), key=lambda delivery: delivery.id)
    assert (withdrawn.status, sent.status) == (DeliveryStatus.DROPPED, DeliveryStatus.SENT)
    assert withdrawn.last_error == "it was over before it could be told"


def cut_off_with_a_change_to_tell(tmp_path: Path, channel: Channel) -> tuple[Rounds, Post]:
    rounds = Rounds(tmp_path, hosts(4), channels=(channel,))
    abroad = Post(rounds)
    abroad.watch(DAY)
    rounds.cut_off()
    with rounds.db() as db:
        outbox.enqueue(db, change(), ["abroad"], rounds.now)
    return rounds, abroad


def test_a_change_that_could_not_be_told_for_days_is_told_when_the_way_out_is_back(tmp_path: Path) -> None:
    rounds, abroad = cut_off_with_a_change_to_tell(tmp_path, ABROAD)
    abroad.watch(9 * DAY)
    with rounds.db() as db:
        assert {delivery.status for delivery in outbox.list_deliveries(db)} == {DeliveryStatus.PENDING}
    rounds.broken = {}
    abroad.watch(timedelta(hours=1))
    assert sorted(abroad.arrived) == [(AlertKind.CHANGE,), (AlertKind.OUTAGE_OVER,)]


def test_what_failed_in_a_short_outage_is_sent_as_soon_as_it_is_over(tmp_path: Path) -> None:
    rounds, abroad = cut_off_with_a_change_to_tell(tmp_path, ABROAD)
    abroad.watch(DAY / 2)  # its next try would be due in hours
    rounds.broken = {}
    abroad.watch(timedelta(hours=1))
    assert abroad.arrived == [(AlertKind.CHANGE,)]


def test_nobody_hears_of_a_channel_that_fails_with_all_others(tmp_path: Path) -> None:
    rounds, abroad = cut_off_with_a_change_to_tell(tmp_path, ABROAD)
    rounds.channels = (ABROAD, replace(ABROAD, name="another"))
    abroad.watch(9 * DAY)
    assert AlertKind.UNDELIVERED not in {alert.kind for alert in rounds.told()}


def test_what_waits_is_sent_after_the_quiet_hours_only(tmp_path: Path) -> None:
    night = replace(ABROAD, quiet=(time(22), time(12)))
    rounds, abroad = cut_off_with_a_change_to_tell(tmp_path, night)
    abroad.watch(4 * DAY)
    assert rounds.now.time() == START.time() == time(9)
    rounds.broken = {}
    abroad.watch(timedelta(hours=2))
    assert abroad.arrived == []
    abroad.watch(timedelta(hours=2))
    assert sorted(abroad.arrived) == [(AlertKind.CHANGE,), (AlertKind.OUTAGE_OVER,)]


def test_an_alarm_about_a_vendor_that_waits_for_the_morning_gives_way_to_its_all_clear(tmp_path: Path) -> None:
    night = replace(ABROAD, quiet=(time(8), time(12)))
    rounds = Rounds(tmp_path, hosts(1), channels=(night,))
    with rounds.db() as db:
        for kind, moment in ((AlertKind.BLIND, START), (AlertKind.RECOVERED, START + timedelta(hours=1))):
            post(db, replace(alarm(kind), created_at=moment), [night], moment)
        rounds.now += timedelta(hours=4)
        channel = Post(rounds)
        channel.deliver(db)
    assert channel.arrived == [(AlertKind.RECOVERED,)]


def test_a_delivery_that_is_dropped_while_it_is_being_tried_stays_dropped(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, hosts(1))
    with rounds.db() as db:
        outbox.enqueue(db, change(), ["abroad"], START)
        [claimed] = outbox.claim(db, "abroad", START, lease=timedelta(minutes=5), limit=9)
        outbox.drop(db, claimed.id, START)
        outbox.failed(db, claimed.id, START, "no route to host", START + DAY)
        [found] = outbox.list_deliveries(db)
    assert found.status is DeliveryStatus.DROPPED


def test_an_outage_is_a_message_of_its_own() -> None:
    told = [delivery(outage_alarm(), ABROAD), delivery(alarm(), ABROAD)]
    assert [len(together) for together in group(told, [ABROAD])] == [1, 1]


@pytest.mark.parametrize("kind", [AlertKind.OUTAGE, AlertKind.OUTAGE_OVER])
def test_no_summary_of_many_alerts_hides_it_behind_its_subject(kind: AlertKind) -> None:
    dpo = Channel(name="dpo", address="mailto://example.org")
    changes = [delivery(change(id=f"v{number}/privacy-policy:2")) for number in range(6)]
    itself = delivery(outage_alarm(kind))
    assert group([*changes, itself], [dpo]) == ((itself,), tuple(changes))
