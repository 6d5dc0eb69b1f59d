"""The real daemon under abuse: killed, stopped, its store locked, its servers slow, broken and hanging, at random.

Each source's page steps on to its next text as soon as the text before is on record, so at the end the store has to
hold every text exactly once, in order, and each material change has to have reached each channel: at least once, and
more than once only where a kill fell between sending and recording.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from store import outbox, versions
from store.database import open_store
from tests.support.daemon import wait_until
from tests.support.policies import policy_page
from tests.support.receiver import Post, Reply, receive
from tests.support.repository import REPOSITORY
from tests.support.server import Answer, Request, serve

YEARS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen")
DEADLINE_SECONDS = 240


@dataclass
class Page:
    """A page that steps through its texts; sometimes it is slow, and sometimes the server has an accident."""

    chance: random.Random
    stage: int = 0
    count: int = 0
    calm: bool = False

    def __call__(self, _request: Request) -> Answer:
        self.count += 1
        accident = 1.0 if self.calm else self.chance.random()
        if accident < 0.05:
            return Answer(status=503)
        if accident < 0.10:
            return Answer(raw=[b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<html>cut"])
        if accident < 0.20:
            time.sleep(0.3)
        return Answer(body=policy_page(kept=f"up to {YEARS[self.stage]} years", token=str(self.count)).encode())


@dataclass
class Hook:
    """A webhook that sometimes refuses. accepted: how often each alert was taken."""

    chance: random.Random
    calm: bool = False
    accepted: Counter[str] = field(default_factory=Counter)

    def __call__(self, post: Post) -> Reply:
        if not self.calm and self.chance.random() < 0.4:
            return Reply(status=self.chance.choice([429, 500, 503]))
        self.accepted[post.json["id"]] += 1
        return Reply()


@dataclass
class Soak:
    """What a run was like, and what it left behind. faults: everything that should not be."""

    kills: int = 0
    stops: int = 0
    locks: int = 0
    messages: int = 0
    faults: list[str] = field(default_factory=list)


def soak(folder: Path, *, rounds: int, seed: int, sources: int = 3, stages: int = len(YEARS)) -> Soak:
    """Abuses a daemon for some rounds, then lets it come to rest and looks at what it kept."""
    chance = random.Random(seed)  # noqa: S311 - repeatable abuse, no secret
    report = Soak()
    pages = {f"/{number}": Page(chance) for number in range(sources)}
    hooks = (Hook(chance), Hook(chance))
    with serve(pages) as server, receive(answer=hooks[0]) as first, receive(answer=hooks[1]) as second:
        config = _configure(folder, [server.url(path) for path in pages], [first.port, second.port])
        stepping = threading.Event()
        stepper = threading.Thread(target=_step, args=(folder, pages, stages, stepping), daemon=True)
        stepper.start()
        for _ in range(rounds):
            _abuse(config, chance, report)
        for page in pages.values():
            page.calm = True
        for hook in hooks:
            hook.calm = True
        _come_to_rest(config, folder, sources, stages)
        stepping.set()
        stepper.join()
    _judge(folder, sources, stages, hooks, report)
    return report


def _configure(folder: Path, urls: list[str], ports: list[int]) -> Path:
    vendors = "\n".join(f'[[vendors]]\nname = "Vendor {n}"\nurl = "{url}"' for n, url in enumerate(urls))
    channels = "\n".join(f'[channels.hook{n}]\naddress = "json://127.0.0.1:{port}/"' for n, port in enumerate(ports))
    config = folder / "config.toml"
    config.write_text(
        'store = "watch.db"\ninterval = "2s"\nconfirm_after = "1s"\n[web]\nenabled = false\n'
        f'[fetch]\nallow_private = ["127.0.0.1"]\nspacing = "0s"\ntimeout = "5s"\n{channels}\n{vendors}\n'
    )
    return config


def _abuse(config: Path, chance: random.Random, report: Soak) -> None:
    """One life of the daemon, and its end."""
    _make_due(config.parent)
    _end_leases(config.parent)
    daemon = _start(config)
    time.sleep(chance.uniform(0.5, 4.0))
    if chance.random() < 0.3:
        report.locks += 1
        _lock(config.with_name("watch.db"), chance.uniform(0.1, 1.0))
    if chance.random() < 0.8:
        report.kills += 1
        daemon.kill()
    else:
        report.stops += 1
        daemon.terminate()
    daemon.wait(timeout=60)


def _start(config: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "monitor", "run", "--config", str(config)]
    with config.with_name("daemon.log").open("a") as log:
        return subprocess.Popen(command, cwd=REPOSITORY, stderr=log)


def _lock(store: Path, seconds: float) -> None:
    """Another program that holds the store for a while."""
    if not store.exists():
        return
    other = sqlite3.connect(store, timeout=10)
    try:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        other.rollback()
    except sqlite3.OperationalError:
        pass  # the daemon was quicker, again and again
    finally:
        other.close()


def _recorded(folder: Path) -> dict[str, int]:
    """Versions on record, by source."""
    path = folder / "watch.db"
    if not path.exists():
        return {}
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as db:
            rows = db.execute(
                "SELECT key, count(number) FROM sources LEFT JOIN versions ON source_id = id GROUP BY key"
            )
            return dict(rows.fetchall())
    except sqlite3.OperationalError:
        return {}  # the very first start has not made its tables yet


def _step(folder: Path, pages: dict[str, Page], stages: int, done: threading.Event) -> None:
    while not done.wait(0.1):
        for key, count in _recorded(folder).items():
            page = pages["/" + key.split("/")[0].removeprefix("vendor-")]
            page.stage = max(page.stage, min(count, stages - 1))


def _come_to_rest(config: Path, folder: Path, sources: int, stages: int) -> None:
    """A quiet daemon, until everything is on record and told."""
    _end_leases(folder)
    daemon = _start(config)
    try:
        wait_until(
            lambda: sorted(_recorded(folder).values()) == [stages] * sources and not _make_due(folder),
            seconds=DEADLINE_SECONDS,
            what="rest",
        )
    except AssertionError:
        raise AssertionError(f"{_recorded(folder)}; {_unmade(folder)}") from None
    finally:
        daemon.terminate()
        daemon.wait(timeout=60)


def _unmade(folder: Path) -> list[tuple[object, ...]]:
    """Deliveries and sources that are not where they should be, for the message of a failure."""
    with closing(sqlite3.connect(folder / "watch.db", timeout=30)) as db, db:
        deliveries = db.execute("SELECT alert_id, channel, status, attempts, last_error FROM deliveries").fetchall()
        states = db.execute("SELECT next_check_at, checked_at, failures, problem, memory FROM source_states").fetchall()
        return [row for row in deliveries if row[2] != "sent"] + states


def _make_due(folder: Path) -> int:
    """Makes due what backs off, because a test has no days to wait; how many deliveries are not made yet.

    Tries are forgotten too: in days, not seconds, ten failed ones are reason enough to give a delivery up.
    """
    if not _recorded(folder):
        return 0
    with closing(sqlite3.connect(folder / "watch.db", timeout=30)) as db, db:
        db.execute("UPDATE deliveries SET next_attempt_at = updated_at, attempts = 0 WHERE status = 'pending'")
        db.execute("UPDATE source_states SET next_check_at = checked_at WHERE checked_at IS NOT NULL AND failures > 0")
        (count,) = db.execute("SELECT count(*) FROM deliveries WHERE status <> 'sent'").fetchone()
        return int(count)


def _end_leases(folder: Path) -> None:
    """As if the leases of a killed daemon had run out."""
    if _recorded(folder):
        with closing(sqlite3.connect(folder / "watch.db", timeout=30)) as db, db:
            db.execute("UPDATE deliveries SET leased_until = updated_at, attempts = 0 WHERE status = 'sending'")


def _judge(folder: Path, sources: int, stages: int, hooks: tuple[Hook, ...], report: Soak) -> None:
    """Every text once and in order; every change told on every channel, and twice only because of a kill."""
    with open_store(folder / "watch.db") as db:
        for number in range(sources):
            key = f"vendor-{number}/privacy-policy"
            texts = [versions.get(db, key, place + 1).text for place in range(versions.count(db, key))]
            expected = [f"up to {years} years" for years in YEARS[:stages]]
            if len(texts) != stages or any(want not in text for want, text in zip(expected, texts, strict=False)):
                report.faults.append(f"{key} has {len(texts)} versions, not the {stages} texts in their order")
        told = {row.alert.id for row in outbox.list_deliveries(db, limit=100_000) if row.alert.judgement}
    changes = {f"vendor-{n}/privacy-policy:{place}" for n in range(sources) for place in range(2, stages + 1)}
    if told != changes:
        report.faults.append(f"alerts that should not be or are missing: {sorted(told ^ changes)}")
    for hook in hooks:
        report.faults += [f"{alert} was not delivered" for alert in changes - hook.accepted.keys()]
        report.messages += sum(hook.accepted[alert] for alert in changes)
    if report.messages - len(hooks) * len(changes) > len(hooks) * report.kills:
        report.faults.append(f"{report.messages} messages for {len(changes)} changes and {report.kills} kills")
