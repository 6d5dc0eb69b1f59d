"""Statements on retention: periods, criteria, no end; deletion or anonymisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from monitor.judge.durations import Duration, durations
from monitor.judge.negation import Stance, clause, is_by_person, is_denied, stance
from monitor.judge.sharing import data_codes
from monitor.judge.statements import Statement
from monitor.judge.vocabulary import Mention
from monitor.model import Category, Practice, RetentionKind, RetentionPeriod


def read_retention(statement: Statement) -> list[Practice]:
    """The practices of retention that a sentence states: one per period, else one for its criteria."""
    parts = [_read(part) for part in _parts(statement)]
    return [practice for part in parts for practice in part] if parts and all(parts) else _read(statement)


def _parts(statement: Statement) -> list[Statement]:
    """The parts between semicolons, where several state a period: "logs for 14 days; backups are erased after 90"."""
    if ";" not in statement.text:
        return []
    spans = [(match.start(), match.end()) for match in re.finditer(r"[^;]+", statement.text)]
    stating = [span for span in spans if any(span[0] <= unit.start < span[1] for unit in statement.find("numbers"))]
    return [statement.only(*span) for span in stating] if len(stating) > 1 else []


def _read(statement: Statement) -> list[Practice]:
    text = statement.text
    cues = statement.find("retention")
    topical = "retention" in statement.topics
    if not cues and not topical:
        return []
    periods = durations(text, statement.find("numbers"), statement.rules.language)
    criteria = statement.codes("criteria")
    bounded = bool(periods or (criteria and statement.find("temporal")))
    stating = [one for one in cues if _states(statement, one, bounded=bounded)]
    cue = min(stating, key=lambda one: (_WEAKEST.get(one.rule.code, 0), one.start < statement.own), default=None)
    if cue is None and not (topical and not cues and bounded):
        return []
    if not bounded and not criteria and text.rstrip().endswith(":"):  # the list below it will tell
        return []
    meant = Stance(affirmed=True, modality="will")
    if cue:
        meant = stance(statement, (cue.start, cue.end), clause(statement, cue.start, cue.end))
        # "not kept for more than six months" is no denial of keeping but its limit
        if not meant.affirmed and bounded and statement.find("beyond", cue.end):
            meant = Stance(affirmed=True, modality="will")
    return list(_practices(statement, cue, meant, periods, criteria))


# Where several cues stand together, what is done to the data tells more than that a period is named or runs out.
_WEAKEST = {"period_noun": 1, "remove": 2}


def _states(statement: Statement, cue: Mention, *, bounded: bool) -> bool:
    """Whether a cue states a practice of the vendor: not a right, not an act of the person, and of data."""
    scope = clause(statement, cue.start, cue.end)
    if _is_right(statement, cue, scope) or is_by_person(statement, scope[0], cue.start):
        return False
    topical = "retention" in statement.topics
    of_data = topical or cue.rule.code == "period_noun" or bool(statement.find("data"))
    if cue.rule.note.get("needs") == "period":
        stored = cue.rule.code == "keep" and bool(_STORED.match(statement.text, cue.start))
        return of_data and (bounded or (stored and is_denied(statement, (cue.start, cue.end), scope)))
    by_us = bool(statement.find("we", scope[0], cue.start) or statement.find("passive", scope[0], cue.start))
    by_us = by_us or statement.text[cue.start : cue.end].endswith("s")  # the vendor by its name: "Fernhill retains"
    return bounded or (of_data and by_us)


def _is_right(statement: Statement, cue: Mention, scope: tuple[int, int]) -> bool:
    """Whether the cue is what a person may ask for: "you may request that we delete ..."."""
    rights = statement.find("rights_talk")
    return any(scope[0] <= right.start < scope[1] or right.start <= cue.start <= right.end for right in rights)


_STORED = re.compile(r"stor|keep|kept|sav|archiv|speicher|aufbewahr|conserv|almacen|guard")  # "is not stored"


def _practices(
    statement: Statement,
    cue: Mention | None,
    meant: Stance,
    periods: Sequence[Duration],
    criteria: tuple[str, ...],
) -> Iterator[Practice]:
    data = data_codes(statement, (0, len(statement.text)))
    for period in dict.fromkeys(_stated(periods, criteria, ", ".join(data) or None)):
        yield Practice(
            category=Category.RETENTION,
            rule=cue.rule.id if cue else "retention.period_noun",
            quote=statement.quote,
            section=statement.section,
            ordinal=statement.ordinal,
            affirmed=meant.affirmed,
            action=cue.rule.note["action"] if cue else "retain",
            modality=meant.modality,
            data=data,
            purposes=statement.codes("purposes"),
            condition=meant.condition,
            retention=period,
        )


def _stated(periods: Sequence[Duration], criteria: Sequence[str], applies_to: str | None) -> list[RetentionPeriod]:
    """One entry per period; without one, that there is no end, or the criteria, or nothing at all."""
    listed = ", ".join(code for code in criteria if code != "indefinite") or None
    if periods:
        kinds = [(RetentionKind.STATED, duration.iso) for duration in periods]
    elif "indefinite" in criteria:
        kinds = [(RetentionKind.INDEFINITE, "")]
    else:
        kinds = [(RetentionKind.CRITERIA if listed else RetentionKind.UNSPECIFIED, "")]
    return [
        RetentionPeriod(kind=kind, period=iso or None, applies_to=applies_to, criteria=listed) for kind, iso in kinds
    ]
