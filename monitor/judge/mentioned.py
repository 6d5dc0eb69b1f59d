"""What the words of a passage name themselves: whoever stands in both wordings neither came nor went, and what another
cell of the row states is not told of this one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from monitor.judge.passages import Passage
from monitor.judge.reading.durations import canonical, durations
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import lexicon
from monitor.judge.telling.stated import collect, grounds, of_category
from monitor.model import Category, Practice, Recipient, SegmentKind

Stated = Sequence[Practice]

# What a practice holds -> the topic of the rules by which a text names it.
_NAMED_BY = {"data": "data", "purposes": "purposes", "countries": "countries"}


def come_or_gone(
    old: Passage | None, new: Passage | None, before: Stated, now: Stated, language: str
) -> tuple[Stated, Stated]:
    """What two wordings state, without the recipients, data and places that one states and the other names as well.

    There another word was changed ("may integrate with third-party services"), by which one is read as sharing and the
    other is not. A statement that is left without a recipient is none, if it is the only one.
    """
    if old is None or new is None:
        return before, now
    return (
        _without_other(_without_named(before, now, new.text, language), now, new.text, language),
        _without_other(_without_named(now, before, old.text, language), before, old.text, language),
    )


def _without_other(some: Stated, others: Stated, text: str, language: str) -> Stated:
    """The practices of one wording, less the data, purposes and places that the other's text names elsewhere."""
    if not any(map(_gives, some)) or not any(map(_gives, others)):
        return some
    known, folded = lexicon(language), fold(text)
    words = known.words(folded)
    spared = {
        field: {*known.codes(topic, folded, words)} - collect(filter(_gives, others), field)
        for field, topic in _NAMED_BY.items()
    }
    return [replace(one, **_less(one, spared)) if _gives(one) else one for one in some]


def _less(practice: Practice, spared: Mapping[str, set[str]]) -> dict[str, Any]:
    return {
        field: tuple(code for code in getattr(practice, field) if code not in codes) for field, codes in spared.items()
    }


def _without_named(some: Stated, others: Stated, text: str, language: str) -> Stated:
    """The practices of one wording, less the recipients that the other's text names and its practices do not."""
    stated = {_who(recipient) for practice in others for recipient in practice.recipients}
    named = {
        one
        for practice in filter(_gives, some)
        for one in practice.recipients
        if _who(one) not in stated and _is_named(one, text, language)
    }
    if not named:
        return some
    alone = not any(practice.category is Category.SHARING for practice in others)
    left = []
    for practice in some:
        kept = tuple(one for one in practice.recipients if one not in named)
        if not _gives(practice):
            left.append(practice)
        elif kept or not practice.recipients or not alone:
            left.append(replace(practice, recipients=kept))
    return left


def _gives(practice: Practice) -> bool:
    """Whether it says who gets data, rather than who does not, or who answers for it."""
    return practice.category is Category.SHARING and practice.affirmed and practice.action != "control"


def _who(recipient: Recipient) -> tuple[str, str | None]:
    return recipient.kind, recipient.name


def _is_named(recipient: Recipient, text: str, language: str) -> bool:
    if recipient.name:
        return recipient.name.casefold() in text.casefold()
    return recipient.kind in lexicon(language).codes("recipients", fold(text))


def of_cells(
    old: Passage | None, new: Passage | None, before: Stated, now: Stated, language: str
) -> tuple[Stated, Stated]:
    """What two passages state; of a sentence in a table's row what it names itself of what the whole row states.

    Where it names none of that (a purpose, whose ground stands in the next cell), the row speaks for it; but not on how
    long data is kept, which is told of other cells, nor where its grounds were altered, which is told where they stand.
    """
    named = [_named_in(side, stated, language) for side, stated in ((old, before), (new, now))]
    found: tuple[list[Practice], list[Practice]] = ([], [])
    for category in Category:
        whole = [of_category(stated, category) for stated in (before, now)]
        mine = [of_category(stated, category) for stated in named]
        altered = old is not None and new is not None and grounds(whole[0]) != grounds(whole[1])
        tells = any(one.recipients or category is not Category.SHARING for part in mine for one in part)
        alone = tells or category is Category.RETENTION or altered
        for told, part, row in zip(found, mine, whole, strict=True):
            told += part if alone else row
    return found


def is_beside(passage: Passage, stated: Stated, language: str) -> bool:
    """Whether a sentence in a table's row names none of the grounds that the row states."""
    return not any(one.legal_basis for one in _named_in(passage, stated, language))


def _named_in(passage: Passage | None, stated: Stated, language: str) -> Stated:
    if passage is None or passage.kind is not SegmentKind.ROW or len(passage.text) == len(passage.home.text):
        return stated
    words = fold(passage.text)
    return [part for one in stated if (part := _part(one, passage, words, language))]


def _part(practice: Practice, passage: Passage, words: str, language: str) -> Practice | None:
    if practice.quote in passage.text:
        return practice
    if practice.legal_basis:
        known = lexicon(language)
        grounds = (*known.codes("legal_basis", words), *known.codes("basis_cells", words))
        return practice if practice.legal_basis.basis in grounds else None
    if practice.retention:
        return practice if _names_end(practice, words, language) else None
    named = tuple(one for one in practice.recipients if _is_named(one, passage.text, language))
    return replace(practice, recipients=named) if named else None


def _names_end(practice: Practice, words: str, language: str) -> bool:
    """Whether the words name the period that a practice states, or one of its criteria."""
    known, told = lexicon(language), practice.retention
    if told and told.period:
        named = durations(words, known.find("numbers", words), language)
        return canonical(told.period) in {canonical(one.iso) for one in named}
    criteria = set(told.criteria.split(", ")) if told and told.criteria else set()
    return not criteria.isdisjoint(known.codes("criteria", words))
