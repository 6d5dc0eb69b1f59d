"""Pinned clauses: sentences of a text that the operator's records rely on, followed from version to version. Pure.

A pin is looked up in the old text and stands for the whole sentences in which it is found: "We do not sell your data"
has changed where "We do not sell your data, except to partners" stands now. In the new text the same words (in
canonical form) are looked for first, then the sentence that is most like them, where the passage went and elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from monitor.compare.align import compare_segments
from monitor.compare.noise import canonical
from monitor.compare.segment import segment
from monitor.compare.sentences import sentences
from monitor.compare.similarity import ENOUGH
from monitor.judge.periods import one_form
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import lexicon
from monitor.model import Comparison, PinFate, PinnedChange, Segment
from monitor.model.language import language_of

# Outside of what became of the pinned passage, only a sentence as alike as this is taken for the clause's successor.
_ENOUGH_ELSEWHERE = 0.7
_FIGURE = re.compile(r"\d+(?: \w+)?")
_TELLING = {
    "negation": "it denies",
    "may": "it says may happen",
    "exception": "it excepts",
    "consent": "it makes depend on consent",
    "opt_out": "one can opt out of",
}


@dataclass(frozen=True, slots=True)
class _Clause:
    """Whole sentences of one passage, verbatim."""

    words: str
    segment: Segment

    @property
    def hangs_on(self) -> str:
        """The words that decide what the clause is about: the lead-in of its list, else the heading above it."""
        return canonical(self.segment.lead_in or "".join(self.segment.section[-1:]))

    @property
    def section(self) -> str:
        return " > ".join(self.segment.section)


def missing(pins: Iterable[str], text: str) -> tuple[str, ...]:
    """The pins that are not found in a text: whatever becomes of them there would go unnoticed."""
    segments = segment(text)
    return tuple(pin for pin in pins if not _find(pin, segments))


def changed(pins: Sequence[str], old: str, new: str) -> tuple[PinnedChange, ...]:
    """What became of the pinned clauses of `old` that are not in `new` as they were, in the order of the pins."""
    if not pins:
        return ()
    comparison = compare_segments(segment(old), segment(new))
    language = language_of(new) or "en"
    found = (_changed(_find(pin, comparison.old), comparison, language) for pin in pins)
    return tuple(change for change in found if change is not None)


def _changed(before: Sequence[_Clause], comparison: Comparison, language: str) -> PinnedChange | None:
    """before: everywhere that the pin stood; it is enough that it still stands in one of these places."""
    if not before:
        return None
    same = [clause for clause in before for clause in _same_words(clause, comparison.new)]
    if same:
        if {clause.hangs_on for clause in same} & {clause.hangs_on for clause in before}:
            return None
        old, new = before[0], same[0]
        return _told(PinFate.MOVED, old, new, "The pinned words stand under another heading or lead-in now.")
    old = before[0]
    successor = _successor(old, comparison)
    if successor is None:
        return _told(PinFate.GONE, old, None, "The pinned words are no longer in the text.")
    if reasons := [*_alterations(old.words, successor.words, language)]:
        return _told(PinFate.ALTERED, old, successor, f"The pinned words differ in {' and in '.join(reasons)}.")
    return _told(PinFate.REWORDED, old, successor, "The pinned words were replaced by others.")


def _told(fate: PinFate, old: _Clause, new: _Clause | None, reason: str) -> PinnedChange:
    return PinnedChange(
        fate=fate, old=old.words, new=new.words if new else None, section=(new or old).section, reason=reason
    )


# ---------------------------------------------------------------- where a clause stands


def _find(pin: str, segments: Sequence[Segment]) -> list[_Clause]:
    """The fewest whole sentences of each passage that hold the pinned words."""
    wanted = _framed(pin)
    return [_around(wanted, passage) for passage in segments if wanted.strip() and wanted in _framed(passage.text)]


def _around(wanted: str, passage: Segment) -> _Clause:
    spans = sentences(passage.text)
    for count in range(1, len(spans) + 1):
        for words in _windows(passage, spans, count):
            if wanted in _framed(words):
                return _Clause(words, passage)
    return _Clause(passage.text, passage)


def _same_words(clause: _Clause, segments: Sequence[Segment]) -> Iterator[_Clause]:
    """Where exactly the sentences of the clause stand."""
    wanted = _framed(clause.words)
    count = len(sentences(clause.words))
    for passage in segments:
        if wanted not in _framed(passage.text):
            continue
        for words in _windows(passage, sentences(passage.text), count):
            if _framed(words) == wanted:
                yield _Clause(words, passage)


def _windows(passage: Segment, spans: Sequence[tuple[int, int]], count: int) -> Iterator[str]:
    for first in range(len(spans) - count + 1):
        yield passage.text[spans[first][0] : spans[first + count - 1][1]]


def _framed(text: str) -> str:
    """The canonical form between blanks, so that words are found whole."""
    return f" {canonical(text)} "


# ---------------------------------------------------------------- what became of it


def _successor(old: _Clause, comparison: Comparison) -> _Clause | None:
    """The sentence that is most like the old clause: where its passage went, else anywhere in the new text."""
    went = [passage for change in comparison.changes if _holds(change.old, old.segment) for passage in change.new]
    return _most_alike(old, went, ENOUGH) or _most_alike(old, comparison.new, _ENOUGH_ELSEWHERE)


def _holds(passages: Iterable[Segment], wanted: Segment) -> bool:
    return any(passage.ordinal == wanted.ordinal for passage in passages)


def _most_alike(old: _Clause, passages: Iterable[Segment], least: float) -> _Clause | None:
    wanted = canonical(old.words).split()
    count = len(sentences(old.words))
    best, likeness = None, least
    for passage in passages:
        spans = sentences(passage.text)
        for words in _windows(passage, spans, min(count, len(spans))):
            alike = Indel.normalized_similarity(wanted, canonical(words).split())
            if alike > likeness:
                best, likeness = _Clause(words, passage), alike
    return best


def _alterations(old: str, new: str, language: str) -> Iterator[str]:
    """In what the two differ that a lawyer would call a change of substance."""
    rules = lexicon(language)
    before, after = fold(old), fold(new)
    for topic, words in _TELLING.items():
        if len(rules.find(topic, before)) != len(rules.find(topic, after)):
            yield f"what {words}"
    if _figures(old) != _figures(new):
        yield "figures or lengths of time"


def _figures(words: str) -> list[str]:
    """Figures with what they count; lengths of time in one form, so that twelve months are one year."""
    return sorted(_FIGURE.findall(one_form(canonical(words))))
