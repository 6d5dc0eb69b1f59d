"""Where the cues of many rules stand in a text.

A text's words are looked up once, for all topics; a cue is tried where a word begins as its first word does, and only
where the text has the other words that it needs (`monitor.judge.openings`). Of 60 places and cues that fit by the first
word 10 are tried in a sentence of a policy, and 3 hold.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import NamedTuple

from monitor.compare.remembered import Remembered
from monitor.judge.openings import Openings, keys, needed, openings

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
    """A cue as a regular expression (see `monitor.judge.lexicon`); what stands in [...] is left as it is."""
    return _KINDER.sub(lambda match: _MEANT.get(match[0], match[0]), cue)


class _Spaced(dict[int, str]):
    """For `str.translate`: a space for everything that is no letter or figure."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if chr(code).isalnum() else " "
        return self[code]


_SPACED = _Spaced()


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
    """The words of a text, looked up. topics: topic -> the offsets at which its cues can begin, and those cues in the
    order of the file. unmet: the needs that no word meets."""

    topics: Mapping[str, list[tuple[int, tuple[_Cue, ...]]]]
    unmet: int


_Word = tuple[tuple[tuple[str, tuple[_Cue, ...]], ...], int]  # topics with the cues it begins; the needs it meets


class Vocabulary:
    """The rules of a language by topic; at one place in a text the rule that stands first in its file wins."""

    def __init__(self, language: str, topics: Mapping[str, Iterable[Rule]]) -> None:
        self.language = language
        self.topics = {topic: tuple(rules) for topic, rules in topics.items()}
        self._by_opening: dict[str, tuple[_Cue, ...]] = {}
        self._bits: dict[str, int] = defaultdict(int)
        self._order: dict[_Cue, int] = {}
        self._all = 0
        self._index()
        self.known = Remembered(self._look_up, at_most=_WORDS_REMEMBERED)

    def _index(self) -> None:
        bits: dict[Openings, int] = {}
        shared: dict[tuple[_Cue, ...], tuple[_Cue, ...]] = {}  # most openings of a cue are of no other
        for topic, rule, cue in [(t, r, cue) for t, rules in self.topics.items() for r in rules for cue in r.cues]:
            needs = reduce(or_, [bits.setdefault(one, 1 << len(bits)) for one in needed(cue)], 0)
            made = _Cue(cue, topic, rule, needs)
            self._order[made] = len(self._order)
            for opening in openings(cue):
                known = (*self._by_opening.get(opening, ()), made)
                self._by_opening[opening] = shared.setdefault(known, known)
        for one, bit in bits.items():
            for opening in one:
                self._bits[opening] |= bit
        self._all = (1 << len(bits)) - 1

    def _look_up(self, word: str) -> _Word | None:
        """The cues that can begin with the word, and the bits of the needs it meets; None where there are neither."""
        met = 0
        begun: set[_Cue] = set()
        for key in keys(word):
            met |= self._bits.get(key, 0)
            begun.update(self._by_opening.get(key, ()))
        begins: dict[str, tuple[_Cue, ...]] = {}
        for cue in sorted(begun, key=self._order.__getitem__):
            begins[cue.topic] = (*begins.get(cue.topic, ()), cue)
        return (tuple(begins.items()), met) if begins or met else None

    def words(self, text: str) -> Words:
        """The words of a folded text (see `monitor.judge.folding`), looked up for every topic."""
        parts = text.translate(_SPACED).split(" ")
        topics: dict[str, list[tuple[int, tuple[_Cue, ...]]]] = {}
        met = start = 0
        for part, word in zip(parts, map(self.known.__getitem__, parts), strict=True):
            if word is not None:
                begins, meets = word
                for topic, cues in begins:
                    if topic in topics:
                        topics[topic].append((start, cues))
                    else:
                        topics[topic] = [(start, cues)]
                met |= meets
            start += len(part) + 1
        return Words(topics, self._all & ~met)

    def find(self, topic: str, text: str, words: Words | None = None) -> list[Mention]:
        """The mentions of a topic in a folded text, from left to right, none over another.

        words: `words(text)`, where it is known already.
        """
        topics, unmet = self.words(text) if words is None else words
        found = []
        end = 0
        for start, cues in topics.get(topic, ()):
            if start >= end:
                for cue in cues:
                    if not cue.needs & unmet and (match := cue.match(text, start)):
                        end = match.end()
                        found.append(Mention(cue.rule, start, end))
                        break
        return found

    def codes(self, topic: str, text: str) -> tuple[str, ...]:
        """The codes of a topic that are mentioned, each once, in order of first mention."""
        return tuple(dict.fromkeys(mention.rule.code for mention in self.find(topic, text)))
