"""Scores the judge on the labelled changes, each with weights that never saw its service.

    python -m benchmarks.changes                  # the figures, per part
    python -m benchmarks.changes --errors sharing # what went wrong, one change at a time
    python -m benchmarks.changes --check          # exit 1 where a figure sank below benchmarks/floors/changes.toml
    python -m benchmarks.changes --raise-floors   # floors rise to what was measured; --lower-floors sets them anew

Borderline verdicts count neither way. A change is material when it is so in any category.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks import floors
from benchmarks.corpus import FILES, FURTHER, LabelledChange, fold, labelled_changes
from benchmarks.more import captured_changes
from monitor.compare.noise import canonical
from monitor.judge import compare_texts
from monitor.judge.model import Learnt, parse_weights
from monitor.model import Category, Direction, Judgement, Verdict

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors" / "changes.toml"
LEFT_OUT = HERE / "weights_left_out.json.xz"
_CAPTURED = "captured"
_SLACK = 0.02  # a floor is set this much below what was measured: two changes more or less are no alarm
# What is held to a floor; precision, recall and direction of single categories move with one or two changes.
_HELD = frozenset(
    {f"{category.value}_f1" for category in Category}
    | {"material_alerted", "immaterial_alerted", "faults_quiet", "direction", "findings_covered", "quotes_verbatim"}
)
_CEILINGS = frozenset({"immaterial_alerted"})  # less of it is better, as of `direction_opposite`, which is not held


@dataclass(frozen=True, slots=True)
class Scored:
    change: LabelledChange
    judgement: Judgement

    def said(self, category: Category) -> bool:
        return self.judgement.categories[category].material


def weights_left_out() -> tuple[Learnt, ...]:
    with lzma.open(LEFT_OUT, "rt", encoding="utf-8") as document:
        return tuple(parse_weights(entry) for entry in json.load(document)["folds"])


def score(changes: Iterable[LabelledChange]) -> list[Scored]:
    weights = weights_left_out()
    return [Scored(c, compare_texts(c.old, c.new, weights[fold(c.service)])) for c in changes]


def figures(scored: Sequence[Scored]) -> dict[str, float]:
    """Every figure is a share from 0 to 1; more is better, except for those in _CEILINGS."""
    found: dict[str, float] = {}
    for category in Category:
        counts = Counter((entry.change.material(category), entry.said(category)) for entry in scored)
        hits, alarms, misses = counts[True, True], counts[False, True], counts[True, False]
        found[f"{category.value}_precision"] = _share(hits, hits + alarms)
        found[f"{category.value}_recall"] = _share(hits, hits + misses)
        found[f"{category.value}_f1"] = _share(2 * hits, 2 * hits + alarms + misses)
        found[f"{category.value}_direction"] = _right(_directions(scored, category))
    material = [entry for entry in scored if any(entry.change.material(c) for c in Category)]
    immaterial = [entry for entry in scored if all(entry.change.material(c) is False for c in Category)]
    faults = [entry for entry in scored if entry.change.fault]
    found["material_alerted"] = _share(sum(map(_alerts, material)), len(material))
    found["immaterial_alerted"] = _share(sum(map(_alerts, immaterial)), len(immaterial))
    found["faults_quiet"] = _share(sum(not _alerts(entry) for entry in faults), len(faults))
    directions = _directions(scored, *Category)
    found["direction"] = _right(directions)
    if single := [one for one in directions if one.facts == 1]:
        found["direction_of_one_fact"] = _right(single)
    found["direction_opposite"] = _share(sum(one.is_opposite for one in directions), len(directions))
    found["findings_covered"] = _covered(scored)
    found["quotes_verbatim"] = _verbatim(scored)
    found["undecided"] = _share(sum(e.judgement.verdict is Verdict.UNDECIDED for e in scored), len(scored))
    return found


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _alerts(entry: Scored) -> bool:
    return entry.judgement.verdict is Verdict.MATERIAL


class _Pointed(NamedTuple):
    """Which way a reader and clausewatch say that a change points; facts: how many the reader found."""

    read: str
    told: str
    facts: int

    @property
    def is_opposite(self) -> bool:
        return {self.read, self.told} == {Direction.LESS_PROTECTIVE, Direction.MORE_PROTECTIVE}


def _directions(scored: Sequence[Scored], *categories: Category) -> list[_Pointed]:
    """Of the categories that are material and were found so."""
    return [
        _Pointed(
            label["direction"], str(entry.judgement.categories[category].direction), len(label.get("findings", ()))
        )
        for entry in scored
        for category in categories
        if entry.change.material(category) and entry.said(category)
        for label in [entry.change.label[category.value]]
    ]


def _right(directions: Sequence[_Pointed]) -> float:
    return _share(sum(one.read == one.told for one in directions), len(directions))


def _covered(scored: Sequence[Scored]) -> float:
    """The share of labelled findings of material categories that a finding of ours quotes words of."""
    covered = [
        any(_overlaps(ours, theirs) for ours in quotes for theirs in labelled if theirs)
        for entry in scored
        for category in Category
        if entry.change.material(category)
        for quotes in [_quotes(entry.judgement, category)]
        for labelled in entry.change.quotes(category)
    ]
    return _share(sum(covered), len(covered))


def _quotes(judgement: Judgement, category: Category) -> list[str]:
    mine = [finding for finding in judgement.findings if finding.category is category]
    return [canonical(quote) for finding in mine for quote in (finding.old, finding.new) if quote]


def _overlaps(ours: str, labelled: str) -> bool:
    theirs = canonical(labelled)
    return bool(theirs) and (f" {theirs} " in f" {ours} " or f" {ours} " in f" {theirs} ")


def _verbatim(scored: Sequence[Scored]) -> float:
    quotes = [
        quote in text
        for entry in scored
        for finding in entry.judgement.findings
        for quote, text in ((finding.old, entry.change.old), (finding.new, entry.change.new))
        if quote is not None
    ]
    return _share(sum(quotes), len(quotes))


def causes(scored: Sequence[Scored], category: Category) -> Counter[str]:
    """What went wrong, by cause: false alarms by what the change really was, misses by how close they came."""
    found: Counter[str] = Counter()
    for entry in scored:
        truth, said = entry.change.material(category), entry.said(category)
        if truth is False and said:
            found[f"false: {_REALLY[entry.change.label['kind']]}"] += 1
        elif truth is True and not said:
            found[f"missed: {_missed(entry)}"] += 1
    return found


_REALLY = {
    "editorial": "the same facts in other words",
    "fault": "a broken capture that was not recognised",
    "other": "facts of another topic",
    "material": "material, but in another category",
    "rewrite": "a rewrite of everything",
}


def _missed(entry: Scored) -> str:
    if entry.judgement.verdict is Verdict.SUSPECT_CAPTURE:
        return "taken for a broken capture"
    if entry.judgement.verdict is Verdict.MATERIAL:
        return "alerted, but for another category"
    if entry.judgement.verdict is Verdict.UNDECIDED:
        return "left undecided"
    return "not material in our eyes"


def show_errors(scored: Sequence[Scored], category: Category) -> None:
    for entry in scored:
        truth = entry.change.material(category)
        if truth is None or truth is entry.said(category):
            continue
        label = entry.change.label
        print(f"\n== {'MISSED' if truth else 'FALSE'} {entry.change.id} {entry.change.service} ({label['kind']})")
        print(f"   note: {label.get('note') or ''}  judged: {entry.judgement.verdict.value} {entry.judgement.note}")
        for finding in label[category.value].get("findings", ()):
            print(f"   labelled: {finding['what']} | {finding['old']} -> {finding['new']}")
        for found in entry.judgement.findings:
            if found.category is category:
                print(f"   found {found.rule}: {found.old!r} -> {found.new!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=Category, metavar="CATEGORY")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--raise-floors", action="store_true")
    parser.add_argument("--lower-floors", action="store_true")
    parser.add_argument("--only", choices=(*FILES, *FURTHER, _CAPTURED), help="one part of the labelled changes")
    options = parser.parse_args()
    measured = {}
    for part in [options.only] if options.only else FILES:
        began = time.perf_counter()
        scored = score(captured_changes() if part == _CAPTURED else labelled_changes(part))
        took = time.perf_counter() - began
        measured[part] = figures(scored)
        print(f"\n{part}: {len(scored)} changes in {took:.1f} s")
        for name, value in measured[part].items():
            print(f"  {name:24} {value:.3f}")
        for category in Category:
            print(f"  {category.value} errors by cause:")
            for cause, count in causes(scored, category).most_common():
                print(f"    {count:3} {cause}")
        if options.errors:
            show_errors(scored, options.errors)
    held = {part: {name: value for name, value in found.items() if name in _HELD} for part, found in measured.items()}
    if options.raise_floors or options.lower_floors:
        floors.write(FLOORS, held, ceilings=_CEILINGS, slack=_SLACK, lower=options.lower_floors)
    if options.check and not floors.check(FLOORS, held, ceilings=_CEILINGS):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
