"""Whom a new statement names as recipients, and the other version names as well, elsewhere: no news. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from monitor.judge.passages import Passage, Revision
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.telling.told import say
from monitor.judge.telling.wording import in_english
from monitor.model import Finding, Segment, Sentence, Term

_AGAIN = {"recipients.new": "recipients.again", "recipients.gone": "recipients.one_less"}


def words_of(segments: Iterable[Segment]) -> str:
    """A version in small letters, for looking words up."""
    return f" {' '.join(segment.text for segment in segments)} ".casefold()


def against(finding: Finding, revision: Revision, other: str, language: str) -> Finding:
    """A finding on recipients, told of those alone whom the other version does not name.

    other: the words of the version that has not the passage. Where it names all of them, that is what is told.
    """
    told = finding.sentence
    if told is None or told.key not in _AGAIN:
        return finding
    who = told.named["who"]
    fresh = [one for one in who if not _stands(one, revision.shown, other, language)]
    if len(fresh) == len(who):
        return finding
    if fresh:
        return _with(finding, say(told.key, who=fresh))
    return _with(finding, say(_AGAIN[told.key], who=who))


def _with(finding: Finding, sentence: Sentence) -> Finding:
    return replace(finding, sentence=sentence, reason=in_english(sentence))


def _stands(one: Term, passage: Passage, other: str, language: str) -> bool:
    """Whether the other version has the words by which the passage, or its lead-in, names somebody."""
    if one.kind == "name":
        return one.code.casefold() in other
    folded = fold(f"{passage.home.lead_in or ''} {passage.text}")
    named = (
        folded[at.start : at.end] for at in lexicon(language).find("recipients", folded) if at.rule.code == one.code
    )
    return any(_shortest(words, one.code, language) in other for words in named)


def _shortest(words: str, kind: str, language: str) -> str:
    """The last words that name the same kind by themselves: "hosts" of "our other trusted hosts"."""
    parts = words.split()
    for start in range(len(parts) - 1, 0, -1):
        last = " ".join(parts[start:])
        if any(
            at.rule.code == kind and at.end - at.start == len(last) for at in lexicon(language).find("recipients", last)
        ):
            return last
    return words
