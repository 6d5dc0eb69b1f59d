"""Reads a policy like a lawyer: what each sentence, list item and table row says on the three topics. Pure.

The rules are data (`rules/`, loaded by `lexicon`); a practice names the rule that read it and quotes its words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from monitor.compare.remembered import remembered
from monitor.judge.reading.facts import facts, key
from monitor.judge.reading.legal_basis import read_legal_basis
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.reading.records import read_record
from monitor.judge.reading.retention import read_retention
from monitor.judge.reading.sharing import read_sharing
from monitor.judge.reading.statements import Sentence, sentences_of, statement
from monitor.judge.reading.tables import flattened, is_header, tabled
from monitor.judge.reading.transfers import read_transfers
from monitor.model import Category, Practice, Segment

__all__ = ["facts", "key", "read_segments"]


Quoted = Mapping[int, Collection[str]]  # ordinal of a segment -> texts


def read_segments(segments: Sequence[Segment], language: str = "en", quoted: Quoted | None = None) -> list[Practice]:
    """The practices that the segments state, in the order of the text.

    quoted: what is asked for; sentences that overlap none of their segment's texts are not read, nor rows without any.

    1. Tables that lost their rows are put together again.
    2. Rows of real tables are read by their columns, as far as the header tells what these hold.
    3. Everything else is read sentence by sentence.
    """
    rules = lexicon(language)
    rows, used = flattened(segments, language)
    found = [practice for row in rows if _is_asked(row.ordinal, quoted) for practice in read_record(row, rules)]
    records = tabled(segments, language)
    for segment in segments:
        if not _is_asked(segment.ordinal, quoted):
            continue
        if segment.ordinal in records:
            row = list(read_record(records[segment.ordinal], rules))
            told = (one for sentence in sentences_of(segment, rules) for one in _told(sentence, language))
            beside = [replace(one, ordinal=segment.ordinal) for one in told if not _is_told_by(row, one)]
            found += [*row, *beside]
        elif segment.ordinal not in used and not is_header(segment, language):
            found += _read(segment, language, None if quoted is None else quoted[segment.ordinal])
    return sorted(dict.fromkeys(found), key=lambda practice: practice.ordinal)


def _is_asked(ordinal: int, quoted: Quoted | None) -> bool:
    return quoted is None or ordinal in quoted


def _read(segment: Segment, language: str, texts: Collection[str] | None) -> list[Practice]:
    def is_wanted(quote: str) -> bool:
        return texts is None or any(overlap(quote, text) for text in texts)

    stated = (_stated(sentence, language) for sentence in sentences_of(segment, lexicon(language), is_wanted))
    return [replace(practice, ordinal=segment.ordinal) for practices in stated for practice in practices]


def _is_told_by(row: Sequence[Practice], practice: Practice) -> bool:
    """Whether the columns of a row tell already who gets data by a sentence of its cells, or how long it is kept."""
    if practice.category is not Category.SHARING:
        return any(one.category is practice.category for one in row)
    who = {(one.kind, one.name) for one in practice.recipients}
    alike = (one for one in row if (one.action, one.affirmed) == (practice.action, practice.affirmed))
    return bool(who) and any(who <= {(one.kind, one.name) for one in other.recipients} for other in alike)


@remembered(1024)
def _told(sentence: Sentence, language: str) -> tuple[Practice, ...]:
    """What a sentence of a row says beside its columns."""
    whole = statement(sentence, 0, lexicon(language))
    return (*read_sharing(whole), *read_transfers(whole), *read_retention(whole), *read_legal_basis(whole))


@remembered(1024)  # asked for by whatever looks at a passage
def read_quote(home: Segment, quote: str, language: str) -> tuple[Practice, ...]:
    """What some words of a segment state, read with the heading, lead-in or header that it stands under."""
    practices = read_segments([home], language, {home.ordinal: [quote]})
    return tuple(practice for practice in practices if overlap(practice.quote, quote))


def overlap(one: str, other: str) -> bool:
    return one in other or other in one


@remembered(4096)
def _stated(sentence: Sentence, language: str) -> tuple[Practice, ...]:
    """Two versions of a policy share most sentences, also those of passages that changed: each is read once."""
    whole = statement(sentence, 0, lexicon(language))
    shared = [*read_sharing(whole), *read_transfers(whole)]
    retained = read_retention(whole)
    on_consent = any(practice.modality == "consent" for practice in shared)
    based = read_legal_basis(whole, shared=on_consent, disclosed=bool(shared), retained=bool(retained))
    return (*shared, *retained, *based)
