"""A sentence before it is in any language: which one it is, and what it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Term(NamedTuple):
    """A thing that a sentence names.

    kind: the table of monitor/sentences/*.toml that has a word for its code ("recipient", "ground", "place" ...); or
    "name" and "quote" for the policy's own words, and "period" for a duration of ISO 8601, which are in no table.
    """

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """key: of the sentence in monitor/sentences/*.toml. named: the things that stand in each of its places."""

    key: str
    named: Mapping[str, tuple[Term, ...]]
