"""Segments as statements: one sentence each, folded for the rules, with what its headings and lead-in say above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from monitor.compare.remembered import remembered
from monitor.compare.sentences import sentences
from monitor.judge.lexicon import lexicon
from monitor.judge.vocabulary import Mention, Vocabulary, Words, cue_pattern
from monitor.model import Segment, SegmentKind

_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"}
    | dict.fromkeys("\u00a0\u2009\u202f*_\\[]", " ")
)
_TARGET = re.compile(r"\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|(?P<line><)br\s*/?>|https?://\S+")
_LABEL_AT_MOST = 14  # words: "To fulfil your orders." names the purpose of its paragraph; longer sentences do not


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence. quote: its verbatim words. raw: flat, with its lead-in before it; text: the same, folded, traps
    blanked. own: where the sentence's own words begin in both.

    topics: what the nearest telling heading is about. label: the short first sentence of the passage, if it has one.
    """

    quote: str
    raw: str
    text: str
    own: int
    section: str
    ordinal: int
    topics: frozenset[str]
    rules: Vocabulary
    label: str = ""
    words: Words = field(compare=False, repr=False)
    _found: dict[str, list[Mention]] = field(default_factory=dict, compare=False, repr=False)

    def find(self, topic: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The mentions of a topic that lie in text[start:end], from left to right."""
        if topic not in self.words.topics:
            return []
        if topic not in self._found:
            self._found[topic] = self.rules.find(topic, self.text, self.words)
        found = self._found[topic]
        if not found or (start == 0 and end is None):
            return found
        last = len(self.text) if end is None else end
        return [mention for mention in found if start <= mention.start and mention.end <= last]

    def codes(self, topic: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """The codes of a topic that are mentioned in text[start:end], each once."""
        return tuple(dict.fromkeys(mention.rule.code for mention in self.find(topic, start, end)))


def flat(text: str) -> str:
    """Straight quotes, no link targets or markup; every character stays in its place.

    A line's end inside a cell becomes a semicolon: what stands on either side is stated by itself.
    """
    if "(" in text or "<" in text or "http" in text:
        text = _TARGET.sub(lambda match: (";" if match["line"] else " ").ljust(len(match[0])), text)
    return text.translate(_STRAIGHT)


def fold(text: str) -> str:
    """Flat and in lower case; every character stays in its place."""
    return _lower(flat(text))


def _lower(plain: str) -> str:
    lower = plain.lower()
    return lower if len(lower) == len(plain) else "".join(c if len(c.lower()) > 1 else c.lower() for c in plain)


def masked(text: str, rules: Vocabulary) -> tuple[str, Words]:
    """Folded text with the traps blanked, and its words."""
    words = rules.words(text)
    traps = rules.find("traps", text, words)
    for trap in traps:
        text = text[: trap.start] + " " * (trap.end - trap.start) + text[trap.end :]
    return text, rules.words(text) if traps else words


class Sentence(NamedTuple):
    """What a statement is made of: equal sentences state the same. lead_in: ready to stand in front of the quote."""

    quote: str
    lead_in: str
    section: str
    topics: frozenset[str]
    label: str


def sentences_of(segment: Segment, rules: Vocabulary) -> Iterator[Sentence]:
    """The sentences of a segment, none of a heading that is but a title."""
    if segment.kind is SegmentKind.HEADING and not _states(segment.text, rules):
        return
    topics = heading_topics((*segment.section, segment.lead_in or ""), rules.language)
    section = " > ".join(segment.section)
    spans = sentences(segment.text)
    label = _label(segment.text, spans, rules)
    for number, (start, end) in enumerate(spans):
        if _announces(segment.text[start:end], rules):
            continue
        lead_in = _lead_in(segment.lead_in) if number == 0 else ""
        yield Sentence(segment.text[start:end], lead_in, section, topics, label)


_CONTENTS = re.compile(r"\[[^\]]*\]\(#[^)]*\)")  # an entry of a table of contents: a link into the same page
_NUMBER = re.compile(r"[\W\d]+")
_TITLE_AT_MOST = 12  # words


def _announces(sentence: str, rules: Vocabulary) -> bool:
    """Whether a sentence is a question, a title or an entry of a table of contents: none of them states anything."""
    if _CONTENTS.fullmatch(sentence.strip()):
        return True
    if sentence.rstrip().endswith((".", ";", ":", "!", ",")):
        return False
    folded = fold(sentence)
    plain = (_unnumbered(folded) if sentence[:1] in "0123456789[*#" else folded).strip(' )("')
    if plain.endswith("?"):
        return _opens_as("question", plain, rules.language)
    return len(plain.split(None, _TITLE_AT_MOST)) <= _TITLE_AT_MOST and _opens_as(
        "interrogative", plain, rules.language
    )


def _unnumbered(folded: str) -> str:
    """A title without the number and the marks in front of it."""
    return folded[number.end() :] if (number := _NUMBER.match(folded)) else folded


def statement(sentence: Sentence, ordinal: int, rules: Vocabulary) -> Statement:
    """A sentence, folded and looked through for words. ordinal: of its segment."""
    raw = flat(sentence.lead_in + sentence.quote)
    text, words = masked(_lower(raw), rules)
    return Statement(
        quote=sentence.quote,
        raw=raw,
        text=text,
        own=len(sentence.lead_in),
        section=sentence.section,
        ordinal=ordinal,
        topics=sentence.topics,
        rules=rules,
        label=sentence.label,
        words=words,
    )


@remembered(1024)
def _states(heading: str, rules: Vocabulary) -> bool:
    """Whether a heading is a statement itself ("We do not share your data", "Legal basis: consent"), and no title."""
    folded = fold(heading)
    title, _, named = folded.partition(":")
    if named and "legal_basis" in _topics_of(title, rules.language) and rules.find("legal_basis", named):
        return True
    asked = _opens_as("question", _unnumbered(folded), rules.language)
    return bool(rules.find("we", folded)) and not asked and not heading.rstrip().endswith("?")


def _opens_as(topic: str, folded: str, language: str) -> bool:
    return _opening(topic, language).match(folded) is not None


@lru_cache
def _opening(topic: str, language: str) -> re.Pattern[str]:
    """The cues of a topic as one pattern, for texts of which only the beginning counts."""
    cues = [cue_pattern(cue) for rule in lexicon(language, topic).topics.get(topic, ()) for cue in rule.cues]
    return re.compile(rf"(?:{'|'.join(cues)})(?!\w)" if cues else r"(?!)")


@remembered(512)  # a row is read for every finding that quotes it
def statement_of(cell: str, quote: str, section: str, ordinal: int, rules: Vocabulary) -> Statement:
    """A table's cell as a statement by itself."""
    whole = statement(Sentence(cell, "", section, frozenset(), ""), ordinal, rules)
    return replace(whole, quote=quote)


def heading_topics(headings: Sequence[str], language: str) -> frozenset[str]:
    """What the innermost telling heading is about: codes of the topic "headings"."""
    for heading in reversed(headings):
        if codes := _topics_of(heading, language):
            return codes
    return frozenset()


@remembered(8192)
def _topics_of(heading: str, language: str) -> frozenset[str]:
    """Remembered: headings repeat for every passage below them."""
    return frozenset(lexicon(language, "headings").codes("headings", fold(heading)))


@lru_cache(maxsize=1024)
def _lead_in(lead_in: str | None) -> str:
    """The lead-in as the beginning of the item's sentence: without the colon that would part them."""
    return lead_in.rstrip().rstrip(":：;") + " " if lead_in else ""


def _label(text: str, spans: Sequence[tuple[int, int]], rules: Vocabulary) -> str:
    """The first sentence where it only names a purpose: short, with no one who acts."""
    if len(spans) < 2:
        return ""
    first = text[slice(*spans[0])]
    return first.rstrip(".:").strip() if _names_purpose(first, rules) else ""


@remembered(1024)
def _names_purpose(sentence: str, rules: Vocabulary) -> bool:
    if len(sentence.split()) > _LABEL_AT_MOST:
        return False
    folded = fold(sentence)
    words = rules.words(folded)
    if any(mention.start == 0 for mention in rules.find("purpose_opening", folded, words)):
        return True
    acts = rules.find("we", folded, words) or rules.find("passive", folded, words)
    return bool(rules.find("purposes", folded, words)) and not acts
