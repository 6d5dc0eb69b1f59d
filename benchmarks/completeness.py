"""How much of the policy a reader finds, against the text that a person selected by hand."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Sequence

from benchmarks.captures import Json
from monitor.model import words


def score(pair: Json, text: str) -> dict[str, float]:
    """Token precision, recall and F1 (multisets), and the shares of items, headings and table cells that are there."""
    reference, got = words(pair["text"]), words(text)
    common = sum((Counter(reference) & Counter(got)).values())
    precision = common / len(got) if got else 0.0
    recall = common / len(reference) if reference else 0.0
    f1 = 2 * precision * recall / (precision + recall) if common else 0.0
    cells = [cell for table in pair["tables"] for row in table for cell in row]
    kept = {
        "items": _kept(got, pair["items"], least=3),
        "headings": _kept(got, pair["headings"], least=1),
        "cells": _kept(got, cells, least=1),
    }
    found = {name: share for name, share in kept.items() if share is not None}
    return {"precision": precision, "recall": recall, "f1": f1, **found}


def _kept(got: Sequence[str], passages: list[str], *, least: int) -> float | None:
    """The share of the passages whose first words are in the text; None where there are too few of them to tell."""
    wanted = [sequence for sequence in (words(passage)[:12] for passage in passages) if len(sequence) >= least]
    if len(wanted) < 3:
        return None
    text = f" {' '.join(got)} "
    return sum(f" {' '.join(sequence)} " in text for sequence in wanted) / len(wanted)


def summary(documents: Sequence[list[dict[str, float]]]) -> dict[str, float]:
    """Means over documents, each weighing the same; f1_p10 is the document at the tenth percentile."""
    per_document = [_means(scores) for scores in documents]
    figures = _means(per_document)
    ordered = sorted(scores["f1"] for scores in per_document)
    return figures | {"f1_p10": ordered[len(ordered) // 10]}


def _means(scores: Sequence[dict[str, float]]) -> dict[str, float]:
    names = list(dict.fromkeys(name for score in scores for name in score))
    values = {name: [score[name] for score in scores if name in score] for name in names}
    return {name: sum(found) / len(found) for name, found in values.items()}


def worst_lines(pair: Json, text: str, count: int) -> tuple[list[str], list[str]]:
    """The longest lines that are missing, and those that are too many."""
    reference, got = " ".join(words(pair["text"])), " ".join(words(text))
    missing = [line for line in pair["text"].split("\n") if " ".join(words(line)) not in got]
    extra = [line for line in text.split("\n") if " ".join(words(line)) not in reference]
    return _longest(missing, count), _longest(extra, count)


def _longest(lines: list[str], count: int) -> list[str]:
    by_length = sorted((-len(line), index) for index, line in enumerate(lines))[:count]
    chosen: list[int] = []
    for _, index in by_length:
        bisect.insort(chosen, index)
    return [lines[index] for index in chosen]
