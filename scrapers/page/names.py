"""How legal documents are named, in titles, links and addresses, in many languages. Pure; the names are data.

Titles and links are compared with rules/discover.toml by whole words; the longest name that they hold counts.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import unquote, urlsplit

HUB = "hub"
"""The terms type of a page that is no document itself but may lead to one."""

_SURELY = 65.0  # the score of a label that is a document's name and few more words
_OTHER_FILES = re.compile(r"\.(?:js|css|png|jpe?g|svg|gif|webp|ico|woff2?|json|xml|zip|mp4)$", re.IGNORECASE)
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")  # kana and Chinese characters
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "userPrivacy"
_ENDINGS = re.compile(r"\.(?:html?|php|aspx?|pdf|jsp)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a kind of document. strength: up to 100, how surely a link of just these words leads to it."""

    words: tuple[str, ...]
    terms_type: str
    strength: float
    language: str | None


@dataclass(frozen=True, slots=True)
class Rules:
    """rules/discover.toml as it is used."""

    names: Mapping[str, tuple[Name, ...]]  # by their first word
    unspaced: tuple[Name, ...]  # of languages that write without spaces: found inside words
    path_words: Mapping[str, str]  # word -> terms type
    paths: Mapping[str, tuple[str, ...]]  # terms type -> usual paths
    doubts: frozenset[str]
    strangers: frozenset[str]
    hosts: frozenset[str]
    generic: frozenset[str]
    seconds: frozenset[str]
    languages: Mapping[str, tuple[str, ...]]


@cache
def rules() -> Rules:
    """The rules, read once."""
    data = tomllib.loads((files("scrapers") / "rules" / "discover.toml").read_text(encoding="utf-8"))
    names: dict[str, list[Name]] = {}
    for name in _names(data):
        names.setdefault(name.words[0], []).append(name)
    return Rules(
        unspaced=tuple(name for group in names.values() for name in group if _UNSPACED.match(name.words[0])),
        names={first: tuple(group) for first, group in names.items()},
        path_words={word: kind for kind, entry in data["types"].items() for word in entry["words"]},
        paths={kind: tuple(entry["paths"]) for kind, entry in data["types"].items()},
        doubts=frozenset(data["doubts"]["words"]),
        strangers=frozenset(data["strangers"]["hosts"]),
        hosts=frozenset(data["strangers"]["but"]),
        generic=frozenset(data["generic"]["words"]),
        seconds=frozenset(data["suffixes"]["seconds"]),
        languages={code: tuple(labels) for code, labels in data["languages"].items()},
    )


def _names(data: Mapping[str, Mapping[str, Mapping[str, Mapping[str, list[str]]]]]) -> Iterator[Name]:
    for kind, entry in data["types"].items():
        for language, labels in entry["labels"].items():
            for place, label in enumerate(labels):
                yield Name(tuple(plain_words(label)), kind, 100.0 - min(place, 20), language)
    for label in data["hubs"]["labels"]:
        yield Name(tuple(plain_words(str(label))), HUB, 45.0, None)


def terms_type(title: str) -> str | None:
    """The kind of document that a title or link text names; None where it names none."""
    name, _ = best_name(plain_words(title))
    return name.terms_type if name and name.terms_type != HUB else None


def names_document(label: str) -> bool:
    """Whether a label is the name of a legal document, or little more."""
    words = plain_words(label)
    name, score = best_name(words) if words else (None, 0.0)
    return name is not None and name.terms_type != HUB and score >= _SURELY


def best_name(words: list[str]) -> tuple[Name | None, float]:
    """The name that the words hold, and how surely they are a link to that document: the longest name wins."""
    best: Name | None = None
    for start, word in enumerate(words):
        for name in rules().names.get(word, ()):
            end = start + len(name.words)
            if tuple(words[start:end]) == name.words and (best is None or _weight(name) > _weight(best)):
                best = name
    for name in rules().unspaced if any(map(_UNSPACED.search, words)) else ():
        if any(name.words[0] in word for word in words) and (best is None or _weight(name) > _weight(best)):
            best = name
    if best is None:
        return None, 0.0
    rest = len(words) - len(best.words)
    doubt = 40 if rules().doubts.intersection(words) - set(best.words) else 0
    return best, max(best.strength - 5 * rest - doubt, 1.0)


def _weight(name: Name) -> tuple[bool, int, float]:
    return name.terms_type != HUB, sum(map(len, name.words)), name.strength


def named_by_address(url: str) -> tuple[str | None, float]:
    """The kind of document that an address names, and how surely: its last part tells most."""
    segments = [segment for segment in unquote(urlsplit(url).path).split("/") if segment]
    if not segments or _OTHER_FILES.search(segments[-1]):
        return None, 0.0
    for depth, segment in enumerate(reversed(segments[-3:])):
        words = plain_words(_CAMEL.sub(" ", _ENDINGS.sub("", segment)))
        name, score = best_name(words)
        if name and name.terms_type != HUB:
            return name.terms_type, score * (0.7 - 0.15 * depth)
        known = next((rules().path_words[word] for word in words if word in rules().path_words), None)
        if known:
            return known, (50 - 5 * len(words)) * (0.7 - 0.15 * depth)
    return None, 0.0


def plain_words(text: str) -> list[str]:
    """Words without case, accents and punctuation, as the names in rules/discover.toml are written."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(mark for mark in plain if not unicodedata.combining(mark)))
