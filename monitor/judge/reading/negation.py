"""Whether a statement affirms or denies, how firmly, and on what condition: negation with its scope and exceptions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from monitor.judge.reading.names import FORM
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.vocabulary import Mention

# What begins a new clause: no item of a list that is written within the sentence, whatever marks it.
_ITEM = r"\s*(?:(?:and|or|et|ou|und|oder|y|o) )?(?:\((?:[ivx]+|[a-h]|[1-9])\)|-\s)"
_DOTTED = (
    *("inc", "ltd", "corp", "co", "s\\.l", "s\\.a", "plc", "llc"),
    *("e\\.g", "i\\.e", "z\\.\\sb", "z\\.b", "d\\.h", "nr"),
)
_ABBREVIATED = "".join(rf"(?<!\b{form}\.\s)" for form in _DOTTED)
_HARD_BREAK = re.compile(rf"[;:.]\s(?!{_ITEM}){_ABBREVIATED}(?:(?<!\.\s)|(?=[a-zà-ÿ\"(]))")
# "We do not: sell data; ...", "shared with: hosts; ...": what stands behind the colon completes what is in front of it.
_INCOMPLETE = re.compile(
    r"\b(?:not|never|with|to|by|from|pas|jamais|avec|à|par|aux|nicht|nie|mit|an|von|no|nunca|con|a|por|"
    r"following(?: \w+){0,2})\s*:\s"
)
_CONDITION_AT_MOST = 160  # characters
_OBLIQUE_REACHES = 12  # characters before "our site" in which "from" or "on" stands
_SPOKEN_OF_REACHES = 24  # characters before a person in which "about our" stands
_ACTOR_NEAR = 12  # characters behind the comma of a condition in which "we" stands
_PRONOUN = 4  # characters: "we", "nous", "wir"; a longer actor is a thing of the vendor's


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How a cue is meant. exception: (start, end) of what is taken out of a denial, None where nothing is."""

    affirmed: bool
    modality: str
    condition: str | None = None
    exception: tuple[int, int] | None = None


def clause(statement: Statement, start: int, end: int) -> tuple[int, int]:
    """(start, end) of the clause around statement.text[start:end]: up to the nearest words that begin a new one."""
    text = statement.text
    left, right = _own_clause(statement, start), len(text)
    parted = [(mention.start, mention.start) for mention in statement.find("boundaries")]
    for break_start, break_end in (*_hard_breaks(text), *parted):
        if break_end <= start:
            left = max(left, break_end)
        elif break_start >= end:
            right = min(right, break_start)
    return left, right


def _own_clause(statement: Statement, start: int) -> int:
    """Where a list's entry begins that is a sentence of its own: "We do not share it, unless: - We may ask agents"."""
    own = statement.own
    return own if own < start and statement.find("we", own, start) else 0


@lru_cache(maxsize=4)  # asked for every cue of a sentence
def _hard_breaks(text: str) -> tuple[tuple[int, int], ...]:
    breaks = tuple(match.span() for match in _HARD_BREAK.finditer(text))
    if ":" not in text or (colon := _INCOMPLETE.search(text)) is None:
        return breaks
    return tuple((start, end) for start, end in breaks if end < colon.end() or text[start] == ".")


def stance(statement: Statement, cue: tuple[int, int], scope: tuple[int, int]) -> Stance:
    """The stance of the cue inside its clause.

    A denial with an exception that needs consent is a permission on condition ("never sold without your consent").
    """
    # The condition may stand before the clause ("With your consent, we ...") or after it.
    consent = _condition(statement, "consent", cue)
    if refusable := _may_be_refused(statement, cue[1]):
        return Stance(affirmed=True, modality="opt_out", condition=refusable)
    if is_denied(statement, cue, scope):
        return _denial(statement, cue, scope)
    excepted = bool(consent and statement.find("exception", *_span(statement, consent)))
    opt_out = _condition(statement, "opt_out", cue) if excepted or not consent else None
    if opt_out:  # also "unless you ask us not to"
        return Stance(affirmed=True, modality="opt_out", condition=opt_out)
    if consent:  # "may disclose without your consent" is a permission without condition
        needless = excepted or statement.find("alternative", cue[1], scope[1])
        return Stance(affirmed=True, modality="may" if needless else "consent", condition=consent)
    may = statement.find("may", scope[0], cue[0])
    return Stance(affirmed=True, modality="may" if may else "will")


def _may_be_refused(statement: Statement, end: int) -> str | None:
    """The condition, where a cue that ends there tells what a person may not want: "if you do not want us to share it, tell us"."""
    wishes = statement.find("not_wanted", 0, end)
    if not wishes or "," in statement.text[wishes[-1].start : end]:
        return None
    return _quoted(statement, wishes[-1].start).partition(",")[0]


# German denies after the verb ("Wir geben Ihre Daten nicht weiter").
_DENIES_ANYWHERE = {"de"}


def is_denied(statement: Statement, cue: tuple[int, int], scope: tuple[int, int]) -> bool:
    """Whether a denial reaches the cue: it begins before it or within it ("your data is not sold").

    A denial in a clause beside the statement does not ("If you do not log in for a year, we delete your data").
    """
    if cue[1] <= statement.own and _is_denied_entry(statement, cue[1]):
        return True
    end = scope[1] if statement.rules.language in _DENIES_ANYWHERE else cue[1]
    denials = [mention for mention in statement.find("negation") if scope[0] <= mention.start < end]
    reaching = not_aside(statement, denials, scope[0], cue[0])
    reaching = [denial for denial in reaching if not _is_inserted(statement, cue, denial.start)]
    reaching = [denial for denial in reaching if not _in_clause_behind(statement, cue[1], denial.start)]
    reaching = [denial for denial in reaching if not _is_of_data(statement, cue[0], denial)]
    reaching = [denial for denial in reaching if not _is_of_criterion(statement, denial)]
    reaching = [denial for denial in reaching if not _is_of_subject(statement, cue[0], denial)]
    return bool(reaching or statement.find("nobody", cue[1], scope[1]))


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


_PARTICIPLE = re.compile(r"(?:[a-z]+ed|kept|held|sent|sold|given|shown|made)\b")


def _is_of_data(statement: Statement, cue: int, denial: Mention) -> bool:
    """Whether the cue only tells which data is meant: "we cannot read messages stored on your device"."""
    if statement.rules.language != "en" or not _PARTICIPLE.match(statement.text, cue):
        return False
    if statement.text.startswith("no", denial.start) and not statement.text.startswith("not", denial.start):
        return False  # "no messages stored": none of them is
    return bool(statement.find("data", denial.end, cue)) and not statement.find("passive", denial.end, cue)


# What a thing does behind a clause that only says which is meant: "partners that do not agree will get nothing".
_FINITE = re.compile(r"\b(?:will|can|may|must|shall|is|are|was|were)\b")


def _is_of_subject(statement: Statement, cue: int, denial: Mention) -> bool:
    """Whether the denial only says which thing is meant: "affiliates that do not follow this policy will use it"."""
    if statement.rules.language != "en":
        return False
    which = statement.find("relative", 0, denial.start)
    near = which and not statement.text[which[-1].end : denial.start].strip()
    return bool(near) and bool(_FINITE.search(statement.text, denial.end, cue))


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
    aside = beside(statement, start, end)
    return [denial for denial in denials if not aside[0] <= denial.start < aside[1]]


def beside(statement: Statement, start: int, end: int) -> tuple[int, int]:
    """Where a clause beside the statement stands in text[start:end]: from "if" to the comma at which somebody acts."""
    openings = statement.find("subordinate", start, end) or _of_thing(statement, start, end)
    comma = statement.text.rfind(",", openings[0].end, end) if openings else -1
    while comma >= 0:
        if any(statement.find(actor, comma, end) for actor in ("we", "you", "passive")):
            return openings[0].start, comma
        comma = statement.text.rfind(",", openings[0].end, comma)
    named = _BEFORE_NAME.search(statement.raw, openings[0].end, end) if openings else None
    return (openings[0].start, named.start()) if named else (0, 0)


def _of_thing(statement: Statement, start: int, end: int) -> list[Mention]:
    """Where a clause on a thing stands before the statement ("For complaints that we cannot settle, we share ...") or
    is put into it ("Counts, which name nobody, are kept ...").
    """
    relative = statement.find("relative", start, end)
    if not relative or statement.find("oblique", statement.own, statement.own + _OBLIQUE_REACHES):
        return relative
    return [one for one in relative if statement.text[: one.start].endswith(", ")]


# Where somebody acts whom the text calls by name: "If you do not reply, Fernhill deletes it".
_BEFORE_NAME = re.compile(rf",\s(?!{FORM})(?=[A-ZÀ-Þ][\w-]{{2,}}[\s,])")


def is_by_person(statement: Statement, start: int, end: int) -> bool:
    """Whether the person acts in text[start:end], the words before a verb: "you may share", but not "you are sent"."""
    start = max(start, beside(statement, start, end)[1])
    ours = [one for one in statement.find("we", start, end) if not _is_place(statement, one)]
    yours = [one for one in statement.find("you", start, end) if not is_object(statement, one)]
    actors = sorted([*ours, *yours], key=lambda one: one.start)
    return bool(actors) and actors[-1].rule.code == "you" and not statement.find("passive", actors[-1].end, end)


def is_object(statement: Statement, person: Mention) -> bool:
    """Whether a person is spoken of and does not act: "we collect data about our users and share it"."""
    before = statement.find("spoken_of", max(0, person.start - _SPOKEN_OF_REACHES), person.start)
    return bool(before) and not statement.text[before[-1].end : person.start].strip()


def _is_place(statement: Statement, actor: Mention) -> bool:
    """Whether "our site" is where somebody acts: "if you go to a network from our site"."""
    if actor.end - actor.start <= _PRONOUN:
        return False
    before = statement.find("oblique", max(0, actor.start - _OBLIQUE_REACHES), actor.start)
    return bool(before) and not statement.text[before[-1].end : actor.start].strip()


def _denial(statement: Statement, cue: tuple[int, int], scope: tuple[int, int]) -> Stance:
    taken_out = _exception(statement, cue, scope)
    if taken_out is None:
        return Stance(affirmed=False, modality="never")
    words, (start, end) = taken_out
    if statement.rules.find("consent", statement.text[start : start + len(words)]):
        return Stance(affirmed=True, modality="consent", condition=words)
    return Stance(affirmed=False, modality="never", condition=words, exception=(start, end))


def _exception(
    statement: Statement, cue: tuple[int, int], scope: tuple[int, int]
) -> tuple[str, tuple[int, int]] | None:
    """What is taken out of a denial, in its words, and where that stands: behind the cue or in front of its clause."""
    text = statement.text
    opening = max(scope[0], statement.own)
    for first in statement.find("exception"):
        if (
            first.start < cue[0] and not text[opening : first.start].strip()
        ):  # "Without your consent, we never share it"
            comma = text.find(",", first.end, cue[0])
            end = comma if comma >= 0 else first.end
            return statement.raw[first.start : end].strip(), (first.start, end)
        if first.start >= cue[1] or first.end <= scope[0]:
            end = len(text) if first.start >= cue[1] else scope[0]
            return _quoted(statement, first.start), (first.start, end)
    return None


def _condition(statement: Statement, topic: str, cue: tuple[int, int]) -> str | None:
    near = statement.find(topic, max(0, cue[0] - 200), cue[1] + 300)
    if not near:
        return None
    words = _quoted(statement, near[0].start)
    return words[: _main_clause(statement, near[0], cue[0])].rstrip(" ,")


def _main_clause(statement: Statement, condition: Mention, cue: int) -> int | None:
    """Where, from a condition in front of the cue, the clause of the statement begins: "If you agree, we ..."."""
    comma = statement.text.find(",", condition.end, cue)
    while comma >= 0:
        if statement.find("we", comma, min(cue, comma + _ACTOR_NEAR)):
            return comma - condition.start
        comma = statement.text.find(",", comma + 1, cue)
    return None


def _span(statement: Statement, words: str) -> tuple[int, int]:
    start = statement.raw.find(words)
    return max(0, start), start + len(words)


def _quoted(statement: Statement, start: int) -> str:
    """The condition's words, verbatim, up to the next stop, or the end of the brackets it stands in."""
    words = statement.raw[start : start + _CONDITION_AT_MOST]
    opened = 0
    for match in re.finditer(r"[.;](?:\s|$)|[\n()]", words):
        opened += {"(": 1, ")": -1}.get(match[0], 0)
        if opened < 0 or (match[0] not in "()" and not opened):
            return words[: match.start()].strip()
    return words.strip()
