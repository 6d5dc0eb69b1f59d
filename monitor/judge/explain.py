"""Findings in words of their own: the facts of a passage, read before and after, say what became of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.compare.remembered import remembered
from monitor.judge.read import overlap, read_segments
from monitor.judge.telling import tell
from monitor.model import Comparison, Finding, Practice, Segment


def explained(finding: Finding, comparison: Comparison, language: str) -> Finding:
    """The finding with what its passage says about the facts that changed.

    Where the facts point one way, so does the finding. A finding whose facts say nothing keeps its words.
    """
    before = _said(finding.old, comparison.old, language)
    now = _said(finding.new, comparison.new, language)
    told = tell(before, now, finding.category)
    if told is None:
        return finding
    return replace(finding, reason=told.sentence, direction=told.direction or finding.direction)


def _said(quote: str | None, segments: Sequence[Segment], language: str) -> tuple[Practice, ...]:
    """What the quoted words state, read with the heading, lead-in or header that they stand under."""
    home = next((segment for segment in segments if quote and quote in segment.text), None)
    return () if quote is None or home is None else _read(home, quote, language)


@remembered(128)  # a passage may be told in every category
def _read(home: Segment, quote: str, language: str) -> tuple[Practice, ...]:
    practices = read_segments([home], language, {home.ordinal: [quote]})
    return tuple(practice for practice in practices if overlap(practice.quote, quote))
