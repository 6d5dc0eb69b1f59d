"""Which way a change points, from the data subject's side. Pure."""

from __future__ import annotations

from collections.abc import Collection

from monitor.judge.features import Features
from monitor.judge.passages import Revision
from monitor.model import Category, Direction


def direction_of(features: Features, revision: Revision, category: Category) -> Direction:
    """The direction of one revision."""
    if revision.old and revision.new:
        return Direction.LESS_PROTECTIVE if len(revision.added) >= len(revision.removed) else Direction.MORE_PROTECTIVE
    denied = "said:denial" in features
    added = revision.new is not None
    return Direction.LESS_PROTECTIVE if added is not denied else Direction.MORE_PROTECTIVE


def in_total(directions: Collection[Direction]) -> Direction | None:
    """What several findings amount to; None for none."""
    decided = {d for d in directions if d is not Direction.NEUTRAL}
    if not decided:
        return Direction.NEUTRAL if directions else None
    return decided.pop() if len(decided) == 1 else Direction.MIXED
