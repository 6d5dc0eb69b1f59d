"""What the running daemon counts of its own work, for /metrics.

In memory only: it begins at 0 with every start, as Prometheus expects of counters (rate() and increase() see through a
restart). What has to outlast a restart is asked of the store instead.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from threading import Lock
from typing import ParamSpec, TypeVar

from monitor.model import Outcome

P = ParamSpec("P")
R = TypeVar("R")

# Seconds. A page takes from tens of milliseconds to the timeout of a minute; two texts, milliseconds to seconds.
_FETCHING = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_JUDGING = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A histogram at one moment. buckets: upper bound in seconds -> how many took no longer; total: seconds in all."""

    buckets: Mapping[float, int]
    count: int
    total: float


class Histogram:
    """How long something took, in buckets. Safe in threads."""

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._total = 0.0
        self._guard = Lock()

    def observe(self, seconds: float) -> None:
        with self._guard:
            self._counts[bisect_left(self._bounds, seconds)] += 1
            self._total += seconds

    @contextmanager
    def timing(self) -> Iterator[None]:
        """Observes how long the block took, however it ended."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.observe(time.perf_counter() - begun)

    def timed(self, function: Callable[P, R]) -> Callable[P, R]:
        """The function, observed at each call."""

        def observed(*args: P.args, **kwargs: P.kwargs) -> R:
            with self.timing():
                return function(*args, **kwargs)

        return observed

    def distribution(self) -> Distribution:
        with self._guard:
            *upto, count = accumulate(self._counts)
            return Distribution(buckets=dict(zip(self._bounds, upto, strict=True)), count=count, total=self._total)


@dataclass(frozen=True, slots=True)
class Measures:
    """checks: by outcome. fetching: one page each, without the wait for the host's turn. judging: two texts each."""

    checks: Counter[Outcome] = field(default_factory=Counter)
    fetching: Histogram = field(default_factory=lambda: Histogram(_FETCHING))
    judging: Histogram = field(default_factory=lambda: Histogram(_JUDGING))
    _guard: Lock = field(default_factory=Lock)

    def checked(self, outcome: Outcome) -> None:
        with self._guard:
            self.checks[outcome] += 1
