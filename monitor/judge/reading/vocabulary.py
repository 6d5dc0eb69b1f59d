"""Where the cues of many rules stand in a text.

A text's words are looked up once, for all topics; a cue is tried where a word begins as its first word does, and only
where the text has the other words that it needs (`monitor.judge.reading.openings`). Of 60 places and cues that fit by
the first word 10 are tried in a sentence of a policy, and 3 hold.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from monitor.compare.remembered import Remembered
from monitor.judge.reading.openings import Openings, keys, needed, openings

_KINDER = re.compile(r"\[[^\]]*\]|\\.|\((?!\?)| ~ |~~ |~ | ~| \??")
_MEANT = {
    "(": "(?:",
    " ": r"[\s\-]+",
    " ?": r"[\s\-]*",
    # Gaps are counted in letters: counting words cost as much as everything else together.
    " ~ ": r"[^\w.;:][^.;:]{0,36}?(?<!\w)",
    "~~ ": r"[^.;:]{1,100}?(?<!\w)",
    "~ ": r"[^.;:]{1,36}?(?<!\w)",
    " ~": r"[^\w.;:][^.;:]{1,36}?(?!\w)",
}
# A cue may end in a look ahead, behind a space; only within a word it must not end.
_EDGE = r"(?:(?<!\w)|(?!\w))"
_WORDS_REMEMBERED = 32_768  # a policy has 1,500 different words, a year of policies twenty times as many


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. id: "topic.code". note: the rule's other keys, as the file gives them (kind, article, counterpart)."""

    id: str
    topic: str
    language: str
    means: str
    source: str
    cues: tuple[str, ...]
    trips: tuple[str, ...]
    spares: tuple[str, ...]
    note: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.id.rpartition(".")[2]


class Mention(NamedTuple):
    """A place in a text where a rule's cue stands."""

    rule: Rule
    start: int
    end: int


def cue_pattern(cue: str) -> str:
    """A cue as a regular expression (see `monitor.judge.reading.lexicon`); what stands in [...] is left as it is."""
    return _KINDER.sub(lambda match: _MEANT.get(match[0], match[0]), cue)


class _Spaced(dict[int, str]):
    """For `str.translate`: a space for everything that is no letter or figure."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if chr(code).isalnum() else " "
        return self[code]


_SPACED = _Spaced()
_SPACED_ASCII = bytes(map(ord, map(_SPACED.__getitem__, range(128)))) + bytes(128)


def _spaced(text: str) -> str:
    return text.encode().translate(_SPACED_ASCII).decode() if text.isascii() else text.translate(_SPACED)


class _Cue:
    """A cue of a rule. needs: a bit for each set of words of which a text must have one. match: at a place in it."""

    __slots__ = ("_cue", "match", "needs", "rule", "topic")

    def __init__(self, cue: str, topic: str, rule: Rule, needs: int) -> None:
        self.topic = topic
        self.rule = rule
        self.needs = needs
        self.match: Callable[..., re.Match[str] | None] = self._compiled_match
        self._cue = cue

    def _compiled_match(self, text: str, start: int) -> re.Match[str] | None:
        """Compiles the cue when it is first tried: most never are."""
        self.match = re.compile(f"(?:{cue_pattern(self._cue)}){_EDGE}").match
        return self.match(text, start)


class Words(NamedTuple):
    """The words of a text, looked up. begun: the offsets at which cues can begin, and those cues by topic, in the order
    of the file. unmet: the needs that no word meets, among them a bit for each topic of which no cue can begin."""

    begun: Sequence[tuple[int, _Begins]]
    unmet: int


_Begins = Mapping[str, tuple[_Cue, ...]]  # topic -> the cues that can begin with a word
_Word = tuple[_Begins, int]  # ... and the needs that the word meets


class Vocabulary:
    """The rules of a language by topic; at one place in a text the rule that stands first in its file wins."""

    def __init__(self, language: str, topics: Mapping[str, Iterable[Rule]]) -> None:
        self.language = language
        self.topics = {topic: tuple(rules) for topic, rules in topics.items()}
        self._by_opening: dict[str, tuple[_Cue, ...]] = {}
        self._topic_bits = {topic: 1 << number for number, topic in enumerate(self.topics)}
        self._bits: dict[str, int] = defaultdict(int)
        self._order: dict[_Cue, int] = {}
        self._anywhere: list[_Cue] = []
        self._all = 0
        self._index()
        self.known = Remembered(self._look_up, at_most=_WORDS_REMEMBERED)

    def _index(self) -> None:
        bits: dict[Openings, int] = {}
        first = len(self.topics)
        shared: dict[tuple[_Cue, ...], tuple[_Cue, ...]] = {}  # most openings of a cue are of no other
        for topic, rule, cue in [(t, r, cue) for t, rules in self.topics.items() for r in rules for cue in r.cues]:
            needs = reduce(or_, [bits.setdefault(one, 1 << first + len(bits)) for one in needed(cue)], 0)
            made = _Cue(cue, topic, rule, needs)
            self._order[made] = len(self._order)
            begins = openings(cue)
            if needs and "" in begins:
                self._anywhere.append(made)
                continue
            for opening in begins:
                known = (*self._by_opening.get(opening, ()), made)
                self._by_opening[opening] = shared.setdefault(known, known)
        for one, bit in bits.items():
            for opening in one:
                self._bits[opening] |= bit
        self._all = (1 << first + len(bits)) - 1

    def _look_up(self, word: str) -> _Word | None:
        """The cues that can begin with the word, and the bits of the needs it meets; None where there are neither."""
        met = 0
        begun: set[_Cue] = set()
        for key in keys(word):
            met |= self._bits.get(key, 0)
            begun.update(self._by_opening.get(key, ()))
        begins = self._by_topic(begun)
        for topic in begins:
            met |= self._topic_bits[topic]
        return (begins, met) if met else None

    def _by_topic(self, begun: Iterable[_Cue]) -> _Begins:
        begins: dict[str, tuple[_Cue, ...]] = {}
        for cue in sorted(begun, key=self._order.__getitem__):
            begins[cue.topic] = (*begins.get(cue.topic, ()), cue)
        return begins

    def words(self, text: str) -> Words:
        """The words of a folded text (see `monitor.judge.reading.folding`), looked up for every topic."""
        begun: list[tuple[int, _Begins]] = []
        met = start = 0
        parts = _spaced(text).split(" ")
        for part, word in zip(parts, map(self.known.__getitem__, parts), strict=True):
            if word is not None:
                begins, meets = word
                met |= meets
                if begins:
                    begun.append((start, begins))
            start += len(part) + 1
        words = Words(begun, self._all & ~met)
        loose = [cue for cue in self._anywhere if not cue.needs & words.unmet]
        return self._with_loose(loose, parts, words) if loose else words

    def _with_loose(self, loose: Sequence[_Cue], parts: Iterable[str], words: Words) -> Words:
        """The same words where some cues, whose own are there, can begin with any word: "... operated and run by"."""
        known = dict(words.begun)
        begun = []
        start = 0
        for part in parts:
            if part:
                begins = chain(loose, *known.get(start, {}).values())
                begun.append((start, self._by_topic(begins)))
            start += len(part) + 1
        unmet = words.unmet
        for cue in loose:
            unmet &= ~self._topic_bits[cue.topic]
        return Words(begun, unmet)

    def find(self, topic: str, text: str, words: Words | None = None) -> list[Mention]:
        """The mentions of a topic in a folded text, from left to right, none over another.

        words: `words(text)`, where it is known already.
        """
        begun, unmet = self.words(text) if words is None else words
        found: list[Mention] = []
        bit = self._topic_bits.get(topic)
        if bit is None or bit & unmet:
            return found
        end = 0
        for start, begins in begun:
            if topic in begins and start >= end:
                for cue in begins[topic]:
                    if not cue.needs & unmet and (match := cue.match(text, start)):
                        end = match.end()
                        found.append(Mention(cue.rule, start, end))
                        break
        return found

    def find_all(self, text: str) -> dict[str, list[Mention]]:
        """The mentions of every topic that has one, for whoever asks for all."""
        begun, unmet = self.words(text)
        found: dict[str, list[Mention]] = {}
        for start, begins in begun:
            for topic, cues in begins.items():
                if topic in found and start < found[topic][-1].end:
                    continue
                for cue in cues:
                    if not cue.needs & unmet and (match := cue.match(text, start)):
                        found.setdefault(topic, []).append(Mention(cue.rule, start, match.end()))
                        break
        return found

    def codes(self, topic: str, text: str, words: Words | None = None) -> tuple[str, ...]:
        """The codes of a topic that are mentioned, each once, in order of first mention (words: as for `find`)."""
        return tuple(dict.fromkeys(mention.rule.code for mention in self.find(topic, text, words)))
