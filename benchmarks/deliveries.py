"""A day of many deliveries over channels that fail: what is lost, what comes twice, how long it takes.

    python -m benchmarks.deliveries [--alerts N]

Real outbox, dispatcher, senders and loopback servers; only the clock is not: it jumps to the next due delivery. One
webhook answers a fifth of all posts with 500 or 429 (Retry-After two minutes) and takes one in a hundred without saying
so, the case in which at-least-once has to send twice; one refuses everything; a mail channel collects a daily digest.
Floor: nothing is lost, and what comes twice carries the key of the first.

On a busy machine with two cores, 10,000 alerts: 32,691 tries in 236 s (99 s of it CPU); all arrived, 137 twice under
the same key (taken, but answered with 502), 10,000 refusals dead, 51 digests of at most 200.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.dispatch import deliver_due
from monitor.model import Channel, DeliveryStatus, Rhythm
from notifiers import timing
from notifiers.routing import route
from notifiers.send import Sender
from store import outbox, sources
from store.database import Store, open_store
from store.rows import from_instant
from tests.support.alerts import change
from tests.support.receiver import Post, Reply, receive
from tests.support.smtp import receive_mail
from tests.support.storing import document

START = datetime(2026, 5, 4, tzinfo=UTC)
VENDOR = "orbit-cameras"


@dataclass(slots=True)
class Flaky:
    """Answers by the dice. accepted: how often each alert was taken, whatever was answered."""

    dice: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311
    accepted: Counter[str] = field(default_factory=Counter)
    keys: dict[str, set[str]] = field(default_factory=dict)

    def __call__(self, post: Post) -> Reply:
        throw = self.dice.random()
        if throw < 0.15:
            return Reply(status=500, body=b"out of order")
        if throw < 0.2:
            return Reply(status=429, headers=(("Retry-After", "120"),))
        if post.json["kind"] == "undelivered":  # the alarm about the channel that refuses everything
            return Reply()
        self.accepted[post.json["id"]] += 1
        self.keys.setdefault(post.json["id"], set()).add(post.headers["idempotency-key"])
        return Reply(status=200 if throw > 0.21 else 502)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alerts", type=int, default=10_000, help="how many alerts are raised over the day")
    count = parser.parse_args().alerts
    flaky = Flaky()
    with (
        tempfile.TemporaryDirectory() as folder,
        receive(answer=flaky) as hook,
        receive(Reply(status=410)) as gone,
        receive_mail() as mail,
    ):
        channels = (
            Channel(name="hook", address=f"json://127.0.0.1:{hook.port}/"),
            Channel(name="gone", address=f"json://127.0.0.1:{gone.port}/"),
            Channel(
                name="mail",
                address=f"mailto://127.0.0.1:{mail.port}?from=a@example.org&to=dpo@example.org",
                rhythm=Rhythm.DAILY,
            ),
        )
        db = _filled(Path(folder), count, channels)
        began = time.perf_counter()
        tried, days = _deliver(db, channels)
        seconds = time.perf_counter() - began
        told = Counter(delivery.status for delivery in outbox.list_deliveries(db, limit=10 * count))
        db.close()
    print(
        f"{count:,} alerts, {len(channels)} channels: {tried:,} tries in {seconds:.0f} s of work over {days:.1f} days"
    )
    print(f"outbox at the end: {', '.join(f'{status} {number:,}' for status, number in sorted(told.items()))}")
    print(f"webhook: {len(flaky.accepted):,} of {count:,} arrived", end=", ")
    print(f"{sum(number > 1 for number in flaky.accepted.values()):,} more than once", end=", ")
    print(f"{sum(len(keys) > 1 for keys in flaky.keys.values())} of them under another key")
    print(f"mail: {len(mail.mails)} digests")
    unsettled = told[DeliveryStatus.PENDING] + told[DeliveryStatus.SENDING]
    if unsettled or len(flaky.accepted) < count or any(len(keys) > 1 for keys in flaky.keys.values()):
        raise SystemExit("below the floor")


def _filled(folder: Path, count: int, channels: tuple[Channel, ...]) -> Store:
    """A store with that many alerts to tell, spread over a day."""
    db = open_store(folder / "store.db")
    sources.sync(db, [document(VENDOR)], START)
    for number in range(count):
        raised = START + timedelta(days=1) * number / count
        alert = change(id=f"{VENDOR}/privacy-policy:{number}", created_at=raised)
        due = {channel.name: timing.due(alert, channel, raised) for channel in channels}
        outbox.enqueue(db, alert, route(alert, channels), raised, due=due)
    return db


def _deliver(db: Store, channels: tuple[Channel, ...]) -> tuple[int, float]:
    """All that can be delivered; the tries made, and the days that took on the jumping clock."""
    clock = _Clock()
    send = Sender(channels).send_together
    tried = 0
    while (upcoming := db.value("SELECT min(next_attempt_at) FROM deliveries")) is not None:
        clock.now = max(clock.now + timedelta(minutes=1), from_instant(upcoming))
        tried += deliver_due(db, clock=clock, send=send, channels=channels)
    return tried, (clock.now - START) / timedelta(days=1)


@dataclass(slots=True)
class _Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


if __name__ == "__main__":
    main()
