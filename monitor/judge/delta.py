"""From what two versions say to what became of it: revisions weighed, and the findings among them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from monitor.judge.certain import BY_READING, certain
from monitor.judge.direction import direction_of
from monitor.judge.features import Features, features
from monitor.judge.model import Weights
from monitor.judge.passages import Revision, revisions
from monitor.judge.phrases import LANGUAGE, Phrases, phrases
from monitor.judge.reasons import legal_source, reason
from monitor.judge.surroundings import surroundings
from monitor.judge.telling.wording import in_english
from monitor.model import Category, Comparison, Finding

# A page that was replaced as a whole has thousands of revisions; the first of them tell as much as all.
_READ_AT_MOST = 400
_CERTAIN = 0.99
# Of the findings that led 360 categories of real changes 77 in a hundred told a fact where the certain stood first, and
# 80 where these stand by this much.
_CERTAIN_TELLS = 0.6
# Below it what rests on who was read as a recipient is not certain: of 17 such findings of real changes two were right.
_IDLE = 0.2
_REPHRASED = 0.2  # of the likelihood is left where the same facts are said in other words; 0.05 told as much
_FINDINGS_AT_MOST = 24  # per category: who must read more reads the new policy


@dataclass(frozen=True, slots=True)
class Weighed:
    """A revision with its features and, per category, the likelihood that it carries a material fact.

    certain: category -> the rule that needs no weighing (`monitor.judge.certain`). tells: the likelihood by which its
    finding stands among others, where what is certain counts by what the weights make of it.
    """

    revision: Revision
    features: Features
    likelihood: Mapping[Category, float]
    tells: Mapping[Category, float]
    certain: Mapping[Category, str]


class Seen(NamedTuple):
    """A revision with all that the weights know it by."""

    revision: Revision
    features: Features
    phrases: Phrases


def seen(comparison: Comparison, language: str, *, grown: bool = True) -> Iterator[Seen]:
    """Every revision between the two versions: what is judged, and what the weights are learnt from.

    grown: see `revisions`. The weights are learnt without: labels of single statements do not tell what has grown.
    """
    differing = list(islice(revisions(comparison, grown=grown), _READ_AT_MOST))
    if not differing:
        return
    around = surroundings(comparison, differing, language)
    for revision in differing:
        said = phrases(revision) if language == LANGUAGE else {}
        yield Seen(revision, features(revision, around, language), said)


def weigh(comparison: Comparison, language: str, weights: Weights) -> tuple[Weighed, ...]:
    """Every revision between the two versions, weighed."""
    weighed = []
    for revision, found, said in seen(comparison, language):
        likely = weights.revision(found, said)
        sure = {
            category: rule
            for category, rule in certain(revision, found, language)
            if rule not in BY_READING or likely[category] >= _IDLE
        }
        likelihood = {c: likely[c] * (_REPHRASED if _is_rephrased(found, c) else 1.0) for c in Category}
        tells = likelihood | {category: max(likelihood[category], _CERTAIN_TELLS) for category in sure}
        likelihood |= dict.fromkeys(sure, _CERTAIN)
        weighed.append(Weighed(revision, found, likelihood, tells, sure))
    return tuple(weighed)


def _is_rephrased(features: Features, category: Category) -> bool:
    """Whether the reader finds the same facts of a category on both sides, and no cue or number came or went."""
    if f"fact_kept:{category.value}" not in features or "changed:number" in features:
        return False
    return not any(name.startswith(("came:", "went:")) for name in features)


def telling(weighed: tuple[Weighed, ...], category: Category, *, at_least: float) -> list[Weighed]:
    """The revisions that carry a category's verdict, the likeliest first; always one where there is a revision."""
    ranked = sorted(weighed, key=lambda entry: -entry.tells[category])
    return [entry for entry in ranked[:_FINDINGS_AT_MOST] if entry.likelihood[category] >= at_least] or ranked[:1]


def finding(entry: Weighed, category: Category) -> Finding:
    revision = entry.revision
    rule, sentence = reason(entry.features, revision, category)
    rule = entry.certain.get(category, rule)
    return Finding(
        category=category,
        rule=rule,
        direction=direction_of(entry.features, revision, category),
        reason=in_english(sentence),
        sentence=sentence,
        section=revision.shown.section,
        old=revision.old.text if revision.old else None,
        new=revision.new.text if revision.new else None,
        source=legal_source(entry.features, category),
    )
