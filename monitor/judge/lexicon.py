"""The rules of reading, loaded from `rules/`: the one place that touches the files; the readers take them as data.

A rule is one small thing that a policy can say: what it means, the cues that say it, the law or guidance behind it,
sentences that trip it and sentences that must not (tests/test_rules.py runs them all). The files of `rules/` hold one
topic each; those in a folder named by a language belong to that language, the others to every language.

Cues are regular expressions over lower-case text, made kinder to read: a space stands for any white space or hyphen,
"~" for up to five words in between, "(a|b)" groups without capturing, and every cue starts and ends at a word's edge.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

_GAP = r"(?:[^\w.;:]+[\w'’]+){0,5}?[^\w.;:]+"
_KINDER = re.compile(r"\[[^\]]*\]|\\.|\((?!\?)| ?~ ?| ")
_MEANT = {"(": "(?:", " ": r"[\s\-]+", "~": _GAP, " ~ ": _GAP, " ~": _GAP, "~ ": _GAP}


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


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The rules of one topic as one pattern; at one place in a text the rule that stands first in its file wins."""

    rules: tuple[Rule, ...]
    pattern: re.Pattern[str] | None

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The mentions in text[start:end] (folded text, see `sentences.fold`), from left to right."""
        if self.pattern is None:
            return []
        found = self.pattern.finditer(text, start, len(text) if end is None else end)
        return [Mention(self.rules[(match.lastindex or 1) - 1], match.start(), match.end()) for match in found]

    def codes(self, text: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """The codes mentioned, each once, in order of first mention."""
        return tuple(dict.fromkeys(mention.rule.code for mention in self.find(text, start, end)))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All topics of one language."""

    language: str
    topics: Mapping[str, Vocabulary]

    def __getitem__(self, topic: str) -> Vocabulary:
        return self.topics.get(topic, _NOTHING)


_NOTHING = Vocabulary((), None)


def cue_pattern(cue: str) -> str:
    """A cue as a regular expression (see the module's text); what stands in [...] is left as it is."""
    return _KINDER.sub(lambda match: _MEANT.get(match[0], match[0]), cue)


def vocabulary(rules: Iterable[Rule]) -> Vocabulary:
    """Rules as one pattern, a capturing group per rule."""
    ruled = tuple(rule for rule in rules if rule.cues)
    groups = ("(" + "|".join(cue_pattern(cue) for cue in rule.cues) + ")" for rule in ruled)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(groups) + r")(?!\w)") if ruled else None
    return Vocabulary(ruled, pattern)


@lru_cache
def rules() -> tuple[Rule, ...]:
    """Every rule of every language, in the order of the files."""
    root = files("monitor.judge") / "rules"
    found: list[Rule] = []
    for entry in sorted(root.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            inner = sorted(entry.iterdir(), key=lambda item: item.name)
            found.extend(rule for file in inner for rule in _parse(file.read_text("utf-8"), entry.name))
        elif entry.name.endswith(".toml"):
            found.extend(_parse(entry.read_text("utf-8"), ""))
    return tuple(found)


@lru_cache
def lexicon(language: str) -> Lexicon:
    """The rules of a language with those of every language. A language without rules of its own has no frames."""
    topics: dict[str, list[Rule]] = {}
    for rule in rules():
        if rule.language in ("", language):
            topics.setdefault(rule.topic, []).append(rule)
    return Lexicon(language, {topic: vocabulary(members) for topic, members in topics.items()})


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
