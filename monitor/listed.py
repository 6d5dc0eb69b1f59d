"""Many vendors at once: a list of addresses, each looked for by itself, several at a time, and added as it is found.

What cannot be added is told with its line, and keeps none of the others from being added. A list that was interrupted,
or mended, is simply given again: vendors that are watched already are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from monitor import adding
from monitor.clock import Clock
from monitor.config import Settings
from monitor.edge import Edge
from monitor.errors import FetchError
from monitor.model import Page, slug
from scrapers.discover import Discovery
from scrapers.finding.candidates import site


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the list, as it was typed. number: from 1. name: "" where none was."""

    number: int
    address: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of an entry. name: the vendor's. others: its further documents, or why there is none.

    problem: why it was not added, "" where it was or is `known`.
    """

    entry: Entry
    name: str
    found: Discovery | None = None
    page: Page | None = None
    others: tuple[Discovery | FetchError, ...] = ()
    known: bool = False
    problem: str = ""


_LINE = re.compile(r'\s*"?(?P<address>[^\s,;"]+)"?[\s,;]*(?P<name>.*)')
_Found = tuple[Discovery, Page, tuple[Discovery | FetchError, ...]] | str  # or why it was not found


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    """An address a line, and behind it, after a blank, tab, comma or semicolon, the vendor's name; or a "# remark".

    (A comma within an address is written %2C there.)
    """
    for number, line in enumerate(lines, start=1):
        match = _LINE.match(line)
        if match and not match["address"].startswith("#"):
            yield Entry(number=number, address=match["address"], name=match["name"].strip(' \t\r\n,;"'))


def add(
    config: Path,
    settings: Settings,
    listed: Iterable[Entry],
    clock: Clock,
    *,
    tags: Sequence[str] = (),
    kinds: Sequence[str] = (),
) -> Iterator[Result]:
    """Adds what can be added, in the order of the list, with these tags. kinds: of documents beside the policy.

    Raises ConfigError where the file cannot be written.
    """
    edge = Edge(settings, clock)
    taken: dict[str, set[str]] = {}
    for source in settings.sources:
        taken.setdefault(source.vendor, set()).update(filter(None, (*source.urls, source.site)))
    asked = [_asked(entry, taken, tags) for entry in listed]
    with _hands(settings.fetch.at_once, edge) as pool:
        found = pool.map(lambda result: _find(result, edge, kinds), asked)
        for result, what in zip(asked, found, strict=True):
            yield _added(config, result, what, taken, tags)


@contextmanager
def _hands(count: int, edge: Edge) -> Iterator[ThreadPoolExecutor]:
    """At the end, and where somebody interrupts, nobody begins anything new or waits for a host's turn."""
    pool = ThreadPoolExecutor(count, thread_name_prefix="find")
    try:
        yield pool
    finally:
        edge.close()
        pool.shutdown(cancel_futures=True)


def _asked(entry: Entry, taken: dict[str, set[str]], tags: Sequence[str]) -> Result:
    """What can be said of an entry before anything is fetched."""
    address = adding.in_full(entry.address)
    if address is None:
        problem = "is no web address; write it in full: https://example.com"
        return Result(entry=entry, name=entry.name, problem=problem)
    name = entry.name or adding.name_from(address) or ""
    if not slug(name):
        problem = "suggests no name for the vendor; write one with Latin letters behind the address"
        return Result(entry=entry, name=name, problem=problem)
    if problem := adding.unfit(name, tags) or "":
        return Result(entry=entry, name=name, problem=problem)
    known = site(address) in {site(url) for url in taken.get(slug(name), ())}
    return Result(entry=entry, name=name, known=known)


def _find(result: Result, edge: Edge, kinds: Sequence[str]) -> _Found:
    if result.known or result.problem:
        return ""
    try:
        found, page = adding.find(edge, adding.in_full(result.entry.address) or "")
        return found, page, tuple(adding.also(edge, found, kinds))
    except FetchError as error:
        return error.problem


def _added(config: Path, asked: Result, what: _Found, taken: dict[str, set[str]], tags: Sequence[str]) -> Result:
    entry, name = asked.entry, asked.name
    if isinstance(what, str):
        return Result(entry=entry, name=name, known=asked.known, problem=asked.problem or what)
    found, page, others_found = what
    others = taken.get(slug(name), set())
    if found.url in others:
        return Result(entry=entry, name=name, known=True)
    if others:
        problem = f"the name {name!r} is taken by {min(others)}; write another one behind the address"
        return Result(entry=entry, name=name, problem=problem)
    if found.warning:
        problem = f"{found.warning} ({found.url}); `clausewatch add` shows and asks, or list that address itself"
        return Result(entry=entry, name=name, problem=problem)
    beside = [other for other in others_found if isinstance(other, Discovery)]
    adding.append(config, name, found.url, page.language, tags=tags, others=beside)
    taken[slug(name)] = {found.url}
    return Result(entry=entry, name=name, found=found, page=page, others=others_found)
