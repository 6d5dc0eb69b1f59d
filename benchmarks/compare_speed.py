"""How long comparing two versions takes, how that grows with their length, and what it recognises.

    python -m benchmarks.compare_speed [--every N]

CPU milliseconds on one core, caches cold for each change. The floor to beat is a word-level difflib over the whole
texts, what the simplest watcher does; it is run on a sample, since it takes minutes for long texts.
Data: labelled-changes.jsonl.xz of the data folder (Open Terms Archive contributors, ODC-By 1.0); growth is measured on
an invented policy.
"""

from __future__ import annotations

import argparse
import difflib
import json
import lzma
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from monitor.compare import edits
from monitor.compare.align import compare
from monitor.compare.remembered import forget
from monitor.compare.suspect import suspicion
from monitor.model.change import Operation

_DATA = Path(os.environ.get("CLAUSEWATCH_DATA") or Path(__file__).resolve().parents[2] / "shared")
Work = Callable[[str, str], object]
_TOPICS = ("sharing", "retention", "legal_basis")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4, help="measure every Nth labelled change (default 4)")
    every = parser.parse_args().every
    path = _DATA / "changes" / "labelled-changes.jsonl.xz"
    if path.is_file():
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            changes = [json.loads(line) for line in lines]
        _print_speed(changes[::every])
        _print_recognised(changes[::every])
    else:
        print(f"no labelled changes at {path}: only growth is measured")
    _print_growth()


def _print_speed(changes: list[dict[str, Any]]) -> None:
    length = statistics.mean(len(change["new"].split()) for change in changes)
    print(f"{len(changes)} labelled changes, {length:,.0f} words on average; CPU ms a change (mean, median, p95)")
    _print_times("compare", changes, compare)
    _print_times("compare, suspicion and word edits", changes, _all_of_it)
    shorter = [change for change in changes if len(change["new"].split()) < 15_000][::4]
    _print_times(f"difflib over words, {len(shorter)} of them", shorter, _naive)
    _print_times("compare, the same", shorter, compare)


def _print_times(name: str, changes: list[dict[str, Any]], work: Work) -> None:
    times = sorted(_cpu_ms(work, change["old"], change["new"]) for change in changes)
    p95 = times[int(len(times) * 0.95)]
    print(f"  {name:42} {statistics.mean(times):8.1f} {statistics.median(times):8.1f} {p95:8.1f}")


def _cpu_ms(work: Work, old: str, new: str) -> float:
    forget()
    began = time.process_time()
    work(old, new)
    return (time.process_time() - began) * 1000


def _all_of_it(old: str, new: str) -> None:
    comparison = compare(old, new)
    suspicion(old, new, comparison)
    for passage in comparison.changes:
        if passage.operation is Operation.MODIFIED:
            edits.edits(" ".join(s.text for s in passage.old), " ".join(s.text for s in passage.new))


def _naive(old: str, new: str) -> None:
    difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_opcodes()


def _print_recognised(changes: list[dict[str, Any]]) -> None:
    """What comparing alone settles: changes without a word of meaning, and captures that are not the policy."""
    counts: Counter[tuple[str, str]] = Counter()
    for change in changes:
        comparison = compare(change["old"], change["new"])
        label = change["label"]
        material = any(label[topic]["material"] == "yes" for topic in _TOPICS)
        kind = "fault" if label["kind"] == "fault" else "material" if material else "immaterial"
        moved_only = all(passage.operation is Operation.MOVED for passage in comparison.changes)
        if suspicion(change["old"], change["new"], comparison) is not None:
            counts[kind, "suspect"] += 1
        else:
            counts[kind, "the same in meaning" if moved_only else "changed"] += 1
    print("what comparing alone says of them")
    for kind in ("fault", "immaterial", "material"):
        said = ", ".join(f"{counts[kind, word]} {word}" for word in ("suspect", "the same in meaning", "changed"))
        print(f"  {kind:12} {said}")


def _print_growth() -> None:
    print("growth: an invented policy, one passage in fifty edited, moved, added or removed; and all of it rewritten")
    for sections in (125, 250, 500, 1000, 2000):
        old, new = _invented(sections, seed=1), _edited(_invented(sections, seed=1))
        other = _invented(sections, seed=2)
        words = len("\n\n".join(old).split())
        small = _cpu_ms(compare, "\n\n".join(old), "\n\n".join(new))
        large = _cpu_ms(compare, "\n\n".join(old), "\n\n".join(other))
        print(f"  {words:7,} words, {len(old):5,} passages: {small:8.1f} ms; rewritten {large:8.1f} ms")


_WORDS = (
    "we share keep delete collect your personal data recordings invoices orders with couriers banks insurers partners "
    "authorities for under until after consent contract law days months years account service product support unless "
    "where when because security research marketing the a of to and or in on by may will not never only also"
)


def _invented(passages: int, *, seed: int) -> list[str]:
    """Passages of 20 to 60 words, with a heading before every sixth."""
    chance = random.Random(seed)  # noqa: S311
    found = []
    for number in range(passages):
        if number % 6 == 0:
            found.append(f"## {number // 6 + 1}. Matter {chance.randrange(10_000)}")
        names = [f"Name{chance.randrange(3000)}" for _ in range(4)]
        found.append(" ".join(chance.choices(_WORDS.split(), k=chance.randrange(16, 56)) + names) + ".")
    return found


def _edited(passages: list[str]) -> list[str]:
    chance = random.Random(3)  # noqa: S311
    for _ in range(len(passages) // 200 + 1):
        place = chance.randrange(len(passages))
        passages[place] += " This holds for ninety days."
        passages.insert(chance.randrange(len(passages)), passages.pop(chance.randrange(len(passages))))
        passages.insert(chance.randrange(len(passages)), "We also share data with Puffin Credit Inc. in one country.")
        del passages[chance.randrange(len(passages))]
    return passages


if __name__ == "__main__":
    main()
