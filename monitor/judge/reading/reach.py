"""What a denial reaches: its own statement, and no clause beside it, on the data, or on who is meant. Pure."""

from __future__ import annotations

import re

from monitor.judge.reading.names import FORM
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.vocabulary import Mention

# German denies after the verb ("Wir geben Ihre Daten nicht weiter").
_DENIES_ANYWHERE = {"de"}
_DENYING_BEHIND = ("nobody", "not_done")
_FINITE_REACHES = 6  # characters: a cue may begin with its "may"
_CELL = " | "  # what a cell denies ("No"), it denies of its own row's question, not of the next cell
_OPENING = 12  # characters in which "for" or "of" opens a sentence that begins with a thing


def is_denied(statement: Statement, cue: tuple[int, int], scope: tuple[int, int]) -> bool:
    """Whether a denial reaches the cue: it begins before it or within it ("your data is not sold").

    A denial in a clause beside the statement does not ("If you do not log in for a year, we delete your data").
    """
    if cue[1] <= statement.own and _is_denied_entry(statement, cue[1]):
        return True
    end = scope[1] if statement.rules.language in _DENIES_ANYWHERE else cue[1]
    denials = [mention for mention in statement.find("negation") if scope[0] <= mention.start < end]
    reaching = any(_reaches(statement, one, cue) for one in not_aside(statement, denials, scope[0], cue[0]))
    return reaching or any(statement.find(topic, cue[1], scope[1]) for topic in _DENYING_BEHIND)


def _reaches(statement: Statement, denial: Mention, cue: tuple[int, int]) -> bool:
    """Whether a denial in the cue's clause is about the cue, and about nothing else that the clause tells of."""
    return not (
        _CELL in statement.text[denial.end : cue[0]]
        or _is_inserted(statement, cue, denial.start)
        or _in_clause_behind(statement, cue[1], denial.start)
        or _is_of_data(statement, cue[0], denial)
        or _is_of_criterion(statement, denial)
        or _is_of_subject(statement, cue[0], denial)
        or _is_opposed(statement, denial.end, cue[0])
        or _is_resumed(statement, denial.start, cue[0])
        or _is_of_lead_in(statement, denial.end, cue[0])
    )


def _is_of_lead_in(statement: Statement, denial: int, cue: int) -> bool:
    """Whether a lead-in denies its act and its entry tells another: "we need not erase it if: - we must keep it"."""
    if not denial < statement.own <= cue:
        return False
    return any(statement.find(topic, denial, statement.own) for topic in ("sharing", "retention"))


def _is_opposed(statement: Statement, denial: int, cue: int) -> bool:
    """Whether the cue is told in place of what is denied: "not as a publisher, but as a host that gives it to all"."""
    opposed = statement.find("contrast", denial, cue)
    if not opposed or statement.find("negation", opposed[0].end, cue):
        return False
    return _WORD.search(statement.text, denial, opposed[0].start) is not None


_WORD = re.compile(r"\w")  # "we do not, however, share it": nothing is denied in front of the contrast
_ANEW = re.compile(r"\band (?:may|will|can|must|could|might) (?!not\b|never\b|only\b)")
_RESUMES = re.compile(r", (?:and|or)(?: (?:may|will|can|then|also))* $")


def _is_resumed(statement: Statement, denial: int, cue: int) -> bool:
    """Whether the cue goes on behind a clause that denies: "we mask it so that it names nobody, and give it to all",
    "slips are not subject to that and may be kept"."""
    if statement.rules.language == "en" and _begins_anew(statement, denial, cue):
        return True
    resumed = statement.rules.language == "en" and _RESUMES.search(statement.text, denial, cue)
    which = statement.find("relative", 0, denial) if resumed else []
    return bool(which) and "," not in statement.text[which[-1].end : denial]


def _begins_anew(statement: Statement, denial: int, cue: int) -> bool:
    """Whether an "and may" of its own stands before the cue, which nothing denies."""
    anew = _ANEW.search(statement.text, denial, min(len(statement.text), cue + _FINITE_REACHES))
    return anew is not None and not statement.find("negation", anew.end(), cue)


def _is_denied_entry(statement: Statement, cue: int) -> bool:
    """Whether a list's entry denies what its lead-in says last: "We use Acme, which collects: ... no personal data"."""
    first = statement.find("negation", statement.own)
    if not first or statement.text[statement.own : first[0].start].strip(" -*•"):
        return False
    return not any(statement.find(topic, cue, statement.own) for topic in ("sharing", "collecting"))


def _is_inserted(statement: Statement, cue: tuple[int, int], denial: int) -> bool:
    """Whether a denial stands in brackets, or in a clause on the data: "we give what is not yours to partners"."""
    opened, closed = statement.text.rfind("(", 0, denial), statement.text.find(")", denial)
    if statement.text.rfind(")", 0, denial) < opened and denial < closed <= cue[0]:
        return True
    return cue[0] < denial < cue[1] and bool(statement.find("relative", cue[0], denial))


_PARTICIPLES = {
    "en": re.compile(r"(?:[a-z]+ed|kept|held|sent|sold|given|shown|made)\b"),
    "fr": re.compile(r"(?:enregistr|conserv|stock|collect|communiqu)ée?s?\b|transmise?s?\b|recueillie?s?\b"),
}


def _is_of_data(statement: Statement, cue: int, denial: Mention) -> bool:
    """Whether the cue only tells which data is meant: "we cannot read messages stored on your device"."""
    participle = _PARTICIPLES.get(statement.rules.language)
    if participle is None or not participle.match(statement.text, cue):
        return False
    if statement.text.startswith("no", denial.start) and not statement.text.startswith("not", denial.start):
        return False  # "no messages stored": none of them is
    data = statement.find("data", denial.end, cue)
    return bool(data) and not statement.find("passive", data[-1].end, cue)


# What a thing does behind a clause that only says which is meant: "partners that do not agree will get nothing".
_FINITE = re.compile(r"\b(?:will|can|may|must|shall|is|are|was|were)\b")


_WHO_DENIES = ("", "you", "we", "they")  # "pages that you do not follow will see it"


def _is_of_subject(statement: Statement, cue: int, denial: Mention) -> bool:
    """Whether the denial only says which thing is meant: "affiliates that do not follow this policy will use it"."""
    which = statement.find("relative", 0, denial.start)
    if not which or statement.text[which[-1].end : denial.start].strip() not in _WHO_DENIES:
        return False
    if statement.rules.language != "en":
        return "," in statement.text[denial.end : cue]
    return bool(_FINITE.search(statement.text, denial.end, cue))


def _is_of_criterion(statement: Statement, denial: Mention) -> bool:
    """Whether the denial only tells until when data is kept: "when it is no longer needed"."""
    return any(one.start <= denial.start < one.end for one in statement.find("criteria"))


def _in_clause_behind(statement: Statement, start: int, denial: int) -> bool:
    """Whether a denial behind the cue stands in the clause of an "if": "we delete it, as soon as no reason is left"."""
    openings = statement.find("subordinate", start, denial) if denial > start else []
    if not openings or "," in statement.text[openings[-1].end : denial]:
        return False
    return statement.text[start : openings[-1].start].rstrip().endswith(",")


def not_aside(statement: Statement, denials: list[Mention], start: int, end: int) -> list[Mention]:
    """Those of the denials that stand in no clause beside the statement, which would begin in text[start:end]."""
    if not denials:
        return []
    aside = [
        beside(statement, start, end),
        *((opening, comma) for opening, comma in granted(statement) if comma <= end),
    ]
    return [denial for denial in denials if not any(first <= denial.start < last for first, last in aside)]


_ACTS_WITHIN = 24  # characters behind the comma of a clause in which who acts there stands
_NEXT_SUBJECT = re.compile(r",\s(?:our|the|this|these|those|such|it|they|some|notre|unsere|nuestra)\b")


def granted(statement: Statement) -> list[tuple[int, int]]:
    """Where something is granted, up to its comma: "although we do not sell your data, our partners may get it"."""
    spans = []
    for opening in statement.find("concessive"):
        comma = statement.text.find(",", opening.end)
        while comma >= 0 and not _begins_clause(statement, comma):
            comma = statement.text.find(",", comma + 1)
        if comma >= 0:
            spans.append((opening.start, comma))
    return spans


def _begins_clause(statement: Statement, comma: int) -> bool:
    acting = any(statement.find(topic, comma, comma + _ACTS_WITHIN) for topic in ("we", "you", "finite"))
    return acting or _NEXT_SUBJECT.match(statement.text, comma) is not None


def beside(statement: Statement, start: int, end: int) -> tuple[int, int]:
    """Where a clause beside the statement stands in text[start:end]: from "if" to the comma at which somebody acts."""
    openings = statement.find("subordinate", start, end) or _of_thing(statement, start, end)
    comma = statement.text.rfind(",", openings[0].end, end) if openings else -1
    while comma >= 0:
        if _acts_behind(statement, comma, end):
            return openings[0].start, comma
        comma = statement.text.rfind(",", openings[0].end, comma)
    named = _BEFORE_NAME.search(statement.raw, openings[0].end, end) if openings else None
    return (openings[0].start, named.start()) if named else (0, 0)


def _acts_behind(statement: Statement, comma: int, end: int) -> bool:
    """Whether somebody acts behind the comma of a clause, or the next begins: "if you hide it, people may find it"."""
    if any(statement.find(actor, comma, end) for actor in ("we", "you", "passive")):
        return True
    if any(one.start == comma + len(", ") for one in statement.find("subordinate", comma, end)):
        return True
    return bool(statement.find("finite", comma, end + _FINITE_REACHES))


def _of_thing(statement: Statement, start: int, end: int) -> list[Mention]:
    """Where a clause on a thing stands before the statement ("For complaints that we cannot settle, we share ...") or
    is put into it ("Counts, which name nobody, are kept ...").
    """
    relative = statement.find("relative", start, end)
    if not relative or statement.find("oblique", statement.own, statement.own + _OPENING):
        return relative
    return [one for one in relative if statement.text[: one.start].endswith(", ")]


# Where somebody acts whom the text calls by name: "If you do not reply, Fernhill deletes it".
_BEFORE_NAME = re.compile(rf",\s(?!{FORM})(?=[A-ZÀ-Þ][\w'’-]{{2,}}[\s,])")

# What acts between a denial and a deletion: "data not matched will be deleted".
_ACTS = re.compile(r"\b(?:we|it|they|will|can|may|must|shall|is|are|was|were|gets?)\b")
_CLAUSE = re.compile(r",\s(?!.*\b(?:and|or|et|ou|und|oder|y|o)\s+$)\S+\s\S")  # a comma that parts no list of verbs


def denies_another(statement: Statement, cue: Mention, start: int) -> bool:
    """Whether what is denied between `start` and a deletion is another thing: "data not matched will be deleted"."""
    denials = statement.find("negation", start, cue.start)
    if not denials:
        return False
    last = denials[-1]
    between = statement.text[last.end : cue.start]
    if _CLAUSE.search(between):
        return True
    denies_thing = statement.text[last.start : last.end] in ("no", "none", "nothing")  # "no copies are deleted"
    return statement.rules.language == "en" and not denies_thing and bool(_ACTS.search(between))
