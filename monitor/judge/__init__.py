"""Judging: what a policy says (`read_text`), and what a change of it means (`compare_texts`). Pure."""

from __future__ import annotations

from monitor.compare.align import compare
from monitor.compare.remembered import make_room
from monitor.compare.segment import segment
from monitor.compare.suspect import suspicion
from monitor.judge.delta import weigh
from monitor.judge.materiality import RULES_VERSION, judge, unjudged
from monitor.judge.model import Learnt, shipped_weights
from monitor.judge.reading.policy import read_segments
from monitor.judge.reading.vendor import no_recipients, of_others
from monitor.judge.reading.words import LANGUAGES
from monitor.model import Judgement, Practice, Verdict
from monitor.model.language import language_of

__all__ = ["LANGUAGES", "RULES_VERSION", "compare_texts", "read_text", "unread_language"]

_LETTERS_LOOKED_AT = 5_000
_FIRST_NOT_LATIN = "\u0250"  # after Latin and its extensions A and B
# Of the letters, and more than a few: English stays below; Czech, Finnish, Hungarian and Turkish have 5% and more.
_ACCENTED = 0.02


def compare_texts(old: str, new: str, weights: Learnt | None = None) -> Judgement:
    """What the change from `old` to `new` means. weights: other than the shipped ones, for measuring.

    1. A text in a language that is not read is undecided, never "no change".
    2. Both texts are aligned; a capture that looks broken is suspect, never a change of policy.
    3. What really differs is weighed, and what is material is told with its words and what became of its facts.
    """
    make_room(len(old) + len(new))
    comparison = compare(old, new)
    language = language_of(new) or language_of(old) or _script(new or old)
    if language not in LANGUAGES:
        return unjudged(comparison, Verdict.UNDECIDED, f"not read: language {language}")
    if reason := suspicion(old, new, comparison):
        return unjudged(comparison, Verdict.SUSPECT_CAPTURE, reason)
    applied = (weights or shipped_weights()).of(language)
    return judge(comparison, weigh(comparison, language, applied), language, applied)


def unread_language(text: str) -> str | None:
    """The language of a text that is not read, since it is none of LANGUAGES; None where it is read."""
    language = language_of(text) or _script(text)
    return None if language in LANGUAGES else language


def read_text(text: str) -> list[Practice]:
    """What a policy says on the three topics, in the order of the text; nothing in a language that is not read."""
    language = language_of(text) or _script(text)
    if language not in LANGUAGES:
        return []
    make_room(len(text))
    segments = segment(text)
    practices, texts = read_segments(segments, language), [one.text for one in segments]
    return list(of_others(practices, no_recipients(practices, texts)))


def _script(text: str) -> str:
    """For a text whose language cannot be told: "unknown" where its letters are not those of English, else "en"."""
    letters = [character for character in text[:_LETTERS_LOOKED_AT] if character.isalpha()]
    latin = sum(character < _FIRST_NOT_LATIN for character in letters)
    accented = sum(not character.isascii() for character in letters)
    return "unknown" if latin < len(letters) / 2 or accented > max(3, len(letters) * _ACCENTED) else "en"
