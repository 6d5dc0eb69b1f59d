"""Rows of tables as practices: the basis of each purpose, the period of each cookie, the recipients of each use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from monitor.judge.reading.durations import durations
from monitor.judge.reading.introductions import topics_of
from monitor.judge.reading.legal_basis import read_legal_basis
from monitor.judge.reading.lexicon import words_of
from monitor.judge.reading.names import is_generic
from monitor.judge.reading.portions import portions
from monitor.judge.reading.recipients import Named, find_recipients
from monitor.judge.reading.retention import stated
from monitor.judge.reading.sharing import data_codes
from monitor.judge.reading.statements import Statement, statement_of
from monitor.judge.reading.tables import Record
from monitor.judge.reading.vocabulary import Vocabulary
from monitor.model import Category, Practice, Recipient, RetentionKind
from monitor.model.text import unbroken

_LONGEST_NAME = 3  # words
_NOTHING = frozenset({"", "-", "n/a", "none", "no", "not applicable", "not shared", "aucun", "keine", "ninguno"})


def read_record(row: Record, rules: Vocabulary) -> Iterator[Practice]:
    """The practices of one row."""
    if "basis" in row.cells:
        yield from _bases(row, rules)
    if "period" in row.cells:
        yield from _periods(row, rules)
    if "recipient" in row.cells:
        yield from _recipients(row, rules)
    elif "period" in row.cells and "name" in row.cells:
        yield from _cookie_owners(row, rules)


def _statement(row: Record, code: str, rules: Vocabulary) -> Statement:
    return statement_of(row.cells[code], row.quotes[code], row.section, row.ordinal, rules)


def _data(row: Record, rules: Vocabulary) -> tuple[str, ...]:
    return _statement(row, "data", rules).codes("data") if "data" in row.cells else ()


def _purposes(row: Record) -> tuple[str, ...]:
    """The purpose in the row's own words; the activity where no column holds purposes."""
    words = row.cells.get("purpose") or row.cells.get("activity")
    return (unbroken(words),) if words else ()


def _bases(row: Record, rules: Vocabulary) -> Iterator[Practice]:
    for practice in read_legal_basis(_statement(row, "basis", rules), column=True):
        yield replace(practice, purposes=_purposes(row), data=_data(row, rules), action="rely")


def _periods(row: Record, rules: Vocabulary) -> Iterator[Practice]:
    statement = _statement(row, "period", rules)
    about = row.cells.get("data") or row.cells.get("name") or row.cells.get("activity") or row.cells.get("purpose")
    parts = portions(statement, durations(statement.text, statement.find("numbers"), rules.language))
    about = unbroken(about) if about else None
    for part in parts:
        data = data_codes(statement, (part.start, part.end)) if len(parts) > 1 else ()
        criteria = statement.codes("criteria", part.start, part.end) or _event(statement)
        kept = not (statement.find("nothing_kept") and not part.periods and not criteria)
        for period in stated(part.periods, criteria, ", ".join(data) or about):
            if period.kind is not RetentionKind.UNSPECIFIED or not kept:
                yield Practice(
                    category=Category.RETENTION,
                    rule="retention.period_noun",
                    quote=statement.quote,
                    section=row.section,
                    ordinal=row.ordinal,
                    affirmed=kept,
                    action="retain",
                    modality="will" if kept else "never",
                    data=data or _data(row, rules),
                    purposes=_purposes(row),
                    retention=period,
                )


def _event(statement: Statement) -> tuple[str, ...]:
    """The criterion of a cell that begins with "until" or "while": an event that no rule names."""
    temporal = statement.find("temporal")
    return ("event",) if temporal and temporal[0].start == 0 else ()


def _recipients(row: Record, rules: Vocabulary) -> Iterator[Practice]:
    if "sources" in topics_of(row.section.rpartition(" > ")[2], rules.language):
        return
    statement = _statement(row, "recipient", rules)
    nobody = statement.text.strip(" .") in _NOTHING
    named = [] if nobody else [one.recipient for one in _named(statement) if one.recipient.kind != "us"]
    if not named and not nobody:
        return
    countries = _statement(row, "country", rules).codes("countries") if "country" in row.cells else ()
    if len(countries) == 1:
        named = [replace(recipient, country=countries[0]) for recipient in named]
    yield Practice(
        category=Category.SHARING,
        rule="sharing.recipients",
        quote=statement.quote,
        section=row.section,
        ordinal=row.ordinal,
        affirmed=not nobody,
        action="share",
        modality="never" if nobody else "will",
        recipients=tuple(dict.fromkeys(named)),
        data=_data(row, rules),
        purposes=_purposes(row),
        countries=countries,
    )


def _named(statement: Statement) -> list[Named]:
    """The recipients of a cell, with those entries of it that are but a company's name."""
    known = find_recipients(statement)
    unlisted = [
        Named(Recipient(kind="company", name=statement.raw[start:end]), start, end)
        for start, end in _entries(statement.raw)
        if not any(one.start < end and start < one.end for one in known) and _is_name(statement, start, end)
    ]
    return sorted([*known, *unlisted], key=lambda one: one.start)


def _entries(cell: str) -> Iterator[tuple[int, int]]:
    """Where the entries of a cell stand, by lines, commas and "and"; those of the vendor's own people are left out."""
    for entry in _ENTRY.finditer(cell):
        if words_of("own_people").isdisjoint(entry[0].casefold().split()):
            end = cell.find(" (", *entry.span())  # "Tinder Brook (surveys)"
            yield from (
                one.span("words") for one in _JOINED.finditer(cell, entry.start(), end if end >= 0 else entry.end())
            )


_ENTRY = re.compile(r"[^;,]+")
_JOINED = re.compile(r"[^\w(]*(?P<words>\w.*?)[^\w)]*(?:\s(?:and|et|und|y)\s|$)")


def _is_name(statement: Statement, start: int, end: int) -> bool:
    """Whether these words are but a company's name: one to three that begin with capitals."""
    words = statement.raw[start:end].split()
    if not 0 < len(words) <= _LONGEST_NAME or not all(word[0].isupper() or word[0].isdigit() for word in words):
        return False
    topics = ("data", "purposes", "countries", "places")
    return not is_generic(words) and not any(statement.find(topic, start, end) for topic in topics)


def _cookie_owners(row: Record, rules: Vocabulary) -> Iterator[Practice]:
    """A cookie that bears a company's name is set for that company."""
    statement = _statement(row, "name", rules)
    named = [one.recipient for one in find_recipients(statement) if one.recipient.name]
    if named:
        yield Practice(
            category=Category.SHARING,
            rule="sharing.third_party_cookies",
            quote=statement.quote,
            section=row.section,
            ordinal=row.ordinal,
            action="collect",
            recipients=tuple(dict.fromkeys(named)),
            data=("identifiers",),
            purposes=_purposes(row),
        )
