"""Reads a policy like a lawyer: what each sentence, list item and table row says on the three topics. Pure.

The rules are data (`rules/`, loaded by `lexicon`); a practice names the rule that read it and quotes its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from monitor.judge.facts import facts, key
from monitor.judge.legal_basis import read_legal_basis
from monitor.judge.lexicon import lexicon
from monitor.judge.records import read_record
from monitor.judge.retention import read_retention
from monitor.judge.sharing import read_sharing
from monitor.judge.statements import statements
from monitor.judge.tables import flattened, is_header, tabled
from monitor.judge.transfers import read_transfers
from monitor.model import Practice, Segment

__all__ = ["facts", "key", "read_segments"]


def read_segments(segments: Sequence[Segment], language: str = "en") -> list[Practice]:
    """The practices that the segments state, in the order of the text.

    1. Tables that lost their rows are put together again.
    2. Rows of real tables are read by their columns, as far as the header tells what these hold.
    3. Everything else is read sentence by sentence.
    """
    rules = lexicon(language)
    rows, used = flattened(segments, language)
    found = [practice for row in rows for practice in read_record(row, rules)]
    records = tabled(segments, language)
    for segment in segments:
        if segment.ordinal in records:
            found += read_record(records[segment.ordinal], rules)
            found += [practice for statement in statements(segment, rules) for practice in read_sharing(statement)]
        elif segment.ordinal not in used and not is_header(segment, language):
            found += _read(segment, language)
    return sorted(dict.fromkeys(found), key=lambda practice: practice.ordinal)


def _read(segment: Segment, language: str) -> list[Practice]:
    found = _remembered(replace(segment, ordinal=0, start=0, end=0), language)
    return [replace(practice, ordinal=segment.ordinal) for practice in found]


@lru_cache(maxsize=8_192)
def _remembered(segment: Segment, language: str) -> tuple[Practice, ...]:
    """A passage read by itself. Two versions of a policy share most passages: remembered, each is read once."""
    found: list[Practice] = []
    for statement in statements(segment, lexicon(language)):
        shared = [*read_sharing(statement), *read_transfers(statement)]
        retained = read_retention(statement)
        on_consent = any(practice.modality == "consent" for practice in shared)
        based = read_legal_basis(statement, shared=on_consent, retained=bool(retained))
        found += [*shared, *retained, *based]
    return tuple(found)
