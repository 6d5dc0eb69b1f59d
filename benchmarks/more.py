"""The labelled changes that only training uses: verdicts in labels/more.jsonl, texts from the data folder."""

from __future__ import annotations

from benchmarks.corpus import LabelledChange, labelled
from benchmarks.pointers import pointed_at


def more_changes() -> list[LabelledChange]:
    """None where the data folder has not their texts, which is said on standard error."""
    return [labelled(entry) for entry in pointed_at("more")]
