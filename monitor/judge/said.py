"""What one passage states by itself; a lead-in, of whoever is listed below it. Pure."""

from __future__ import annotations

from monitor.judge.passages import Passage
from monitor.judge.reading.lexicon import says
from monitor.judge.reading.policy import read_quote
from monitor.model import Practice

_ANYONE = {"en": "third parties", "de": "Dritte", "fr": "des tiers", "es": "terceros"}


def said(passage: Passage | None, language: str) -> tuple[Practice, ...]:
    """The practices of a passage, read below its heading, lead-in or header; () where there is no passage.

    A lead-in is completed ("we may share your data with:" third parties): where it changes, what its entries state
    does, though their words do not. One that announces exceptions says what it denies, and to whom, by itself.
    """
    if passage is None:
        return ()
    if not is_lead_in(passage) or says("exception", passage.text, language):
        return read_quote(passage.home, passage.text, language)
    whole = f"{passage.text.rstrip()} {_ANYONE[language]}."
    return read_quote(passage.home._replace(text=whole), whole, language)


def is_lead_in(passage: Passage) -> bool:
    """Whether a passage is completed by the list below it."""
    return passage.text.rstrip(" *_").endswith(":")
