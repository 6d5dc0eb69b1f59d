"""Statements on retention: periods, criteria, no end; deletion or anonymisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.judge.durations import Duration, durations
from monitor.judge.lexicon import Mention
from monitor.judge.negation import Stance, clause, stance
from monitor.judge.sharing import data_codes
from monitor.judge.statements import Statement
from monitor.model import Category, Practice, RetentionKind, RetentionPeriod


def read_retention(statement: Statement) -> list[Practice]:
    """The practices of retention that a sentence states: one per period, else one for its criteria."""
    if statement.is_heading:
        return []
    text = statement.text
    cues = statement.find("retention")
    topical = "retention" in statement.topics
    if not cues and not topical:
        return []
    periods = durations(text, statement.rules["numbers"], statement.rules.language)
    criteria = statement.codes("criteria")
    cue = _deciding(statement, cues, bool(periods or criteria))
    if cue is None and not (topical and not cues and (periods or criteria)):
        return []
    scope = clause(statement, cue.start, cue.end) if cue else (0, len(text))
    meant = stance(statement, (cue.start, cue.end), scope) if cue else Stance(affirmed=True, modality="will")
    return list(_practices(statement, cue, meant, periods, criteria))


def _deciding(statement: Statement, cues: Sequence[Mention], bounded: bool) -> Mention | None:
    """The first cue that states a practice of the vendor: not a right, not an act of the person."""
    for cue in cues:
        scope = clause(statement, cue.start, cue.end)
        if statement.find("rights_talk", scope[0], scope[1]):
            continue
        if _is_yours(statement, scope[0], cue.start):
            continue
        denied = bool(statement.find("negation", scope[0], cue.start))
        if cue.rule.note.get("needs") == "period" and not bounded and not (denied and statement.find("data", *scope)):
            continue
        return cue
    return None


def _is_yours(statement: Statement, start: int, end: int) -> bool:
    actors = sorted([*statement.find("we", start, end), *statement.find("you", start, end)], key=lambda m: m.start)
    if not actors or actors[-1].rule.code != "you":
        return False
    return not statement.find("passive", actors[-1].end, end)


def _practices(
    statement: Statement,
    cue: Mention | None,
    meant: Stance,
    periods: Sequence[Duration],
    criteria: tuple[str, ...],
) -> Iterator[Practice]:
    applies_to = ", ".join(data_codes(statement, (0, len(statement.text)))) or None
    listed = ", ".join(code for code in criteria if code != "indefinite") or None
    if periods:
        stated = [
            RetentionPeriod(kind=RetentionKind.STATED, period=p.iso, applies_to=applies_to, criteria=listed)
            for p in periods
        ]
    elif "indefinite" in criteria:
        stated = [RetentionPeriod(kind=RetentionKind.INDEFINITE, applies_to=applies_to, criteria=listed)]
    elif listed:
        stated = [RetentionPeriod(kind=RetentionKind.CRITERIA, applies_to=applies_to, criteria=listed)]
    else:
        stated = [RetentionPeriod(kind=RetentionKind.UNSPECIFIED, applies_to=applies_to)]
    for period in dict.fromkeys(stated):
        yield Practice(
            category=Category.RETENTION,
            rule=cue.rule.id if cue else "retention.period_noun",
            quote=statement.quote,
            section=statement.section,
            ordinal=statement.ordinal,
            affirmed=meant.affirmed,
            action=cue.rule.note["action"] if cue else "retain",
            modality=meant.modality,
            data=data_codes(statement, (0, len(statement.text))),
            purposes=statement.codes("purposes"),
            condition=meant.condition,
            retention=period,
        )
