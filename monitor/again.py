"""Judging again: stored versions under today's rules, beside the judgements they had; nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.judge import compare_texts
from monitor.model import Judgement, Verdict
from store import judgements, versions
from store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejudged:
    """One change of a source, as it was judged and as it is judged now. before: None where it was never judged."""

    source: str
    old_number: int
    new_number: int
    before: Judgement | None
    now: Judgement

    @property
    def alert_is_new(self) -> bool:
        """Whether it would be told today and was not."""
        return _tells(self.now) and not _tells(self.before)

    @property
    def alert_is_gone(self) -> bool:
        """Whether it was told and would not be today."""
        return _tells(self.before) and not _tells(self.now)


def judge_again(db: Store, key: str, *, now: datetime) -> Iterator[Rejudged]:
    """Judges every change of a source under today's rules, in order; what is new stands beside the old judgement."""
    told = {new: judgement for _, new, judgement in judgements.all(db, key)}
    before = None
    for summary in versions.summaries(db, key):
        version = versions.get(db, key, summary.number)
        if before is not None and not version.technical_upgrade:
            meaning = compare_texts(before.text, version.text)
            if meaning != told.get(version.number):  # the same rules and the same words are no second judgement
                judgements.add(db, key, before.number, version.number, meaning, now)
            yield Rejudged(
                source=key,
                old_number=before.number,
                new_number=version.number,
                before=told.get(version.number),
                now=meaning,
            )
        before = version


def _tells(judgement: Judgement | None) -> bool:
    return judgement is not None and judgement.verdict is Verdict.MATERIAL
