"""Titles and lead-ins that name the ground of what stands below them, as "Legitimate interests" does. Pure."""

from __future__ import annotations

import re

from monitor.compare.remembered import remembered
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.reading.vocabulary import Mention

_LONGEST = 12  # words of a title that only names a ground
_WORD = re.compile(r"[^\W\d_]{2,}")
_TOPICS = ("basis_acts", "negation", "legal_basis", "basis_cells", "basis_frames", "basis_titles")


@remembered(8192)
def ground_titled(title: str, language: str) -> str:
    """The code of the one ground that a title names and nothing beside it; "" where it names none, several or more."""
    if not title or len(title.split(None, _LONGEST)) > _LONGEST or title.rstrip().endswith("?"):
        return ""
    rules, folded = lexicon(language, *_TOPICS), fold(title)
    words = rules.words(folded)
    if rules.find("basis_acts", folded, words) or rules.find("negation", folded, words):
        return ""
    grounds = rules.find("legal_basis", folded, words) or rules.find("basis_cells", folded, words)
    beside = [*rules.find("basis_frames", folded, words), *rules.find("basis_titles", folded, words)]
    codes = {ground.rule.code for ground in grounds}
    return codes.pop() if len(codes) == 1 and not _WORD.search(_without(folded, [*grounds, *beside])) else ""


def _without(text: str, mentions: list[Mention]) -> str:
    for one in mentions:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text
