"""What a tick does: all that is due. The database says what that is; monitor.ticks only tells the time to look.

Nothing worth keeping lives here, so a restart loses nothing and does not make everything fire at once.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from monitor import dispatch, pipeline, reminders
from monitor.check.guarded import Judge
from monitor.check.record import Terms
from monitor.check.sight import Fetch
from monitor.clock import Clock
from monitor.dispatch import Send
from monitor.errors import StoreError
from monitor.judge import compare_texts
from monitor.model import Check, Outcome, SourceDocument
from monitor.planning import settle
from monitor.slots import Slots
from monitor.upgrade import reread_is_due, upgrade_first
from scrapers.extract import EXTRACTOR
from scrapers.politeness import budget_allows
from store import checks, maintenance, outbox, sources, versions
from store.database import Store

log = logging.getLogger(__name__)

_A_DAY = timedelta(days=1)
_LOOKED_AT = 2_000  # of the due sources, in a tick: many of one host must not hide the others
_CHANNELS_AT_ONCE = 16  # threads wait, they do not work; a few that hang must leave slots for the others

# What found nothing new is in the ledger only: a thousand lines a day would hide those that somebody has to read.
_LEVELS = {
    Outcome.UNCHANGED: logging.DEBUG,
    Outcome.NOT_MODIFIED: logging.DEBUG,
    Outcome.FAILED: logging.WARNING,
    Outcome.SUSPECT: logging.WARNING,
}

# After a bug in our own code a source is tried again, but not at every tick.
AFTER_A_BUG = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What the operator wants now; replaced as a whole when the configuration is read again.

    budget: the most checks in 24 hours. wishes: what to be reminded of. keep_captures: for how long; None: for good.
    """

    sources: dict[str, SourceDocument]
    terms: Terms
    fetch: Fetch
    send: Send
    budget: int | None = None
    wishes: reminders.Wishes = reminders.DEFAULT
    keep_captures: timedelta | None = None
    judge: Judge = compare_texts


class Work:
    """Checks and deliveries that are due, done in pools of threads. Each job opens the store for itself.

    jump: how much between two ticks means that the clock was set, or that the machine slept.
    """

    def __init__(
        self,
        orders: Orders,
        *,
        open_db: Callable[[], Store],
        clock: Clock,
        on_store_error: Callable[[StoreError], None],
        at_once: int = 4,
        jump: timedelta = timedelta(hours=1),
        on_check: Callable[[Check], None] = lambda check: None,
    ) -> None:
        self.orders = orders
        self.ticked_at: float | None = None  # when it last looked for due checks, and could (monotonic seconds)
        self._open_db = open_db
        self._clock = clock
        self._on_store_error = on_store_error
        self._on_check = on_check
        self._checkers = ThreadPoolExecutor(at_once, thread_name_prefix="check")
        self._senders = ThreadPoolExecutor(_CHANNELS_AT_ONCE, thread_name_prefix="send")
        self._checking = Slots(at_once)
        self._sending = Slots(_CHANNELS_AT_ONCE)
        self._jump = jump
        self._last_tick = clock()
        self._budget_told_at = datetime.min.replace(tzinfo=UTC)

    def check_due(self) -> None:
        """Starts the checks that are due, as far as there are slots free; returns at once."""
        with self._guard("looking for due checks"), self._open_db() as db:
            self._settle_after_a_jump(db)
            # Before asking what is due: a check that ends in between would look as if it still were.
            under_way = self._checking.jobs
            for key in sources.due(db, self._clock(), limit=_LOOKED_AT):
                if not self._checking.free:
                    break
                if key in under_way or not self._checking.take(key, places=_hosts(self.orders.sources.get(key))):
                    continue
                if not self._within_budget(db):
                    self._checking.release(key)
                    break
                self._checkers.submit(self._check, key)
            self.ticked_at = time.monotonic()

    def upgrade(self) -> None:
        """Starts to read stored captures again where a newer extractor or other selectors may make another text."""
        documents = self.orders.sources
        with self._open_db() as db:
            edited = [
                state.source
                for state in sources.all_states(db)
                if state.source in documents and reread_is_due(documents[state.source], state)
            ]
            for key in dict.fromkeys([*versions.outdated(db, EXTRACTOR), *edited]):
                self._checkers.submit(self._upgrade, key)

    def deliver_due(self) -> None:
        """Starts to serve each channel that has something due and is not being served; returns at once."""
        with self._guard("looking for due deliveries"), self._open_db() as db:
            for name in outbox.due_channels(db, self._clock()):
                if self._sending.take(name):
                    self._senders.submit(self._deliver, name)

    def remind(self) -> None:
        """Queues the reminders that are due."""
        orders = self.orders
        with self._guard("looking for due reminders"), self._open_db() as db:
            reminders.remind(db, wishes=orders.wishes, channels=orders.terms.channels, now=self._clock())

    def prune(self) -> None:
        """Lets go of raw captures that are older than the operator wants; versions and what they cite stay."""
        keep = self.orders.keep_captures
        if keep is None:
            return
        with self._guard("letting go of old captures"), self._open_db() as db:
            pruned = maintenance.prune_captures(db, self._clock() - keep)
            if pruned.captures:
                log.info("Let go of %d old captures: %.1f MB", pruned.captures, pruned.freed / 1_000_000)

    def drain(self) -> None:
        """Lets what has begun come to its end, and begins nothing new."""
        self._checkers.shutdown(wait=True, cancel_futures=True)
        self._senders.shutdown(wait=True, cancel_futures=True)

    def _settle_after_a_jump(self, db: Store) -> None:
        last, self._last_tick = self._last_tick, self._clock()
        if abs(self._last_tick - last) >= self._jump:
            moments = last.isoformat(timespec="minutes"), self._last_tick.isoformat(timespec="minutes")
            log.warning("The clock jumped from %s to %s, or the machine slept", *moments)
            settle(db, self._last_tick)

    def _within_budget(self, db: Store) -> bool:
        """Whether the check just taken may begin. The ledger says what was made, so that a restart forgets nothing."""
        budget, now = self.orders.budget, self._clock()
        if budget is None:
            return True
        made = [*checks.moments(db, budget), *[now] * (len(self._checking.jobs) - 1)]
        free_at = budget_allows(budget=budget, fetched=made, now=now)
        if free_at > now and now - self._budget_told_at >= _A_DAY:
            self._budget_told_at = now
            until = free_at.isoformat(timespec="minutes")
            log.warning("The budget of %d checks a day is used up; what is due waits until %s", budget, until)
        return free_at <= now

    def _deliver(self, name: str) -> None:
        orders = self.orders
        try:
            with self._guard(f"delivering to {name}"), self._open_db() as db:
                dispatch.deliver_to(name, db, clock=self._clock, send=orders.send, channels=orders.terms.channels)
        finally:
            self._sending.release(name)

    def _check(self, key: str) -> None:
        orders = self.orders
        try:
            with self._guard(f"checking {key}"), self._open_db() as db:
                source = orders.sources.get(key)
                if source is not None:  # else it was retired while it waited
                    check = self._checked(source, orders, db)
                    self._plan_if_edited(source, db)
                    said = ": ".join(filter(None, (key, check.outcome, check.detail)))
                    log.log(_LEVELS.get(check.outcome, logging.INFO), "%s", said)
                    self._on_check(check)
        finally:
            self._checking.release(key)

    def _plan_if_edited(self, source: SourceDocument, db: Store) -> None:
        """A document that was edited while it was checked is looked at as it is now: it was looked at as it was."""
        if self.orders.sources.get(source.key, source) != source:
            sources.look_anew(db, source.key, self._clock())

    def _upgrade(self, key: str) -> None:
        source = self.orders.sources.get(key)
        with self._guard(f"reading {key} again"), self._open_db() as db:
            if source is not None:
                upgrade_first(source, db)

    def _checked(self, source: SourceDocument, orders: Orders, db: Store) -> Check:
        try:
            upgrade_first(source, db)  # it may be waiting its turn still
            return pipeline.check(
                source, fetch=orders.fetch, db=db, clock=self._clock, terms=orders.terms, judge=orders.judge
            )
        except (StoreError, CancelledError):
            raise
        except Exception:
            # A bug must not make the same source fire at every tick: its next check is pushed ahead first.
            sources.plan(db, source.key, self._clock() + AFTER_A_BUG)
            raise

    @contextlib.contextmanager
    def _guard(self, doing: str) -> Iterator[None]:
        """The edge of a tick: errors of the store stop the process, a bug is logged and the ticks go on."""
        try:
            yield
        except StoreError as error:
            log.critical("%s: %s", doing, error)
            self._on_store_error(error)
        except CancelledError:
            log.info("Stopped %s while it waited for its host's turn; it is due at the next start", doing)
        except Exception:
            log.exception("A bug came up while %s; the daemon goes on", doing)


def _hosts(source: SourceDocument | None) -> set[str]:
    """The hosts of a source: one hand at each of them, because they are asked one request at a time anyway."""
    addresses = (*source.urls, source.site) if source else ()
    return {urlsplit(address).hostname or "" for address in addresses if address}
