"""From weighed revisions to verdicts: per category material or not, and for the change as a whole. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from math import prod
from operator import itemgetter

from monitor.judge.delta import Weighed, finding, telling
from monitor.judge.direction import in_total
from monitor.judge.explain import explained, names_of_nobody
from monitor.judge.model import Weights
from monitor.judge.news import against, version
from monitor.model import Category, CategoryVerdict, Comparison, Direction, Finding, Judgement, Operation, Verdict

RULES_VERSION = 9

# Likelihoods of a change from which a category is material: near the best F1 on English changes, by phrases and by cues
# alone; so they hold for languages in which too few changes are labelled to choose. From UNDECIDED on a change is worth
# a look.
_MATERIAL = {Category.SHARING: 0.38, Category.RETENTION: 0.37, Category.LEGAL_BASIS: 0.34}
# Where a message could tell of sharing no more than that something about it changed, it has to be likelier: of such
# categories of 1,176 labelled changes five were material and twelve were not below this.
_MATERIAL_UNTOLD = 0.5
_UNDECIDED = 0.2
# From this likelihood a revision stands among the findings of a material category: whoever reads the change wants every
# quote. From the second it counts for the direction of the whole, and from the third it is told in messages: of 3,500
# that real changes told and whose labels are known, 92 in a hundred above 0.6 carried a fact or nearly did, 69 of those
# from 0.35 on, and 53 below.
_FINDING = 0.012
_POINTING = 0.2
_SURE = 0.45
_SURE_UNTOLD = 0.8  # where no more is told than its topic: of 190 from 0.6 to there four in ten carried a fact
_WITHDRAWN = 0.1  # of its letters: a notice that the policy is elsewhere, or that there is none

NOTHING_MATERIAL: Mapping[Category, CategoryVerdict] = {category: CategoryVerdict() for category in Category}


def material_in(likely: Mapping[Category, float]) -> frozenset[Category]:
    """The categories in which a change of these likelihoods is told as material.

    Where none is likely enough by itself, but as likely as that any of them is, it is told for the likeliest.
    """
    alone = frozenset(category for category in Category if likely[category] >= _MATERIAL[category])
    if alone or 1 - prod(1 - likely[category] for category in Category) < max(_MATERIAL.values()):
        return alone
    return frozenset((max(Category, key=lambda category: likely[category] / _MATERIAL[category]),))


def likelihoods(weighed: tuple[Weighed, ...], weights: Weights) -> Mapping[Category, float]:
    """Per category, how likely the change is material in it."""
    return {c: _likelihood(weighed, c, weights) for c in Category}


def _likelihood(weighed: tuple[Weighed, ...], category: Category, weights: Weights) -> float:
    if not weighed:
        return 0.0
    if any(category in entry.certain for entry in weighed):
        return 1.0
    return weights[category].change(entry.likelihood[category] for entry in weighed)


def judge(comparison: Comparison, weighed: tuple[Weighed, ...], language: str, weights: Weights) -> Judgement:
    """The verdicts, with what became of the facts of whatever is material."""
    likely = likelihoods(weighed, weights)
    told = {category: telling(weighed, category, at_least=_FINDING) for category in material_in(likely)}
    revisions = [entry.revision for entries in told.values() for entry in entries]
    own = names_of_nobody(revisions, comparison.new, language) if told else frozenset()
    withdrawn = _is_withdrawn(comparison)
    found: list[Finding] = []
    categories = dict(NOTHING_MATERIAL)
    for category in (one for one in Category if one in told):
        entries = told[category]
        mine = [_found(entry, category, language, own, leads=rank == 0) for rank, entry in enumerate(entries)]
        if category is Category.SHARING:
            mine = _against_the_rest(mine, entries, comparison, language)
            if likely[category] < _MATERIAL_UNTOLD and not any(map(_tells_more, mine)):
                continue
        direction = Direction.LESS_PROTECTIVE if withdrawn else in_total(category, _pointing(entries, mine, category))
        categories[category] = CategoryVerdict(material=True, direction=direction)
        found += mine
    return Judgement(
        verdict=_verdict(likely, categories),
        categories=categories,
        findings=tuple(_in_order(found)),
        changes=counts(comparison),
        rules_version=RULES_VERSION,
    )


def _is_withdrawn(comparison: Comparison) -> bool:
    """Whether nearly all of a policy is gone: what it named and what it promised alike, so that nothing is held to."""
    before, now = (sum(len(segment.text) for segment in side) for side in (comparison.old, comparison.new))
    return now < _WITHDRAWN * before


def _in_order(found: list[Finding]) -> list[Finding]:
    """As a message with room for few should tell them: one of each category, then the others, what is told anew before
    what was told of another passage already, and the doubtful ones at the end.

    found: by category, the likeliest first.
    """
    places = {category: place for place, category in enumerate(Category)}
    told: Counter[tuple[Category, str]] = Counter()
    led: set[Category] = set()
    ranked = []
    for one in found:
        repeats = told[one.category, one.reason]
        ranked.append(((one.doubtful, one.category in led, places[one.category], repeats), one))
        led.add(one.category)
        told[one.category, one.reason] += 1
    return [one for _, one in sorted(ranked, key=itemgetter(0))]


def _found(entry: Weighed, category: Category, language: str, own: frozenset[str], *, leads: bool) -> Finding:
    """A finding in words; the one that leads is never doubtful, because something must carry the verdict."""
    bare = finding(entry, category)
    told = explained(bare, entry.revision, language, own)
    says_what = (told.reason != bare.reason and not _is_of_row(told)) or category in entry.certain
    enough = _SURE if says_what else _SURE_UNTOLD
    return replace(told, doubtful=not leads and entry.likelihood[category] < enough)


def _is_of_row(finding: Finding) -> bool:
    """Whether all that is told is the ground of a row, of a cell beside the one that names it."""
    return finding.sentence is not None and finding.sentence.key.startswith("beside.")


def _against_the_rest(
    found: list[Finding], entries: list[Weighed], comparison: Comparison, language: str
) -> list[Finding]:
    """Findings on what came or went, told in the light of what the other version says elsewhere."""
    old, new = version(comparison.old), version(comparison.new)
    return [against(one, entry.revision, old, new, language) for one, entry in zip(found, entries, strict=True)]


def _tells_more(finding: Finding) -> bool:
    """Whether a message can tell of it more than what it is about."""
    return not finding.doubtful and finding.sentence is not None and not finding.sentence.key.startswith("about.")


def _pointing(told: list[Weighed], found: list[Finding], category: Category) -> list[tuple[Direction, float]]:
    """The directions of the findings that count, with their likelihood; the likeliest always does."""
    weighed = [(one.direction, entry.likelihood[category]) for entry, one in zip(told, found, strict=True)]
    return [one for rank, one in enumerate(weighed) if rank == 0 or one[1] >= _POINTING]


def _verdict(likely: Mapping[Category, float], categories: Mapping[Category, CategoryVerdict]) -> Verdict:
    if any(verdict.material for verdict in categories.values()):
        return Verdict.MATERIAL
    return Verdict.UNDECIDED if max(likely.values()) >= _UNDECIDED else Verdict.NOT_MATERIAL


def unjudged(comparison: Comparison, verdict: Verdict, note: str) -> Judgement:
    """A judgement without findings: a suspect capture, or a text that is not read."""
    return Judgement(
        verdict=verdict,
        categories=NOTHING_MATERIAL,
        findings=(),
        changes=counts(comparison),
        rules_version=RULES_VERSION,
        note=note,
    )


def counts(comparison: Comparison) -> Mapping[Operation, int]:
    return {operation: comparison.count(operation) for operation in Operation}
