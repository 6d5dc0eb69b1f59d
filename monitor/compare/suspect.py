"""Whether two texts are two states of one policy, or one of them is something else that was captured."""

from __future__ import annotations

from monitor.model.change import Comparison


def suspicion(old: str, new: str, comparison: Comparison) -> str | None:
    """Why one of the texts is not the policy, in one plain sentence; None where both seem to be."""
    for name, text in (("old", old), ("new", new)):
        if len(text.split()) < 40:
            return f"The {name} text has only a few words: the page did not show the policy."
    return None if comparison.old and comparison.new else "One of the texts has no passage that could be compared."
