"""Abuses the real daemon for as long as wanted, and says what it lost: nothing, or exit code 1.

python -m benchmarks.soak [--rounds 300] [--seed 1]        about three seconds a round, traffic on loopback only
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.support.soak import YEARS, soak


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300, help="lives of the daemon in all")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    # The pages have so many texts to step through; a new store begins when they are used up.
    per_store = 2 * len(YEARS)
    kills = stops = locks = messages = 0
    faults: list[str] = []
    begun = time.monotonic()
    for start in range(0, options.rounds, per_store):
        with tempfile.TemporaryDirectory() as folder:
            report = soak(Path(folder), rounds=min(per_store, options.rounds - start), seed=options.seed + start)
        kills, stops, locks = kills + report.kills, stops + report.stops, locks + report.locks
        messages += report.messages
        faults += report.faults
        print(f"{kills} kills, {stops} stops, {locks} locks, {messages} messages; {len(faults)} faults", flush=True)
    print(f"{time.monotonic() - begun:.0f} s; " + ("nothing lost" if not faults else "\n".join(faults)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
