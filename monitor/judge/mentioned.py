"""Which recipients a rewording brought or took: whoever stands in both wordings neither came nor went. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.judge.passages import Passage
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import lexicon
from monitor.model import Category, Practice, Recipient

Stated = Sequence[Practice]


def come_or_gone(
    old: Passage | None, new: Passage | None, before: Stated, now: Stated, language: str
) -> tuple[Stated, Stated]:
    """What two wordings state, without the recipients that one states and the other names all the same.

    There another word was changed ("may integrate with third-party services"), by which one is read as sharing and the
    other is not. A statement that is left without a recipient is none, if it is the only one.
    """
    if old is None or new is None:
        return before, now
    return (
        _without_named(before, now, new.text, language),
        _without_named(now, before, old.text, language),
    )


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
