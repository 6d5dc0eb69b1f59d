"""Reading pages, measured on real captures: completeness, stability, classification, cost.

    python -m benchmarks.pages                        # all parts (some minutes)
    python -m benchmarks.pages --part completeness    # seconds
    python -m benchmarks.pages --worst 5              # the worst pages, with what is missing and what is too much
    python -m benchmarks.pages --check [--raise-floors | --lower-floors]   # exit 1 beyond benchmarks/floors/pages.toml

Other readers (trafilatura, readability, jusText, resiliparse) are measured beside ours where they are installed; the
whole body's text always is. Cost is in CPU milliseconds and is shown, never a floor.
"""

from __future__ import annotations

import argparse
import importlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from benchmarks import completeness, floors, stability
from benchmarks.captures import Json, documents, lines
from benchmarks.completeness import Reader
from benchmarks.recorder import Recorder
from monitor.model import fingerprint
from scrapers.extract import extract_text
from scrapers.normalize import visible_fingerprint

FLOORS = Path(__file__).resolve().parent / "floors" / "pages.toml"
CEILINGS = frozenset(("real_called_broken",))
PARTS = ("completeness", "history")
_SLACK = 0.005


def whole_body(html: str, _url: str | None) -> str:
    soup = BeautifulSoup(html, "lxml")
    return (soup.body or soup).get_text("\n")


def readers() -> dict[str, Reader]:
    """Ours, the whole body, and whatever else is installed."""
    found: dict[str, Reader] = {"clausewatch": extract_text, "whole body": whole_body}
    for name, module, read in _PEERS:
        try:
            loaded = importlib.import_module(module)
        except ImportError:
            continue
        found[name] = partial(_read_with, read, loaded)
    return found


def _read_with(read: Callable[[Any, str], str | None], library: Any, html: str, _url: str | None) -> str | None:
    return read(library, html)


def _justext(library: Any, html: str) -> str:
    passages = library.justext(html.encode(), library.get_stoplist("English"), encoding="utf8")
    return "\n".join(passage.text for passage in passages if not passage.is_boilerplate)


def _readability(library: Any, html: str) -> str:
    return BeautifulSoup(library.Document(html).summary(), "lxml").get_text("\n")


_PEERS: tuple[tuple[str, str, Any], ...] = (
    ("trafilatura", "trafilatura", lambda library, html: library.extract(html, favor_recall=True)),
    ("readability", "readability", _readability),
    ("jusText", "justext", _justext),
    ("resiliparse", "resiliparse.extract.html2text", lambda lib, html: lib.extract_plain_text(html, main_content=True)),
)


def measure_completeness(files: Iterable[Path], worst: int) -> dict[str, float]:
    """Prints a line per reader; returns our figures."""
    known = readers()
    scores: dict[str, list[list[dict[str, float]]]] = {name: [] for name in known}
    spent: defaultdict[str, float] = defaultdict(float)
    ours: list[tuple[float, str, Json, str]] = []
    pages = 0
    for file in files:
        pairs = list(_pairs(file))
        if not pairs:
            continue
        pages += len(pairs)
        for name, read in known.items():
            began = time.process_time()
            texts = [read(capture["html"], capture["url"]) or "" for capture, _ in pairs]
            spent[name] += time.process_time() - began
            found = [completeness.score(pair, text) for (_, pair), text in zip(pairs, texts, strict=True)]
            scores[name].append(found)
            if name == "clausewatch":
                rows = zip(found, pairs, texts, strict=True)
                ours += [(each["f1"], file.name, pair, text) for each, (_, pair), text in rows]
    for name, per_document in scores.items():
        figures = completeness.summary(per_document)
        shown = "  ".join(f"{key} {value:.3f}" for key, value in figures.items())
        print(f"{name:12} {shown}  {1000 * spent[name] / pages:.1f} ms a page")
    _show_worst(ours, worst)
    return completeness.summary(scores["clausewatch"])


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
    spent: defaultdict[str, float] = defaultdict(float)
    for file in files:
        rows = [row for row in list(lines(file))[1:] if row["status"] != "pair-only"]
        if rows:
            recorder = Recorder()
            recorded = [_look(recorder, row, labels, spent) for row in rows]
            versions += stability.count([row["change"] for row in rows], recorded)
    figures = stability.summary(versions)
    print(f"recorder: {dict(versions)}  precision {figures['precision']:.3f}  recall {figures['recall']:.3f}")
    right = labels["right"] / max(labels["ok"] + labels["lost"], 1)
    broken = labels["real called broken"] / max(labels["ok"], 1)
    print(f"captures: {dict(labels)}  right {right:.4f}  real called broken {broken:.4f}")
    for name, seconds in spent.items():
        print(f"{name}: {1000 * seconds / labels['fetches']:.1f} ms a page")
    return {"stability": figures, "classification": {"right": right, "real_called_broken": broken}}


def _look(recorder: Recorder, row: Json, labels: Counter[str], spent: defaultdict[str, float]) -> str:
    """The fingerprint of the text on record after this fetch.

    Counts whether the capture was classified right, where it is labelled: the hand-written selectors found the text
    ("ok") or lost it. Adds to what reading costs.
    """
    began = time.process_time()
    visible_fingerprint(row["html"].encode())
    spent["fingerprint"] += time.process_time() - began
    began = time.process_time()
    text = recorder.observe(row["html"], url=row["url"], time=row["t"])
    spent["reading and confirming"] += time.process_time() - began
    for _ in range(min(row["repeat"], 4)):  # more looks at the same bytes change nothing
        text = recorder.observe(row["html"], url=row["url"], time=row["t"])
    policy = recorder.page is not None and recorder.page.capture.is_policy
    labels["fetches"] += 1
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
