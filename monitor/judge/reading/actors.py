"""Whose act a cue of sharing is: the vendor's, the person's, or that of others. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from monitor.judge.reading.lexicon import rules
from monitor.judge.reading.negation import is_by_person, is_object
from monitor.judge.reading.recipients import Named
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.vocabulary import Mention

_ASKED_FOR = ("share", "provide", "recipients", "controller", "engage", "sell")  # cues of what a person may ask about


def is_received(statement: Statement, cue: Mention, named: Sequence[Named], scope: tuple[int, int]) -> bool:
    """Data that comes to the vendor is not shared: the first one after the cue is "us"."""
    after = [one for one in named if cue.start <= one.start < scope[1] and not _is_given(statement, cue, one)]
    after = [one for one in after if not _is_obliged(statement, one)]
    return bool(after) and after[0].recipient.kind == "us" and cue.rule.note.get("recipients") != "subject"


def _is_given(statement: Statement, cue: Mention, one: Named) -> bool:
    """Whether "us" tells but of what data is meant: "we share the data that you provide us with others"."""
    if one.recipient.kind != "us":
        return False
    givers = statement.find("you", cue.end, one.start)
    return (
        bool(givers)
        and _GIVEN.fullmatch(statement.text[givers[-1].end : one.start]) is not None
        and not is_object(statement, givers[-1])
    )


def _is_obliged(statement: Statement, one: Named) -> bool:
    """Whether "us" tells but who must disclose: "only if the law requires us to"."""
    reasons = statement.find("purposes") if one.recipient.kind == "us" else ()
    return any(reason.start <= one.start < reason.end for reason in reasons)


_GIVEN = re.compile(r"(?: \w+){1,3} ")  # "have given to"
_OF_NOBODY = frozenset(  # cues that tell no act, or one that a recipient does
    {"visible", "shown", "opt_out_of_sale", "controller", "recipients", "collect", "transaction", "third_party_cookies"}
)
_BY_YOU = re.compile(r"\s+(?:by|par|von|por) (?:you|vous|ihnen|usted)\b")


def is_yours(statement: Statement, cue: Mention, scope: tuple[int, int]) -> bool:
    """Whether the person does it: "you may share" is not the vendor sharing."""
    if cue.rule.code in _OF_NOBODY:
        return bool(_PUBLISH.match(statement.text, cue.start)) and is_by_person(statement, scope[0], cue.start)
    if _BY_YOU.match(statement.text, cue.end):
        return True
    if _is_gerund_of_yours(statement, cue, scope):
        return True
    if statement.text[: cue.start].endswith(("our ", "notre ", "unsere ")):  # "you consent to our sharing of ..."
        return False
    return is_by_person(statement, scope[0], cue.start)


_PUBLISH = re.compile(r"publish(?:es)? ")  # "if you publish links", but not "your data is published"
_GERUND = re.compile(r"\w{2,}ing\b")
_OPENING = re.compile(r"(?:^|[,.] )(?:by|when|while|before|after|in) (?:\w+ing,? (?:and |or )?)?$")


def _is_gerund_of_yours(statement: Statement, cue: Mention, scope: tuple[int, int]) -> bool:
    """Whether a clause without a subject is about what the person does: "by sharing it with others, you agree"."""
    if not _GERUND.match(statement.text, cue.start) or not _OPENING.search(statement.text, 0, cue.start):
        return False
    actors = sorted([*statement.find("we", cue.end), *statement.find("you", cue.end)], key=lambda one: one.start)
    acting = [one for one in actors if "," in statement.text[cue.end : one.start]]
    return bool(acting) and acting[0].rule.code == "you"


_SEEN = re.compile(
    r"\b(?:you|we|us|like|want|wish|able|here|click)\s(?:can|may|could|will|might|to)\s(?:see|view|read|search)"
)


def is_of_others(statement: Statement, cue: Mention) -> bool:
    """Whether the cue is no act of the vendor: what a person may ask to be told, brokers "who sell", "you can see"."""
    if cue.rule.code == "visible":
        start = max(0, cue.start - 6)
        return bool(_SEEN.search(statement.text, start, cue.end))
    if cue.rule.code == "sell":
        sellers = statement.find("they", max(0, cue.start - 16), cue.start)
        if sellers and only_fillers(statement, sellers[-1].end, cue.start):
            return True
    return cue.rule.code in _ASKED_FOR and any(
        right.end <= cue.start and not statement.find("contrast", right.end, cue.start)
        for right in statement.find("asked_for")
    )


def only_fillers(statement: Statement, start: int, end: int) -> bool:
    """Whether only such words stand there as may part a subject from its verb ("who may also"), or brackets."""
    words = re.sub(r"\([^)]*\)?", " ", statement.text[start:end])
    if re.search(r"[;:]|\.\s", words):
        return False
    return set(re.findall(r"[^\W_]+", words)) <= _fillers(statement.rules.language)


@lru_cache
def _fillers(language: str) -> frozenset[str]:
    return frozenset(cue for rule in rules(language) if rule.topic == "fillers" for cue in rule.cues)
