"""How fast changes are judged on one core, how that grows with their length, and what memory a batch takes.

    python -m benchmarks.judge_speed [--every N]

CPU time of this process, so that other work on the machine counts little; what one change leaves in the caches serves
the next, and cycles are looked for as rarely, as in `clausewatch compare --pairs`. The floor beside it is a word-level
difflib, which judges nothing.
Data: the labelled changes of the data folder (texts: Open Terms Archive contributors, ODC-By 1.0).
"""

from __future__ import annotations

import argparse
import difflib
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.corpus import LabelledChange, labelled_changes
from monitor.cli.compare import collecting_rarely
from monitor.judge import compare_texts, read_text

WANTED = 40  # changes of _LENGTH words a second
_LENGTH = 8_000
_ABOUT = (6_000, 10_000)  # words of the changes that count as that long
_CLASSES = ((0, 2_000), (2_000, 4_000), (4_000, 8_000), (8_000, 16_000), (16_000, 1_000_000))
_MIDDLING = (2_000, 9_000)  # words of the policies that long texts are joined from
_LONG = (8_000, 20_000, 60_000)
_FIRST = 20  # changes; what is loaded once would hide what each costs
_NAIVE = 5  # changes: difflib takes about a second for each

Measured = tuple[int, float]  # words of the new text, CPU seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=2, help="measure every Nth labelled change (default 2)")
    changes = labelled_changes()[:: parser.parse_args().every]
    with collecting_rarely():
        _measure(changes)


def _measure(changes: Sequence[LabelledChange]) -> None:
    first = sum(seconds for _, seconds in map(_judged, changes[:_FIRST]))
    print(f"the first {_FIRST} changes, which load the rules and compile their cues: {first:.1f} s; not counted below")
    measured = [_judged(change) for change in changes[_FIRST:]]
    _print_rate(measured)
    _print_growth(measured)
    _print_long(changes)
    _print_reading(changes)
    # The texts themselves are held by this benchmark; `compare --pairs` holds one change at a time.
    print(f"peak memory, the texts of {len(changes)} changes with it: {_peak_mb():.0f} MB")
    _print_naive([change for change in changes if _is_about_as_long(len(change.new.split()))][:_NAIVE])


def _judged(change: LabelledChange) -> Measured:
    return len(change.new.split()), _seconds(lambda: compare_texts(change.old, change.new))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _is_about_as_long(words: int) -> bool:
    return _ABOUT[0] <= words <= _ABOUT[1]


def _print_rate(measured: Sequence[Measured]) -> None:
    times = sorted(seconds for words, seconds in measured if _is_about_as_long(words))
    mean, median = statistics.mean(times), statistics.median(times)
    p95 = times[int(len(times) * 0.95)]
    print(f"{len(times)} changes of about {_LENGTH:,} words: {1 / mean:.0f} a second (wanted: {WANTED})")
    print(f"  ms a change: mean {mean * 1000:.1f}, median {median * 1000:.1f}, p95 {p95 * 1000:.1f}")


def _print_growth(measured: Sequence[Measured]) -> None:
    print("growth: ms per 1,000 words, where cost is linear the same on each line (mean, median)")
    for least, most in _CLASSES:
        rates = [seconds / words * 1e6 for words, seconds in measured if least < words <= most]
        if rates:
            mean, median = statistics.mean(rates), statistics.median(rates)
            print(f"  {least:6,} to {most:9,} words: {mean:6.1f} {median:6.1f}  ({len(rates)} changes)")


def _print_long(changes: Sequence[LabelledChange]) -> None:
    """Policies joined to one text, with their next versions, and with other vendors' policies: all of it is new."""
    middling = [change for change in changes if _MIDDLING[0] <= len(change.new.split()) <= _MIDDLING[1]]
    print("long texts, joined: ms per 1,000 words, times what their parts take right after; ms if all is rewritten")
    for length in _LONG:
        joined = list(_joined(middling, length))
        others = list(_joined(middling[::-1], length))
        old, new, other = _text(joined, "old"), _text(joined, "new"), _text(others, "new")
        words = len(new.split())
        edited, rewritten = _seconds(lambda: compare_texts(old, new)), _seconds(lambda: compare_texts(new, other))  # noqa: B023
        parts = sum(_judged(change)[1] for change in joined)
        rates = f"{edited / words * 1e6:6.1f}, {edited / parts:.1f} times; {rewritten / words * 1e6:6.1f}"
        print(f"  {words:7,} words: {rates}")


def _joined(changes: Iterable[LabelledChange], length: int) -> Iterator[LabelledChange]:
    """Changes of different services, until their texts have so many words."""
    words = 0
    for change in {change.service: change for change in changes}.values():
        if words >= length:
            return
        words += len(change.new.split())
        yield change


def _text(changes: Iterable[LabelledChange], side: str) -> str:
    return "\n\n".join(getattr(change, side) for change in changes)


def _print_reading(changes: Sequence[LabelledChange]) -> None:
    texts = [change.new for change in changes[::8]]
    rates = [_seconds(lambda text=text: read_text(text)) / len(text.split()) * 1e6 for text in texts if text.split()]  # type: ignore[misc]
    print(f"reading a whole text: {statistics.median(rates):.1f} ms per 1,000 words (median of {len(rates)})")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _print_naive(changes: Sequence[LabelledChange]) -> None:
    if not changes:
        return
    naive = statistics.median(_seconds(lambda c=c: _naive(c.old, c.new)) for c in changes)  # type: ignore[misc]
    ours = statistics.median(_judged(change)[1] for change in changes)
    print(f"difflib over the words of {len(changes)} of them: {naive * 1000:.0f} ms, {naive / ours:.0f} times as long")


def _naive(old: str, new: str) -> None:
    difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_opcodes()


if __name__ == "__main__":
    main()
