"""Measures the reader on the sentences of PolicyIE (Ahmad et al. 2021, MIT), which have shaped none of its weights.

    python -m benchmarks.practices                # the figures
    python -m benchmarks.practices --errors sharing_read  # the sentences in which it differs from the label
    python -m benchmarks.practices --check        # exit 1 where a figure sank below benchmarks/floors/practices.toml
    python -m benchmarks.practices --raise-floors # floors rise to what was measured; --lower-floors sets them anew

Its 31 policies are cut into sentences, which are read one by one: without the headings, lead-ins and neighbours that
tell a reader of a whole policy who is meant. Each sentence has one intent; of what else it says the labels are silent,
so that the two shares of "elsewhere" hold right readings too: they are ceilings to notice by, no errors.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import floors
from benchmarks.corpus import data_folder
from monitor.judge.reading.durations import durations
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.reading.policy import read_segments
from monitor.judge.reading.recipients import find_recipients
from monitor.judge.reading.statements import Statement, statement_of
from monitor.model import Category, Practice, Segment, SegmentKind

FLOORS = Path(__file__).resolve().parent / "floors" / "practices.toml"
_LANGUAGE = "en"
_PARTS = ("train", "valid", "test")
_FILES = ("type_I_slot_filling", "type_II_slot_filling")
_CEILINGS = frozenset({"shared_elsewhere", "kept_elsewhere"})
_SLACK = 0.01  # four sentences of sharing, three of retention
_SHARING, _RETENTION = "data-sharing-disclosure", "data-storage-retention-deletion"
_GLUED = frozenset(",.;:!?)%") | {"'s", "’s", "n't", "n’t"}


@dataclass(slots=True)
class Labelled:
    """A sentence with its intents, and the words of its slots: (intent, slot, words)."""

    text: str
    intents: set[str] = field(default_factory=set)
    slots: set[tuple[str, str, str]] = field(default_factory=set)

    def words(self, intent: str, slot: str) -> list[str]:
        return sorted(words for of, name, words in self.slots if of == intent and name.startswith(slot))


def labelled_sentences(folder: Path) -> list[Labelled]:
    """Every sentence once, with all that it was labelled with."""
    found: dict[str, Labelled] = {}
    for part in _PARTS:
        intents = _lines(folder / f"intent_classification_{part}.json.xz")
        slots = [_lines(folder / f"{name}_{part}.json.xz") for name in _FILES]
        for entry, *marked in zip(intents, *slots, strict=True):
            intent = str(entry["label"])
            one = found.setdefault(str(entry["sentence"]), Labelled(_written(str(entry["sentence"]).split())))
            one.intents.add(intent)
            one.slots |= {(intent, slot, words) for row in marked for slot, words in _slots(row)}
    return list(found.values())


def _lines(path: Path) -> list[dict[str, object]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _slots(row: dict[str, object]) -> Iterator[tuple[str, str]]:
    """The slots of a sentence and their words, from labels as "B-slot", "I-slot" and "O"."""
    tokens, labels = row["tokens"], row["labels"]
    assert isinstance(tokens, list)
    assert isinstance(labels, list)
    start, last = 0, ""
    for place, label in enumerate([*labels, "O"]):
        if last and label != f"I-{last}":
            yield last, _written(tokens[start:place])
            last = ""
        if label.startswith("B-"):
            start, last = place, label[2:]


def _written(tokens: Sequence[str]) -> str:
    """Tokens as a sentence is written: "us ( and partners ) ." is "us (and partners)."."""
    text = ""
    for token in tokens:
        text += token if token in _GLUED or text.endswith("(") else f" {token}"
    return text.strip()


def _read(sentence: Labelled) -> list[Practice]:
    return read_segments([Segment(ordinal=0, kind=SegmentKind.PARAGRAPH, text=sentence.text)], _LANGUAGE)


def _statement(words: str) -> Statement:
    return statement_of(words, words, "", 0, lexicon(_LANGUAGE))


def _who(words: str) -> set[str]:
    return {one.recipient.name or one.recipient.kind for one in find_recipients(_statement(words))}


def _periods(words: str) -> set[str]:
    statement = _statement(words)
    return {one.iso for one in durations(statement.text, statement.find("numbers"), _LANGUAGE)}


Outcome = tuple[str, bool, str]  # figure, whether the sentence counts for it, what to show where it does not


def outcomes(sentence: Labelled) -> Iterator[Outcome]:
    """How the reading of a sentence compares with its labels."""
    practices = _read(sentence)
    shared = [one for one in practices if one.category is Category.SHARING]
    kept = [one.retention for one in practices if one.retention]
    named = {one.name or one.kind for practice in shared for one in practice.recipients}
    if _SHARING in sentence.intents:
        yield "sharing_read", bool(shared), sentence.text
        if sentence.words(_SHARING, "polarity"):
            yield "denials_read", any(not one.affirmed for one in shared), sentence.text
        for words in sentence.words(_SHARING, "data-receiver"):
            if who := _who(words):  # a receiver whose words no rule knows is told by no kind
                yield "recipients_read", bool(who & named), f"{words} <- {sentence.text}"
    else:
        yield "shared_elsewhere", bool(named), sentence.text
    if _RETENTION in sentence.intents:
        for words in sentence.words(_RETENTION, "retention-period"):
            said = any(one.period or one.criteria or one.kind == "indefinite" for one in kept)
            yield "ends_read", said, f"{words} <- {sentence.text}"
            if periods := _periods(words):
                yield "periods_right", periods <= {one.period for one in kept}, f"{words} <- {sentence.text}"
    else:
        yield "kept_elsewhere", bool(kept), sentence.text


def figures(found: Iterable[Outcome]) -> dict[str, float]:
    counted: dict[str, list[bool]] = defaultdict(list)
    for name, holds, _ in found:
        counted[name].append(holds)
    return {name: sum(held) / len(held) for name, held in sorted(counted.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", metavar="FIGURE")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--raise-floors", action="store_true")
    parser.add_argument("--lower-floors", action="store_true")
    options = parser.parse_args()
    folder = data_folder() / "policyie"
    if not folder.is_dir():
        print(f"no PolicyIE at {folder}: nothing to measure")
        return
    sentences = labelled_sentences(folder)
    found = [outcome for sentence in sentences for outcome in outcomes(sentence)]
    measured = figures(found)
    print(f"{len(sentences)} sentences")
    for name, value in measured.items():
        print(f"  {name:24} {value:.3f} of {sum(outcome[0] == name for outcome in found)}")
    for name, holds, shown in found if options.errors else ():
        if name == options.errors and holds == (name in _CEILINGS):
            print(f"\n{shown}")
    if options.raise_floors or options.lower_floors:
        floors.write(FLOORS, {"en": measured}, ceilings=_CEILINGS, slack=_SLACK, lower=options.lower_floors)
    if options.check and not floors.check(FLOORS, {"en": measured}, ceilings=_CEILINGS):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
