"""Single statements of policies that were read for themselves: labels here, texts from the history of the data folder.

A line of labels/statements.jsonl is one pair of versions (blobs of Open Terms Archive's "contrib" history) with the
statements that were read of it, each under the name that `statement_name` gives it. Where a pair has no old version,
the statements were read as they stand: the old version is then the new one without them.
Texts: Open Terms Archive contributors, ODC-By 1.0.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from benchmarks.pointers import pointed_at
from monitor.compare.align import compare
from monitor.compare.noise import canonical
from monitor.judge.delta import seen
from monitor.judge.features import Features
from monitor.judge.passages import Revision, revisions
from monitor.judge.phrases import LANGUAGE, Phrases
from monitor.model import Category

_CODES = {Category.SHARING: "s", Category.RETENTION: "r", Category.LEGAL_BASIS: "l"}


@dataclass(frozen=True, slots=True)
class Statement:
    """states: whether it tells a fact of a category, or its rewording changes one; None is borderline."""

    service: str
    features: Features
    phrases: Phrases
    states: Mapping[Category, bool | None]


def statement_name(revision: Revision) -> str:
    """Of its canonical words on both sides, so that a label finds its statement whatever else the version says."""
    sides = (" ".join(side.words) if side else "" for side in (revision.old, revision.new))
    return hashlib.sha256("\n".join(sides).encode()).hexdigest()[:8]


def read_statements() -> list[Statement]:
    """The labelled statements whose texts the data folder has; how many are missing is said on standard error."""
    found: list[Statement] = []
    labelled = 0
    for entry in pointed_at("statements"):
        labelled += len(entry["statements"])
        found += _statements(entry)
    print(f"{len(found)} of {labelled} labelled statements found", file=sys.stderr)
    return found


def _without(text: str, names: Set[str]) -> str:
    """A text without the blocks in which statements of these names stand."""
    told = [revision.shown for revision in revisions(compare("", text)) if statement_name(revision) in names]
    gone = [canonical(passage.text) for passage in told]
    kept = (block for block in text.split("\n\n") if block.startswith("#") or not _holds(canonical(block), gone))
    return "\n\n".join(kept)


def _holds(block: str, statements: list[str]) -> bool:
    return any(statement in block for statement in statements)


def _statements(entry: dict[str, Any]) -> Iterator[Statement]:
    labels, new = entry["statements"], entry["new"]
    old = _without(new, labels.keys()) if entry["old"] is None else entry["old"]
    service = entry["document"].partition("/")[0]
    for revision, found, said in seen(compare(old, new), LANGUAGE):
        if codes := labels.get(statement_name(revision)):
            yield Statement(service, found, said, {category: _stated(codes, code) for category, code in _CODES.items()})


def _stated(codes: str, code: str) -> bool | None:
    return None if code in codes else code.upper() in codes
