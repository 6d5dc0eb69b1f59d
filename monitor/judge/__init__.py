"""Judging: what a policy says (`read_text`), and what a change of it means (`compare_texts`). Pure."""

from __future__ import annotations

from monitor.compare.align import compare
from monitor.compare.segment import segment
from monitor.compare.suspect import suspicion
from monitor.judge.delta import weigh
from monitor.judge.explain import explained
from monitor.judge.materiality import RULES_VERSION, judge, unjudged
from monitor.judge.model import Weights, shipped_weights
from monitor.judge.read import read_segments
from monitor.model import Judgement, Practice, Verdict
from monitor.model.language import language_of

__all__ = ["LANGUAGES", "RULES_VERSION", "compare_texts", "read_text"]

LANGUAGES = ("en", "fr", "de", "es")  # those whose policies are read


def compare_texts(old: str, new: str, weights: Weights | None = None) -> Judgement:
    """What the change from `old` to `new` means. weights: other than the shipped ones, for measuring.

    1. A text in a language that is not read is undecided, never "no change".
    2. Both texts are aligned; a capture that looks broken is suspect, never a change of policy.
    3. What really differs is weighed, and what is material is told with its words and what became of its facts.
    """
    comparison = compare(old, new)
    language = language_of(new) or language_of(old) or "en"
    if language not in LANGUAGES:
        return unjudged(comparison, Verdict.UNDECIDED, f"not read: language {language}")
    if reason := suspicion(old, new, comparison):
        return unjudged(comparison, Verdict.SUSPECT_CAPTURE, reason)
    applied = weights or shipped_weights()
    return explained(judge(comparison, weigh(comparison, language, applied), applied), comparison, language)


def read_text(text: str) -> list[Practice]:
    """What a policy says on the three topics, in the order of the text; nothing in a language that is not read."""
    language = language_of(text) or "en"
    return read_segments(segment(text), language) if language in LANGUAGES else []
