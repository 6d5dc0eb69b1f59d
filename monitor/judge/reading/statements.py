"""Segments as statements: one sentence each, folded for the rules, with what its headings and lead-in say above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from monitor.compare.remembered import remembered
from monitor.compare.sentences import sentences
from monitor.judge.reading.folding import flat, fold, lower
from monitor.judge.reading.ground_titles import ground_titled
from monitor.judge.reading.introductions import (
    as_beginning,
    heading_topics,
    label_of,
    lead_below,
    speaks_for_itself,
    titled_sentence,
    topics_of,
)
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.reading.names import COMPANY
from monitor.judge.reading.vocabulary import Mention, Vocabulary, Words, cue_pattern
from monitor.model import Segment, SegmentKind


@dataclass(slots=True, kw_only=True)  # made by the thousand: frozen, it would take six times as long
class Statement:
    """One sentence. quote: its verbatim words. raw: flat, with its lead-in before it; text: the same, folded, traps
    blanked. own: where the sentence's own words begin in both.

    topics: what the nearest telling heading is about. label: the short first sentence of the passage, if it has one.
    ground: the legal basis that the heading or lead-in above an entry names by itself, if one does.
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
    ground: str = ""
    words: Words = field(compare=False, repr=False)
    _found: dict[str, list[Mention]] = field(default_factory=dict, compare=False, repr=False)

    def find(self, topic: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The mentions of a topic that lie in text[start:end], from left to right."""
        found = self._found.get(topic)
        if found is None:
            found = self._found[topic] = self.rules.find(topic, self.text, self.words)
        if not found or (start == 0 and end is None):
            return found
        last = len(self.text) if end is None else end
        return [mention for mention in found if start <= mention.start and mention.end <= last]

    def codes(self, topic: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """The codes of a topic that are mentioned in text[start:end], each once."""
        return tuple(dict.fromkeys(mention.rule.code for mention in self.find(topic, start, end)))


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
    ground: str = ""


def _every(_: str) -> bool:
    return True


def sentences_of(segment: Segment, rules: Vocabulary, is_wanted: Callable[[str], bool] = _every) -> Iterator[Sentence]:
    """The sentences of a segment whose words are wanted, none of a heading that is but a title."""
    if segment.kind is SegmentKind.HEADING and not _states(segment.text, rules):
        return
    topics = heading_topics((*segment.section, segment.lead_in or ""), rules.language)
    section = " > ".join(segment.section)
    spans = sentences(segment.text)
    label = label_of(segment.text, spans, rules)
    lead_in = as_beginning(segment.lead_in)
    titled = titled_sentence(segment.text, spans, rules.language)
    ground, is_entry = _ground_above(segment, rules.language), segment.kind is SegmentKind.ITEM
    for number, (start, end) in enumerate(spans):
        words = segment.text[start:end]
        if number and lead_in and speaks_for_itself(words):
            lead_in = ""
        if not number and not lead_in:
            lead_in = _named_above(segment, words, rules)
        elif number and not lead_in:
            lead_in = _continued(segment.text[slice(*spans[number - 1])], words, rules)
        if is_wanted(words) and not _announces(words, rules):
            based = ground if ground and (is_entry or _tells_purpose(words, rules)) else ""
            yield Sentence(words, lead_in, section, titled.get(number, topics), label, based)
        lead_in = lead_below(words, lead_in)


def _continued(before: str, words: str, rules: Vocabulary) -> str:
    """The sentence before, as lead-in, where this one goes on with whom it names: "... These include banks."."""
    if not _opens_as("continuing", lower(words[:_CONTINUES_WITHIN]), rules.language):
        return ""
    return as_beginning(before) if rules.find("recipients", fold(before)) else ""


_CONTINUES_WITHIN = 60  # letters


def _named_above(segment: Segment, words: str, rules: Vocabulary) -> str:
    """The company that alone is the heading, as lead-in of a sentence that calls it "it"."""
    heading = segment.section[-1].strip("*_: ") if segment.section else ""
    if not heading or len(heading) > _CONTINUES_WITHIN or segment.kind is SegmentKind.HEADING:
        return ""
    if not _opens_as("stand_in", lower(words[:_CONTINUES_WITHIN]), rules.language):
        return ""
    name = heading[number.end() :] if (number := _NUMBER.match(heading)) else heading
    known = any(one.end - one.start == len(name) for one in rules.find("names", fold(name)))
    return f"{name.rstrip('.')} " if known or COMPANY.fullmatch(name) else ""


def _ground_above(segment: Segment, language: str) -> str:
    """The ground that the lead-in or the innermost heading names, and nothing beside it."""
    heading = segment.section[-1] if segment.section and segment.kind is not SegmentKind.HEADING else ""
    return ground_titled(segment.lead_in or "", language) or ground_titled(heading, language)


def _tells_purpose(words: str, rules: Vocabulary) -> bool:
    """Whether a sentence below a title goes on from it ("To send parcels.") or tells what the vendor does."""
    folded = fold(words)
    opening = any(mention.start == 0 for mention in rules.find("purpose_opening", folded))
    return opening or bool(rules.find("we", folded) and rules.find("purposes", folded))


_COPYRIGHT = re.compile(r"[^\w(]*(?:©|\(c\)\s?\d{4}|copyright\s(?:©|\(c\)|\d{4}))", re.IGNORECASE)
_CONTENTS = re.compile(r"\[[^\]]*\]\(#[^)]*\)")  # an entry of a table of contents: a link into the same page
_NUMBER = re.compile(r"[\W\d]+")
_TITLE_AT_MOST = 12  # words


def _announces(sentence: str, rules: Vocabulary) -> bool:
    """Whether a sentence is a question, a title, a line on copyright or an entry of a table of contents: none of them
    states anything.
    """
    if _CONTENTS.fullmatch(sentence.strip()) or _COPYRIGHT.match(sentence):
        return True
    if _BOLD.fullmatch(sentence.strip()) and _is_title(fold(sentence), rules):
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


_BOLD = re.compile(r"[^\w*]*\*\*[^*]+\*\*[.:]?")


def _is_title(folded: str, rules: Vocabulary) -> bool:
    """Whether bold words are but the title of what follows: "**Sale of personal data.**", but not "**Our hosts.**"."""
    return bool(rules.find("sharing", folded)) and not any(
        rules.find(topic, folded) for topic in ("we", "negation", "recipients", "names", "legal_basis")
    )


def _unnumbered(folded: str) -> str:
    """A title without the number and the marks in front of it."""
    return folded[number.end() :] if (number := _NUMBER.match(folded)) else folded


def statement(sentence: Sentence, ordinal: int, rules: Vocabulary) -> Statement:
    """A sentence, folded and looked through for words. ordinal: of its segment."""
    raw = flat(sentence.lead_in + sentence.quote)
    text, words = masked(lower(raw), rules)
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
        ground=sentence.ground,
        words=words,
    )


@remembered(1024)
def _states(heading: str, rules: Vocabulary) -> bool:
    """Whether a heading is a statement itself ("We do not share your data", "Legal basis: consent"), and no title."""
    folded = fold(heading)
    title, _, named = folded.partition(":")
    if named and "legal_basis" in topics_of(title, rules.language) and rules.find("legal_basis", named):
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
