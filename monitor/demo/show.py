"""The demonstration on the terminal: what happens on the vendors' pages, and what clausewatch makes of it."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from monitor.config import load
from monitor.daemon import Daemon
from monitor.demo.script import EVENTS, SECONDS, TICK, Event, FastClock, configuration
from monitor.demo.site import VENDORS, Site
from monitor.model import Alert, AlertKind, Check, Outcome, Verdict
from store import judgements, outbox, versions
from store.database import open_store

_NOTICES = {AlertKind.BLIND: "cannot be verified", AlertKind.RECOVERED: "can be verified again"}
_QUIET = {Outcome.UNCHANGED, Outcome.NOT_MODIFIED}


def play(
    folder: Path, console: Console, *, stay: bool = False, on_start: Callable[[Daemon], None] = lambda daemon: None
) -> None:
    """Plays the demonstration in `folder`, which then holds its config.toml and its store.

    stay: serve the page until somebody stops the daemon, and not only while things happen.
    """
    clock = FastClock()
    with Site() as site:
        file = folder / "config.toml"
        file.write_text(configuration({slug: site.address(slug) for slug in VENDORS}), encoding="utf-8")
        settings = load(file)
        screen = _Screen(console, clock, settings.store)
        daemon = Daemon(
            settings=settings,
            clock=clock,
            tick=TICK,
            jump=timedelta.max,  # every tick of this clock is one
            on_check=screen.show_check,
            on_page=screen.show_page,
        )
        on_start(daemon)
        end = screen.stay if stay else daemon.stop
        stage = threading.Thread(target=_act, args=(site, clock, screen, end), daemon=True)
        with screen.listening():
            screen.open()
            stage.start()
            daemon.run()
        if not stay:
            screen.close()


def _act(site: Site, clock: FastClock, screen: _Screen, end: Callable[[], None]) -> None:
    """Lets the events happen at their times, and then comes to the end."""
    for event in EVENTS:
        clock.wait_until(event.second)
        site.modes[event.vendor] = event.mode
        screen.show_event(event)
    clock.wait_until(SECONDS)
    end()


class _Screen:
    """Prints as things happen; checks that found nothing new are only counted. Told from several threads."""

    def __init__(self, console: Console, clock: FastClock, store: Path) -> None:
        self._console = console
        self._clock = clock
        self._store = store
        self._page = ""
        self._lock = threading.Lock()
        self._outcomes: Counter[Outcome] = Counter()

    def listening(self) -> _AlertLog:
        """Shows the alerts that the log channel is given, in place of log lines."""
        return _AlertLog(self._show_alert)

    def open(self) -> None:
        self._console.rule("[bold]clausewatch demo")
        self._console.print(
            "Five invented vendors serve their privacy policies on this machine; clausewatch watches them with "
            f"the same code as its daemon. One second is six hours; it takes {SECONDS:.0f} seconds.\n"
        )

    def show_page(self, url: str) -> None:
        self._page = url
        self._print(f"The page is at [link={url}]{url}[/link] while the demonstration runs.\n")

    def stay(self) -> None:
        self.close()
        self._print(f"\nNothing more happens. The page stays at [link={self._page}]{self._page}[/link] until Ctrl-C.")

    def show_event(self, event: Event) -> None:
        story = Text(f"{VENDORS[event.vendor]}: {event.story}.", style="bold cyan")
        story.append(f"\nexpect {event.expect}", style="not bold dim default")
        self._print("", self._dated(story))

    def show_check(self, check: Check) -> None:
        with self._lock:
            self._outcomes[check.outcome] += 1
        if check.outcome in _QUIET:
            return
        line = Text(f"{check.source.split('/')[0]}: {check.outcome.replace('_', ' ')}")
        line.append(f"  {self._meaning(check)}", style="dim")
        self._print(self._dated(line))

    def _meaning(self, check: Check) -> str:
        if check.outcome is not Outcome.NEW_VERSION or check.version is None:
            return check.detail
        with open_store(self._store) as db:
            judgement = judgements.latest(db, check.source, check.version)
        if judgement is None or judgement.verdict is not Verdict.NOT_MATERIAL:
            return check.detail
        counts = ", ".join(f"{count} {operation}" for operation, count in judgement.changes.items() if count)
        return f"no alert: not material (passages: {counts or 'the words are the same'})"

    def _show_alert(self, message: str) -> None:
        title, _, text = message.partition("\n\n")
        self._print(
            Panel(Text(text), title=Text(title, style="bold yellow"), title_align="left", border_style="yellow")
        )

    def close(self) -> None:
        """What was raised, and what rightly was not."""
        with open_store(self._store) as db:
            alerts = [delivery.alert for delivery in outbox.list_deliveries(db, limit=100)]
            kept = {slug: versions.count(db, f"{slug}/privacy-policy") for slug in VENDORS}
        raised: dict[str, list[str]] = {slug: [] for slug in VENDORS}
        for alert in reversed(alerts):
            raised[alert.vendor].append(_gist(alert))
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        for slug, name in VENDORS.items():
            mine = [event for event in EVENTS if event.vendor == slug]
            grid.add_row("", Text(f"\n{name}", style="bold"))
            grid.add_row("happened", "; ".join(event.story for event in mine))
            grid.add_row("expected", "; ".join(dict.fromkeys(event.expect for event in mine)))
            grid.add_row("told", ", ".join(raised[slug]) or "nothing")
            grid.add_row("kept", f"{kept[slug]} version{'' if kept[slug] == 1 else 's'}")
        self._console.rule("[bold]what came of it")
        self._console.print(grid)
        total, quiet = sum(self._outcomes.values()), sum(self._outcomes[outcome] for outcome in _QUIET)
        self._console.print(f"\n{total} checks, {quiet} of them found nothing new; all are in the ledger.")

    def _dated(self, line: Text) -> Table:
        """A line beside its time, also where it wraps."""
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(self._time(), line)
        return grid

    def _time(self) -> str:
        return f"{self._clock():%d %b %H:%M}"

    def _print(self, *things: object) -> None:
        with self._lock:
            for thing in things:
                self._console.print(thing)


def _gist(alert: Alert) -> str:
    """An alert in a few words: its topics, or what kind of notice it is."""
    if alert.judgement is None:
        return _NOTICES.get(alert.kind, alert.kind)
    return ", ".join(category.replace("_", " ") for category in alert.judgement.material_categories)


class _AlertLog(logging.Handler):
    """While it is entered, hands alerts to `show`; checks are shown by the demonstration itself and are not logged."""

    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__()
        self._show = show
        self._logger = logging.getLogger("clausewatch.alerts")

    def emit(self, record: logging.LogRecord) -> None:
        self._show(record.getMessage())

    def __enter__(self) -> _AlertLog:
        self._logger.addHandler(self)
        self._logger.propagate = False
        logging.getLogger("monitor.scheduling").setLevel(logging.ERROR)
        return self

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)
        self._logger.propagate = True
        logging.getLogger("monitor.scheduling").setLevel(logging.NOTSET)
