"""The phrases of rules/captures.toml: words by which a captured page shows that it is not (only) the policy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

from monitor.compare.noise import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An entry of rules/captures.toml; its comments say what the fields mean."""

    kind: str
    side: str
    phrases: tuple[str, ...]
    reason: str
    shorter_than: int = 0

    def matches(self, text: str) -> bool:
        """Whether a text is too short for a policy and holds one of the phrases."""
        if len(text) > 40 * self.shorter_than or len(text.split()) > 2 * self.shorter_than:
            return False  # cheap, and generous: link targets and marks are words to neither
        words = canonical(text)
        return len(words.split()) < self.shorter_than and self.count(words) > 0

    def count(self, words: str) -> int:
        """How many of the phrases stand among these canonical words."""
        return sum(f" {phrase} " in f" {words} " for phrase in self.phrases)


def _load() -> tuple[Rule, ...]:
    listed = tomllib.loads((resources.files("monitor.compare") / "rules" / "captures.toml").read_text("utf-8"))
    return tuple(
        Rule(
            kind=entry["kind"],
            side=entry["side"],
            phrases=tuple(entry["phrases"]),
            reason=entry["reason"],
            shorter_than=entry.get("shorter_than", 0),
        )
        for entry in listed["capture"]
    )


RULES = _load()
