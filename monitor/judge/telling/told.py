"""A sentence about what changed, with the way that it points. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.model import Direction, Sentence, Term


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about what changed; direction: None where the facts alone do not say."""

    sentence: Sentence
    direction: Direction | None


def told(key: str, direction: Direction | None, **named: Iterable[Term]) -> Told:
    """key: of a sentence in monitor/sentences/*.toml. named: what stands in its places."""
    return Told(say(key, **named), direction)


def say(key: str, **named: Iterable[Term]) -> Sentence:
    return Sentence(key, {place: tuple(terms) for place, terms in named.items()})
