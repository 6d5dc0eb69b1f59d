"""The demonstration shows what it announces, on slow machines too."""

from __future__ import annotations

import io
import re
import threading
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from rich.console import Console

from monitor.config import load
from monitor.daemon import Daemon
from monitor.decide import watch
from monitor.decide.watch import Patience
from monitor.demo.script import EVENTS, SPEED, START, Event, configuration
from monitor.demo.show import play
from monitor.model import SourceDocument, SourceState
from scrapers.politeness import next_check
from tests.support.daemon import wait_until


# A tick of the demonstration is more than an hour of its clock, and a busy machine misses one now and then.
@pytest.mark.parametrize("late", [timedelta(minutes=12 * number) for number in range(13)])
@pytest.mark.parametrize("broken", [event for event in EVENTS if "an alarm" in event.expect], ids=lambda e: e.vendor)
def test_each_outage_of_the_demonstration_lasts_until_it_is_told_however_late_the_looks_come(
    broken: Event, late: timedelta
) -> None:
    back = next(event for event in EVENTS if event.vendor == broken.vendor and event.second > broken.second)
    assert _is_told(broken.vendor, _moment(broken.second), until=_moment(back.second), late=late)


def _moment(second: float) -> datetime:
    return START + timedelta(seconds=second * SPEED)


def _source(vendor: str) -> tuple[SourceDocument, Patience]:
    """The vendor's policy and the alarms as the demonstration configures them."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "config.toml"
        file.write_text(configuration({vendor: "http://127.0.0.1:1/privacy"}))
        settings = load(file)
    return settings.sources[0], Patience(blind_after=settings.blind_after, remind_every=settings.remind_every)


def _is_told(vendor: str, since: datetime, *, until: datetime, late: timedelta) -> bool:
    """Whether one of the looks between two moments raises the alarm. late: how much later than planned each comes."""
    source, patience = _source(vendor)
    state = SourceState(source=source.key, next_check_at=since, verified_at=since)
    now = next_check(interval=source.interval, now=since - source.interval / 5, source_key=source.key) + late
    told = False
    while now < until and not told:
        due = next_check(interval=source.interval, now=now, source_key=source.key, failures=state.failures + 1)
        state = watch.missed(state, now=now, next_check_at=due, problem="503")
        told = watch.alarm_is_due(state, now=now, interval=source.interval, patience=patience)
        now = due + late
    return told


def test_the_page_of_a_demonstration_that_stays_is_there_when_the_story_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.demo.show.EVENTS", ())
    monkeypatch.setattr("monitor.demo.show.SECONDS", 0.5)
    shown, daemons = io.StringIO(), list[Daemon]()
    played = threading.Thread(
        target=play, args=(tmp_path, Console(file=shown)), kwargs={"stay": True, "on_start": daemons.append}
    )
    played.start()
    wait_until(lambda: "The page stays at" in shown.getvalue())
    address = re.findall(r"stays at (\S+)", shown.getvalue())[0]
    assert httpx.get(address).status_code == 200
    assert "what came of it" in shown.getvalue()
    daemons[0].stop()
    played.join()
