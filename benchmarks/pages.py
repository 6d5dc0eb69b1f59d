"""Reading pages, measured on real captures: completeness, stability, classification, cost.

    python -m benchmarks.pages                        # all parts (some minutes)
    python -m benchmarks.pages --part completeness    # seconds
    python -m benchmarks.pages --worst 5              # the worst pages, with what is missing and what is too much
    python -m benchmarks.pages --check [--raise-floors | --lower-floors]   # exit 1 beyond benchmarks/floors/pages.toml

Other readers are measured beside ours where they are installed (benchmarks/readers.py says how); the whole body's text
always is. Cost is in CPU milliseconds and is shown, never a floor; benchmarks.checking has that of whole checks.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from benchmarks import completeness, floors, stability
from benchmarks.captures import Json, documents, lines
from benchmarks.readers import readers
from benchmarks.recorder import Recorder
from monitor.model import fingerprint

FLOORS = Path(__file__).resolve().parent / "floors" / "pages.toml"
CEILINGS = frozenset(("real_called_broken",))
PARTS = ("completeness", "history")
_SLACK = 0.005


def measure_completeness(files: Iterable[Path], worst: int) -> dict[str, float]:
    """Prints a line per reader; returns our figures."""
    known = readers()
    scores: dict[str, list[list[dict[str, float]]]] = {name: [] for name in known}
    spent: dict[str, list[float]] = {name: [] for name in known}
    ours: list[tuple[float, str, Json, str]] = []
    for file in files:
        pairs = list(_pairs(file))
        if not pairs:
            continue
        for name, read in known.items():
            texts = []
            for capture, _ in pairs:
                began = time.process_time()
                texts.append(read(capture["html"], capture["url"]) or "")
                spent[name].append(1000 * (time.process_time() - began))
            found = [completeness.score(pair, text) for (_, pair), text in zip(pairs, texts, strict=True)]
            scores[name].append(found)
            if name == "clausewatch":
                rows = zip(found, pairs, texts, strict=True)
                ours += [(each["f1"], file.name, pair, text) for each, (_, pair), text in rows]
    _show_table({name: completeness.summary(per_document) for name, per_document in scores.items()}, spent)
    _show_worst(ours, worst)
    return completeness.summary(scores["clausewatch"])


def _show_table(figures: dict[str, dict[str, float]], spent: dict[str, list[float]]) -> None:
    names = ("precision", "recall", "f1", "f1_p10", "items", "headings", "cells")
    print(f"{'reader':20}", *(f"{name:>9}" for name in names), "ms a page (median)")
    for reader, measured in figures.items():
        cost = f"{statistics.mean(spent[reader]):9.1f} ({statistics.median(spent[reader]):.1f})"
        print(f"{reader:20}", *(f"{measured[name]:9.3f}" for name in names), cost)


def _pairs(file: Path) -> Iterable[tuple[Json, Json]]:
    rows = lines(file)
    head = next(rows)
    return [(row, head["pairs"][row["pair"]]) for row in rows if row["pair"] is not None]


def _show_worst(ours: list[tuple[float, str, Json, str]], count: int) -> None:
    for f1, name, pair, text in sorted(ours, key=lambda row: row[0])[:count]:
        missing, extra = completeness.worst_lines(pair, text, 6)
        print(f"\n{name}: F1 {f1:.3f}")
        print("\n".join([*(f"  - {line[:160]}" for line in missing), *(f"  + {line[:160]}" for line in extra)]))


def measure_history(files: Iterable[Path]) -> dict[str, dict[str, float]]:
    """Stability of the recorder, and classification of the captures that the archive labels."""
    versions: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    spent: list[float] = []
    for file in files:
        recorder = Recorder()
        recorded = [(row, _look(recorder, row, labels, spent)) for row in list(lines(file))[1:]]
        counted = [(row["change"], text) for row, text in recorded if row["status"] != "pair-only"]  # as score.py does
        versions += stability.count([change for change, _ in counted], [text for _, text in counted])
    figures = stability.summary(versions)
    print(f"recorder: {dict(versions)}  precision {figures['precision']:.3f}  recall {figures['recall']:.3f}")
    right = labels["right"] / max(labels["ok"] + labels["lost"], 1)
    broken = labels["real called broken"] / max(labels["ok"], 1)
    print(f"captures: {dict(labels)}  right {right:.4f}  real called broken {broken:.4f}")
    print(f"reading and confirming: {statistics.mean(spent):.1f} ms a page (median {statistics.median(spent):.1f})")
    return {"stability": figures, "classification": {"right": right, "real_called_broken": broken}}


def _look(recorder: Recorder, row: Json, labels: Counter[str], spent: list[float]) -> str:
    """The fingerprint of the text on record after this fetch.

    Counts whether the capture was classified right, where it is labelled: the hand-written selectors found the text
    ("ok") or lost it. Adds to what reading costs, in milliseconds.
    """
    began = time.process_time()
    text = recorder.observe(row["html"], url=row["url"], time=row["t"])
    spent.append(1000 * (time.process_time() - began))
    for _ in range(row["repeat"]):  # later looks that brought the same bytes
        text = recorder.observe(row["html"], url=row["url"], time=row["t"])
    policy = recorder.page is not None and recorder.page.capture.is_policy
    if row["status"] in ("ok", "lost"):
        labels[row["status"]] += 1
        labels["right"] += policy == (row["status"] == "ok")
        labels["real called broken"] += row["status"] == "ok" and not policy
    return fingerprint(text) if text else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, help="one part only")
    parser.add_argument("--types", default="Privacy Policy", help="regular expression on the type of document")
    parser.add_argument("--language", default="en", help="regular expression on the language")
    parser.add_argument("--limit", type=int, help="the first N documents")
    parser.add_argument("--worst", type=int, default=0, help="show the N worst pages")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--raise-floors", action="store_true")
    parser.add_argument("--lower-floors", action="store_true")
    options = parser.parse_args()
    files = list(documents(options.types, options.language))[: options.limit]
    print(f"{len(files)} documents, {datetime.now().astimezone():%Y-%m-%d}")
    measured: floors.Figures = {}
    if options.part != "history":
        measured["completeness"] = measure_completeness(files, options.worst)
    if options.part != "completeness":
        measured |= measure_history(files)
    holds = floors.check(FLOORS, measured, ceilings=CEILINGS)
    if options.lower_floors or (options.raise_floors and holds):
        floors.write(FLOORS, measured, ceilings=CEILINGS, slack=_SLACK, lower=options.lower_floors)
    if options.check and not holds and not options.lower_floors:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
