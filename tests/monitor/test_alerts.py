"""What an alert says of its document, whatever it is about."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from monitor.decide.alerts import of_change
from monitor.errors import Failure, FetchError
from monitor.model import AlertKind
from store import outbox
from tests.support.alerts import SHARING, judgement
from tests.support.policies import policy_page
from tests.support.storing import version
from tests.support.watching import DAY, START, URL, Answer, Watch, gardenbell


def test_an_alarm_about_a_policy_that_was_found_names_the_address_at_which_it_was_found(tmp_path: Path) -> None:
    site = "https://gardenbell.example/"
    front = '<html lang="en"><body><h1>Gardenbell</h1><a href="/privacy">Privacy policy</a></body></html>'
    pages: dict[str, Answer] = {site: front, URL: policy_page()}
    watch = Watch(tmp_path, lambda url: pages[url], source=gardenbell(urls=(), site=site))
    watch.check()
    pages[URL] = FetchError(URL, "no answer in time", failure=Failure.TIMEOUT)
    watch.checks(4, every=DAY)
    with watch.db() as db:
        (alarm,) = outbox.list_deliveries(db)
    assert (alarm.alert.kind, alarm.alert.url) == (AlertKind.BLIND, URL)


def test_the_day_of_effect_is_told_although_the_other_days_could_not_be_read() -> None:
    effect = date(2026, 5, 1)
    alert = of_change(
        gardenbell(),
        url=URL,
        old=version(1, "We never share data."),
        new=version(2, "We share data.", effective_date=effect),
        judgement=judgement(SHARING),
        now=START + timedelta(hours=1),
    )
    assert alert is not None
    assert alert.effective_date == effect
