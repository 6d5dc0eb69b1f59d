"""The record of the watch for those who ask for it: since when, how often and with what gaps each document was looked
at, what changed in it, and who looked at that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.coverage import in_words, span, uncovered
from monitor.model import Review, SourceDocument, Verdict, VersionSummary
from monitor.model.review import settles
from store import chain, checks, reviews, sources, versions
from store.changes import ChangeLine, list_changes
from store.checks import Tally
from store.database import Store

_CHANGES = 100_000  # of one document: all


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A change that people were to look at, and the entry of who has. review: None while nobody has."""

    change: ChangeLine
    review: Review | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document in a span of time. first, last: the days on which it was to be watched; None: on none.

    looks: how many there were, and what they saw. version: the text in force at the end, None where none was recorded.
    told: the changes that were material or undecided, the oldest first; quiet: how many others there were.
    seal: the last hash of its chain, which covers every look and version so far.
    """

    source: SourceDocument
    first: date | None
    last: date | None
    uncovered: tuple[date, ...]
    looks: Tally
    version: VersionSummary | None
    told: tuple[Reported, ...]
    quiet: int
    seal: str | None

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1 if self.first and self.last else 0

    @property
    def days_watched(self) -> int:
        return self.days - len(self.uncovered)

    @property
    def open(self) -> int:
        """How many changes nobody has looked at."""
        return sum(one.review is None for one in self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The entries of several documents, in the order of their names. retired: those on record that are not watched
    (any longer), by their keys; the report does not hold them."""

    entries: tuple[Entry, ...]
    retired: tuple[str, ...]

    @property
    def told(self) -> list[tuple[Entry, Reported]]:
        """All changes that people were to look at, the oldest first."""
        found = [(entry, one) for entry in self.entries for one in entry.told]
        return sorted(found, key=lambda pair: (pair[1].change.recorded_at, pair[1].change.id))

    @property
    def gaps(self) -> dict[str, list[Entry]]:
        """The documents by the days on which they were not watched: a daemon that was off leaves all the same gap."""
        found = defaultdict[str, list[Entry]](list)
        for entry in self.entries:
            if entry.uncovered:
                found[in_words(entry.uncovered)].append(entry)
        return found

    @property
    def summary(self) -> str:
        """The whole in a few sentences."""
        looks, seen = sum(entry.looks.all for entry in self.entries), sum(entry.looks.seen for entry in self.entries)
        days, watched = sum(entry.days for entry in self.entries), sum(entry.days_watched for entry in self.entries)
        told, unread = len(self.told), sum(entry.open for entry in self.entries)
        share = f" ({100 * watched / days:.1f}%)" if days else ""
        counted = f"{watched:,} of {_counted(days, 'day')} watched{share}, counted by document"
        return (
            f"{_counted(len(self.entries), 'document')}: {_counted(looks, 'look')}, of which {seen:,} saw the policy. "
            f"{counted if days else 'No whole day has passed yet'}. "
            f"{_counted(told, 'change')} to be looked at, {told - unread:,} of them reviewed."
        )


def report(
    db: Store,
    documents: Iterable[SourceDocument],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    now: datetime,
) -> Report:
    """The record of these documents between two moments (None: from the first look on; until now).

    Those that no daemon has taken over yet have nothing on record, and are left out.
    """
    wanted = {source.key: source for source in documents}
    watched = [wanted[key] for key in sources.every(db) if key in wanted]
    ordered = sorted(watched, key=lambda source: (source.vendor_name.casefold(), source.terms_type))
    entries = tuple(_entry(db, one, since, until, now) for one in ordered)
    return Report(entries=entries, retired=tuple(key for key in sources.retired(db) if key not in wanted))


def _entry(db: Store, source: SourceDocument, since: datetime | None, until: datetime | None, now: datetime) -> Entry:
    days = span(db, source, now, since=since, until=until)
    changes = list_changes(db, source=source.key, since=since, until=until, limit=_CHANGES)
    told = [change for change in changes if change.verdict in {Verdict.MATERIAL, Verdict.UNDECIDED} or change.pins]
    in_force = [one for one in versions.summaries(db, source.key) if until is None or one.recorded_at <= until]
    return Entry(
        source=source,
        first=days[0].date() if days else None,
        last=days[1].date() if days else None,
        uncovered=tuple(uncovered(db, source, now, since=since, until=until)),
        looks=checks.tally(db, source.key, since, until),
        version=in_force[-1] if in_force else None,
        told=tuple(_reported(told[::-1], reviews.of_source(db, source.key))),
        quiet=len(changes) - len(told),
        seal=chain.head(db, source.key),
    )


def _reported(changes: Sequence[ChangeLine], entries: Sequence[Review]) -> Iterable[Reported]:
    settled = {entry.version: entry for entry in entries if settles(entry.action)}
    for change in changes:
        yield Reported(change=change, review=settled.get(change.number))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
