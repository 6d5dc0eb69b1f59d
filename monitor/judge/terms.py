"""The terms of sharing that name nobody: duties, choices, limits, what a denial leaves out.

They tell which way a change points where the facts do not (`rules/*/terms.toml`). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.compare.noise import canonical
from monitor.judge.direction import LESS, MORE
from monitor.judge.passages import Passage, Revision
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import lexicon, says
from monitor.judge.telling.stated import affirmed, all_denied, denied
from monitor.judge.telling.told import Told, told
from monitor.model import Practice

Stated = Sequence[Practice]
_OF_AGE = 18
_FIGURE = re.compile(r"\d+")


def duties(revision: Revision, old: Stated, new: Stated, language: str) -> Told | None:
    """A sentence of its own that protects data at those who get it, rather than giving it to them."""
    if revision.reworded or any(not one.affirmed or one.action == "sell" for one in (*old, *new)):
        return None
    if not _comes_first("bound", revision.shown.text, language) or not _is_of_recipients(revision.shown.text, language):
        return None
    if revision.new:
        return told("duties.new", MORE)
    return told("duties.gone", LESS)


def choices(revision: Revision, old: Stated, new: Stated, language: str) -> Told | None:
    """A sentence of its own that lets people refuse sharing, rather than one that shares unless they do."""
    if revision.reworded or denied([*old, *new]) or not _comes_first("choice", revision.shown.text, language):
        return None
    if revision.new:
        return told("sharing_refused.new", MORE)
    return told("sharing_refused.gone", LESS)


def _comes_first(topic: str, text: str, language: str) -> bool:
    """Whether it comes before the sharing: "we share it with hosts, who must protect it" names hosts above all.

    What opens a sentence beside its statement does not count: "When we share it, hosts must protect it".
    """
    folded = fold(text)
    found = lexicon(language, topic).find(topic, folded)
    if not found:
        return False
    start, known = _main_clause(folded, language), lexicon(language)
    return not any(start <= one.start and one.end < found[0].start for one in known.find("sharing", folded))


def _main_clause(folded: str, language: str) -> int:
    """Where it begins: behind "When we share it, "."""
    opening = lexicon(language).find("subordinate", folded)
    begins = bool(opening) and not folded[: opening[0].start].strip(" -")
    return max(folded.find(", "), 0) if begins else 0


def _is_of_recipients(text: str, language: str) -> bool:
    """Whether those who are bound are people who get data, rather than whoever works for the vendor."""
    folded = fold(text)
    bound = lexicon(language, "bound").find("bound", folded)
    return any("names" in one.rule.note for one in bound) or bool(lexicon(language).find("recipients", folded))


def denial_narrowed(revision: Revision, old: Stated, new: Stated, language: str) -> Told | None:
    """A denial on both sides that leaves out more than it did, or less."""
    if not (all_denied(old) and all_denied(new)):
        return None
    before, now = (_age(side, language) for side in (revision.old, revision.new))
    if before and now and before != now:
        return told("denial.more_people", MORE) if now > before else told("denial.fewer_people", LESS)
    came = _came("left_out", revision, language) or _joined_to_exception(revision, language)
    if came > 0:
        return told("denial.leaves_out_more", LESS)
    return told("denial.leaves_out_less", MORE) if came else None


def _age(side: Passage | None, language: str) -> int:
    """The age up to which people are meant; that of minors is eighteen. 0 where none is told."""
    folded = fold(side.text) if side else ""
    ages = (_FIGURE.search(folded, one.start, one.end) for one in lexicon(language, "age").find("age", folded))
    return max((int(figure[0]) if figure else _OF_AGE for figure in ages), default=0)


def _joined_to_exception(revision: Revision, language: str) -> int:
    """1 where an alternative was joined to what a denial leaves out ("except as set out here or in our terms"), -1
    where one is gone, else 0. A word that only qualifies it ("your explicit consent") joins nothing."""
    before, after = (_denied_words(side, language) for side in (revision.old, revision.new))
    if before is None or before != after or bool(revision.added) == bool(revision.removed):
        return 0
    if not says("and", " ".join(revision.added or revision.removed), language):
        return 0
    return 1 if revision.added else -1


def _denied_words(side: Passage | None, language: str) -> str | None:
    """What stands before the first exception, in canonical words; None where nothing is left out."""
    left_out = lexicon(language, "left_out").find("left_out", fold(side.text)) if side else []
    return canonical(side.text[: left_out[0].start]) if side and left_out else None


def limits(revision: Revision, old: Stated, new: Stated, language: str) -> Told | None:
    """A limit to sharing that came or went, where the same people get the same data."""
    if not (affirmed(old) and affirmed(new)):
        return None
    came = _came("limit", revision, language)
    if came > 0:
        return told("limit.new", MORE)
    return told("limit.gone", LESS) if came else None


def _came(topic: str, revision: Revision, language: str) -> int:
    """How many more mentions of a topic the new side has than the old one."""
    return _count(topic, revision.new, language) - _count(topic, revision.old, language)


def _count(topic: str, side: Passage | None, language: str) -> int:
    return len(lexicon(language, topic).find(topic, fold(side.text))) if side else 0
