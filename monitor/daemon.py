"""The daemon: one a store; ticks until it is told to stop, then drains; SIGHUP reads the configuration again."""

from __future__ import annotations

import contextlib
import logging
import signal
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from queue import Empty, SimpleQueue
from types import FrameType

from monitor import planning, ticks
from monitor.check.record import Terms
from monitor.clock import Clock, utc_now
from monitor.config import Settings, load
from monitor.config.changes import changes, lines, renamed
from monitor.decide.watch import Patience
from monitor.edge import Edge
from monitor.errors import ConfigError, StoreError
from monitor.judge import compare_texts
from monitor.liveness import Liveness, notify_systemd
from monitor.measures import Measures
from monitor.model import Check
from monitor.reminders import Wishes
from monitor.scheduling import Orders, Work
from monitor.single_instance import single_instance
from notifiers.send import Sender
from store import sources
from store.database import Store, open_store

log = logging.getLogger(__name__)

_WATCHDOG = timedelta(seconds=10)  # well within WatchdogSec of deploy/clausewatch.service
_GLANCE = timedelta(seconds=10)  # at the scheduler, whose clock may have been set: before /healthz would tell
_HEARTBEAT = timedelta(minutes=5)
_PRUNING = timedelta(days=1)
_REMINDERS = timedelta(hours=1)  # they are of days; each is told once, however often one looks


@dataclass(frozen=True, slots=True)
class _Stop:
    error: StoreError | None = None


@dataclass(frozen=True, slots=True)
class _Reload:
    pass


@dataclass(slots=True)
class Daemon:
    """The wiring of a running daemon; `run` does the work.

    tick: how often it looks for what is due. jump: see scheduling.Work. on_check, on_page: told of every check, and of
    the page's address (the demonstration shows them).
    """

    settings: Settings
    clock: Clock = utc_now
    tick: timedelta = timedelta(seconds=2)
    jump: timedelta = timedelta(hours=1)
    on_check: Callable[[Check], None] = lambda check: None
    on_page: Callable[[str], None] = lambda url: None
    measures: Measures = field(default_factory=Measures)
    _events: SimpleQueue[_Stop | _Reload] = field(default_factory=SimpleQueue)

    def run(self) -> None:
        """Watches until `stop`. Raises StoreError where the store cannot be used (any longer)."""
        with single_instance(self.settings.store):
            edge = Edge(self.settings, self.clock, self.measures.fetching)
            self._bring_up_to_date()
            work = self._work(edge)
            with self._page(work):  # first: that its port is taken is told before anybody is asked for a page
                self._watch(work, edge)

    def _watch(self, work: Work, edge: Edge) -> None:
        """Ticks until it is told to stop, then lets what has begun come to its end."""
        work.upgrade()
        liveness = Liveness(lambda: work.ticked_at)
        scheduler = ticks.start(
            (work.check_due, self.tick),
            (work.deliver_due, self.tick),
            (work.remind, _REMINDERS),
            (work.prune, _PRUNING),
            (liveness.pat_watchdog, _WATCHDOG),
            (lambda: liveness.beat(self.settings.heartbeat), _HEARTBEAT),
        )
        log.info("Watching begins; documents: %d, store: %s", len(self.settings.sources), self.settings.store)
        try:
            notify_systemd("READY=1")
            self._serve(work, edge, meanwhile=partial(ticks.keep_up, scheduler))
        finally:
            notify_systemd("STOPPING=1")
            edge.close()
            scheduler.shutdown(wait=True)
            work.drain()
            log.info("Stopped")

    def _bring_up_to_date(self) -> None:
        """Takes what changed while no daemon ran into the store: the configuration, and the time."""
        with self._open_db() as db:
            found = sources.sync(db, self.settings.sources, self.clock())
            _log_changes(lines("document", added=found.added, removed=found.removed, changed=found.changed))
            _log_renamed(db, found.added)
            planning.settle(db, self.clock())
            planning.hasten(db, self.settings.sources, self.clock())

    def _work(self, edge: Edge) -> Work:
        return Work(
            self._orders(edge),
            open_db=self._open_db,
            clock=self.clock,
            on_store_error=lambda error: self._events.put(_Stop(error)),
            at_once=self.settings.fetch.at_once,
            jump=self.jump,
            on_check=self._checked,
        )

    @contextlib.contextmanager
    def _page(self, work: Work) -> Iterator[None]:
        """Serves the page and the API, where they are wanted."""
        if not self.settings.web.enabled:
            yield
            return
        from monitor.page import Wiring, served  # late: a daemon without a page does not need it

        wiring = Wiring(
            settings=lambda: self.settings,
            open_db=self._open_db,
            clock=self.clock,
            tick=self.tick,
            ticked_at=lambda: work.ticked_at,
            measures=self.measures,
            reload=self.reload,
        )
        with served(wiring) as url:
            self.on_page(url)
            yield

    def _checked(self, check: Check) -> None:
        self.measures.checked(check.outcome)
        self.on_check(check)

    def stop(self) -> None:
        """Asks `run` to come to an end; safe from signal handlers and other threads."""
        self._events.put(_Stop())

    def reload(self) -> None:
        """Asks `run` to read the configuration again."""
        self._events.put(_Reload())

    def _serve(self, work: Work, edge: Edge, *, meanwhile: Callable[[], None]) -> None:
        while True:
            match self._next_event():
                case None:
                    meanwhile()
                case _Stop(error=None):
                    log.info("Stopping: letting what has begun come to its end")
                    return
                case _Stop(error=StoreError() as error):
                    raise error
                case _Reload():
                    self._take_over(work, edge)

    def _next_event(self) -> _Stop | _Reload | None:
        """What is asked of the daemon; None where nothing was asked for a while."""
        try:
            return self._events.get(timeout=_GLANCE.total_seconds())
        except Empty:
            return None

    def _take_over(self, work: Work, edge: Edge) -> None:
        """Takes an edited configuration over; a broken one, or another store, changes nothing."""
        try:
            settings = load(self.settings.file)
        except ConfigError as error:
            log.error("The edited configuration is not taken over; the old one stays in force. %s", error)
            for fault in error.faults:
                log.error("%s: %s (%s)", fault.path, fault.problem, fault.hint)
            return
        if settings.store != self.settings.store:
            log.error("The edited configuration is not taken over: another store needs a restart")
            return
        _log_changes(changes(self.settings, settings))
        self.settings = settings
        edge.configure(settings)
        work.orders = self._orders(edge)  # before the store: what began under the old ones must find that they are
        with self._open_db() as db:
            found = sources.sync(db, settings.sources, self.clock())
            _log_renamed(db, found.added)
            planning.hasten(db, settings.sources, self.clock())
        work.upgrade()
        log.info("The edited configuration is in force; documents: %d", len(settings.sources))

    def _orders(self, edge: Edge) -> Orders:
        return Orders(
            sources={source.key: source for source in self.settings.sources},
            terms=terms(self.settings),
            fetch=edge,
            send=sender(self.settings).send_together,
            budget=self.settings.fetch.budget,
            wishes=wishes(self.settings),
            keep_captures=self.settings.keep_captures,
            judge=self.measures.judging.timed(compare_texts),
        )

    def _open_db(self) -> Store:
        return open_store(self.settings.store)


def _log_changes(found: list[str]) -> None:
    for line in found:
        log.info("Configuration: %s", line)


def _log_renamed(db: Store, added: Collection[str]) -> None:
    for line in renamed({key: old for key, old in sources.renamed(db).items() if key in added}):
        log.warning("Configuration: %s", line)


def sender(settings: Settings) -> Sender:
    """The way to the operator's channels."""
    return Sender(settings.channels, base_url=settings.base_url, templates=settings.templates)


def wishes(settings: Settings) -> Wishes:
    """Of what the operator wants to be reminded."""
    return Wishes(before=settings.remind_before, review_after=settings.review_after)


def terms(settings: Settings) -> Terms:
    """The operator's settings as the pipeline wants them."""
    return Terms(
        channels=settings.channels,
        confirm_after=settings.confirm_after,
        patience=Patience(blind_after=settings.blind_after, remind_every=settings.remind_every),
    )


def handle_signals(daemon: Daemon) -> None:
    """SIGTERM and SIGINT stop the daemon, SIGHUP makes it read its configuration again."""

    def stop(signum: int, frame: FrameType | None) -> None:
        daemon.stop()

    def reload(signum: int, frame: FrameType | None) -> None:
        daemon.reload()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGHUP, reload)
