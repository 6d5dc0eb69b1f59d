"""What texts of extreme length and shape cost `clausewatch compare --pairs`: seconds, growth and memory.

    python -m benchmarks.extremes [--mb 5]

Each pair is judged by a process of its own; growth is its time by that of a text a quarter as long: 4 where cost is
linear. Beside it stands the floor: a process that loads the rules, reads the same line and splits its texts into words.
The texts are invented, so that no two words of a passage need to belong together.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

_WANTED = 300  # MB
_WORDS = (
    "we share keep delete collect your personal data recordings invoices orders with couriers banks insurers partners "
    "authorities for under until after consent contract law days months years account service product support unless "
    "where when because security research marketing the a of to and or in on by may will not never only also"
)
_FLOOR = """
import json, sys
from monitor.judge import compare_texts
compare_texts("We share data with banks.", "We share data with insurers.")
for line in open(sys.argv[1], encoding="utf-8"):
    pair = json.loads(line)
    pair["old"].split(), pair["new"].split()
"""
# Run by a small process in between: what a process begins with counts as its peak.
_MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024])
"""


class Cost(NamedTuple):
    seconds: float
    megabytes: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=5, help="of each text (default 5)")
    letters = int(parser.parse_args().mb * 1_000_000)
    print(f"two texts of {letters / 1e6:g} MB: CPU seconds, growth (4 is linear), peak MB (wanted: {_WANTED}); floor")
    for name, shape in _SHAPES.items():
        whole, quarter, floor = _judged(shape, letters), _judged(shape, letters // 4), _floor(shape, letters)
        growth = whole.seconds / quarter.seconds
        told = f"{whole.seconds:6.1f} s {growth:5.1f} {whole.megabytes:6.0f} MB"
        print(f"  {name:44} {told}; floor {floor.seconds:4.1f} s {floor.megabytes:4.0f} MB", flush=True)
    many = _cost(["-m", "monitor", "compare", "--pairs"], (_pair(_rewritten, letters, seed) for seed in range(6)))
    print(f"  six rewritten pairs in one batch: {many.seconds:.1f} s, {many.megabytes:.0f} MB")
    short = _cost(["-m", "monitor", "compare", "--pairs"], (_pair(_edited, 3_000, seed) for seed in range(20_000)))
    print(f"  20,000 short pairs in one batch: {short.seconds:.1f} s, {short.megabytes:.0f} MB")


Shape = Callable[[int, int], tuple[str, str]]  # letters, seed -> texts


def _judged(shape: Shape, letters: int) -> Cost:
    return _cost(["-m", "monitor", "compare", "--pairs"], iter([_pair(shape, letters, 1)]))


def _floor(shape: Shape, letters: int) -> Cost:
    return _cost(["-c", _FLOOR], iter([_pair(shape, letters, 1)]))


def _pair(shape: Shape, letters: int, seed: int) -> str:
    old, new = shape(letters, seed)
    return json.dumps({"id": seed, "old": old, "new": new})


def _cost(arguments: list[str], lines: Iterator[str]) -> Cost:
    """What a Python process takes for a file of these lines."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pairs.jsonl"
        with file.open("w", encoding="utf-8") as pairs:
            pairs.writelines(f"{line}\n" for line in lines)
        command = [sys.executable, "-c", _MEASURED, sys.executable, *arguments, str(file)]
        measured = subprocess.run(command, capture_output=True, text=True, check=True)
    return Cost(*json.loads(measured.stdout))


def _sentences(letters: int, seed: int) -> list[str]:
    chance, found, length = random.Random(seed), list[str](), 0  # noqa: S311
    while length < letters:
        names = [f"Name{chance.randrange(3000)}" for _ in range(4)]
        found.append(" ".join([*chance.choices(_WORDS.split(), k=chance.randrange(16, 56)), *names]).capitalize() + ".")
        length += len(found[-1]) + 2
    return found


def _rewritten(letters: int, seed: int) -> tuple[str, str]:
    return "\n\n".join(_sentences(letters, seed)), "\n\n".join(_sentences(letters, -seed - 1))


def _edited(letters: int, seed: int) -> tuple[str, str]:
    passages = _sentences(letters, seed)
    edited = [f"{one} This holds for ninety days." if at % 50 == 7 else one for at, one in enumerate(passages)]
    return "\n\n".join(passages), "\n\n".join(edited)


def _one_line(letters: int, seed: int) -> tuple[str, str]:
    old, new = _rewritten(letters, seed)
    return old.replace("\n\n", " "), new.replace("\n\n", " ")


def _single_words(letters: int, seed: int) -> tuple[str, str]:
    chance = random.Random(seed)  # noqa: S311
    old, new = (
        [f"{chance.choice(_WORDS.split())}{chance.randrange(9000)}" for _ in range(letters // 50)] for _ in range(2)
    )
    return "\n".join(old), "\n".join(new)


def _table(letters: int, seed: int) -> tuple[str, str]:
    chance = random.Random(seed)  # noqa: S311
    old, new = ([_row(chance) for _ in range(letters // 100)] for _ in range(2))
    head = "# Privacy policy\n\nWe share data with:\n\n| Name | Purpose | Country | Kept for |\n|---|---|---|---|\n"
    return head + "\n".join(old), head + "\n".join(new)


def _row(chance: random.Random) -> str:
    purpose, months = " ".join(chance.choices(_WORDS.split(), k=3)), chance.randrange(1, 99)
    return f"| Company{chance.randrange(10**6)} Ltd | {purpose} | Ireland | {months} months |"


def _repeated(letters: int, _: int) -> tuple[str, str]:
    old = "We share your personal data with our advertising partners for 12 months unless you object to it."
    new = "We never share your personal data with our advertising partners, and keep it for 24 months at most."
    return "\n\n".join([old] * (letters // 100)), "\n\n".join([new] * (letters // 100))


def _no_space(letters: int, seed: int) -> tuple[str, str]:
    chance = random.Random(seed)  # noqa: S311
    old, new = ("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=letters)) for _ in range(2))
    return old, new


def _all_different(letters: int, seed: int) -> tuple[str, str]:
    chance = random.Random(seed)  # noqa: S311
    old, new = ([_codes(chance) for _ in range(letters // 420)] for _ in range(2))
    return "\n\n".join(old), "\n\n".join(new)


def _codes(chance: random.Random) -> str:
    return " ".join(f"{chance.getrandbits(40):x}" for _ in range(40)) + "."


_SHAPES: dict[str, Shape] = {
    "one passage in fifty edited": _edited,
    "all of it rewritten": _rewritten,
    "the same on one line": _one_line,
    "lines of one word": _single_words,
    "one table, all rows new": _table,
    "one sentence over and over, altered": _repeated,
    "not one space": _no_space,
    "no word twice": _all_different,
}


if __name__ == "__main__":
    main()
