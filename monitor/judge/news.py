"""What a statement that came or went says, and the other version says as well, elsewhere: no news. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.judge.direction import NEUTRAL
from monitor.judge.passages import Passage, Revision
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.reading.policy import read_quote
from monitor.judge.reading.words import listed
from monitor.judge.said import said
from monitor.judge.telling.told import say
from monitor.judge.telling.wording import in_english
from monitor.model import Finding, Practice, Segment, Sentence, Term

_RECIPIENTS = {"recipients.new": "recipients.again", "recipients.gone": "recipients.one_less"}
_PROTECTION = {
    "protection.new": "protection.again",
    "protection.now": "protection.again",
    "protection.gone": "protection.one_less",
    "protection.no_longer": "protection.one_less",
}
_NAMED_BY = {"recipient": "recipients", "safeguard": "safeguards"}  # a kind of term -> the topic of the rules
_DENIALS = {"denial.new": "denial.again", "denial.gone": "denial.one_less"}
_SELLING = tuple(listed("selling"))


@dataclass(frozen=True, slots=True)
class Version:
    """A version for looking things up: its segments, and all its words in small letters."""

    segments: Sequence[Segment]
    words: str


def version(segments: Sequence[Segment]) -> Version:
    return Version(segments, f" {' '.join(segment.text for segment in segments)} ".casefold())


def against(finding: Finding, revision: Revision, old: Version, new: Version, language: str) -> Finding:
    """A finding on what came or went, in the light of what the version that has it not says elsewhere.

    Of recipients those alone are told whom that version does not name. Where it names all of them, or what protects
    transfers, or denies the sale of data as well, that is what is told.
    """
    told = finding.sentence
    if told is None:
        return finding
    came = told.key.endswith((".new", ".now"))
    passage, other = (revision.new, old) if came else (revision.old, new)
    if passage is None:
        return finding
    if told.key in _DENIALS and _denies_sale(passage, other, language):
        return replace(_with(finding, say(_DENIALS[told.key])), direction=NEUTRAL)
    if told.key in _PROTECTION and all(_stands(one, passage, other.words, language) for one in told.named["what"]):
        return replace(_with(finding, say(_PROTECTION[told.key], **told.named)), direction=NEUTRAL)
    return _of_recipients(finding, told, passage, other, language) if told.key in _RECIPIENTS else finding


def _of_recipients(finding: Finding, told: Sentence, passage: Passage, other: Version, language: str) -> Finding:
    who = told.named["who"]
    fresh = [one for one in who if not _stands(one, passage, other.words, language)]
    if len(fresh) == len(who):
        return finding
    if fresh:
        return _with(finding, say(told.key, who=fresh))
    return _with(finding, say(_RECIPIENTS[told.key], who=who))


def _denies_sale(passage: Passage, other: Version, language: str) -> bool:
    """Whether a passage denies the sale of data, and the other version does so as well."""
    if not any(map(_is_of_sale, said(passage, language))):
        return False
    likely = (one for one in other.segments if any(stem in one.text.casefold() for stem in _SELLING))
    return any(any(map(_is_of_sale, read_quote(one, one.text, language))) for one in likely)


def _is_of_sale(practice: Practice) -> bool:
    return practice.action == "sell" and not practice.affirmed


def _with(finding: Finding, sentence: Sentence) -> Finding:
    return replace(finding, sentence=sentence, reason=in_english(sentence))


def _stands(one: Term, passage: Passage, other: str, language: str) -> bool:
    """Whether the other version has the words by which the passage, or its lead-in, names a thing."""
    if one.kind == "name":
        return one.code.casefold() in other
    topic, text = _NAMED_BY[one.kind], fold(f"{passage.home.lead_in or ''} {passage.text}")
    named = (text[at.start : at.end] for at in lexicon(language).find(topic, text) if at.rule.code == one.code)
    return any(_shortest(words, topic, one.code, language) in other for words in named)


def _shortest(words: str, topic: str, code: str, language: str) -> str:
    """The last words that name the same thing by themselves: "hosts" of "our other trusted hosts"."""
    parts = words.split()
    for start in range(len(parts) - 1, 0, -1):
        last = " ".join(parts[start:])
        found = lexicon(language).find(topic, last)
        if any(at.rule.code == code and at.end - at.start == len(last) for at in found):
            return last
    return words
