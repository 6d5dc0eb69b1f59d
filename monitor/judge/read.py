"""Reads a policy like a lawyer: what each sentence, list item and table row says on the three topics. Pure.

The rules are data (`rules/`, loaded by `lexicon`); a practice names the rule that read it and quotes its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.judge.facts import facts, key
from monitor.judge.legal_basis import read_legal_basis
from monitor.judge.lexicon import Lexicon, lexicon
from monitor.judge.records import read_record
from monitor.judge.retention import read_retention
from monitor.judge.sharing import read_sharing
from monitor.judge.statements import statements
from monitor.judge.tables import flattened, record
from monitor.judge.transfers import read_transfers
from monitor.model import Practice, Segment, SegmentKind

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
    for segment in segments:
        if segment.ordinal not in used:
            found += _read(segment, rules)
    return sorted(found, key=lambda practice: practice.ordinal)


def _read(segment: Segment, rules: Lexicon) -> Iterator[Practice]:
    if segment.kind is SegmentKind.ROW and (row := record(segment, rules.language)):
        yield from read_record(row, rules)
        return
    for statement in statements(segment, rules):
        shared = [practice for reader in (read_sharing, read_transfers) for practice in reader(statement)]
        retained = read_retention(statement)
        on_consent = any(practice.modality == "consent" for practice in shared)
        yield from (*shared, *retained)
        yield from read_legal_basis(statement, shared=on_consent, retained=bool(retained))
