"""Labelled changes beside those that are held to floors: verdicts in labels, texts from the data folder.

None where the data folder has not their texts, which is said on standard error.
"""

from __future__ import annotations

from benchmarks.corpus import LabelledChange, labelled
from benchmarks.pointers import captured, pointed_at


def more_changes() -> list[LabelledChange]:
    """Those that only training uses."""
    return [labelled(entry) for entry in pointed_at("more")]


def captured_changes() -> list[LabelledChange]:
    """Those between captured pages of services that shaped neither weights nor rules."""
    return [labelled(entry) for entry in captured("captured")]
