"""The rules of reading, loaded from `rules/`: the one place that touches the files; the readers take them as data.

A rule is one small thing that a policy can say: what it means, the cues that say it, the law or guidance behind it,
sentences that trip it and sentences that must not (tests/judge/test_rules.py runs them all). The files of `rules/` hold
one topic each; those in a folder named by a language belong to that language, the others to every language.

Cues are regular expressions over lower-case text, made kinder to read: a space stands for any white space or hyphen,
"~" for some words in between (36 letters; "~~": 100), "(a|b)" groups without
capturing, and every cue starts and ends at a word's edge.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from monitor.judge.reading import words
from monitor.judge.reading.folding import fold
from monitor.judge.reading.vocabulary import Rule, Vocabulary

CHANGES = "change"  # the topic of rules/*/changes.toml; its cues are those of `monitor.judge.cues`

# Topics that are looked for by themselves, in headings and cells: in every sentence they would cost for nothing.
_APART = frozenset({CHANGES, "headings", "columns", "basis_titles", "question", "interrogative", "fillers",
                    "discretion", "qualified_consent", "bound", "choice", "age", "left_out", "limit",
                    "common_words", "stand_in", "opening_words", "own_people", "products"})  # fmt: skip


@lru_cache
def rules(*languages: str) -> tuple[Rule, ...]:
    """The rules of these languages (without any: of all) with those of every language, in the order of the files."""
    found: list[Rule] = []
    for entry in sorted((files("monitor.judge") / "rules").iterdir(), key=lambda item: item.name):
        if entry.is_file() and entry.name.endswith(".toml"):
            found.extend(_parse(entry.read_text("utf-8"), ""))
        elif entry.is_dir() and (not languages or entry.name in languages):
            inner = sorted((file for file in entry.iterdir() if file.name != words.FILE), key=lambda file: file.name)
            found.extend(rule for file in inner for rule in _parse(file.read_text("utf-8"), entry.name))
    return tuple(found)


@lru_cache
def lexicon(language: str, *topics: str) -> Vocabulary:
    """The rules of a language with those of every language, on these topics (without any: all that sentences tell)."""
    found: dict[str, list[Rule]] = {}
    for rule in rules(language):
        if rule.topic in topics or (not topics and rule.topic not in _APART):
            found.setdefault(rule.topic, []).append(rule)
    return Vocabulary(language, found)


@lru_cache
def words_of(topic: str) -> frozenset[str]:
    """The cues of a topic that are plain words, of all languages."""
    return frozenset(cue for rule in rules() if rule.topic == topic for cue in rule.cues)


def says(topic: str, text: str, language: str) -> bool:
    """Whether a text trips a rule of this topic."""
    return bool(lexicon(language, topic).find(topic, fold(text)))


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
