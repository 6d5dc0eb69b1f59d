"""A real daemon loses its way out for days: real servers whose ports close, real mail, a clock that runs fast."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from monitor.config import load
from monitor.daemon import Daemon
from store import checks, outages, sources
from store.database import open_store
from tests.support.daemon import wait_until
from tests.support.policies import policy_page
from tests.support.server import Answer, Request, serve
from tests.support.smtp import Mail, receive_mail
from tests.support.watching import START

_DAYS_A_SECOND = 1
_HOSTS = [f"127.0.0.{number}" for number in range(2, 8)]


class World:
    """The vendors' servers, one on each address of loopback, which vanish and come back on their ports."""

    def __init__(self) -> None:
        self.ports = dict.fromkeys(_HOSTS, 0)
        self._servers = ExitStack()
        self._all_up = threading.Event()

    def appears(self) -> None:
        for host, port in self.ports.items():
            self.ports[host] = self._servers.enter_context(serve({"/privacy": self._page}, address=(host, port))).port
        self._all_up.set()

    def vanishes(self) -> None:
        self._servers.close()
        self._all_up.clear()

    def _page(self, _request: Request) -> Answer:
        self._all_up.wait(10)  # else one could answer a moment before another has its port back
        return Answer(body=policy_page().encode())


@dataclass
class Clock:
    """Begins at START and runs so fast that a day takes a second."""

    begun: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return START + timedelta(days=_DAYS_A_SECOND) * (time.monotonic() - self.begun)


def configure(folder: Path, world: World, *, near: int, far: int) -> Path:
    vendors = "".join(
        f'[[vendors]]\nname = "V{number}"\nurl = "http://{host}:{port}/privacy"\n'
        for number, (host, port) in enumerate(world.ports.items())
    )
    config = folder / "config.toml"
    config.write_text(
        'store = "watch.db"\n[web]\nenabled = false\n[alarms]\nafter = "2d"\n'
        '[fetch]\nspacing = "0s"\nallow_private = ["127.0.0.0/8"]\n'
        f"ports = [{', '.join(map(str, world.ports.values()))}]\n"
        f'[channels.near]\naddress = "mailto://127.0.0.1:{near}?from=w@watch.example&to=dpo@watch.example"\n'
        f'[channels.far]\naddress = "mailto://127.0.0.1:{far}?from=w@watch.example&to=dpo@watch.example"\n'
        f"{vendors}"
    )
    return config


@contextmanager
def running(config: Path) -> Iterator[None]:
    daemon = Daemon(settings=load(config), clock=Clock(), tick=timedelta(milliseconds=50), jump=timedelta.max)
    thread = threading.Thread(target=daemon.run)
    thread.start()
    try:
        yield
    finally:
        daemon.stop()
        thread.join(timeout=30)
        assert not thread.is_alive()


def subjects(mails: list[Mail]) -> list[str]:
    return [str(mail.message["Subject"]) for mail in mails]


def test_days_without_a_way_out_are_one_alarm_and_one_all_clear(tmp_path: Path) -> None:
    """One mail server is on the own network and hears both; the other is abroad and hears, afterwards, of the end."""
    world = World()
    world.appears()
    with receive_mail() as near, receive_mail() as far:
        config = configure(tmp_path, world, near=near.port, far=far.port)

        def failures() -> list[int]:
            with open_store(tmp_path / "watch.db") as db:
                return [state.failures for state in sources.all_states(db) if state.verified_at]

        with running(config):
            wait_until(lambda: failures() == [0] * len(_HOSTS), what="a first look at all")
            world.vanishes()
            far.data_answer = "451 not now"
            wait_until(lambda: near.mails, what="the alarm")
            time.sleep(1)  # a day more, in which each document fails again
            world.appears()
            wait_until(lambda: len(near.mails) == 2, what="the all-clear")
            far.data_answer = ""
            wait_until(lambda: far.mails, what="the all-clear abroad")
            wait_until(lambda: failures() == [0] * len(_HOSTS), what="another look at all")
    world.vanishes()
    alarm, over = subjects(near.mails)
    assert alarm.startswith("clausewatch: nothing can be reached since ")
    assert over == "clausewatch: vendors can be reached again"
    assert subjects(far.mails) == [over]
    assert "6 of the 6 documents" in near.mails[0].part("plain")
    assert "connections refused (6)" in near.mails[0].part("plain")
    with open_store(tmp_path / "watch.db") as db:
        [past] = outages.recent(db, 9)
        assert past.ended_at is not None
        for state in sources.all_states(db):
            outcomes = [str(check.outcome) for check in checks.recent(db, state.source, 99)]
            assert outcomes.count("failed") >= 2
