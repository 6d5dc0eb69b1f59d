"""Statements on sharing: who gets data, who collects it on the vendor's service, who controls it, where it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.judge.reading.actors import is_of_others, is_received, is_yours
from monitor.judge.reading.addressees import (
    addressees,
    is_condition,
    is_granted_above,
    is_told_below,
    is_told_by_entry,
)
from monitor.judge.reading.entries import read_entry
from monitor.judge.reading.negation import Stance, clause, stance
from monitor.judge.reading.recipients import Named, distinct, find_recipients
from monitor.judge.reading.roles import read_role
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.vocabulary import Mention
from monitor.model import Category, Practice, Recipient

# Purposes that tell for whom data is meant where no recipient is named ("disclosed to comply with a court order").
_TELLING_PURPOSES = frozenset(
    {
        "legal_compliance",
        "legal_claims",
        "business_transfer",
        "fraud_prevention",
        "targeted_advertising",
        "advertising",
        "direct_marketing",
        "ai_training",
    }
)
_EXCEPTION_REACHES = 24  # characters between "except" and whom it takes out


def read_sharing(statement: Statement) -> list[Practice]:
    """The practices of sharing that a sentence states."""
    cues = [*statement.find("sharing"), *statement.find("collecting")]
    if not cues:
        return list(read_entry(statement)) or list(read_role(statement))
    named = find_recipients(statement)
    found = [practice for cue in cues for practice in _practices(statement, cue, named)]
    if not found:
        found = list(read_entry(statement)) or list(read_role(statement))
    return merged(found)


def merged(practices: Sequence[Practice]) -> list[Practice]:
    """One practice per action and stance: "share, disclose or transmit to X and Y" is one statement."""
    groups: dict[tuple[str, bool, str], Practice] = {}
    for practice in practices:
        key = (practice.action, practice.affirmed, practice.modality)
        other = groups.get(key)
        if other is None:
            groups[key] = practice
            continue
        groups[key] = replace(
            other,
            recipients=distinct((*other.recipients, *practice.recipients)),
            data=tuple(dict.fromkeys((*other.data, *practice.data))),
            purposes=tuple(dict.fromkeys((*other.purposes, *practice.purposes))),
            condition=other.condition or practice.condition,
        )
    return list(groups.values())


def _practices(statement: Statement, cue: Mention, named: Sequence[Named]) -> Iterator[Practice]:
    if (not named and cue.rule.note.get("needs") == "recipient") or _is_told_elsewhere(statement, cue):
        return
    scope = clause(statement, cue.start, cue.end)
    if is_received(statement, cue, named, scope) or is_yours(statement, cue, scope) or is_of_others(statement, cue):
        return
    chosen = addressees(statement, cue, scope, named)
    if cue.rule.note["action"] == "control":  # "we may be a controller or a processor" names roles and nobody
        chosen = [one for one in chosen if one.recipient.name or one.recipient.kind != "processor"]
    if cue.rule.note.get("needs") == "recipient" and not (chosen and _is_of_data(statement, cue, scope, chosen[0])):
        return
    meant = _meant(statement, cue, scope)
    if meant.modality in ("may", "will") and is_told_below(statement, cue, chosen):
        return
    if not meant.affirmed or meant.modality == "consent":
        chosen = [_whoever(statement, one) for one in chosen]
    implied = cue.rule.note.get("implies")
    if not chosen and implied:
        chosen = [Named(Recipient(kind=implied), cue.start, cue.end)]
    if not chosen and (is_condition(statement, cue, named) or not _says_enough(statement, cue, scope, meant)):
        return
    excepted, opposite = _excepted(statement, cue, chosen, meant)
    if excepted:
        yield _practice(statement, cue, scope, excepted, opposite)
    yield _practice(statement, cue, scope, [one for one in chosen if one not in excepted], meant)


def _is_told_elsewhere(statement: Statement, cue: Mention) -> bool:
    """Whether a cue states nothing here: its entry does, its lead-in only grants it, or it runs on into another clause
    ("provide you this notice, but you should write to Acme").
    """
    if is_told_by_entry(statement, cue) or is_granted_above(statement, cue):
        return True
    parted = statement.find("boundaries", cue.start, cue.end) if cue.rule.code == "provide" else []
    return bool(parted) and not statement.rules.find("sharing", statement.text[parted[0].end : cue.end])


def _is_of_data(statement: Statement, cue: Mention, scope: tuple[int, int], first: Named) -> bool:
    """Whether data is what is given, and no service: it is told, or stood for, in front of whom it is given to."""
    if cue.rule.code != "provide" or statement.rules.language != "en" or "sharing" in statement.topics:
        return True
    passive = any(one.end + 1 == cue.start for one in statement.find("passive"))
    anywhere = passive or statement.text.startswith("transfer", cue.start)
    start = 0 if anywhere else scope[0]
    handed = _HANDED.search(statement.text, cue.start, first.start)
    end = first.start if handed else scope[1]  # "give partners your data"
    if statement.find("data", 0, statement.own) or statement.find("data", start, end):
        return True
    return (
        _STANDS_FOR_DATA.search(statement.text, start, end) is not None
        or _GIVES_ACCESS.search(statement.text, cue.start) is not None
    )


_HANDED = re.compile(r" (?:to|with|for|through|via|on|along)(?: \w+){0,2} $")  # in front of whom it is given to
_STANDS_FOR_DATA = re.compile(
    r"\b(?:your|his|her|their|its?|them|they|this|these|those|such|that|what|nothing|lists?|copies|reports?|records?|logs?|files?|categories)\b"
)
# "We allow partners to collect ...", "we give vendors access"
_GIVES_ACCESS = re.compile(
    r"\b(?:access|collect|receive|see|view|process|store|track|obtain|read|know|learn|use|contact|notif)\w*\b"
)


def _excepted(
    statement: Statement, cue: Mention, chosen: Sequence[Named], meant: Stance
) -> tuple[Sequence[Named], Stance]:
    """Those of whom an exception says the opposite, and how that is meant."""
    if meant.affirmed:
        return _spared(statement, cue, chosen), Stance(affirmed=False, modality="never")
    start, end = meant.exception or (0, 0)
    allowed = Stance(affirmed=True, modality="may", condition=meant.condition)
    return [one for one in chosen if start <= one.start < end], allowed


def _spared(statement: Statement, cue: Mention, chosen: Sequence[Named]) -> list[Named]:
    """Whom an exception takes out of sharing that is affirmed: "with our partners, except our insurers"."""
    for mark in statement.find("narrowing", cue.end):
        behind = [one for one in chosen if one.start >= mark.start]
        if behind and len(behind) < len(chosen) and behind[0].start - mark.end <= _EXCEPTION_REACHES:
            return behind
    return []


def _meant(statement: Statement, cue: Mention, scope: tuple[int, int]) -> Stance:
    """The stance of the cue; a link named "Do Not Sell My Data" denies nothing: there is something to refuse."""
    meant = stance(statement, (cue.start, cue.end), scope)
    modality = cue.rule.note.get("modality")
    if not modality:
        return meant
    links = [one for one in statement.find("sharing") if one.rule.note.get("modality")]
    denials = statement.find("negation", scope[0], cue.start)
    denied = not meant.affirmed and any(
        not any(link.start <= denial.start < link.end for link in links) for denial in denials
    )
    return replace(meant, affirmed=not denied, modality=modality)


def _whoever(statement: Statement, one: Named) -> Named:
    """In a denial "anyone" is any third party: "we sell it to nobody", not "we keep it from the public"."""
    anyone = one.recipient.kind == "public" and statement.find("whoever", one.start, one.end)
    return replace(one, recipient=Recipient(kind="third_party")) if anyone else one


def _practice(
    statement: Statement,
    cue: Mention,
    scope: tuple[int, int],
    chosen: Sequence[Named],
    meant: Stance,
) -> Practice:
    purpose = cue.rule.note.get("purpose")
    purposes = statement.codes("purposes", *scope)
    return Practice(
        category=Category.SHARING,
        rule=cue.rule.id,
        quote=statement.quote,
        section=statement.section,
        ordinal=statement.ordinal,
        affirmed=meant.affirmed,
        action=cue.rule.note["action"],
        modality=meant.modality,
        recipients=distinct(one.recipient for one in chosen),
        data=data_codes(statement, scope),
        purposes=tuple(dict.fromkeys((*((purpose,) if purpose else ()), *purposes))),
        condition=meant.condition,
    )


def data_codes(statement: Statement, scope: tuple[int, int]) -> tuple[str, ...]:
    """Kinds of data in the clause; "personal" stands only where nothing more exact does."""
    codes = statement.codes("data", *scope)
    return tuple(code for code in codes if code != "personal") or codes


def _says_enough(statement: Statement, cue: Mention, scope: tuple[int, int], meant: Stance) -> bool:
    """Whether a cue without a recipient states anything: a denial, a condition or a purpose, of data."""
    if cue.rule.note["action"] == "control":
        return True
    if statement.find("to_person", cue.start, scope[1]):
        return False
    if not meant.affirmed and cue.rule.code == "share" and statement.find("we", scope[0], cue.start):
        return True
    if cue.rule.code == "transaction" and statement.find("data"):
        return True
    if not statement.find("data", *scope) or statement.text.rstrip().endswith(":"):  # the list below it will tell
        return False
    if not meant.affirmed or meant.modality in ("consent", "opt_out") or cue.rule.note["action"] != "share":
        return True
    if set(statement.codes("purposes", *scope)) & _TELLING_PURPOSES:
        return True
    actors = statement.find("we", scope[0], cue.start)
    return bool(actors) and not statement.find("handling", actors[-1].end, cue.start)
