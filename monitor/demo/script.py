"""What happens in the demonstration, and when; one second is six hours."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.demo.site import VENDORS, Mode

SPEED = timedelta(hours=6).total_seconds()
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SECONDS = 36.0
TICK = timedelta(milliseconds=200)  # in real time


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """From `second` on the page of `vendor` is in `mode`. expect: what clausewatch should make of it."""

    second: float
    vendor: str
    mode: Mode
    story: str
    expect: str


EVENTS = (
    Event(
        second=5,
        vendor="quiet-home-desk",
        mode="changed",
        story="a denial of all sharing becomes sharing with advertising partners",
        expect="an alert: sharing",
    ),
    Event(
        second=10,
        vendor="socketry",
        mode="changed",
        story="bookkeeping records are kept for up to fifteen years, not ten",
        expect="an alert: retention",
    ),
    Event(
        second=15,
        vendor="brightlamp",
        mode="changed",
        story="in the table of purposes one cell changes from consent to legitimate interests",
        expect="an alert: legal basis",
    ),
    Event(
        second=20,
        vendor="hearthwise",
        mode="changed",
        story="sections move and are renumbered, dates and quotation marks change, sentences are smoothed",
        expect="no alert: nothing changed in meaning",
    ),
    Event(
        second=24,
        vendor="nimbus-cam",
        mode="bot_wall",
        story="a bot wall is served in place of the policy",
        expect="no change reported; an alarm that the policy can't be verified",
    ),
    Event(
        second=25,
        vendor="hearthwise",
        mode="outage",
        story="the server answers 503",
        expect="an alarm after some hours, and an all-clear",
    ),
    Event(
        second=30, vendor="nimbus-cam", mode="original", story="the policy is back, unchanged", expect="an all-clear"
    ),
    Event(second=30, vendor="hearthwise", mode="changed", story="the server is back", expect="an all-clear"),
)


class FastClock:
    """A clock that begins at START, runs SPEED times as fast as time does, and stands still when the story is over."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def seconds(self) -> float:
        """Real seconds since the beginning."""
        return time.monotonic() - self._begun

    def wait_until(self, second: float) -> None:
        """Sleeps until that many real seconds have passed since the beginning."""
        time.sleep(max(0.0, second - self.seconds()))

    def __call__(self) -> datetime:
        return START + timedelta(seconds=min(self.seconds(), SECONDS) * SPEED)


def configuration(addresses: dict[str, str]) -> str:
    """A config.toml for the invented vendors at these addresses."""
    vendors = "\n".join(
        f'[[vendors]]\nname = "{VENDORS[slug]}"\nurl = "{address}"\n' for slug, address in addresses.items()
    )
    return f"""# Written by `clausewatch demo`: five invented vendors, served from loopback while the demo ran.
store = "demo.db"
interval = "1d"
confirm_after = "1h"

[alarms]
after = "6h"

[fetch]
allow_private = ["127.0.0.1"]
spacing = "0s"

[web]
port = 0

[channels.terminal]
address = "log://"

{vendors}"""
