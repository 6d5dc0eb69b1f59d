"""Findings in words of their own: what became of a rule, or of the facts of a passage before and after. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from monitor.judge.direction import LESS, MORE, OPPOSITE
from monitor.judge.mentioned import come_or_gone, is_beside, of_cells
from monitor.judge.passages import Revision
from monitor.judge.reading.lexicon import says
from monitor.judge.reading.vendor import no_recipients, of_others
from monitor.judge.said import said
from monitor.judge.telling.passage import tell
from monitor.judge.telling.stated import bases, grounds, of_category
from monitor.judge.telling.told import Told, say, told
from monitor.judge.telling.wording import in_english
from monitor.judge.terms import choices, denial_narrowed, duties, limits
from monitor.model import Category, Direction, Finding, Practice, Segment


@dataclass(frozen=True, slots=True)
class _Known:
    """What to say where a thing that no practice holds was added to the text or dropped from it.

    topic: the rules (`rules/`) by which a reworded sentence shows the thing; None: it is the whole statement.
    came, went: the sentences that tell it.
    """

    topic: str | None
    came: str
    went: str
    direction: Direction  # where it came


_KNOWN = {
    "sharing.discretion.altered": _Known("discretion", "discretion.now", "discretion.no_longer", LESS),
    "retention.end.altered": _Known(None, "endless.now", "endless.no_longer", LESS),
    "legal_basis.consent.qualified": _Known("qualified_consent", "consent.limited", "consent.unlimited", LESS),
    "legal_basis.withdrawal.altered": _Known(None, "withdrawal.now", "withdrawal.no_longer", MORE),
}


def explained(finding: Finding, revision: Revision, language: str, own: frozenset[str] = frozenset()) -> Finding:
    """The finding with what the passages of its revision say about what changed.

    own: names that are no recipients (`names_of_nobody`). Where the facts point one way, so does the finding. A finding
    whose facts say nothing keeps its words.
    """
    known = _KNOWN.get(finding.rule)
    if known and (known.topic or not revision.reworded):
        found: Told | None = _told(known, revision, language)
    else:
        sides = revision.old, revision.new
        stated = [tuple(of_others(said(side, language), own)) for side in sides]
        before, now = come_or_gone(*sides, *of_cells(*sides, stated[0], stated[1], language), language)
        found = _told_of(finding.category, before, now, revision, language)
    if found is None:
        return finding
    reason, direction = in_english(found.sentence), found.direction or finding.direction
    return replace(finding, reason=reason, sentence=found.sentence, direction=direction)


def names_of_nobody(revisions: Iterable[Revision], segments: Iterable[Segment], language: str) -> frozenset[str]:
    """The names in these revisions that are no recipients: the vendor's own, and words of the policy (its segments)."""
    practices = [one for revision in revisions for side in (revision.old, revision.new) for one in said(side, language)]
    if not any(who.name for one in practices for who in one.recipients):
        return frozenset()  # the whole policy need not be looked through
    return no_recipients(practices, [segment.text for segment in segments])


def _told_of(
    category: Category, before: Sequence[Practice], now: Sequence[Practice], revision: Revision, language: str
) -> Told | None:
    """What became of the facts; the terms of sharing come first where the statement is about nothing else."""
    if category is Category.LEGAL_BASIS:
        return _on_ground(before, now, revision, language)
    if category is Category.RETENTION:
        return tell(before, now, category)
    old, new = of_category(before, category), of_category(now, category)
    terms = next(
        (found for term in (duties, choices, denial_narrowed) if (found := term(revision, old, new, language))), None
    )
    return terms or tell(old, new, category) or limits(revision, old, new, language)


def _on_ground(before: Sequence[Practice], now: Sequence[Practice], revision: Revision, language: str) -> Told | None:
    """What became of the grounds; of a cell beside the one that names them, that it came or went with them."""
    found, stated = tell(before, now, Category.LEGAL_BASIS), now or before
    if found is None or revision.reworded or not is_beside(revision.shown, stated, language):
        return found
    on = bases(grounds(of_category(stated, Category.LEGAL_BASIS)))
    return replace(found, sentence=say("beside.new" if revision.new else "beside.gone", what=on))


def _told(known: _Known, revision: Revision, language: str) -> Told:
    came = revision.new is not None and (known.topic is None or says(known.topic, revision.new.text, language))
    return told(known.came, known.direction) if came else told(known.went, OPPOSITE[known.direction])
