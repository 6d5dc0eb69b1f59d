"""Slots for work: at most so many jobs at the same time, and one at each place."""

from __future__ import annotations

from collections.abc import Collection
from threading import Lock


class Slots:
    """Claims jobs by their names. Safe in threads. count: how many jobs may be under way."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._jobs: dict[str, frozenset[str]] = {}
        self._guard = Lock()

    @property
    def jobs(self) -> frozenset[str]:
        """What is under way."""
        with self._guard:
            return frozenset(self._jobs)

    @property
    def free(self) -> bool:
        return len(self.jobs) < self._count

    def take(self, job: str, *, places: Collection[str] = ()) -> bool:
        """Claims a job; False where it is under way already, another is at one of its places, or no slot is free."""
        wanted = frozenset(places)
        with self._guard:
            if job in self._jobs or len(self._jobs) >= self._count:
                return False
            if any(wanted & taken for taken in self._jobs.values()):
                return False
            self._jobs[job] = wanted
            return True

    def release(self, job: str) -> None:
        with self._guard:
            del self._jobs[job]
