"""Findings in words of their own: the facts of a passage, read before and after, say what became of them. Pure."""

from __future__ import annotations

from dataclasses import replace

from monitor.judge.passages import Passage, Revision
from monitor.judge.read import read_quote
from monitor.judge.telling import tell
from monitor.model import Finding, Practice


def explained(finding: Finding, revision: Revision, language: str) -> Finding:
    """The finding with what the passages of its revision say about the facts that changed.

    Where the facts point one way, so does the finding. A finding whose facts say nothing keeps its words.
    """
    told = tell(_said(revision.old, language), _said(revision.new, language), finding.category)
    if told is None:
        return finding
    return replace(finding, reason=told.sentence, direction=told.direction or finding.direction)


def _said(passage: Passage | None, language: str) -> tuple[Practice, ...]:
    return read_quote(passage.home, passage.text, language) if passage else ()
