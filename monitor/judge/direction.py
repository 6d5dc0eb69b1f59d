"""Which way a change points, from the data subject's side. Pure.

Partial orders: recipients grow or shrink (set inclusion); never < on consent < unless objected < may < will; a period
is longer or shorter, and none at all is worst; consent gives control that an interest does not; a safeguard added or
dropped. Where the orders say nothing, a finding is neutral; where its findings disagree, a category is mixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from monitor.judge.features import Features
from monitor.judge.passages import Revision
from monitor.judge.periods import longest
from monitor.judge.reading.words import listed
from monitor.model import Category, Direction

LESS, MORE, NEUTRAL, MIXED = (
    Direction.LESS_PROTECTIVE,
    Direction.MORE_PROTECTIVE,
    Direction.NEUTRAL,
    Direction.MIXED,
)
OPPOSITE = {LESS: MORE, MORE: LESS, NEUTRAL: NEUTRAL, MIXED: MIXED}

_NEVER = listed("denying")
_FEW = 6  # changed words: a name that was exchanged for another, and nothing else
_REACH = (
    "third_party", "group", "processor", "advertising", "known_company", "partner", "authority", "merger", "public",
    "country", "sell", "company_form",
)  # fmt: skip


def direction_of(features: Features, revision: Revision, category: Category) -> Direction:
    """The direction of one revision."""
    if revision.reworded:
        return _REWORDED[category](features, revision)
    stated = _STATED[category](features, revision)
    if revision.new:
        return stated
    return _REMOVED[category](features, revision, stated)


def in_total(category: Category, directions: Iterable[tuple[Direction, float]]) -> Direction | None:
    """What several findings of a category amount to, each with its weight; None for none."""
    mass = dict.fromkeys(Direction, 0.0)
    for direction, weight in directions:
        mass[direction] += weight
    pointed = mass[LESS] + mass[MORE] + mass[MIXED]
    if not pointed + mass[NEUTRAL]:
        return None
    shares = _SHARES[category]
    if mass[NEUTRAL] >= shares.neutral * (pointed + mass[NEUTRAL]):
        return NEUTRAL
    if mass[LESS] >= shares.less * pointed:
        return LESS
    return MORE if mass[MORE] >= shares.more * pointed else MIXED


@dataclass(frozen=True, slots=True)
class _Shares:
    """The share of the weight from which a change points one way as a whole."""

    neutral: float
    less: float
    more: float


# Chosen on 760 verdicts of 1,114 labelled changes: readers call a change that widens sharing less protective where the
# most of it does, and more protective only where hardly anything widens; of retention and legal bases it is the other
# way round: less protective only where nearly everything is, else mixed.
_SHARES = {
    Category.SHARING: _Shares(neutral=0.7, less=0.6, more=0.8),
    Category.RETENTION: _Shares(neutral=0.75, less=0.9, more=0.6),
    Category.LEGAL_BASIS: _Shares(neutral=0.5, less=0.9, more=0.8),
}


def _denies(features: Features, revision: Revision) -> bool:
    return _negates(revision.shown.words) and "said:denial" in features


def _negates(words: Sequence[str]) -> bool:
    """Whether one of the words denies; "but not limited to" denies nothing."""
    return any(word in _NEVER and after != "limited" for word, after in zip_longest(words, words[1:]))


def _sharing_stated(features: Features, revision: Revision) -> Direction:
    """A statement that stands alone on one side, as if it had been added."""
    if "denies:sharing" in features:
        return MORE
    words = " ".join(revision.shown.words)
    if "opt out" in words and ("said:sell" in features or "said:advertising" in features):
        return MORE
    if "said:safeguard" in features and "said:disclose" not in features:
        return MORE
    return LESS


def _retention_stated(features: Features, revision: Revision) -> Direction:
    """A period or a criterion that is stated for the first time points nowhere: what was done before is not known."""
    if _denies(features, revision) and "said:retain" in features and "said:criterion" not in features:
        return MORE
    if "said:period" in features:
        return NEUTRAL
    if "said:erase" in features and "said:retain" not in features:
        return MORE
    if "said:criterion" in features:
        return NEUTRAL
    return LESS if "said:modality" in features or "said:obligation" in features else NEUTRAL


def _basis_stated(features: Features, revision: Revision) -> Direction:
    if "said:consent" in features:
        return MORE if "said:interest" not in features else MIXED
    if "said:withdraw" in features:
        return MORE
    return LESS if "said:interest" in features or "said:obligation" in features else NEUTRAL


def _sharing_removed(features: Features, _: Revision, stated: Direction) -> Direction:
    if "said:safeguard" in features:
        return LESS
    return OPPOSITE[stated]


def _retention_removed(features: Features, _: Revision, stated: Direction) -> Direction:
    """A promise that is gone: whoever gave a period or an end gives none now."""
    return MORE if stated is LESS else LESS


def _basis_removed(features: Features, _: Revision, stated: Direction) -> Direction:
    if "said:consent" in features or "said:withdraw" in features or "said:explicit" in features:
        return LESS
    return MORE if stated is LESS else LESS


def _sharing_reworded(features: Features, revision: Revision) -> Direction:
    never_before, never_now = _negates(revision.removed), _negates(revision.added)
    if never_before != never_now:
        return MORE if never_now else LESS
    for cue, direction in (("safeguard", MORE), ("consent", MORE)):
        if f"came:{cue}" in features:
            return direction
        if f"went:{cue}" in features:
            return OPPOSITE[direction]
    if "names:exchanged" in features and max(len(revision.added), len(revision.removed)) <= _FEW:
        return NEUTRAL
    denied = "denies:sharing" in features
    more = sum(f"came:{cue}" in features for cue in _REACH)
    fewer = sum(f"went:{cue}" in features for cue in _REACH)
    if more == fewer:
        return NEUTRAL
    wider = more > fewer
    return LESS if wider is not denied else MORE


def _retention_reworded(features: Features, revision: Revision) -> Direction:
    before, after = (longest(side.words) if side else 0 for side in (revision.old, revision.new))
    if before and after and before != after:
        return LESS if after > before else MORE
    if "went:period" in features or "went:erase" in features:
        return LESS
    if "came:period" in features:
        return MORE
    return NEUTRAL


def _basis_reworded(features: Features, revision: Revision) -> Direction:
    if "came:consent" in features or "came:explicit" in features:
        return MORE
    if "went:consent" in features or "went:explicit" in features:
        return LESS
    if "came:interest" in features or "came:obligation" in features:
        return LESS
    if "went:interest" in features:
        return MORE
    return LESS if len(revision.added) > len(revision.removed) else NEUTRAL


_STATED: Mapping[Category, Callable[[Features, Revision], Direction]] = {
    Category.SHARING: _sharing_stated,
    Category.RETENTION: _retention_stated,
    Category.LEGAL_BASIS: _basis_stated,
}
_REMOVED: Mapping[Category, Callable[[Features, Revision, Direction], Direction]] = {
    Category.SHARING: _sharing_removed,
    Category.RETENTION: _retention_removed,
    Category.LEGAL_BASIS: _basis_removed,
}
_REWORDED: Mapping[Category, Callable[[Features, Revision], Direction]] = {
    Category.SHARING: _sharing_reworded,
    Category.RETENTION: _retention_reworded,
    Category.LEGAL_BASIS: _basis_reworded,
}
