"""Single statements of policies that were read for themselves: labels here, texts from the data folder.

A line of labels/statements.jsonl is one pair of versions (blobs of Open Terms Archive's "contrib" history) with the
statements that were read of it, each under the name that `statement_name` gives it. Where a pair has no old version,
the statements were read as they stand: the old version is then the new one without them.
A line of labels/statements-fr.jsonl names a labelled change and one of its versions, whose statements were read as they
stand; where it names none, those that the change rewords.
Texts: Open Terms Archive contributors, ODC-By 1.0.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.corpus import labelled_changes
from benchmarks.pointers import LABELS, pointed_at
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
    language: str
    features: Features
    phrases: Phrases
    states: Mapping[Category, bool | None]


def statement_name(revision: Revision) -> str:
    """Of its canonical words on both sides, so that a label finds its statement whatever else the version says."""
    sides = (" ".join(side.words) if side else "" for side in (revision.old, revision.new))
    return hashlib.sha256("\n".join(sides).encode()).hexdigest()[:8]


class Reading(NamedTuple):
    """Statements by their names, with the codes they were given, in one pair of versions. No old one: as they stand."""

    service: str
    language: str
    old: str | None
    new: str
    codes: Mapping[str, str]


def read_statements() -> list[Statement]:
    """The labelled statements whose texts the data folder has; how many are missing is said on standard error."""
    found: list[Statement] = []
    labelled = 0
    for reading in (*of_history(), *of_changes()):
        labelled += len(reading.codes)
        found += statements_of(reading)
    print(f"{len(found)} of {labelled} labelled statements found", file=sys.stderr)
    return found


def of_history() -> Iterator[Reading]:
    """Those of labels/statements.jsonl."""
    for entry in pointed_at("statements"):
        service = entry["document"].partition("/")[0]
        yield Reading(service, LANGUAGE, entry["old"], entry["new"], entry["statements"])


def of_changes() -> Iterator[Reading]:
    """Those of labels/statements-fr.jsonl."""
    changes = {change.id: change for change in labelled_changes("fr-de")}
    for line in (LABELS / "statements-fr.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        change, codes = changes[entry["change"]], entry["statements"]
        if entry["version"] is None:
            yield Reading(change.service, change.language, change.old, change.new, codes)
        else:
            yield Reading(change.service, change.language, None, getattr(change, entry["version"]), codes)


def _without(text: str, names: Set[str]) -> str:
    """A text without the blocks in which statements of these names stand."""
    told = [revision.shown for revision in revisions(compare("", text)) if statement_name(revision) in names]
    gone = [canonical(passage.text) for passage in told]
    kept = (block for block in text.split("\n\n") if block.startswith("#") or not _holds(canonical(block), gone))
    return "\n\n".join(kept)


def _holds(block: str, statements: list[str]) -> bool:
    return any(statement in block for statement in statements)


def statements_of(reading: Reading) -> Iterator[Statement]:
    """The labelled statements of a pair of versions, as training sees them."""
    old = _without(reading.new, reading.codes.keys()) if reading.old is None else reading.old
    for revision, found, said in seen(compare(old, reading.new), reading.language, grown=False):
        if codes := reading.codes.get(statement_name(revision)):
            states = {category: _stated(codes, code) for category, code in _CODES.items()}
            yield Statement(reading.service, reading.language, found, said, states)


def _stated(codes: str, code: str) -> bool | None:
    return None if code in codes else code.upper() in codes
