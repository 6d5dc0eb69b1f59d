"""Statements on retention: periods, criteria, no end; deletion or anonymisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from monitor.judge.reading.durations import Duration, durations
from monitor.judge.reading.negation import Stance, clause, is_by_person, stance
from monitor.judge.reading.portions import Portion, portions
from monitor.judge.reading.reach import denies_another, is_denied
from monitor.judge.reading.sharing import data_codes
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.vocabulary import Mention
from monitor.model import Category, Practice, RetentionKind, RetentionPeriod


def read_retention(statement: Statement) -> list[Practice]:
    """The practices of retention that a sentence states: one per period, else one for its criteria."""
    cues: Sequence[Mention] = statement.find("retention")
    topical = "retention" in statement.topics
    if not cues and not topical:
        return []
    periods: Sequence[Duration] = durations(statement.text, statement.find("numbers"), statement.rules.language)
    start = statement.own if _excepted(statement, periods) else 0
    cues = [cue for cue in cues if cue.start >= start and not _is_told_above(statement, cue)]
    # an entry's own periods take the place of its lead-in's
    periods = [one for one in periods if one.end > statement.own] or [one for one in periods if one.start >= start]
    criteria = statement.codes("criteria")
    bounded = bool(periods or (criteria and (statement.find("temporal") or _is_kept_by_law(statement, cues))))
    stating = [one for one in cues if _states(statement, one, bounded=bounded)]
    told = topical and not cues and bounded and not statement.find("rights_talk")
    if not stating and not told:
        return []
    if not bounded and not criteria and statement.text.rstrip(" ;").endswith(":"):  # the list below it will tell
        return []
    return list(_apportioned(statement, periods, stating, shared=_shared(statement, stating, periods)))


def _is_kept_by_law(statement: Statement, cues: Sequence[Mention]) -> bool:
    """Whether data is kept as a law demands, which tells how long without a word of time: "kept as required by law"."""
    if statement.find("rights_talk"):
        return False
    duties = [one for one in statement.find("criteria") if one.rule.code == "legal_duty"]
    return any(
        cue.rule.code == "keep" and _KEPT.match(statement.text, cue.start) and cue.end < duty.start <= cue.end + _NEAR
        for cue in cues
        for duty in duties
    )


_KEPT = re.compile(r"ke(?:ep|pt)|retain|stor(?!age)|archiv|preserv|aufbewahr|(?:ge)?speicher|conserv|gu?ard")
_NEAR = 60  # characters between keeping and the law that demands it


def _is_told_above(statement: Statement, cue: Mention) -> bool:
    """Whether a lead-in denies of data that it names itself, and not of its entries: "card numbers are not stored:"."""
    if cue.end > statement.own:
        return False
    scope = clause(statement, cue.start, cue.end)
    return bool(statement.find("data", scope[0], cue.start)) and is_denied(statement, (cue.start, cue.end), scope)


def _excepted(statement: Statement, periods: Sequence[Duration]) -> bool:
    """Whether a list's entry tells when its lead-in does not hold: "... after 28 days, unless: ..."."""
    above = [period.end for period in periods if period.end <= statement.own]
    return bool(above and statement.find("exception", above[-1], statement.own))


def _shared(statement: Statement, cues: Sequence[Mention], periods: Sequence[Duration]) -> int:
    """Where the words end that hold for every period: the lead-in, and what stands before anything is kept."""
    opening = max(statement.own, cues[0].start if cues else 0)
    return min(opening, periods[0].start) if periods else opening


def _apportioned(
    statement: Statement, periods: Sequence[Duration], stating: Sequence[Mention], *, shared: int
) -> Iterator[Practice]:
    """What each portion states; one without a cue of its own goes on with the one before."""
    cue = None
    for portion in portions(statement, periods):
        cue = _telling([one for one in stating if portion.start <= one.start < portion.end], statement.own) or cue
        yield from _practices(statement, portion, cue, shared)


# Where several cues stand together, what is done to the data tells more than that a period is named or runs out.
_WEAKEST = {"period_noun": 1, "remove": 2}


def _telling(cues: Sequence[Mention], own: int) -> Mention | None:
    return min(cues, key=lambda one: (_WEAKEST.get(one.rule.code, 0), one.start < own), default=None)


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
    if _NOUN.match(statement.text, cue.start):  # "responsible for the retention of your data"
        return bounded
    by_us = bool(statement.find("we", scope[0], cue.start) or statement.find("passive", scope[0], cue.start))
    by_us = by_us or bool(_BY_NAME.search(statement.text[cue.start : cue.end]))
    by_us = by_us or any(one.start == cue.end + 1 for one in statement.find("we", cue.end))  # "löschen wir sie"
    return bounded or (of_data and by_us)


_NOUN = re.compile(r"retention|deletion|erasure|destruction|disposal")


def _is_right(statement: Statement, cue: Mention, scope: tuple[int, int]) -> bool:
    """Whether the cue is what a person may ask for: "you may request that we delete ..."."""
    ends = [one for one in statement.find("criteria") if one.rule.code == "request"]  # "until you ask us to erase it"
    rights = [
        right
        for right in statement.find("rights_talk")
        if not any(end.start <= right.start < end.end for end in ends) and not _is_exercised(statement, right, cue)
    ]
    return any(
        scope[0] <= right.start < scope[1]
        or right.start <= cue.start <= right.end
        or _is_case_of(statement, right.end, cue.start)
        for right in rights
    )


def _is_exercised(statement: Statement, right: Mention, cue: Mention) -> bool:
    """Whether a right is used in the case that opens the sentence, and what is kept then is told: "if you exercise your
    right of access, we keep the correspondence for a year"."""
    cases = statement.find("subordinate", statement.own, right.start)
    opening = bool(cases) and not statement.text[statement.own : cases[0].start].strip(" *-")
    return opening and cue.rule.note.get("action") == "retain" and ", " in statement.text[right.end : cue.start]


def _is_case_of(statement: Statement, right: int, cue: int) -> bool:
    """Whether a case in which a right is given stands behind it: "erasure (for example, if it is no longer needed)"."""
    cases = statement.find("subordinate", right, cue)
    between = statement.text[right:cue]
    if not cases or ";" in between or ". " in between or statement.find("we", right, cue):
        return False
    return "," not in statement.text[cases[-1].end : cue] and statement.find("and", right, cases[0].start) == []


# "is not stored"; "no storage of your data", but not "no clouds for storage"
_STORED = re.compile(
    r"stor(?!age\b(?! of\b))|stock|keep|kept|sav|archiv|(?:ge)?speicher|aufbewahr|conserv|almacen|gu?ard|enregistr"
)
# The vendor by its name: "Fernhill retains", "Fernhill conserve".
_BY_NAME = re.compile(r"s$|(?:conserv|supprim|effac)e$|détruit$")


def _practices(statement: Statement, portion: Portion, cue: Mention | None, shared: int) -> Iterator[Practice]:
    """What a portion of the sentence states. shared: the end of the words that hold for all portions."""
    criteria, purposes = (_told(statement, topic, portion, shared) for topic in ("criteria", "purposes"))
    data = _data(statement, portion)
    meant = _meant(statement, cue, bounded=bool(portion.periods or (criteria and statement.find("temporal"))))
    told = stated(portion.periods, criteria, ", ".join(data) or None)
    if portion.periods and _or_without_end(statement, portion):
        told += stated((), ("indefinite",), ", ".join(data) or None)
    for period in told:
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
            purposes=purposes,
            condition=meant.condition,
            retention=period,
        )


_OR = re.compile(r"\b(?:or|ou|oder|o) $")


def _or_without_end(statement: Statement, portion: Portion) -> bool:
    """Whether keeping without end is told beside a period: "for ten years, or indefinitely where abuse was found"."""
    ends = statement.find("criteria", portion.start, portion.end)
    return any(one.rule.code == "indefinite" and _OR.search(statement.text, 0, one.start) for one in ends)


def _told(statement: Statement, topic: str, portion: Portion, shared: int) -> tuple[str, ...]:
    codes = statement.codes(topic, portion.start, portion.end)
    return tuple(dict.fromkeys((*statement.codes(topic, 0, shared), *codes))) if portion.start else codes


def _data(statement: Statement, portion: Portion) -> tuple[str, ...]:
    """Kinds of data of the portion; those named first where it only speaks of "this data" or of none."""
    data = data_codes(statement, (portion.start, portion.end))
    return data if set(data) - {"personal"} else data_codes(statement, (0, portion.end))


def _meant(statement: Statement, cue: Mention | None, *, bounded: bool) -> Stance:
    if cue is None:
        return Stance(affirmed=True, modality="will")
    scope = clause(statement, cue.start, cue.end)
    meant = stance(statement, (cue.start, cue.end), scope)
    if not meant.affirmed and cue.rule.note["action"] == "delete" and denies_another(statement, cue, scope[0]):
        return Stance(affirmed=True, modality="will")
    # "not kept for more than six months" is no denial of keeping but its limit
    if not meant.affirmed and bounded and statement.find("beyond", cue.end):
        return Stance(affirmed=True, modality="will")
    return meant


def stated(periods: Sequence[Duration], criteria: Sequence[str], applies_to: str | None) -> list[RetentionPeriod]:
    """One entry per length; without one, that there is no end, or the criteria, or nothing at all."""
    listed = ", ".join(code for code in criteria if code != "indefinite") or None
    if periods:
        kinds = [(RetentionKind.STATED, iso) for iso in dict.fromkeys(duration.iso for duration in periods)]
    elif "indefinite" in criteria:
        kinds = [(RetentionKind.INDEFINITE, "")]
    else:
        kinds = [(RetentionKind.CRITERIA if listed else RetentionKind.UNSPECIFIED, "")]
    return [
        RetentionPeriod(kind=kind, period=iso or None, applies_to=applies_to, criteria=listed) for kind, iso in kinds
    ]
