"""Whether a statement affirms or denies, how firmly, and on what condition: negation with its scope and exceptions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from monitor.judge.reading.reach import beside, granted, is_denied
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.vocabulary import Mention
from monitor.judge.reading.words import listed

# What begins a new clause: no item of a list that is written within the sentence, whatever marks it.
_ITEM = r"\s*(?:(?:and|or|et|ou|und|oder|y|o) )?(?:\((?:[ivx]+|[a-h]|[1-9])\)|-\s)"
_ABBREVIATED = "".join(rf"(?<!\b{re.escape(form)}\.\s)" for form in sorted(listed("abbreviations")))
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
    return left, min(right, *(comma for opening, comma in granted(statement) if opening < end <= comma), len(text))


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
    if case := _excepted_case(statement, cue, scope):
        agreed = statement.find("consent", statement.own) or "consent" in statement.codes("legal_basis", statement.own)
        return Stance(affirmed=True, modality="consent" if agreed else "may", condition=case)
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
    """The condition, where a cue that ends there tells what may be refused: "if you do not want us to share it"."""
    wishes = statement.find("not_wanted", 0, end)
    if not wishes or "," in statement.text[wishes[-1].end : end]:
        return None
    words = _quoted(statement, wishes[-1].start)
    comma = words.find(",", end - wishes[-1].start)
    return words if comma < 0 else words[:comma]


_CASES_AT_MOST = 6  # words between "except" and the list of what is excepted: "in the following cases"


def _excepted_case(statement: Statement, cue: tuple[int, int], scope: tuple[int, int]) -> str:
    """The entry that tells a case in which the denial of its lead-in does not hold: "never, except: - by order"."""
    below = cue[1] > statement.own
    if (below and statement.find("negation", statement.own)) or not is_denied(statement, cue, scope):
        return ""
    marks = [one for one in statement.find("exception", 0 if below else cue[1]) if one.start < statement.own]
    if not marks or len(statement.text[marks[-1].end : statement.own].split()) > _CASES_AT_MOST:
        return ""
    return statement.raw[statement.own :].strip(" .;")[:_CONDITION_AT_MOST]


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
