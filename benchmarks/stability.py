"""What a recorder would have recorded along a document's history, against the real changes.

The rules are those of shared/pages/score.py: a version is found where a real change happened at most LATE fetches
before; one that no real change explains is spurious where the hand-selected text stood still, moved by noise, or the
page was out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

LATE = 2
FLAP_WINDOW = 6


def count(changes: Sequence[str], recorded: Sequence[str]) -> Counter[str]:
    """changes: how the hand-selected text moved at each fetch (real, noise, outage, same, unsure, first).

    recorded: the fingerprint of the text on record after each fetch.
    """
    counts: Counter[str] = Counter(fetches=len(changes))
    waiting: list[int] = []
    for index, change in enumerate(changes):
        counts["real"] += change == "real"
        if change == "real":
            waiting.append(index)
        waiting = [seen for seen in waiting if index - seen <= LATE]
        if index == 0 or recorded[index] == recorded[index - 1]:
            continue
        counts["versions"] += 1
        counts["flaps"] += recorded[index] in recorded[max(0, index - FLAP_WINDOW) : index - 1]
        if waiting:
            waiting.pop()
            counts["found"] += 1
        else:
            counts["spurious"] += change in ("same", "noise", "outage")
    return counts


def summary(counts: Counter[str]) -> dict[str, float]:
    return {
        "precision": counts["found"] / max(counts["found"] + counts["spurious"], 1),
        "recall": counts["found"] / max(counts["real"], 1),
    }
