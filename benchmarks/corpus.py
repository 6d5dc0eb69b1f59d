"""The labelled changes of the data folder (texts: Open Terms Archive contributors, ODC-By 1.0)."""

from __future__ import annotations

import hashlib
import json
import lzma
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.compare.noise import canonical
from monitor.judge.passages import Revision
from monitor.judge.periods import one_form
from monitor.model import Category

FOLDS = 8
FILES = {"en": "labelled-changes.jsonl.xz", "fr-de": "labelled-changes-fr-de.jsonl.xz"}
FURTHER = {"more-fr": "more-fr.jsonl.xz"}  # not in every data folder; see benchmarks/labels/README.md
# Services with the policy of another, or with one that changes in the same words on the same days.
_SISTERS = {
    "Badoo": "Bumble",
    "Bing": "Microsoft",
    "GraphCMS": "Hygraph",
    "MSN": "Microsoft",
    "Microsoft Copilot": "Microsoft",
    "Microsoft Store": "Microsoft",
    "WolframAlpha": "Wolfram",
}
_CONTAINED_LETTERS = 25  # a passage this long inside a labelled quote is part of it; shorter ones are so by chance


def data_folder() -> Path:
    """$CLAUSEWATCH_DATA, else `shared` beside the repository."""
    named = os.environ.get("CLAUSEWATCH_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        raise SystemExit(f"no data folder at {folder}: set CLAUSEWATCH_DATA")
    return folder


@dataclass(frozen=True, slots=True)
class LabelledChange:
    """One change with a reader's verdict. label: as shared/materiality.md describes it."""

    id: str
    service: str
    language: str
    old: str
    new: str
    label: dict[str, Any]

    @property
    def fault(self) -> bool:
        return bool(self.label["kind"] == "fault")

    def material(self, category: Category) -> bool | None:
        """None: borderline, which counts neither way."""
        return {"yes": True, "no": False, "borderline": None}[self.label[category.value]["material"]]

    def quotes(self, category: Category) -> list[tuple[str, str]]:
        """(words before, words after) of each labelled finding."""
        return [(entry["old"], entry["new"]) for entry in self.label[category.value].get("findings", ())]


def labelled_changes(part: str = "en") -> list[LabelledChange]:
    return read_changes(data_folder() / "changes" / (FILES | FURTHER)[part])


def read_changes(path: Path) -> list[LabelledChange]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [labelled(json.loads(line)) for line in lines]


def labelled(entry: dict[str, Any]) -> LabelledChange:
    return LabelledChange(
        id=entry["id"],
        service=entry["service"],
        language=entry.get("language", "en"),
        old=entry["old"],
        new=entry["new"],
        label=entry["label"],
    )


def same_policy(service: str) -> str:
    """The service under which all that share a policy are counted."""
    return _SISTERS.get(service, service)


def fold(service: str) -> int:
    """Which of FOLDS parts a service belongs to; its changes are never measured with weights that saw it."""
    return int.from_bytes(hashlib.sha256(same_policy(service).encode()).digest()[:4]) % FOLDS


def carries(revision: Revision, change: LabelledChange, category: Category) -> bool:
    """Whether a revision holds words that the reader quoted for a category."""
    sides = (revision.old, revision.new)
    return any(
        quote and passage and _overlap(one_form(canonical(quote)), " ".join(passage.words))
        for quotes in change.quotes(category)
        for quote, passage in zip(quotes, sides, strict=True)
    )


def _overlap(quote: str, passage: str) -> bool:
    if not quote:
        return False
    return f" {quote} " in f" {passage} " or (len(passage) > _CONTAINED_LETTERS and passage in quote)


def services(changes: list[LabelledChange]) -> Iterator[str]:
    yield from sorted({change.service for change in changes})
