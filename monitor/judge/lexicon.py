"""The rules of reading, loaded from `rules/`: the one place that touches the files; the readers take them as data.

A rule is one small thing that a policy can say: what it means, the cues that say it, the law or guidance behind it,
sentences that trip it and sentences that must not (tests/test_rules.py runs them all). The files of `rules/` hold one
topic each; those in a folder named by a language belong to that language, the others to every language.

Cues are regular expressions over lower-case text, made kinder to read: a space stands for any white space or hyphen,
"~" for some words in between (36 letters; "~~": 100), "(a|b)" groups without
capturing, and every cue starts and ends at a word's edge.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import Any

from monitor.judge.openings import ANY, LENGTH, NUMBER, openings

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


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a rule's cue stands."""

    rule: Rule
    start: int
    end: int


Words = dict[str, list[int]]
_WORD = re.compile(rf"([^\W_]{{1,{LENGTH}}})\w*")  # looking behind for the word's edge would take three times as long


def words_of(text: str) -> Words:
    """The words of a folded text by their first letters, with their offsets: where cues can begin."""
    found: Words = {}
    for match in _WORD.finditer(text):
        opening = match[1]
        found.setdefault(NUMBER if opening[0].isdigit() else opening, []).append(match.start())
    return found


class Vocabulary:
    """The rules of one topic; at one place in a text the rule that stands first in its file wins."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._tried: dict[str, tuple[re.Pattern[str], tuple[Rule, ...]]] = {}

    @cached_property
    def _by_opening(self) -> Mapping[str, Set[tuple[int, int]]]:
        """Opening -> (number of the rule, of its cue). Made when first asked for: most topics of most languages
        never are."""
        found: dict[str, set[tuple[int, int]]] = {}
        for number, rule in enumerate(self.rules):
            for place, cue in enumerate(rule.cues):
                for opening in openings(cue):
                    found.setdefault(opening, set()).add((number, place))
        return found

    @property
    def pattern(self) -> re.Pattern[str]:
        """All cues as one pattern with a group per rule."""
        groups = ("(" + "|".join(cue_pattern(cue) for cue in rule.cues) + ")" for rule in self.rules)
        return re.compile(r"(?<!\w)(?:" + "|".join(groups) + r")(?!\w)")

    def find(self, text: str, words: Words | None = None) -> list[Mention]:
        """The mentions in a folded text (see `statements.fold`), from left to right, none over another.

        words: `words_of(text)`, where it is known already.
        """
        words = words_of(text) if words is None else words
        met = words.keys() if ANY in self._by_opening else words.keys() & self._by_opening.keys()
        if not met:
            return []
        found = []
        for opening in met:
            pattern, tried = self._tried.get(opening) or self._to_try(opening)
            for start in words[opening]:
                if match := pattern.match(text, start):
                    assert match.lastindex is not None  # noqa: S101  every alternative is a group
                    found.append(Mention(tried[match.lastindex - 1], start, match.end()))
        return _none_over_another(found) if len(found) > 1 else found

    def codes(self, text: str) -> tuple[str, ...]:
        """The codes mentioned, each once, in order of first mention."""
        return tuple(dict.fromkeys(mention.rule.code for mention in self.find(text)))

    def _to_try(self, opening: str) -> tuple[re.Pattern[str], tuple[Rule, ...]]:
        """The cues that can begin so, in the order of the file, as one pattern with a group per rule; and these rules.

        Compiled when first met: most never are.
        """
        places = sorted(self._by_opening.get(opening, set()) | self._by_opening.get(ANY, set()))
        by_rule = [(self.rules[number], list(cues)) for number, cues in groupby(places, key=itemgetter(0))]
        groups = ("|".join(cue_pattern(rule.cues[cue]) for _, cue in cues) for rule, cues in by_rule)
        pattern = re.compile("|".join(f"({group}){_EDGE}" for group in groups))
        self._tried[opening] = pattern, tuple(rule for rule, _ in by_rule)
        return self._tried[opening]


def _none_over_another(found: Iterable[Mention]) -> list[Mention]:
    """From left to right, without those that begin inside the one before."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda mention: mention.start):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def vocabulary(rules: Iterable[Rule]) -> Vocabulary:
    return Vocabulary(rules)


# A cue may end in a look ahead, behind a space; only within a word it must not end.
_EDGE = r"(?:(?<!\w)|(?!\w))"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All topics of one language."""

    language: str
    topics: Mapping[str, Vocabulary]

    def __getitem__(self, topic: str) -> Vocabulary:
        return self.topics.get(topic, _NOTHING)


_NOTHING = Vocabulary(())


def cue_pattern(cue: str) -> str:
    """A cue as a regular expression (see the module's text); what stands in [...] is left as it is."""
    return _KINDER.sub(lambda match: _MEANT.get(match[0], match[0]), cue)


@lru_cache
def rules(*languages: str) -> tuple[Rule, ...]:
    """The rules of these languages (without any: of all) with those of every language, in the order of the files."""
    found: list[Rule] = []
    for entry in sorted((files("monitor.judge") / "rules").iterdir(), key=lambda item: item.name):
        if entry.is_file() and entry.name.endswith(".toml"):
            found.extend(_parse(entry.read_text("utf-8"), ""))
        elif entry.is_dir() and (not languages or entry.name in languages):
            inner = sorted(entry.iterdir(), key=lambda item: item.name)
            found.extend(rule for file in inner for rule in _parse(file.read_text("utf-8"), entry.name))
    return tuple(found)


@lru_cache
def lexicon(language: str) -> Lexicon:
    """The rules of a language with those of every language. A language without rules of its own has no frames."""
    topics: dict[str, list[Rule]] = {}
    for rule in rules(language):
        topics.setdefault(rule.topic, []).append(rule)
    return Lexicon(language, {topic: Vocabulary(members) for topic, members in topics.items()})


_KNOWN = {"id", "topic", "means", "source", "cues", "trips", "spares"}


def _parse(text: str, language: str) -> list[Rule]:
    document = tomllib.loads(text)
    return [_rule(entry, document["topic"], document["source"], language) for entry in document["rule"]]


def _rule(entry: dict[str, Any], topic: str, source: str, language: str) -> Rule:
    return Rule(
        id=entry["id"],
        topic=entry.get("topic", topic),
        language=language,
        means=entry["means"],
        source=entry.get("source", source),
        cues=tuple(entry["cues"]),
        trips=tuple(entry.get("trips", ())),
        spares=tuple(entry.get("spares", ())),
        note={key: str(value) for key, value in entry.items() if key not in _KNOWN},
    )
